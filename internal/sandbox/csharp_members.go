package sandbox

import (
	"fmt"
	"strings"
)

// The objects of C#, as far as expressions use them. Each has what it is used for; false tells that it has no such
// property, or nothing at an index.
type (
	csharpMembered interface {
		member(name string) (value any, ok bool)
	}
	csharpIndexed interface {
		at(key any) (value any, ok bool)
	}
	csharpAssignable interface{ put(key string, value any) }
	csharpCalled     interface {
		call(name string, arguments []any) (any, error)
	}
)

// postfix reads what follows a value: members, calls and indexes.
func (p *csharpParser) postfix() (csharpValue, error) {
	value, err := p.primary()
	for err == nil {
		operator, ok := p.takes(".", "[")
		if !ok {
			return value, nil
		}
		if operator == "[" {
			value, err = p.index(value)
		} else {
			value, err = p.dotted(value)
		}
	}
	return nil, err
}

func (p *csharpParser) index(of csharpValue) (csharpValue, error) {
	key, err := p.ternary()
	if err != nil {
		return nil, err
	}
	if err := p.needs("]"); err != nil {
		return nil, err
	}
	last := p.tokens[0] == csharpToken{csharpOperator, "="}
	return func(scope csharpScope) (any, error) {
		object, err := of(scope)
		if err != nil {
			return nil, err
		}
		k, err := key(scope)
		if err != nil {
			return nil, err
		}
		to, assignable := object.(csharpAssignable)
		if place, assigns := scope[csharpAssigned].(*csharpPlace); assigns && last && assignable {
			place.set = true
			to.put(csharpText(k), place.value)
			return place.value, nil
		}
		if indexed, ok := object.(csharpIndexed); ok {
			if value, ok := indexed.at(k); ok {
				return value, nil
			}
		}
		return nil, fmt.Errorf("there is nothing at %v of %T", k, object)
	}, nil
}

// dotted reads a member, or a call of one; the types of a generic call are skipped.
func (p *csharpParser) dotted(of csharpValue) (csharpValue, error) {
	name := p.tokens[0]
	if name.kind != csharpName {
		return nil, p.unknown()
	}
	p.tokens = p.tokens[1:]
	if len(p.tokens) > 3 && p.tokens[0].text == "<" && isCSharpType(p.tokens[1]) && p.tokens[2].text == ">" {
		p.tokens = p.tokens[3:]
	}
	var arguments []csharpValue
	_, calls := p.takes("(")
	if calls {
		var err error
		if arguments, err = p.arguments(); err != nil {
			return nil, err
		}
	}
	return func(scope csharpScope) (any, error) {
		object, err := of(scope)
		if err != nil {
			return nil, err
		}
		if !calls {
			return csharpMember(object, name.text)
		}
		values, err := csharpAll(arguments, scope)
		if err != nil {
			return nil, err
		}
		if target, ok := object.(csharpCalled); ok {
			return target.call(name.text, values)
		}
		return nil, noMember(object, name.text)
	}, nil
}

func csharpMember(object any, name string) (any, error) {
	if target, ok := object.(csharpMembered); ok {
		if value, ok := target.member(name); ok {
			return value, nil
		}
	}
	return nil, noMember(object, name)
}

func noMember(object any, name string) error {
	return fmt.Errorf("the sandbox does not know .%s of %s", name, strings.Replace(fmt.Sprintf("%T", object), "sandbox.", "", 1))
}

// arguments reads those of a call, up to its bracket. Their names are skipped.
func (p *csharpParser) arguments() ([]csharpValue, error) {
	var all []csharpValue
	if _, ok := p.takes(")"); ok {
		return nil, nil
	}
	for {
		if len(p.tokens) > 2 && p.tokens[0].kind == csharpName && p.tokens[1].text == ":" {
			p.tokens = p.tokens[2:]
		}
		argument, err := p.ternary()
		if err != nil {
			return nil, err
		}
		all = append(all, argument)
		if _, ok := p.takes(","); ok {
			continue
		}
		return all, p.needs(")")
	}
}

func csharpAll(values []csharpValue, scope csharpScope) ([]any, error) {
	var all []any
	for _, v := range values {
		value, err := v(scope)
		if err != nil {
			return nil, err
		}
		all = append(all, value)
	}
	return all, nil
}

// construct reads what follows new.
func (p *csharpParser) construct() (csharpValue, error) {
	name := p.tokens[0].text
	if p.tokens[0].kind != csharpName {
		return nil, p.unknown()
	}
	p.tokens = p.tokens[1:]
	if err := p.needs("("); err != nil {
		return nil, err
	}
	arguments, err := p.arguments()
	if err != nil {
		return nil, err
	}
	return func(scope csharpScope) (any, error) {
		values, err := csharpAll(arguments, scope)
		switch {
		case err != nil:
			return nil, err
		case name == "JObject" && len(values) == 0:
			return &jsonObject{members: map[string]any{}}, nil
		case name == "Random" && len(values) == 1:
			seed, ok := values[0].(int)
			if ok {
				return csharpRandom(seed), nil
			}
		}
		return nil, fmt.Errorf("the sandbox does not know new %s(…)", name)
	}, nil
}

package sandbox

import (
	"fmt"
	"slices"
	"strconv"
)

// csharpScope holds the names that an expression may use.
type csharpScope map[string]any

// csharpValue computes a part of an expression. Values are nil, bool, int, string, and objects of [csharpObject].
type csharpValue func(csharpScope) (any, error)

// csharpParser reads the C# that expressions of policies are written in: literals, members, indexes, calls, casts,
// operators, and, in @{…}, local variables, assignments to members, and return. What it does not know is an error.
type csharpParser struct {
	tokens []csharpToken
}

// longestCSharp bounds an expression, and with it how deep one can be nested.
const longestCSharp = 16 << 10

// evaluated is the value of a policy's expression, @(…) or @{…}; any other text is its own value.
func evaluated(text string, scope csharpScope) (any, error) {
	if !startsExpression(text) {
		return text, nil
	}
	if len(text) > longestCSharp {
		return nil, fmt.Errorf("the sandbox evaluates expressions of at most %d bytes", longestCSharp)
	}
	tokens, err := lexCSharp(text[2 : len(text)-1])
	if err != nil {
		return nil, err
	}
	p := &csharpParser{tokens: tokens}
	if text[1] == '{' {
		return p.run(scope)
	}
	value, err := p.ternary()
	if err == nil && p.tokens[0].kind != csharpEnd {
		err = p.unknown()
	}
	if err != nil {
		return nil, err
	}
	return value(scope)
}

func (p *csharpParser) unknown() error {
	return fmt.Errorf("the sandbox does not know the C# at %q", p.tokens[0].text)
}

// takes skips an operator if it is the next token.
func (p *csharpParser) takes(operators ...string) (taken string, ok bool) {
	if t := p.tokens[0]; t.kind == csharpOperator && slices.Contains(operators, t.text) {
		p.tokens = p.tokens[1:]
		return t.text, true
	}
	return "", false
}

func (p *csharpParser) needs(operator string) error {
	if _, ok := p.takes(operator); !ok {
		return p.unknown()
	}
	return nil
}

// run executes statements until one returns a value.
func (p *csharpParser) run(scope csharpScope) (any, error) {
	for p.tokens[0].kind != csharpEnd {
		value, done, err := p.statement(scope)
		if err != nil || done {
			return value, err
		}
	}
	return nil, p.unknown()
}

func (p *csharpParser) statement(scope csharpScope) (result any, done bool, err error) {
	first := p.tokens[0]
	switch {
	case first == csharpToken{csharpName, "return"}:
		p.tokens, done = p.tokens[1:], true
	case first == csharpToken{csharpName, "var"} && p.tokens[1].kind == csharpName:
		name := p.tokens[1].text
		p.tokens = p.tokens[2:]
		defer func() { scope[name] = result }()
		if err = p.needs("="); err != nil {
			return nil, false, err
		}
	}
	value, err := p.ternary()
	if err != nil {
		return nil, false, err
	}
	if _, assigns := p.takes("="); assigns {
		return nil, false, p.assign(scope, value)
	}
	if err = p.needs(";"); err != nil {
		return nil, false, err
	}
	result, err = value(scope)
	return result, done, err
}

// assign sets the member that was indexed last.
func (p *csharpParser) assign(scope csharpScope, target csharpValue) error {
	value, err := p.ternary()
	if err != nil {
		return err
	}
	if err := p.needs(";"); err != nil {
		return err
	}
	to, err := value(scope)
	if err != nil {
		return err
	}
	place := &csharpPlace{value: to}
	scope[csharpAssigned] = place
	defer delete(scope, csharpAssigned)
	if _, err := target(scope); err != nil {
		return err
	}
	if !place.set {
		return p.unknown()
	}
	return nil
}

// csharpAssigned is the name under which a scope holds what is being assigned.
const csharpAssigned = "="

// csharpPlace is what is being assigned, and whether a member took it.
type csharpPlace struct {
	value any
	set   bool
}

func (p *csharpParser) ternary() (csharpValue, error) {
	condition, err := p.binary(0)
	if err != nil {
		return nil, err
	}
	if _, ok := p.takes("?"); !ok {
		return condition, nil
	}
	yes, err := p.ternary()
	if err != nil {
		return nil, err
	}
	if err := p.needs(":"); err != nil {
		return nil, err
	}
	no, err := p.ternary()
	if err != nil {
		return nil, err
	}
	return func(scope csharpScope) (any, error) {
		chosen, err := condition(scope)
		if err != nil {
			return nil, err
		}
		if chosen == true {
			return yes(scope)
		}
		return no(scope)
	}, nil
}

// binary reads the operators of a level of precedence and those that bind more.
func (p *csharpParser) binary(level int) (csharpValue, error) {
	levels := [][]string{{"??"}, {"||"}, {"&&"}, {"==", "!="}, {"<", ">", "<=", ">="}, {"+", "-"}, {"*", "/", "%"}}
	if level == len(levels) {
		return p.unary()
	}
	left, err := p.binary(level + 1)
	for err == nil {
		operator, ok := p.takes(levels[level]...)
		if !ok {
			return left, nil
		}
		var right csharpValue
		first := left
		right, err = p.binary(level + 1)
		left = func(scope csharpScope) (any, error) { return csharpOperate(operator, first, right, scope) }
	}
	return nil, err
}

func (p *csharpParser) unary() (csharpValue, error) {
	if operator, ok := p.takes("!", "-"); ok {
		of, err := p.unary()
		if err != nil {
			return nil, err
		}
		return func(scope csharpScope) (any, error) { return csharpNegate(operator, of, scope) }, nil
	}
	if p.tokens[0].text == "(" && len(p.tokens) > 3 && isCSharpType(p.tokens[1]) && p.tokens[2].text == ")" {
		kind := p.tokens[1].text
		p.tokens = p.tokens[3:]
		of, err := p.unary()
		if err != nil {
			return nil, err
		}
		return func(scope csharpScope) (any, error) { return csharpCast(kind, of, scope) }, nil
	}
	return p.postfix()
}

func isCSharpType(t csharpToken) bool {
	return t.kind == csharpName && slices.Contains([]string{"int", "long", "string", "bool", "JObject", "JToken", "object"}, t.text)
}

func (p *csharpParser) primary() (csharpValue, error) {
	t := p.tokens[0]
	if t.kind == csharpEnd {
		return nil, p.unknown()
	}
	p.tokens = p.tokens[1:]
	switch {
	case t.kind == csharpNumber:
		n, err := strconv.Atoi(t.text)
		return constant(n), err
	case t.kind == csharpString:
		return constant(t.text), nil
	case t.text == "(":
		inner, err := p.ternary()
		if err != nil {
			return nil, err
		}
		return inner, p.needs(")")
	case t == csharpToken{csharpName, "new"}:
		return p.construct()
	case t.kind == csharpName:
		return named(t.text), nil
	}
	p.tokens = append([]csharpToken{t}, p.tokens...)
	return nil, p.unknown()
}

func constant(v any) csharpValue { return func(csharpScope) (any, error) { return v, nil } }

// named is a variable or a word of the language.
func named(name string) csharpValue {
	switch name {
	case "null":
		return constant(nil)
	case "true", "false":
		return constant(name == "true")
	}
	return func(scope csharpScope) (any, error) {
		value, ok := scope[name]
		if !ok {
			return nil, fmt.Errorf("the sandbox does not know %s", name)
		}
		return value, nil
	}
}

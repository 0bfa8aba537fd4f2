package llm

import (
	"fmt"
	"slices"
	"strings"
)

// capability holds a target to what the route requires. What is not known is an
// error: a route that says it takes images must not find out at the first one.
func (c *routeCheck) capability(p Place) {
	if c.unknown(p.Field("endpoint")) || c.unknown(FieldRequires) {
		return
	}
	have := p.Supports.or(p.Endpoint.Supports)
	for _, lack := range have.lacks(c.want.Spec.Requires) {
		fix := "Use a deployment of another model for this target, or ask for less in requires."
		if lack.unknown {
			fix = fmt.Sprintf("If you know that it does, say so: set supports = { %s } on %s. It then counts in place of what the endpoint says.", lack.override, p.Label())
		}
		c.add(p.Field("endpoint"), "Target does not meet requires", fmt.Sprintf("%s (%s): %s.", p.Label(), p.Endpoint.Model, lack.detail), fix)
	}
}

// or fills what is not known from other.
func (s Supports) or(other Supports) Supports {
	if s.Input == nil {
		s.Input = other.Input
	}
	if s.Tools == nil {
		s.Tools = other.Tools
	}
	if s.Context == nil {
		s.Context = other.Context
	}
	return s
}

// Shared is what all of them support: unknown where one of them is.
func Shared(all []Supports) Supports {
	if len(all) == 0 {
		return Supports{}
	}
	shared := all[0]
	shared.Input = slices.Clone(shared.Input)
	for _, s := range all[1:] {
		if shared.Input == nil || s.Input == nil {
			shared.Input = nil
		} else {
			shared.Input = slices.DeleteFunc(shared.Input, func(kind string) bool { return !slices.Contains(s.Input, kind) })
		}
		shared.Tools = both(shared.Tools, s.Tools, func(a, b bool) bool { return a && b })
		shared.Context = both(shared.Context, s.Context, func(a, b int64) int64 { return min(a, b) })
	}
	return shared
}

func both[T any](a, b *T, of func(T, T) T) *T {
	if a == nil || b == nil {
		return nil
	}
	value := of(*a, *b)
	return &value
}

// Supports is what the route's model name can be relied on for: what all
// targets and fallbacks support.
func (s RouteSpec) Supports() Supports {
	var all []Supports
	for _, p := range s.Places() {
		all = append(all, p.Supports.or(p.Endpoint.Supports))
	}
	return Shared(all)
}

// lack is one thing that is required and not there, or not known.
type lack struct {
	detail   string
	unknown  bool
	override string
}

func (s Supports) lacks(required Supports) []lack {
	var lacks []lack
	if len(required.Input) > 0 && s.Input == nil {
		lacks = append(lacks, lack{"what input it takes is not known", true, `input = ["` + strings.Join(required.Input, `", "`) + `"]`})
	} else if missing := without(required.Input, s.Input); len(missing) > 0 {
		lacks = append(lacks, lack{detail: fmt.Sprintf("it takes %s, not %s", strings.Join(s.Input, ", "), strings.Join(missing, ", "))})
	}
	if required.Tools != nil && *required.Tools && s.Tools == nil {
		lacks = append(lacks, lack{"whether it calls tools is not known", true, "tools = true"})
	} else if required.Tools != nil && *required.Tools && !*s.Tools {
		lacks = append(lacks, lack{detail: "it does not call tools"})
	}
	if required.Context != nil && s.Context == nil {
		lacks = append(lacks, lack{"its context window is not known", true, fmt.Sprintf("context = %d", *required.Context)})
	} else if required.Context != nil && *s.Context < *required.Context {
		lacks = append(lacks, lack{detail: fmt.Sprintf("its context window is %d tokens, %d are required", *s.Context, *required.Context)})
	}
	return lacks
}

// without are the words of list that are not in other.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(word string) bool { return slices.Contains(other, word) })
}

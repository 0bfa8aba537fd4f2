package llm

import (
	"maps"
	"slices"
	"strconv"
)

// Place is a target or a fallback of a route, as its user knows it.
type Place struct {
	RouteTarget

	Key      string // of a target; empty for a fallback
	Fallback int    // which one, counted from 1; 0 for a target
}

// Places lists the targets, by key, and then the fallbacks, in their order.
func (s RouteSpec) Places() []Place {
	var all []Place
	for _, key := range slices.Sorted(maps.Keys(s.Targets)) {
		all = append(all, Place{RouteTarget: s.Targets[key], Key: key})
	}
	for i, fallback := range s.Fallbacks {
		all = append(all, Place{RouteTarget: fallback, Fallback: i + 1})
	}
	return all
}

// Label names the place in a sentence: "Target blue", "Fallback 1".
func (p Place) Label() string {
	if p.Fallback > 0 {
		return "Fallback " + strconv.Itoa(p.Fallback)
	}
	return "Target " + p.Key
}

// Field is one of the place's arguments.
func (p Place) Field(argument string) Field {
	if p.Fallback > 0 {
		return FieldFallback(p.Fallback-1, argument)
	}
	return FieldTarget(p.Key, argument)
}

package llm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// RouteChange is the outcome of comparing a route with what is wanted.
type RouteChange struct {
	Action   Action
	Children []ChildChange // what differs, in the order in which it is written; those that go come last, in the order in which they go
	Fields   []Field       // the arguments that ask for a replacement
}

// ChildChange is a child that differs.
type ChildChange struct {
	Name    string
	Kind    ChildDifference
	Details []string // "path: have, wanted want", sorted
}

// ChildDifference says how a child differs.
type ChildDifference string

// The differences.
const (
	ChildMissing ChildDifference = "missing"
	ChildChanged ChildDifference = "changed"
	ChildFailed  ChildDifference = "failed"
	ChildPending ChildDifference = "pending" // to be waited for
	ChildSurplus ChildDifference = "surplus" // no longer wanted, or added by somebody
)

// Text is the change in words.
func (c ChildChange) Text() string {
	return strings.TrimSuffix(fmt.Sprintf("%s is %s: %s", c.Name, c.Kind, strings.Join(c.Details, "; ")), ": ")
}

// Diff compares what a gateway holds with what is wanted. It is pure. An
// argument that is unknown makes it an Update without children. Health counts
// as a difference unless the policy says otherwise.
func (r *Routes) Diff(have *Route, want RouteDraft) RouteChange {
	change := RouteChange{}
	for _, field := range []struct {
		name       Field
		have, want string
	}{{FieldName, have.Name, want.Spec.Name}, {FieldGateway, have.Gateway, want.Spec.Gateway}} {
		if want.Unknown.Has(field.name) || !strings.EqualFold(field.have, field.want) || field.name == FieldName && field.have != field.want {
			change.Action = Replace
			change.Fields = append(change.Fields, field.name)
		}
	}
	if change.Action == Replace {
		return change
	}
	if len(want.Unknown) > 0 {
		return RouteChange{Action: Update}
	}
	wanted := r.Render(want.Spec)
	change.Children = append(unlike(have, wanted, want.Spec.Policy), surplus(have, wanted)...)
	if len(change.Children) > 0 {
		change.Action = Update
	}
	return change
}

func unlike(have *Route, wanted []Child, policy Policy) []ChildChange {
	var changes []ChildChange
	for _, want := range wanted {
		held := have.Child(want.Name)
		switch {
		case held == nil:
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildMissing})
		case !maps.Equal(held.Content, want.Content):
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildChanged, Details: contentChanges(held.Content, want.Content)})
		case held.Phase == Pending:
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildPending, Details: []string{cmp.Or(held.Reason, string(Pending))}})
		case held.Phase == Failed && policy.Plans(DriftHealth):
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildFailed, Details: []string{cmp.Or(held.Reason, string(Failed))}})
		}
	}
	return changes
}

// surplus are the children that nobody asks for, the last made first.
func surplus(have *Route, wanted []Child) []ChildChange {
	var changes []ChildChange
	for _, held := range slices.Backward(have.Children) {
		if !held.Foreign && !slices.ContainsFunc(wanted, func(c Child) bool { return c.Name == held.Name }) {
			changes = append(changes, ChildChange{Name: held.Name, Kind: ChildSurplus})
		}
	}
	return changes
}

func contentChanges(have, want map[string]string) []string { return differences(have, want, "wanted") }

// differences are the paths whose values differ, as "path is have, wanted want".
func differences(have, want map[string]string, wanted string) []string {
	details := make([]string, 0, 4)
	for _, path := range changedKeys(have, want) {
		details = append(details, fmt.Sprintf("%s is %s, %s %s", path, orAbsent(have[path]), wanted, orAbsent(want[path])))
	}
	return details
}

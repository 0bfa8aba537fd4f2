package llm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// CompositeChange is the outcome of comparing a composite with what is wanted.
type CompositeChange struct {
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

// Diff compares what a platform holds with what is wanted. It is pure. An
// argument that is unknown makes it an Update without children. Health counts
// as a difference unless the policy says otherwise.
func (c *Composites[S]) Diff(have *Composite, want Wanted[S]) CompositeChange {
	if fields := c.Replaced(have, want); len(fields) > 0 {
		return CompositeChange{Action: Replace, Fields: fields}
	}
	if len(want.Unknown) > 0 {
		return CompositeChange{Action: Update}
	}
	wanted, asked := c.Render(want.Spec), want.Spec.head()
	change := CompositeChange{Children: append(unlike(have, wanted, asked.policy), surplus(have, wanted)...)}
	change.Children = append(change.Children, spent(have, wanted, asked)...)
	if len(change.Children) > 0 {
		change.Action = Update
	}
	return change
}

// spent are the editions that are not kept, the oldest first. The child in force
// becomes one when it is published anew.
func spent(have *Composite, wanted []Child, asked head) []ChildChange {
	if asked.keep == nil {
		return nil
	}
	excess := len(have.Editions) + 1 - int(*asked.keep)
	if publishes(have, wanted) {
		excess++
	}
	var changes []ChildChange
	for _, edition := range have.Editions[:max(0, min(excess, len(have.Editions)))] {
		changes = append(changes, ChildChange{Name: edition, Kind: ChildSurplus})
	}
	return changes
}

// publishes reports whether the child whose states are kept is written anew.
func publishes(have *Composite, wanted []Child) bool {
	return slices.ContainsFunc(wanted, func(want Child) bool {
		held := have.Child(want.Name)
		return held != nil && want.Anew(*held)
	})
}

func unlike(have *Composite, wanted []Child, policy Policy) []ChildChange {
	var changes []ChildChange
	for _, want := range wanted {
		held := have.Child(want.Name)
		switch {
		case held == nil:
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildMissing})
		case !maps.Equal(held.Content, want.Content):
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildChanged, Details: differences(held.Content, want.Content, "wanted")})
		case held.Phase == Pending:
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildPending, Details: []string{cmp.Or(held.Reason, string(Pending))}})
		case held.Phase == Failed && policy.Plans(DriftHealth):
			changes = append(changes, ChildChange{Name: want.Name, Kind: ChildFailed, Details: []string{cmp.Or(held.Reason, string(Failed))}})
		}
	}
	return changes
}

// Anew reports whether a write of the child makes another object of what is
// there.
func (child Child) Anew(held Child) bool {
	return child.Published && (held.Phase == Failed || !maps.Equal(held.Content, child.Content))
}

// surplus are the children that nobody asks for, the last made first.
func surplus(have *Composite, wanted []Child) []ChildChange {
	var changes []ChildChange
	for _, held := range slices.Backward(have.Children) {
		if !held.Foreign && !slices.ContainsFunc(wanted, func(c Child) bool { return c.Name == held.Name }) {
			changes = append(changes, ChildChange{Name: held.Name, Kind: ChildSurplus})
		}
	}
	return changes
}

// differences are the paths whose values differ, as "path is have, wanted want".
func differences(have, want map[string]string, wanted string) []string {
	details := make([]string, 0, 4)
	for _, path := range changedKeys(have, want) {
		details = append(details, fmt.Sprintf("%s is %s, %s %s", path, orAbsent(have[path]), wanted, orAbsent(want[path])))
	}
	return details
}

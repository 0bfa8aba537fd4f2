package llm

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Tolerate carries out a policy on what differs, child by child, from what was
// last applied: where no difference is to be planned, what is returned bears what
// was applied. The drift lists that, and what no difference shows. Before is nil
// where nothing was applied yet, as after an import.
func (c *Composite) Tolerate(before *Composite, policy Policy) (*Composite, []Drift) {
	t := &tolerance{policy: policy, seen: *c}
	t.seen.Children = slices.Clone(c.Children)
	if before != nil {
		t.changed(before)
		t.missing(before)
		t.surplus(before)
	}
	for _, other := range c.Beside {
		t.note(DriftUnmanaged, other.Child, other.Detail)
	}
	if phase, reason := c.Health(); phase == Failed && !policy.Plans(DriftHealth) {
		t.drift = append(t.drift, Drift{Class: DriftHealth, Field: FieldHealth, Detail: reason})
	}
	return &t.seen, policy.Listed(t.drift)
}

// tolerance is one composite on its way through a policy.
type tolerance struct {
	policy Policy
	seen   Composite
	drift  []Drift
}

func (t *tolerance) note(class DriftClass, child, detail string) {
	t.drift = append(t.drift, Drift{Class: class, Field: FieldChild(child), Detail: detail})
}

func (t *tolerance) changed(before *Composite) {
	for i, now := range t.seen.Children {
		was := before.Child(now.Name)
		switch {
		case was == nil:
		case maps.Equal(was.Content, now.Content):
			if was.ID != "" && !strings.EqualFold(was.ID, now.ID) {
				t.note(DriftRecreated, now.Name, fmt.Sprintf("%s is another object, %s; what was written here was %s", now.Name, now.ID, was.ID))
			}
		case !t.policy.Plans(DriftChanged):
			t.note(DriftChanged, now.Name, now.Name+": "+strings.Join(differences(now.Content, was.Content, "applied was"), "; "))
			t.seen.Children[i].Content, t.seen.Children[i].Texts = was.Content, was.Texts
			t.published(i, *was)
		}
	}
}

// published keeps the id of what was published here beside its content, as long as
// that is still there to be named: who follows it would move to what somebody else
// has published since, which is left out like what was added.
func (t *tolerance) published(i int, was Child) {
	edition := slices.Index(t.seen.Editions, was.Edition())
	if t.seen.Children[i].Published && edition >= 0 {
		t.seen.Children[i].ID, t.seen.Editions = was.ID, t.seen.Editions[:edition]
	}
}

func (t *tolerance) missing(before *Composite) {
	if t.policy.Plans(DriftMissing) {
		return
	}
	for _, was := range before.Children {
		if t.seen.Child(was.Name) == nil {
			t.note(DriftMissing, was.Name, was.Name+" is not there any more")
			was.Phase = Ready
			t.seen.Children = append(t.seen.Children, was)
		}
	}
}

func (t *tolerance) surplus(before *Composite) {
	if t.policy.Plans(DriftChanged) {
		return
	}
	t.seen.Children = slices.DeleteFunc(t.seen.Children, func(now Child) bool {
		if before.Child(now.Name) != nil {
			return false
		}
		t.note(DriftChanged, now.Name, now.Name+" was added")
		return true
	})
}

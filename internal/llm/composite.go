package llm

import (
	"cmp"
	"slices"
	"time"
)

// Composite is what is one thing to a user and several objects, its children, to
// the platform: a route, a guardrail.
type Composite struct {
	ID       ID     // Parent is what the children are part of, empty where that is a region
	Name     string // as its user gave it
	Place    string // native id of the gateway or account, or the region, that holds the children
	Owner    string // as its marks tell it; empty: none, or not told
	Children []Child
	Editions []string // names of earlier published states of the last child, the oldest first; they serve those who name them
	Endpoint Endpoint // what clients call; the zero value where nothing is called
	Beside   []Beside // what stands beside it and gets in its way
}

// Child is one object of a composite.
type Child struct {
	Name      string            // kind and native name, such as "target/chat-blue-1a2b3c4d"; unique in the composite
	ID        string            // native id; empty: the platform chooses it
	Content   map[string]string // what it holds, whole, by the platform's own path; see [Flatten]
	Texts     map[string]string // the confidential texts of which Content holds the [Digest], by digest; nil: none, or not known
	Root      bool              // it refers to the children before it, so that those have to be ready first
	Last      bool              // it is made last, so that a composite which has it was made to the end
	With      string            // the child whose deletion deletes this one too; empty: it is deleted by itself
	Published bool              // every write makes another one of it, with an id of its own; the former are editions
	Foreign   bool              // it bears the name of a child and was not made as one
	Phase     Phase
	Reason    string    // the platform's own word or message for the phase
	Created   time.Time // zero: not told
}

// Beside is an object of somebody else's that changes what a composite does.
type Beside struct {
	Child  string // the object, as a child's name would be written
	Detail string // what it does, as a sentence
}

// Wanted is a plan's spec: what is unknown in it is not nil.
type Wanted[S any] struct {
	Spec    S
	Unknown FieldSet
}

// Child returns the child of that name, nil if there is none.
func (c *Composite) Child(name string) *Child {
	i := slices.IndexFunc(c.Children, func(child Child) bool { return child.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Children[i]
}

// Edition is the name that a published child bears once another one is in force.
func (child Child) Edition() string { return child.Name + "/" + child.ID }

// Finished reports whether it was made to the end: what a create makes last is
// there.
func (c *Composite) Finished() bool {
	return slices.ContainsFunc(c.Children, func(child Child) bool { return child.Last })
}

// Made is when the youngest of the children was made; zero where none is told.
func (c *Composite) Made() time.Time {
	var youngest time.Time
	for _, child := range c.Children {
		if child.Created.After(youngest) {
			youngest = child.Created
		}
	}
	return youngest
}

// Health is the worst phase among the children, with the platform's reason. What
// lacks its last child is in nobody's use.
func (c *Composite) Health() (Phase, string) {
	for _, phase := range []Phase{Failed, Pending} {
		i := slices.IndexFunc(c.Children, func(child Child) bool { return child.Phase == phase })
		if i >= 0 {
			return phase, c.Children[i].Name + ": " + cmp.Or(c.Children[i].Reason, string(phase))
		}
	}
	if !c.Finished() {
		return Failed, "not whole: what puts it into effect is not there"
	}
	return Ready, ""
}

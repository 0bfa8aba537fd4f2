package llm

import (
	"context"
	"iter"
)

// CompositeDriver is what a platform implements for one kind of composites. Like
// a DeploymentDriver it translates and calls; it does not wait, lock or word
// advice. Check, Target, ParseID, Render, Decode and Replaced are pure. All
// methods are safe for concurrent use. Errors are, or wrap, an [*Error].
type CompositeDriver[S CompositeSpec] interface {
	// Check returns what the platform cannot give, from the draft alone.
	Check(want Wanted[S]) []Problem

	// Target is where the composite will be; its Parent is what writers take
	// turns on. Value is empty where the platform chooses the id. What the
	// platform does not accept is an *Error with code Invalid and its Field.
	Target(spec S) (ID, error)

	// ParseID reads every accepted import form and returns the canonical id.
	ParseID(s string) (ID, error)

	// Render gives the children that the spec asks for, in the order in which
	// they have to be made: name, content, Root, Last and With. The spec has
	// passed its checks.
	Render(spec S) []Child

	// Decode reads the spec back from children, as far as they tell it. For
	// every spec that passes its checks, Render(Decode(Render(spec))) is
	// Render(spec).
	Decode(children []Child) S

	// Replaced names the arguments that cannot be changed in place and that are
	// another, or not known. None: it can be brought to the spec by writes.
	Replaced(have *Composite, want Wanted[S]) []Field

	// Preflight reads what a write would run into: a place that is not there or
	// of the wrong kind, something referred to that is not there. No permission
	// to look is one warning, never an error.
	Preflight(ctx context.Context, spec S) []Problem

	// Get reads the composite and all of its children: those of the names in
	// known, those that the place shows as its own, and whatever bears the name
	// that one of them would have. An id without a Value asks for what bears its
	// Name at its place. An error with code NotFound means that there is no child
	// at all, or no place, and nothing else means that.
	Get(ctx context.Context, id ID, known []string) (*Composite, error)

	// Put makes the child of that name, or changes it in place, to what the spec
	// asks for, and returns as soon as it is accepted. Have was read just before.
	// The id is the composite's, where have has none yet.
	Put(ctx context.Context, spec S, have *Composite, child string) (ID, error)

	// Remove deletes a child or an edition and returns as soon as it is accepted.
	// Removing what is gone succeeds.
	Remove(ctx context.Context, have *Composite, child string) error

	// List yields the ids of those that match, with the names that the platform
	// tells beside them: what an import takes and nothing else. An error is of one
	// place: what comes after it is of the next.
	List(ctx context.Context, filter Filter) iter.Seq2[ID, error]
}

// CompositeSpec is what a user asks of a composite, in full.
type CompositeSpec interface{ head() head }

// head is what the life of every composite depends on.
type head struct {
	name   string
	place  string
	owner  string // empty: none
	keep   *int64 // how many published states stay, the one in force included; nil: all
	policy Policy // what to do about drift; nil: the defaults
}

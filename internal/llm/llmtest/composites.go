package llmtest

import (
	"context"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// CompositeCase is a spec that the platform can give.
type CompositeCase[S llm.CompositeSpec] struct {
	Name    string
	Spec    S
	Changes []CompositeChange[S] // every argument, each changed in place
}

// CompositeChange is one change to one argument.
type CompositeChange[S llm.CompositeSpec] struct {
	Field llm.Field
	Apply func(*S) // on a copy that shares nothing
}

// spec is the case's with the change.
func (c CompositeChange[S]) spec(of S) S {
	spec := clone(of)
	c.Apply(&spec)
	return spec
}

// world is one platform, on which nothing bears the names of the cases.
type world[S llm.CompositeSpec] struct {
	*llm.Composites[S]

	writes func() int // requests so far that could change something; nil: they cannot be counted
}

// suite is one kind of composites on one platform under test.
type suite[S llm.CompositeSpec] struct {
	noun    string
	open    func(t *testing.T) world[S]
	cases   []CompositeCase[S]
	timeout time.Duration                            // for one operation; zero is a minute
	around  func(t *testing.T, law func(*testing.T)) // runs a law, such as in fake time; nil runs it as it is

	named func(S, string) S                            // the spec under another name; nil: there is one of the kind at a place
	owned func(S, string) S                            // the spec of another owner; nil: the kind has no owners
	whole func(w world[S], have *llm.Composite) string // what is wrong at a moment beyond what is wrong with every kind; nil: nothing
}

// law is what has to hold for every case.
type law[S llm.CompositeSpec] struct {
	name string
	hold func(t *testing.T, c CompositeCase[S])
}

// laws are those that every kind of composites keeps.
func (s suite[S]) laws() []law[S] {
	laws := []law[S]{
		{"what was created is what was asked for", s.created},
		{"what was made tells what was asked for", s.decoded},
		{"every change is noticed, written in place and complete", s.changed},
		{"what differs is written once, and nothing else is", s.frugal},
		{"a change and its way back end where they began", s.thereAndBack},
		{"an update that changes nothing writes nothing", s.idempotent},
		{"what exists is an error and nothing is written", s.taken},
		{"what is deleted is gone, and deleting it again succeeds", s.deleted},
		{"every child that is missing is made again", s.repaired},
		{"a create that ends at any call is completed by the next", s.createInterrupted},
		{"an update that ends at any call is completed by the next", s.updateInterrupted},
		{"a delete that ends at any call is completed by the next", s.deleteInterrupted},
		{"an answer that is lost at any call loses nothing", s.answerLost},
		{"a write that is refused at any call loses nothing", s.refused},
		{"it is whole at every moment", s.alwaysWhole},
		{"ids are canonical", s.canonical},
		{"a caller who gives up is answered at once", s.cancelled},
	}
	if s.named != nil {
		laws = append(laws, law[S]{"a neighbour whose name begins alike is left alone", s.neighbour})
	}
	return laws
}

// run holds every case to the laws, and tells how many cells that was.
func (s suite[S]) run(t *testing.T, laws []law[S]) {
	t.Helper()
	cells := 0
	for _, c := range s.cases {
		for _, l := range laws {
			t.Run(c.Name+"/"+l.name, func(t *testing.T) { s.around(t, func(t *testing.T) { l.hold(t, c) }) })
			cells++
		}
	}
	t.Logf("conformance of %ss: cells=%d kinds=%d laws=%d", s.noun, cells, len(s.cases), len(laws))
}

// withDefaults fills in what a harness may leave out.
func (s suite[S]) withDefaults() suite[S] {
	if s.timeout == 0 {
		s.timeout = time.Minute
	}
	if s.around == nil {
		s.around = func(t *testing.T, law func(*testing.T)) { law(t) }
	}
	return s
}

// create makes the case's composite or ends the test.
func (s suite[S]) create(t *testing.T, w world[S], spec S) *llm.Composite {
	t.Helper()
	have, err := w.Create(t.Context(), spec, s.timeout)
	if have != nil {
		t.Cleanup(func() { s.remove(t, w, have) })
	}
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	return have
}

func (s suite[S]) remove(t *testing.T, w world[S], have *llm.Composite) {
	ctx := context.WithoutCancel(t.Context())
	if err := w.Delete(ctx, have.ID, known(have), s.timeout); err != nil {
		t.Errorf("%s is left behind: %v", have.ID.Value, err)
	}
}

// update brings a composite to the spec and proves it with another read.
func (s suite[S]) update(t *testing.T, w world[S], have *llm.Composite, spec S) *llm.Composite {
	t.Helper()
	after, err := w.Update(t.Context(), have, spec, s.timeout)
	if err != nil {
		t.Fatalf("update: %v", err)
	}
	if after.ID != have.ID {
		t.Errorf("id changed from %v to %v", have.ID, after.ID)
	}
	w.expectSame(t, after, spec)
	w.expectSame(t, w.read(t, have.ID), spec)
	return after
}

// read asks the platform itself.
func (w world[S]) read(t *testing.T, id llm.ID) *llm.Composite {
	t.Helper()
	have, err := w.Get(t.Context(), id, nil)
	if err != nil {
		t.Fatalf("get %s: %v", id.Value, err)
	}
	return have
}

// expectSame fails where a composite is not as the spec asks for, in every child.
func (w world[S]) expectSame(t *testing.T, have *llm.Composite, spec S) {
	t.Helper()
	change := w.Diff(have, llm.Wanted[S]{Spec: spec})
	if change.Action != llm.Same {
		t.Errorf("it asks to %s %v", change.Action, change.Fields)
	}
	for _, child := range change.Children {
		t.Errorf("differs: %s", child.Text())
	}
}

// expectGone fails where anything is left under the id, or under the name that
// one of the specs gives.
func (w world[S]) expectGone(t *testing.T, id llm.ID, specs ...S) {
	t.Helper()
	ids := []llm.ID{id}
	for _, spec := range specs {
		target, err := w.Target(spec)
		if err != nil {
			t.Fatalf("target: %v", err)
		}
		ids = append(ids, target)
	}
	for _, id := range ids {
		if have, err := w.Get(t.Context(), id, nil); !llm.IsNotFound(err) {
			t.Errorf("get %v after delete: %v, %v; want not found", id, have, err)
		}
	}
}

// expectNoWrites runs f and fails when it sent a write.
func (w world[S]) expectNoWrites(t *testing.T, f func()) {
	t.Helper()
	expectNoWrites(t, World{Writes: w.writes}, f)
}

// in is the same platform in another process, spoken to through a driver of the
// caller's.
func (s suite[S]) in(w world[S], through llm.CompositeDriver[S]) world[S] {
	return world[S]{Composites: llm.NewComposites(s.noun, through, w.Now), writes: w.writes}
}

// another is the same platform in another process.
func (s suite[S]) another(w world[S]) world[S] { return s.in(w, w.CompositeDriver) }

func known(have *llm.Composite) []string {
	var names []string
	for _, child := range have.Children {
		names = append(names, child.Name)
	}
	return names
}

// part is a named part of a law. It is no test of its own, since none can be
// started in fake time.
func part(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	failed := t.Failed()
	f(t)
	if t.Failed() && !failed {
		t.Logf("failed at %s", name)
	}
}

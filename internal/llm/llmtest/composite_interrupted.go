package llmtest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// owners are the spec without an owner and, where the kind has one, with.
func (s suite[S]) owners(spec S) []S {
	if s.owned == nil {
		return []S{spec}
	}
	return []S{spec, s.owned(clone(spec), owner)}
}

// createInterrupted allows one way out beside completion, which is an import: after the
// last call everything is made, which the next create cannot tell from another's; nor can
// it tell anything half made by an id that the platform chose, where no owner is set.
func (s suite[S]) createInterrupted(t *testing.T, c CompositeCase[S]) {
	for _, spec := range s.owners(c.Spec) {
		create := func(w world[S]) (*llm.Composite, error) { return w.Create(t.Context(), spec, s.timeout) }
		s.atEveryWrite(t, death(), func(world[S]) {}, create, func(t *testing.T, p point[S]) {
			t.Helper()
			s.completed(t, p.world, spec)
		})
	}
}

// completed creates again what may have been left, and finds it whole.
func (s suite[S]) completed(t *testing.T, w world[S], spec S) {
	t.Helper()
	unclaimed := s.unclaimed(t, w, spec)
	have, err := w.Create(t.Context(), spec, s.timeout)
	exists, ok := errors.AsType[*llm.ExistsError](err)
	if nobodys := ok && strings.Contains(exists.NotResumed, "no owner is set"); nobodys != unclaimed {
		t.Errorf("create again says %v; want that it is not taken on without an owner: %v", err, unclaimed)
	}
	if ok {
		if have = w.read(t, exists.Existing.ID); !have.Finished() && exists.NotResumed == "" {
			t.Errorf("%s is refused as existing and is not finished", have.ID.Value)
		}
		have, err = w.Update(t.Context(), have, spec, s.timeout) // as after an import, to wait for it
	}
	if err != nil {
		t.Fatalf("create again: %v", err)
	}
	w.expectSame(t, have, spec)
	s.emptied(t, w, have, spec)
}

// unclaimed reports whether what was left is half made, and nothing tells whose it
// is: the platform has chosen its id, and the spec has no owner.
func (s suite[S]) unclaimed(t *testing.T, w world[S], spec S) bool {
	t.Helper()
	target, err := w.Target(spec)
	if err != nil {
		t.Fatalf("target: %v", err)
	}
	if target.Value != "" || s.owned == nil || cmp.Equal(spec, s.owned(clone(spec), owner)) {
		return false
	}
	left, err := w.Get(t.Context(), target, nil)
	return err == nil && !left.Finished()
}

func (s suite[S]) updateInterrupted(t *testing.T, c CompositeCase[S]) {
	s.atEveryWriteOfAnUpdate(t, c, death(), func(t *testing.T, made *llm.Composite, spec S, p point[S]) {
		t.Helper()
		have, err := p.Read(t.Context(), made.ID, known(made))
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		have = s.update(t, p.world, have, spec)
		s.emptied(t, p.world, have, c.Spec, spec)
	})
}

// atEveryWriteOfAnUpdate does so for every change of the case.
func (s suite[S]) atEveryWriteOfAnUpdate(t *testing.T, c CompositeCase[S], of mishap, judge func(t *testing.T, made *llm.Composite, spec S, p point[S])) {
	t.Helper()
	for _, change := range c.Changes {
		part(t, string(change.Field), func(t *testing.T) {
			spec := change.spec(c.Spec)
			var made *llm.Composite
			prepare := func(w world[S]) { made = s.create(t, w, c.Spec) }
			update := func(w world[S]) (*llm.Composite, error) { return w.Update(t.Context(), made, spec, s.timeout) }
			s.atEveryWrite(t, of, prepare, update, func(t *testing.T, p point[S]) { t.Helper(); judge(t, made, spec, p) })
		})
	}
}

func (s suite[S]) deleteInterrupted(t *testing.T, c CompositeCase[S]) {
	var made *llm.Composite
	prepare := func(w world[S]) { made = s.create(t, w, c.Spec) }
	remove := func(w world[S]) (*llm.Composite, error) {
		return nil, w.Delete(t.Context(), made.ID, known(made), s.timeout)
	}
	for _, of := range []mishap{death(), lost(), rejected()} {
		s.atEveryWrite(t, of, prepare, remove, func(t *testing.T, p point[S]) {
			t.Helper()
			s.emptied(t, p.world, made, c.Spec)
		})
	}
}

// answerLost lives on after a write of which nobody knows whether it happened:
// what was made is in state, and what is not in state was not made.
func (s suite[S]) answerLost(t *testing.T, c CompositeCase[S]) {
	create := func(w world[S]) (*llm.Composite, error) { return w.Create(t.Context(), c.Spec, s.timeout) }
	s.atEveryWrite(t, lost(), func(world[S]) {}, create, func(t *testing.T, p point[S]) {
		t.Helper()
		if p.have == nil {
			if p.committed || !p.first {
				t.Errorf("what was made is not in state: %v", p.err)
			}
			s.completed(t, p.world, c.Spec)
			return
		}
		s.broughtToItsEnd(t, p.same, p, c.Spec)
	})
	s.atEveryWriteOfAnUpdate(t, c, lost(), func(t *testing.T, made *llm.Composite, spec S, p point[S]) {
		t.Helper()
		if p.have == nil || p.have.ID != made.ID {
			t.Fatalf("state holds %v beside %v", p.have, p.err)
		}
		s.broughtToItsEnd(t, p.same, p, spec)
	})
}

// refused meets a platform that says no: what was refused was not made, and what
// stood beside it stays in state.
func (s suite[S]) refused(t *testing.T, c CompositeCase[S]) {
	create := func(w world[S]) (*llm.Composite, error) { return w.Create(t.Context(), c.Spec, s.timeout) }
	s.atEveryWrite(t, rejected(), func(world[S]) {}, create, func(t *testing.T, p point[S]) {
		t.Helper()
		if p.first != (p.have == nil) {
			t.Fatalf("state holds %v beside %v", p.have, p.err)
		}
		if p.first {
			s.completed(t, p.world, c.Spec)
			return
		}
		s.broughtToItsEnd(t, p.same, p, c.Spec)
	})
	s.atEveryWriteOfAnUpdate(t, c, rejected(), func(t *testing.T, _ *llm.Composite, spec S, p point[S]) {
		t.Helper()
		if p.err == nil {
			t.Error("what was refused is no error")
		}
		s.broughtToItsEnd(t, p.same, p, spec)
	})
}

// broughtToItsEnd has the next update, in the same process, complete what an
// operation answered beside an error.
func (s suite[S]) broughtToItsEnd(t *testing.T, w world[S], p point[S], spec S) {
	t.Helper()
	if p.have.ID.Value == "" {
		t.Fatalf("it has no id in state beside %v", p.err)
	}
	have, err := w.Read(t.Context(), p.have.ID, known(p.have))
	if llm.IsNotFound(err) && p.first && !p.committed {
		s.completed(t, p.world, spec) // the refresh takes it out of state
		return
	}
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	s.emptied(t, w, s.update(t, w, have, spec), spec)
}

// emptied deletes the composite, of which nothing may be left.
func (s suite[S]) emptied(t *testing.T, w world[S], have *llm.Composite, specs ...S) {
	t.Helper()
	if err := w.Delete(t.Context(), have.ID, known(have), s.timeout); err != nil {
		t.Fatalf("delete: %v", err)
	}
	w.expectGone(t, have.ID, specs...)
}

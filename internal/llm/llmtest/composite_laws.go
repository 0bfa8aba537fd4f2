package llmtest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func (s suite[S]) created(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	read := w.read(t, made.ID)
	w.expectSame(t, read, c.Spec)
	if phase, reason := read.Health(); phase != llm.Ready || !read.Finished() {
		t.Errorf("phase %s (%s), finished %v", phase, reason, read.Finished())
	}
	if diff := cmp.Diff(made, read, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("a create answers something else than a read (-create +read):\n%s", diff)
	}
}

// decoded is what import lives on.
func (s suite[S]) decoded(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	wanted := w.Render(c.Spec)
	if diff := cmp.Diff(wanted, w.Render(w.Decode(made.Children)), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("children say something else than what they were made from (-made +decoded):\n%s", diff)
	}
	if diff := cmp.Diff(wanted, w.Render(w.Decode(wanted)), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("what is to be made says something else than what it is made from (-made +decoded):\n%s", diff)
	}
}

func (s suite[S]) changed(t *testing.T, c CompositeCase[S]) {
	if len(c.Changes) == 0 {
		t.Fatal("what has no argument that can change is not described well")
	}
	for _, change := range c.Changes {
		part(t, string(change.Field), func(t *testing.T) {
			w := s.open(t)
			made := s.create(t, w, c.Spec)
			spec := change.spec(c.Spec)
			if diff := w.Diff(made, llm.Wanted[S]{Spec: spec}); diff.Action != llm.Update || len(diff.Children) == 0 {
				t.Fatalf("diff = %s %v, want an update", diff.Action, diff.Children)
			}
			s.update(t, w, made, spec)
		})
	}
	t.Logf("changed %d arguments", len(c.Changes))
}

func (s suite[S]) thereAndBack(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	have := made
	for _, change := range c.Changes {
		have = s.update(t, w, have, change.spec(c.Spec))
		have = s.update(t, w, have, c.Spec)
	}
	others := []cmp.Option{cmpopts.IgnoreFields(llm.Child{}, "ID", "Created"), cmpopts.IgnoreFields(llm.Composite{}, "Editions"), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(made, have, others...); diff != "" {
		t.Errorf("there and back again (-before +after):\n%s", diff)
	}
}

func (s suite[S]) idempotent(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	w.expectNoWrites(t, func() {
		if _, err := w.Update(t.Context(), made, c.Spec, s.timeout); err != nil {
			t.Errorf("update: %v", err)
		}
	})
}

func (s suite[S]) taken(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	for process, world := range map[string]world[S]{"this": w, "another": s.another(w)} {
		world.expectNoWrites(t, func() {
			if _, err := world.Create(t.Context(), c.Spec, s.timeout); !refusedAs(err, made.ID) {
				t.Errorf("second create in %s process: %v, want an ExistsError that names %s", process, err, made.ID.Value)
			}
		})
	}
}

// refusedAs reports whether a create was refused since that exists.
func refusedAs(err error, id llm.ID) bool {
	exists, ok := errors.AsType[*llm.ExistsError](err)
	return ok && exists.Existing.ID == id
}

func (s suite[S]) deleted(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	for range 2 {
		if err := w.Delete(t.Context(), made.ID, nil, s.timeout); err != nil {
			t.Fatalf("delete: %v", err)
		}
	}
	w.expectGone(t, made.ID, c.Spec)
	s.create(t, w, c.Spec) // nothing is in the way of another
}

// repaired takes every child away, one after the other, with all that refers to
// it.
func (s suite[S]) repaired(t *testing.T, c CompositeCase[S]) {
	for i, child := range s.create(t, s.open(t), c.Spec).Children {
		part(t, child.Name, func(t *testing.T) {
			w := s.open(t)
			made := s.create(t, w, c.Spec)
			w.takeAway(t, made, i)
			have, err := w.Get(t.Context(), made.ID, known(made))
			if llm.IsNotFound(err) {
				s.madeAnew(t, w, made, c.Spec)
				return
			}
			if err != nil {
				t.Fatalf("get: %v", err)
			}
			diff := w.Diff(have, llm.Wanted[S]{Spec: c.Spec})
			if !slices.ContainsFunc(diff.Children, func(d llm.ChildChange) bool { return d.Name == child.Name && d.Kind == llm.ChildMissing }) {
				t.Fatalf("diff does not say that it is missing: %v", diff.Children)
			}
			s.update(t, w, have, c.Spec)
		})
	}
}

// takeAway removes a child by hand, after what refers to it.
func (w world[S]) takeAway(t *testing.T, made *llm.Composite, i int) {
	t.Helper()
	child := made.Children[i]
	for _, later := range slices.Backward(made.Children[i:]) {
		if later.Name != child.Name && !later.Root || later.With == child.Name {
			continue
		}
		if err := w.Remove(t.Context(), w.read(t, made.ID), later.Name); err != nil {
			t.Fatalf("remove %s: %v", later.Name, err)
		}
		w.awaitGone(t, made.ID, later.Name)
	}
}

// madeAnew follows the removal of the child with which everything goes: an update
// that was planned before it either makes it again under its id, or says that it
// is gone and makes nothing that no state would hold.
func (s suite[S]) madeAnew(t *testing.T, w world[S], gone *llm.Composite, spec S) {
	t.Helper()
	gone.Children = slices.Clone(gone.Children)
	gone.Children[0].Content = map[string]string{"changed": "by hand"}
	after, err := w.Update(t.Context(), gone, spec, s.timeout)
	if err == nil && after.ID == gone.ID {
		w.expectSame(t, w.read(t, gone.ID), spec)
		return
	}
	if !llm.IsNotFound(err) {
		t.Errorf("an update of what is gone: %v, %v", after, err)
	}
	w.expectGone(t, gone.ID, spec)
	s.create(t, s.another(w), spec)
}

func (w world[S]) awaitGone(t *testing.T, id llm.ID, child string) {
	t.Helper()
	for range 100 {
		have, err := w.Get(t.Context(), id, nil)
		if llm.IsNotFound(err) || err == nil && have.Child(child) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not go", child)
}

// neighbour makes one whose name begins with the other's, and whose children could be
// taken for the other's.
func (s suite[S]) neighbour(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	neighbour := s.create(t, w, s.named(clone(c.Spec), "-blue"))
	before := w.read(t, neighbour.ID)
	made := s.create(t, w, c.Spec)
	for _, child := range made.Children {
		if before.Child(child.Name) != nil && child.ID != "" && child.With == "" && before.Child(child.Name).ID == child.ID && !sharedChild(child) {
			t.Errorf("both hold %s", child.Name)
		}
	}
	if err := w.Delete(t.Context(), made.ID, nil, s.timeout); err != nil {
		t.Fatalf("delete: %v", err)
	}
	if diff := cmp.Diff(before, w.read(t, neighbour.ID), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the neighbour changed (-before +after):\n%s", diff)
	}
}

// sharedChild is an object of which every route holds its own part.
func sharedChild(child llm.Child) bool {
	return len(child.Name) > 10 && child.Name[:10] == "rate-limit"
}

func (s suite[S]) canonical(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	if id, err := w.ParseID(made.ID.Value); err != nil || id != made.ID {
		t.Errorf("parse the id as it was made: %v, %v; want %v", id, err, made.ID)
	}
	target, err := w.Target(c.Spec)
	switch {
	case err != nil:
		t.Errorf("target: %v", err)
	case target.Value == "" && w.read(t, target).ID != made.ID:
		t.Errorf("target %v does not lead to %v", target, made.ID)
	case target.Value != "" && target != made.ID:
		t.Errorf("target %v, want %v", target, made.ID)
	}
	if target.Parent != made.ID.Parent {
		t.Errorf("creates take turns on %q, and updates on %q", target.Parent, made.ID.Parent)
	}
}

func (s suite[S]) cancelled(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	other := c.Spec
	if s.named != nil {
		other = s.named(clone(c.Spec), "2")
	}
	soon(t, func(ctx context.Context) {
		if _, err := w.Create(ctx, other, s.timeout); err == nil {
			t.Error("a create succeeds for a caller who gave up")
		}
		if _, err := w.Get(ctx, made.ID, nil); err == nil || llm.IsNotFound(err) {
			t.Errorf("get says %v", err)
		}
	})
}

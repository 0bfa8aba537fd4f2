package llmtest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// watched is a platform that is looked at after every write.
type watched[S llm.CompositeSpec] struct {
	llm.CompositeDriver[S]

	look func(write string)
}

// Put is looked at when it was accepted.
func (w watched[S]) Put(ctx context.Context, spec S, have *llm.Composite, child string) (llm.ID, error) {
	id, err := w.CompositeDriver.Put(ctx, spec, have, child)
	w.look("put " + child)
	return id, err
}

// Remove is looked at when it was accepted.
func (w watched[S]) Remove(ctx context.Context, have *llm.Composite, child string) error {
	err := w.CompositeDriver.Remove(ctx, have, child)
	w.look("remove " + child)
	return err
}

// alwaysWhole changes a composite in every way and looks at every moment.
func (s suite[S]) alwaysWhole(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	have := s.create(t, w, c.Spec)
	moments := 0
	look := func(string) {
		moments++
		if fault := s.fault(w, w.read(t, have.ID)); fault != "" {
			t.Errorf("at moment %d: %s", moments, fault)
		}
	}
	observed := s.in(w, watched[S]{CompositeDriver: w.CompositeDriver, look: look})
	for _, change := range c.Changes {
		for _, spec := range []S{change.spec(c.Spec), c.Spec} {
			after, err := observed.Update(t.Context(), have, spec, s.timeout)
			if err != nil {
				t.Fatalf("update of %s: %v", change.Field, err)
			}
			have = after
		}
	}
	t.Logf("looked at %d moments", moments)
	if moments < 2*len(c.Changes) {
		t.Error("it was hardly looked at")
	}
}

// fault says what is wrong at a moment; empty: nothing.
func (s suite[S]) fault(w world[S], have *llm.Composite) string {
	if !have.Finished() {
		return "what puts it into effect is not there"
	}
	var broken []string
	if s.whole != nil {
		broken = append(broken, s.whole(w, have))
	}
	for _, child := range have.Children {
		if child.Phase == llm.Failed {
			broken = append(broken, child.Name+" has failed")
		}
	}
	return strings.Join(slices.DeleteFunc(broken, func(text string) bool { return text == "" }), "; ")
}

// frugal holds the writes of every update to what its plan shows.
func (s suite[S]) frugal(t *testing.T, c CompositeCase[S]) {
	writes := 0
	for _, change := range c.Changes {
		part(t, string(change.Field), func(t *testing.T) {
			w := s.open(t)
			made, spec := s.create(t, w, c.Spec), change.spec(c.Spec)
			planned, sent := map[string]int{}, map[string]int{}
			for _, child := range w.Diff(made, llm.Wanted[S]{Spec: spec}).Children {
				planned[written(child)]++
			}
			counted := s.in(w, watched[S]{CompositeDriver: w.CompositeDriver, look: func(write string) { sent[write]++ }})
			if _, err := counted.Update(t.Context(), made, spec, s.timeout); err != nil {
				t.Fatalf("update: %v", err)
			}
			if !maps.Equal(planned, sent) {
				t.Errorf("planned %v, and sent %v", planned, sent)
			}
			writes += len(sent)
		})
	}
	t.Logf("%d writes", writes)
}

// written is the write that a difference asks for.
func written(child llm.ChildChange) string {
	if child.Kind == llm.ChildSurplus {
		return "remove " + child.Name
	}
	return "put " + child.Name
}

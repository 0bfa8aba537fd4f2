package llmtest

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// silent are the arguments that no version holds.
func silent(field llm.Field) bool {
	return slices.Contains([]llm.Field{llm.FieldName, llm.FieldTags, llm.FieldDescription, llm.FieldKeepVersions}, field)
}

// expectPublished fails where more or fewer versions were published than that many,
// or the newest is not what is drafted.
func (w GuardrailWorld) expectPublished(t *testing.T, id llm.ID, many int, f func()) {
	t.Helper()
	before := w.Published.Count()
	f()
	if more := w.Published.Count() - before; more != many {
		t.Errorf("%d versions were published, want %d", more, many)
	}
	if id.Value == "" {
		return
	}
	draft, newest := w.Published.Contents(t, id)
	if diff := cmp.Diff(draft, newest); diff != "" || draft == "" {
		t.Errorf("what is published is not what is drafted (-draft +published):\n%s", diff)
	}
}

func (g guardrailLaws) publishedOnce(t *testing.T, c GuardrailCase) {
	native, w := g.openGuardrails(t)
	var have *llm.Composite
	native.expectPublished(t, llm.ID{}, 1, func() { have = g.create(t, w, c.Spec) })
	for _, change := range c.Changes {
		part(t, string(change.Field), func(t *testing.T) {
			many := 1
			if silent(change.Field) {
				many = 0
			}
			for _, spec := range []llm.GuardrailSpec{change.spec(c.Spec), c.Spec} {
				native.expectPublished(t, have.ID, many, func() { have = g.update(t, w, have, spec) })
				native.expectPublished(t, have.ID, 0, func() { have = g.update(t, w, have, spec) })
			}
		})
	}
}

// publisher is a platform with which something goes wrong once, when it is to
// publish.
type publisher struct {
	llm.CompositeDriver[llm.GuardrailSpec]

	committed bool
	cause     *llm.Error
	met       bool
}

// Put goes wrong where it makes what is made last.
func (p *publisher) Put(ctx context.Context, spec llm.GuardrailSpec, have *llm.Composite, child string) (llm.ID, error) {
	if made := last(p.Render(spec)); p.met || made == nil || made.Name != child {
		return p.CompositeDriver.Put(ctx, spec, have, child)
	}
	p.met = true
	if p.committed {
		if _, err := p.CompositeDriver.Put(ctx, spec, have, child); err != nil {
			return llm.ID{}, err
		}
	}
	return llm.ID{}, p.cause
}

// publishedLater counts over both updates: what was published, although nobody
// heard of it, is not published again.
func (g guardrailLaws) publishedLater(t *testing.T, c GuardrailCase) {
	cells := 0
	for _, change := range c.Changes {
		if silent(change.Field) {
			continue
		}
		for _, of := range []mishap{lost(), rejected()} {
			for _, committed := range of.committed {
				part(t, string(change.Field)+" "+of.name, func(t *testing.T) { g.publishLater(t, c, change, &publisher{committed: committed, cause: of.cause}) })
				cells++
			}
		}
	}
	t.Logf("published later: cells=%d", cells)
}

func (g guardrailLaws) publishLater(t *testing.T, c GuardrailCase, change GuardrailChange, through *publisher) {
	t.Helper()
	native, w := g.openGuardrails(t)
	made, spec := g.create(t, w, c.Spec), change.spec(c.Spec)
	through.CompositeDriver = w.CompositeDriver
	native.expectPublished(t, made.ID, 1, func() {
		after, err := g.in(w, through).Update(t.Context(), made, spec, g.timeout)
		if err == nil || !through.met {
			t.Errorf("the update answers %v, and was to be kept from publishing: %v", err, through.met)
		}
		if !through.committed {
			g.noticed(t, w, after, spec)
		}
		g.update(t, w, after, spec)
	})
}

func (g guardrailLaws) publishedByHand(t *testing.T, c GuardrailCase) {
	for i, edit := range g.h.New(t).Edits {
		part(t, edit.Name, func(t *testing.T) {
			native, w := g.openGuardrails(t)
			made := g.create(t, w, c.Spec)
			native.Edits[i].Apply(t, made.ID)
			native.Published.Publish(t, made.ID)
			have := g.noticed(t, w, made, c.Spec)
			many := 1
			if isRight(w, have, c.Spec) {
				many = 0 // what was edited is in no version
			}
			native.expectPublished(t, made.ID, many, func() { g.update(t, w, have, c.Spec) })
		})
	}
	native, w := g.openGuardrails(t)
	made := g.create(t, w, c.Spec)
	native.Published.Publish(t, made.ID)
	native.expectPublished(t, made.ID, 0, func() { g.update(t, w, w.read(t, made.ID), c.Spec) })
}

// isRight reports whether what is in force is as it is wanted.
func isRight(w world[llm.GuardrailSpec], have *llm.Composite, spec llm.GuardrailSpec) bool {
	wanted := last(w.Render(spec))
	return !slices.ContainsFunc(w.Diff(have, llm.GuardrailDraft{Spec: spec}).Children, func(child llm.ChildChange) bool { return child.Name == wanted.Name })
}

// pruned publishes some versions, and keeps all, some or one of them.
func (g guardrailLaws) pruned(t *testing.T, c GuardrailCase) {
	var published GuardrailChange
	for _, change := range c.Changes {
		if !silent(change.Field) {
			published = change
		}
	}
	const versions = 5
	for _, keep := range []*int64{nil, new(int64(1)), new(int64(2)), new(int64(4)), new(int64(9))} {
		w := g.open(t)
		have := g.create(t, w, c.Spec)
		specs := [2]llm.GuardrailSpec{published.spec(c.Spec), clone(c.Spec)}
		specs[0].KeepVersions, specs[1].KeepVersions = keep, keep
		for i := range versions - 1 {
			after := g.update(t, w, have, specs[i%2])
			expectEditions(t, have, after, keep)
			have = after
		}
		less := specs[1]
		less.KeepVersions = new(int64(1))
		if after := g.update(t, w, have, less); len(after.Editions) > 0 || last(after.Children).ID != last(have.Children).ID {
			t.Errorf("one is kept, and there are %v before %s", after.Editions, last(after.Children).ID)
		}
	}
}

// expectEditions follows one publication: what was in force is the youngest of
// those that are kept beside the new one.
func expectEditions(t *testing.T, before, after *llm.Composite, keep *int64) {
	t.Helper()
	if last(before.Children).ID == last(after.Children).ID {
		t.Errorf("%s was published over itself", last(after.Children).ID)
	}
	most := len(before.Editions) + 1
	if keep != nil {
		most = min(most, int(*keep)-1)
	}
	stay := before.Editions[min(len(before.Editions), len(before.Editions)+1-most):]
	switch {
	case len(after.Editions) != most:
		t.Errorf("%v are there beside the newest, want %d", after.Editions, most)
	case most > 0 && !slices.Equal(stay, after.Editions[:most-1]):
		t.Errorf("%v are there, and of %v those should stay", after.Editions, before.Editions)
	}
}

package llmtest

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// degrees are the degrees of strictness, from the most lenient on.
func degrees() []llm.Strictness {
	return []llm.Strictness{llm.StrictnessOff, llm.StrictnessLow, llm.StrictnessMedium, llm.StrictnessHigh}
}

// strictness walks every filter through all degrees, and asks the platform itself
// how little it takes.
func (g guardrailLaws) strictness(t *testing.T, c GuardrailCase) {
	if len(g.h.Leveled) == 0 {
		t.Fatal("no category is said to have degrees")
	}
	native, w := g.openGuardrails(t)
	have := g.create(t, w, c.Spec)
	cells := 0
	for _, category := range g.h.Leveled {
		for _, output := range []bool{false, true} {
			for degree, strictness := range degrees() {
				have = g.update(t, w, have, withFilter(c.Spec, category, output, strictness))
				if told := native.Severity(t, have.ID, category, output); told != degree {
					t.Errorf("%s (output: %v) is %s, and the platform strikes at %d of 3", category, output, strictness, told)
				}
				if told := native.Severity(t, have.ID, category, !output); told != 2 {
					t.Errorf("%s: the other direction (output: %v) is medium, and the platform strikes at %d of 3", category, !output, told)
				}
				cells++
			}
		}
	}
	t.Logf("strictness: cells=%d", cells)
}

// withFilter is the spec with a strictness in one direction, and medium in the
// other.
func withFilter(spec llm.GuardrailSpec, category llm.Category, output bool, strictness llm.Strictness) llm.GuardrailSpec {
	spec = clone(spec)
	filter := llm.ContentFilter{Input: strictness, Output: llm.StrictnessMedium}
	if output {
		filter.Input, filter.Output = filter.Output, filter.Input
	}
	if spec.Filters == nil {
		spec.Filters = map[llm.Category]llm.ContentFilter{}
	}
	spec.Filters[category] = filter
	return spec
}

// inForce looks after every write at what requests meet.
func (g guardrailLaws) inForce(t *testing.T, c GuardrailCase) {
	w := g.open(t)
	have := g.create(t, w, c.Spec)
	moments := 0
	for _, change := range c.Changes {
		for _, spec := range []llm.GuardrailSpec{change.spec(c.Spec), c.Spec} {
			was, wanted := last(have.Children), last(w.Render(spec))
			look := func(string) {
				moments++
				now := last(w.read(t, have.ID).Children)
				if now == nil || !maps.Equal(now.Content, was.Content) && !maps.Equal(now.Content, wanted.Content) {
					t.Errorf("%s: in force is neither what was nor what is wanted: %v", change.Field, now)
				}
			}
			after, err := g.in(w, watched[llm.GuardrailSpec]{CompositeDriver: w.CompositeDriver, look: look}).Update(t.Context(), have, spec, g.timeout)
			if err != nil {
				t.Fatalf("update of %s: %v", change.Field, err)
			}
			have = after
		}
	}
	if moments < 2*len(c.Changes) {
		t.Errorf("it was looked at %d moments only", moments)
	}
}

// last is the child that puts a composite into effect; nil: there is none.
func last(children []llm.Child) *llm.Child {
	if i := slices.IndexFunc(children, func(child llm.Child) bool { return child.Last }); i >= 0 {
		return &children[i]
	}
	return nil
}

func (g guardrailLaws) edited(t *testing.T, c GuardrailCase) {
	edits := g.h.New(t).Edits
	if len(edits) == 0 {
		t.Fatal("nothing is said to be changed by hand")
	}
	for i, edit := range edits {
		part(t, edit.Name, func(t *testing.T) {
			native, w := g.openGuardrails(t)
			made := g.create(t, w, c.Spec)
			published := native.published()
			native.Edits[i].Apply(t, made.ID)
			have := g.noticed(t, w, made, c.Spec)
			g.update(t, w, have, c.Spec)
			if more := native.published() - published; more != 0 {
				t.Errorf("%d versions were published, and what is published was right", more)
			}
		})
	}
	t.Logf("edited: cells=%d", len(edits))
}

// noticed reads a guardrail that somebody has changed, and asks for a difference.
func (g guardrailLaws) noticed(t *testing.T, w world[llm.GuardrailSpec], made *llm.Composite, spec llm.GuardrailSpec) *llm.Composite {
	t.Helper()
	have, err := w.Read(t.Context(), made.ID, known(made))
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	if change := w.Diff(have, llm.GuardrailDraft{Spec: spec}); change.Action != llm.Update || len(change.Children) == 0 {
		t.Fatalf("diff = %s %v, want an update", change.Action, change.Children)
	}
	return have
}

// published counts versions; 0 where there are none.
func (w GuardrailWorld) published() int {
	if w.Published == nil {
		return 0
	}
	return w.Published.Count()
}

// othersLeftover leaves what a create has made when it is killed, and creates the
// same for somebody else.
func (g guardrailLaws) othersLeftover(t *testing.T, c GuardrailCase) {
	for _, who := range []struct{ left, next string }{{owner, "somebody/else"}, {owner, ""}, {"", owner}} {
		spec, other := ownedBy(c.Spec, who.left), ownedBy(c.Spec, who.next)
		refusals := 0
		create := func(w world[llm.GuardrailSpec]) (*llm.Composite, error) {
			return w.Create(t.Context(), spec, g.timeout)
		}
		g.atEveryWrite(t, death(), func(world[llm.GuardrailSpec]) {}, create, func(t *testing.T, p point[llm.GuardrailSpec]) {
			t.Helper()
			if p.first && !p.committed {
				return // nothing was left
			}
			p.expectNoWrites(t, func() {
				_, err := p.Create(t.Context(), other, g.timeout)
				exists, ok := errors.AsType[*llm.ExistsError](err)
				if !ok {
					t.Fatalf("create: %v, want that it exists", err)
				}
				if left := p.read(t, exists.Existing.ID); !left.Finished() && (exists.NotResumed == "" || !strings.Contains(exists.NotResumed, "owner")) {
					t.Errorf("it does not say why what was left is not resumed: %q", exists.NotResumed)
				}
				refusals++
			})
			g.completed(t, g.another(p.world), spec)
		})
		if refusals == 0 {
			t.Error("nothing was ever left")
		}
	}
}

func ownedBy(spec llm.GuardrailSpec, who string) llm.GuardrailSpec {
	if who == "" {
		return spec
	}
	return ownedGuardrail(spec, who)
}

// reference is what a deployment, or whoever calls it, names.
func (g guardrailLaws) reference(t *testing.T, c GuardrailCase) {
	native, w := g.openGuardrails(t)
	have := g.create(t, w, c.Spec)
	for i, spec := range []llm.GuardrailSpec{c.Spec, c.Changes[0].spec(c.Spec)} {
		if i > 0 {
			have = g.update(t, w, have, spec)
		}
		reference, version := native.Guardrails.Reference(have)
		attached, err := native.Guardrails.Published(t.Context(), reference)
		newest, errNewest := native.Guardrails.Published(t.Context(), have.ID.Value)
		if err := errors.Join(err, errNewest); err != nil {
			t.Fatalf("published: %v", err)
		}
		switch {
		case native.Published == nil && (reference != have.ID.Value || version != "" || attached != llm.AttachedGuardrail{} || newest != attached):
			t.Errorf("refers to %q, version %q, attaches %v, %v", reference, version, attached, newest)
		case native.Published != nil && (version == "" || reference != have.ID.Value+":"+version || attached.Version != version || newest != attached):
			t.Errorf("refers to %q, version %q, attaches %v, the newest is %v", reference, version, attached, newest)
		}
	}
}

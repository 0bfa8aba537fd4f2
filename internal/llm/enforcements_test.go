package llm_test

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

// gate is a platform that enforces one guardrail, and chooses the id of that.
type gate struct {
	held    *llm.EnforcementSpec
	made    int
	writes  int
	pending int
	slow    int // reads for which it stays under way after a write
}

func (g *gate) Check(llm.EnforcementDraft) []llm.Problem { return nil }

func (g *gate) Target(spec llm.EnforcementSpec) (llm.ID, error) {
	return llm.ID{Location: spec.Region}, nil
}

func (g *gate) ParseID(s string) (llm.ID, error) { return llm.ID{Value: s}, nil }

func (g *gate) Render(spec llm.EnforcementSpec) []llm.Child {
	return []llm.Child{{Name: "enforcement", Root: true, Last: true, Content: map[string]string{
		"guardrail": spec.Guardrail, "version": spec.Version, "models": strings.Join(spec.IncludedModels, " "),
	}}}
}

func (g *gate) Decode(children []llm.Child) llm.EnforcementSpec {
	content := children[0].Content
	return llm.EnforcementSpec{Guardrail: content["guardrail"], Version: content["version"], IncludedModels: strings.Fields(content["models"])}
}

func (g *gate) Replaced(*llm.Composite, llm.EnforcementDraft) []llm.Field { return nil }

func (g *gate) Preflight(context.Context, llm.EnforcementSpec) []llm.Problem { return nil }

func (g *gate) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(func(llm.ID, error) bool) {}
}

func (g *gate) id() llm.ID { return llm.ID{Value: "gate-" + strconv.Itoa(g.made)} }

func (g *gate) Get(ctx context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	if ctx.Err() != nil {
		return nil, &llm.Error{Op: "read enforcement", Code: llm.CodeCancelled, Err: ctx.Err()}
	}
	if g.held == nil || id.Value != "" && id != g.id() {
		return nil, &llm.Error{Op: "read enforcement", Code: llm.CodeNotFound}
	}
	child := g.Render(*g.held)[0]
	child.ID, child.Phase = g.id().Value, llm.Ready
	if g.pending > 0 {
		g.pending--
		child.Phase = llm.Pending
	}
	return &llm.Composite{ID: g.id(), Name: g.held.Guardrail, Children: []llm.Child{child}}, nil
}

func (g *gate) Put(_ context.Context, spec llm.EnforcementSpec, have *llm.Composite, _ string) (llm.ID, error) {
	g.writes++
	if g.held == nil {
		g.made++
	}
	if have.ID.Value != "" && have.ID != g.id() {
		return llm.ID{}, &llm.Error{Op: "write enforcement", Code: llm.CodeNotFound}
	}
	g.held, g.pending = &spec, g.slow
	return g.id(), nil
}

func (g *gate) Remove(context.Context, *llm.Composite, string) error {
	g.writes++
	g.held = nil
	return nil
}

// What is one object, made first and last at once, keeps the laws of all that is
// made of children.
func TestEnforcements_laws(t *testing.T) {
	for speed, slow := range map[string]int{"at once": 0, "slowly": 2} {
		t.Run(speed, func(t *testing.T) {
			llmtest.RunEnforcements(t, llmtest.EnforcementHarness{
				New: func(*testing.T) llmtest.EnforcementWorld {
					g := &gate{slow: slow}
					return llmtest.EnforcementWorld{Enforcements: llm.NewEnforcements(g, nil), Writes: func() int { return g.writes }}
				},
				Around: synctest.Test,
				Cases: []llmtest.EnforcementCase{{Name: "one", Spec: llm.EnforcementSpec{Guardrail: "vault-1", Version: "1"}, Changes: []llmtest.EnforcementChange{
					{Field: llm.FieldVersion, Apply: func(s *llm.EnforcementSpec) { s.Version = "2" }},
					{Field: llm.FieldGuardrail, Apply: func(s *llm.EnforcementSpec) { s.Guardrail = "vault-2" }},
					{Field: llm.FieldIncludedModels, Apply: func(s *llm.EnforcementSpec) { s.IncludedModels = []string{"nova"} }},
				}}},
			})
		})
	}
}

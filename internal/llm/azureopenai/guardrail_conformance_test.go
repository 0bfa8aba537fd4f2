package azureopenai

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestGuardrail_conformance holds RAI policies to the laws of every platform, over
// the sandbox.
func TestGuardrail_conformance(t *testing.T) {
	llmtest.RunGuardrails(t, guardrailHarness())
}

// TestGuardrail_conformanceOfWhatTakesItsTime is the same with deletes that go on
// after they were accepted, lists of two items a page, and filters that come back
// in another order.
func TestGuardrail_conformanceOfWhatTakesItsTime(t *testing.T) {
	h := guardrailHarness(sandbox.ProvisioningTime(time.Second), sandbox.PageSize(2))
	h.Cases = h.Cases[:1]
	llmtest.RunGuardrails(t, h)
}

func guardrailHarness(options ...sandbox.Option) llmtest.GuardrailHarness {
	return llmtest.GuardrailHarness{
		New:     func(t *testing.T) llmtest.GuardrailWorld { return guardrailWorld(t, options...) },
		Around:  synctest.Test,
		Leveled: []llm.Category{llm.Hate, llm.Sexual, llm.Violence, llm.SelfHarm},
		Cases: []llmtest.GuardrailCase{
			{Name: "with everything", Spec: whole(), Changes: wholeChanges()},
			{Name: "filters alone", Spec: filters(), Changes: []llmtest.GuardrailChange{
				{Field: llm.FieldFilter(llm.Violence, "input"), Apply: func(s *llm.GuardrailSpec) {
					s.Filters[llm.Violence] = llm.ContentFilter{Input: llm.StrictnessLow, Output: llm.StrictnessMedium}
				}},
				{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"project x"} }},
			}},
		},
	}
}

// whole is a guardrail with something of everything that Azure has, every
// direction said.
func whole() llm.GuardrailSpec {
	spec := standard()
	spec.Filters[llm.UngroundedMaterial] = llm.ContentFilter{Output: llm.StrictnessHigh}
	return spec
}

// filters is a guardrail without a blocklist.
func filters() llm.GuardrailSpec {
	spec := filtersAlone()
	spec.Filters[llm.Violence] = llm.ContentFilter{Input: llm.StrictnessHigh, Output: llm.StrictnessMedium}
	return spec
}

func wholeChanges() []llmtest.GuardrailChange {
	filter := func(category llm.Category, argument string, set llm.ContentFilter) llmtest.GuardrailChange {
		return llmtest.GuardrailChange{Field: llm.FieldFilter(category, argument), Apply: func(s *llm.GuardrailSpec) { s.Filters[category] = set }}
	}
	return []llmtest.GuardrailChange{
		filter(llm.Hate, "input", llm.ContentFilter{Input: llm.StrictnessMedium, Output: llm.StrictnessLow}),
		filter(llm.Hate, "output", llm.ContentFilter{Input: llm.StrictnessHigh, Output: llm.StrictnessOff}),
		filter(llm.SelfHarm, "action", llm.ContentFilter{Input: llm.StrictnessMedium, Output: llm.StrictnessMedium, Action: llm.ActionDetect}),
		filter(llm.PromptAttack, "input", llm.ContentFilter{Input: llm.StrictnessOff}),
		filter(llm.IndirectAttack, "action", llm.ContentFilter{Input: llm.StrictnessHigh}),
		filter(llm.IndirectAttack, "input", llm.ContentFilter{Input: llm.StrictnessOff}),
		filter(llm.ProtectedMaterialText, "output", llm.ContentFilter{Output: llm.StrictnessHigh}),
		filter(llm.ProtectedMaterialCode, "output", llm.ContentFilter{Output: llm.StrictnessHigh}),
		filter(llm.UngroundedMaterial, "output", llm.ContentFilter{Output: llm.StrictnessOff}),
		{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"project x", "project y"} }},
		{Field: llm.FieldBlockedPatterns, Apply: func(s *llm.GuardrailSpec) { s.BlockedPatterns = nil }},
		{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords, s.BlockedPatterns = nil, nil }},
		{Field: llm.FieldProfanity, Apply: func(s *llm.GuardrailSpec) { s.Profanity = false }},
		{Field: llm.FieldTags, Apply: func(s *llm.GuardrailSpec) { s.Tags = map[string]string{"team": "ads"} }},
		{Field: llm.FieldFilterMode, Apply: func(s *llm.GuardrailSpec) { s.Azure.Mode = "asynchronous" }},
		{Field: llm.FieldBasePolicy, Apply: func(s *llm.GuardrailSpec) { s.Azure.BasePolicy = "Microsoft.Nil" }},
	}
}

func guardrailWorld(t *testing.T, options ...sandbox.Option) llmtest.GuardrailWorld {
	t.Helper()
	g := guarding(t, llm.GuardrailSpec{}, options...)
	if err := g.sb.ApproveModifiedFilters(true); err != nil {
		t.Fatal(err)
	}
	if err := g.sb.ReverseFilters(len(options) > 0); err != nil {
		t.Fatal(err)
	}
	return llmtest.GuardrailWorld{
		Guardrails: g.all,
		Writes:     func() int { return int(g.sent.writes.Load()) },
		Severity: func(t *testing.T, id llm.ID, category llm.Category, output bool) int {
			t.Helper()
			return g.onHand(t).severity(id, category, output)
		},
		Refuse: func(message string) {
			first := true
			g.sb.Hook(refusal(http.StatusBadRequest, "InvalidResourceProperties", message)(func(r *http.Request) bool {
				met := first && r.Method != http.MethodGet
				first = first && !met
				return met
			}))
		},
		Edits: g.edits(),
	}
}

// severity is how little it takes for a filter to strike, as the stand-in holds it.
func (g *guarded) severity(id llm.ID, category llm.Category, output bool) int {
	g.Helper()
	f, _ := raiFilterOf(category)
	source := map[bool]string{false: "Prompt", true: "Completion"}[output]
	for _, one := range g.policy(id).Properties.Filters {
		if one.Name == f.name && one.Source == source && *one.Enabled {
			return map[string]int{"Low": 3, "Medium": 2, "High": 1}[one.Severity]
		}
	}
	return 0
}

// edits are changes by hand, which every guardrail takes.
func (g *guarded) edits() []llmtest.GuardrailEdit {
	var all []llmtest.GuardrailEdit
	for name, change := range policyEdits() {
		all = append(all, llmtest.GuardrailEdit{Name: name, Apply: func(t *testing.T, id llm.ID) {
			t.Helper()
			at := g.onHand(t)
			policy := at.policy(id)
			change(&policy)
			at.putPolicy(id, policy)
		}})
	}
	return all
}

// policyEdits change every member of a policy, each in another way than any
// guardrail of these tests has it.
func policyEdits() map[string]func(*wireRaiPolicy) {
	edits := map[string]func(*wireRaiPolicy){
		"another mode":        func(p *wireRaiPolicy) { p.Properties.Mode = "Asynchronous_filter" },
		"another base policy": func(p *wireRaiPolicy) { p.Properties.Base = "Microsoft.Nil" },
		"another tag":         func(p *wireRaiPolicy) { p.Tags["by-hand"] = "yes" },
		"a filter more": func(p *wireRaiPolicy) {
			p.Properties.Filters = append(p.Properties.Filters, wireRaiFilter{Name: "Indirect Attack", Source: "PostToolCall", Enabled: new(true), Blocking: new(true)})
		},
		"no filter": func(p *wireRaiPolicy) { p.Properties.Filters = []wireRaiFilter{} },
	}
	for _, name := range []string{"Hate", "Jailbreak", "Protected Material Code"} {
		edits[name+" is off"] = func(p *wireRaiPolicy) { at(p, name).Enabled = new(false) }
		edits[name+" does otherwise about blocking"] = func(p *wireRaiPolicy) { at(p, name).Blocking = new(!*at(p, name).Blocking) }
		edits[name+" waits for a person"] = func(p *wireRaiPolicy) { at(p, name).Action = "HITL" }
	}
	edits["another threshold"] = func(p *wireRaiPolicy) {
		at(p, "Hate").Severity = map[string]string{"Low": "High", "Medium": "Low", "High": "Medium"}[at(p, "Hate").Severity]
	}
	return edits
}

// at is the first filter of that name.
func at(p *wireRaiPolicy, name string) *wireRaiFilter {
	for i, f := range p.Properties.Filters {
		if strings.EqualFold(f.Name, name) {
			return &p.Properties.Filters[i]
		}
	}
	panic("no filter " + name)
}

package llmtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// PortableGuardrail is one that every platform can give. Since each tells it back
// as it is, all tell the same.
func PortableGuardrail() llm.GuardrailSpec {
	return llm.GuardrailSpec{
		Name: "portable",
		Filters: map[llm.Category]llm.ContentFilter{
			llm.Hate:         {Input: llm.StrictnessHigh, Output: llm.StrictnessMedium},
			llm.Sexual:       {Input: llm.StrictnessMedium, Output: llm.StrictnessLow},
			llm.Violence:     {Input: llm.StrictnessLow, Output: llm.StrictnessHigh},
			llm.PromptAttack: {Input: llm.StrictnessHigh},
		},
		BlockedWords: []string{"hush-hush", "project-x"},
		Tags:         map[string]string{"team": "search"},
	}
}

func portableCase(h GuardrailHarness) GuardrailCase {
	c := GuardrailCase{Name: "portable", Spec: PortableGuardrail(), Changes: []GuardrailChange{
		{Field: llm.FieldFilter(llm.Hate, "input"), Apply: func(s *llm.GuardrailSpec) {
			s.Filters[llm.Hate] = llm.ContentFilter{Input: llm.StrictnessLow, Output: llm.StrictnessMedium}
		}},
		{Field: llm.FieldFilter(llm.Violence, "output"), Apply: func(s *llm.GuardrailSpec) {
			s.Filters[llm.Violence] = llm.ContentFilter{Input: llm.StrictnessLow, Output: llm.StrictnessOff}
		}},
		{Field: llm.FieldFilters, Apply: func(s *llm.GuardrailSpec) {
			s.Filters[llm.PromptAttack] = llm.ContentFilter{Input: llm.StrictnessOff}
		}},
		{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"hush-hush"} }},
		{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"hush-hush", "project-y"} }},
		{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords = nil }},
		{Field: llm.FieldTags, Apply: func(s *llm.GuardrailSpec) { s.Tags["team"] = "ads" }},
	}}
	if h.Place != nil {
		h.Place(&c.Spec)
	}
	return c
}

// toldBack holds what import writes into a configuration to what was asked for.
func (g guardrailLaws) toldBack(t *testing.T, c GuardrailCase) {
	w := g.open(t)
	decoded := w.Decode(g.create(t, w, c.Spec).Children)
	want := clone(c.Spec)
	decoded.Filters = g.beyondUsual(w, decoded.Filters, want)
	if diff := cmp.Diff(asImported(want), asImported(decoded), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("it tells something else than was asked for (-asked +told):\n%s", diff)
	}
}

// beyondUsual are the filters without those that nobody asked for and that the
// platform has by itself.
func (g guardrailLaws) beyondUsual(w world[llm.GuardrailSpec], filters map[llm.Category]llm.ContentFilter, asked llm.GuardrailSpec) map[llm.Category]llm.ContentFilter {
	usual := w.Decode(w.Render(llm.GuardrailSpec{Name: asked.Name, Azure: asked.Azure, Bedrock: asked.Bedrock})).Filters
	beyond := map[llm.Category]llm.ContentFilter{}
	for category, filter := range filters {
		_, said := asked.Filters[category]
		if by, has := usual[category]; said || !has || filter != by {
			beyond[category] = filter
		}
	}
	return beyond
}

// asImported is a spec without what no platform stores, with what an argument
// means where it is left out.
func asImported(spec llm.GuardrailSpec) llm.GuardrailSpec {
	spec = clone(spec)
	spec.KeepVersions, spec.Policy, spec.IgnoreTags = nil, nil, llm.TagRules{}
	spec.Azure, spec.Bedrock, spec.Messages, spec.Tags = llm.AzureGuardrail{}, llm.BedrockGuardrail{}, llm.Messages{}, nil
	for category, filter := range spec.Filters {
		if filter.Action == "" {
			filter.Action = llm.ActionBlock
		}
		spec.Filters[category] = filter
	}
	return spec
}

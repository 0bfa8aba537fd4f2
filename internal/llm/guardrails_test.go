package llm_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func guard() llm.GuardrailSpec {
	return llm.GuardrailSpec{
		Name:         "standard",
		Filters:      map[llm.Category]llm.ContentFilter{llm.Hate: {Input: llm.StrictnessHigh, Output: llm.StrictnessLow}},
		BlockedWords: []string{"project-x", "project-y"},
		Topics:       map[string]llm.Topic{"taxes": {Definition: "how to pay none", Examples: []string{"where is no tax?"}}},
		PII:          llm.PII{Patterns: map[string]llm.PIIPattern{"badge": {Pattern: "B-[0-9]+", Description: "badges", Action: llm.PIIMask}}},
		Messages:     llm.Messages{Input: "no"},
		Tags:         map[string]string{"team": "search"},
		Bedrock:      llm.BedrockGuardrail{Description: "of everybody"},
	}
}

func guardChanges() []llmtest.GuardrailChange {
	return []llmtest.GuardrailChange{
		{Field: llm.FieldName, Apply: func(s *llm.GuardrailSpec) { s.Name = "renamed" }},
		{Field: llm.FieldTags, Apply: func(s *llm.GuardrailSpec) { s.Tags["team"] = "ads" }},
		{Field: llm.FieldDescription, Apply: func(s *llm.GuardrailSpec) { s.Bedrock.Description = "of some" }},
		{Field: llm.FieldFilters, Apply: func(s *llm.GuardrailSpec) { delete(s.Filters, llm.Hate) }},
		{Field: llm.FieldBlockedWords, Apply: func(s *llm.GuardrailSpec) { s.BlockedWords = s.BlockedWords[:1] }},
		{Field: llm.FieldTopics, Apply: func(s *llm.GuardrailSpec) { s.Topics = nil }},
		{Field: llm.FieldMessages, Apply: func(s *llm.GuardrailSpec) { s.Messages.Input = "not this" }},
	}
}

func guardEdits(v *vault) []llmtest.GuardrailEdit {
	edit := func(name string, change func(*llm.GuardrailSpec)) llmtest.GuardrailEdit {
		return llmtest.GuardrailEdit{Name: name, Apply: func(t *testing.T, id llm.ID) {
			t.Helper()
			if err := v.edit(id.Value, change); err != nil {
				t.Fatal(err)
			}
		}}
	}
	return []llmtest.GuardrailEdit{
		edit("a word that was taken out", func(s *llm.GuardrailSpec) { s.BlockedWords = s.BlockedWords[:1] }),
		edit("a filter that was turned off", func(s *llm.GuardrailSpec) { delete(s.Filters, llm.Hate) }),
		edit("a tag", func(s *llm.GuardrailSpec) { s.Tags["team"] = "nobody" }),
	}
}

func (v *vault) world(options ...func(*vault)) llmtest.GuardrailWorld {
	for _, option := range options {
		option(v)
	}
	return llmtest.GuardrailWorld{
		Guardrails: llm.NewGuardrails(v, nil),
		Writes:     func() int { return v.writes },
		Refuse:     func(message string) { v.refuses = message },
		Edits:      guardEdits(v),
		Severity:   v.severity,
		Published: &llmtest.Published{
			Count: func() int { return v.published },
			Publish: func(t *testing.T, id llm.ID) {
				t.Helper()
				if err := v.publish(id.Value); err != nil {
					t.Fatal(err)
				}
			},
			Contents: v.contents,
		},
	}
}

func (v *vault) severity(_ *testing.T, id llm.ID, category llm.Category, output bool) int {
	filter := v.held[id.Value].draft.Filters[category]
	strictness := filter.Input
	if output {
		strictness = filter.Output
	}
	return map[llm.Strictness]int{llm.StrictnessLow: 1, llm.StrictnessMedium: 2, llm.StrictnessHigh: 3}[strictness]
}

func (v *vault) contents(_ *testing.T, id llm.ID) (draft, newest string) {
	held := v.held[id.Value]
	text := func(spec llm.GuardrailSpec) string {
		flat, _ := content(spec)
		return fmt.Sprint(flat) // by key
	}
	return text(held.draft), text(held.versions[len(held.versions)-1].spec)
}

// The portable half keeps the laws by itself, over a platform that chooses ids and
// publishes versions, quick and slow, with and without a lag.
func TestGuardrails_laws(t *testing.T) {
	for speed, option := range map[string]func(*vault){
		"at once": func(*vault) {},
		"slowly":  func(v *vault) { v.slow = 2 },
	} {
		t.Run(speed, func(t *testing.T) {
			llmtest.RunGuardrails(t, llmtest.GuardrailHarness{
				New:     func(*testing.T) llmtest.GuardrailWorld { return newVault().world(option) },
				Around:  synctest.Test,
				Leveled: []llm.Category{llm.Hate, llm.Sexual},
				Cases:   []llmtest.GuardrailCase{{Name: "everything", Spec: guard(), Changes: guardChanges()}},
			})
		})
	}
}

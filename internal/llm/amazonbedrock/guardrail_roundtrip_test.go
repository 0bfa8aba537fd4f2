package amazonbedrock

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// anyGuardrail draws a spec that Bedrock can give.
func anyGuardrail(t *rapid.T) llm.GuardrailSpec {
	strictness := rapid.SampledFrom([]llm.Strictness{llm.StrictnessOff, llm.StrictnessLow, llm.StrictnessMedium, llm.StrictnessHigh})
	text := rapid.StringMatching(`[A-Za-zäß0-9]([A-Za-zäß0-9 .-]{0,20}[A-Za-z0-9])?`)
	pii := rapid.SampledFrom([]llm.PIIAction{llm.PIIBlock, llm.PIIMask, llm.PIIDetect})
	spec := llm.GuardrailSpec{
		Name:         rapid.StringMatching(`[0-9a-zA-Z_-]{1,50}`).Draw(t, "name"),
		BlockedWords: rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9]{1,8}( [a-z]{1,8}){0,2}`), 0, 5, strings.ToLower).Draw(t, "words"),
		Profanity:    rapid.Bool().Draw(t, "profanity"),
		Messages:     llm.Messages{Input: rapid.SampledFrom([]string{"", "No.", DefaultOutputMessage}).Draw(t, "input"), Output: rapid.SampledFrom([]string{"", "No."}).Draw(t, "output")},
		Tags:         rapid.MapOfN(rapid.StringMatching(`[a-z.:]{1,8}`), rapid.StringMatching(`[a-z ]{0,8}`), 0, 3).Draw(t, "tags"),
		PII: llm.PII{
			Entities: rapid.MapOfN(rapid.SampledFrom(entities()), pii, 0, 3).Draw(t, "entities"),
			Patterns: rapid.MapOfN(text, rapid.Custom(func(t *rapid.T) llm.PIIPattern {
				return llm.PIIPattern{Pattern: text.Draw(t, "pattern"), Description: rapid.OneOf(text, rapid.Just("")).Draw(t, "description"), Action: pii.Draw(t, "action")}
			}), 0, 3).Draw(t, "patterns"),
		},
		Topics: rapid.MapOfN(rapid.StringMatching(`[A-Za-z][A-Za-z !?.-]{0,20}`), rapid.Custom(func(t *rapid.T) llm.Topic {
			return llm.Topic{Definition: text.Draw(t, "definition"), Examples: rapid.SliceOfN(text, 0, 5).Draw(t, "examples")}
		}), 0, 3).Draw(t, "topics"),
		Bedrock: llm.BedrockGuardrail{Description: rapid.SampledFrom([]string{"", "About it"}).Draw(t, "description"), Profile: rapid.SampledFrom([]string{"", "us.guardrail.v1:0"}).Draw(t, "profile")},
	}
	slices.Sort(spec.BlockedWords)
	for name, pattern := range spec.PII.Patterns { // no expression twice
		pattern.Pattern += name
		spec.PII.Patterns[name] = pattern
	}
	spec.Filters = rapid.MapOfN(rapid.SampledFrom(categories()), rapid.Custom(func(t *rapid.T) llm.ContentFilter {
		return llm.ContentFilter{
			Input: strictness.Draw(t, "input"), Output: strictness.Draw(t, "output"), Action: rapid.SampledFrom([]llm.FilterAction{"", llm.ActionBlock, llm.ActionDetect}).Draw(t, "action"),
		}
	}), 0, 6).Draw(t, "filters")
	if attack, given := spec.Filters[llm.PromptAttack]; given {
		attack.Output = ""
		spec.Filters[llm.PromptAttack] = attack
	}
	if rapid.Bool().Draw(t, "grounded") {
		spec.Grounding.Grounding = new(float64(rapid.IntRange(0, 99).Draw(t, "grounding")) / 100)
	}
	if spec.Bedrock.Profile != "" && rapid.Bool().Draw(t, "standard") {
		spec.Bedrock.Tier = tierStandard
	}
	spec.Bedrock.Images = len(spec.Filters) > 0 && rapid.Bool().Draw(t, "images")
	return spec
}

// TestGuardrail_roundTrip: what is decoded from children asks for the same children.
func TestGuardrail_roundTrip(t *testing.T) {
	driver := testGuardrails()
	rapid.Check(t, func(t *rapid.T) {
		spec := anyGuardrail(t)
		if problems := driver.Check(llm.GuardrailDraft{Spec: spec}); len(problems) > 0 {
			t.Fatalf("what Bedrock can give is refused: %+v", problems)
		}
		children := driver.Render(spec)
		if diff := cmp.Diff(children, driver.Render(driver.Decode(children))); diff != "" {
			t.Fatalf("(-rendered +rendered again):\n%s", diff)
		}
		if diff := cmp.Diff(children[1:], []llm.Child{ofDraft(driver, children)}); diff != "" {
			t.Fatalf("the version says something else than the draft (-version +draft):\n%s", diff)
		}
	})
}

// ofDraft is the version that a draft makes.
func ofDraft(driver llm.GuardrailDriver, children []llm.Child) llm.Child {
	child := driver.Render(driver.Decode(children[:1]))[1]
	child.Content = published(children[0].Content)
	return child
}

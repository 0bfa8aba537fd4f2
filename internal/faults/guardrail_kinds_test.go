package faults_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	guardrailName = "standard"

	// edition is the version that stands although another one is in force.
	edition = "version/1"
)

// guardrailForms hold a canary in every text that is told to nobody.
func guardrailForms() []form[llm.GuardrailSpec] {
	owned := func(s *llm.GuardrailSpec) { s.Tags[llm.TagOwner] = "platform/prod" }
	words := guardrailForm(llm.Azure, "worded", worded, func(s *llm.GuardrailSpec) {
		s.BlockedWords = []string{canary + " gamma"}
		stricter(s)
	})
	filters := guardrailForm(llm.Azure, "filtering", func(s *llm.GuardrailSpec) { s.Azure.BasePolicy = "Microsoft.DefaultV2" }, worded)
	first := guardrailForm(llm.Bedrock, "worded", func(s *llm.GuardrailSpec) { topical(s); owned(s) }, stricter)
	second := guardrailForm(llm.Bedrock, "published", topical, func(s *llm.GuardrailSpec) {
		stricter(s)
		s.KeepVersions, s.Tags = new(int64(1)), map[string]string{"team": "ads"}
	})
	second.earlier = func(s *llm.GuardrailSpec) { s.Profanity = true }
	second.more = append(second.more, composing[llm.GuardrailSpec]{
		operation: operation{name: "Prune a version", stands: true},
		run: func(ctx context.Context, w *compositeWorld[llm.GuardrailSpec]) compositeResult {
			return compositeResult{verdict: verdict{err: w.all.Remove(ctx, w.made, edition)}}
		},
	})
	return []form[llm.GuardrailSpec]{words, filters, first, second}
}

func guardrailForm(platform llm.Platform, name string, asks, change func(*llm.GuardrailSpec)) form[llm.GuardrailSpec] {
	f := form[llm.GuardrailSpec]{
		platform: platform, name: name + " guardrail", noun: "guardrail", resource: "llm_guardrail", object: guardrailName, change: change, marked: true,
		asks: func(string) llm.GuardrailSpec {
			spec := llm.GuardrailSpec{
				Name: guardrailName, Tags: map[string]string{"team": "search"},
				Filters: map[llm.Category]llm.ContentFilter{llm.Hate: {Input: llm.StrictnessHigh, Output: llm.StrictnessLow}, llm.PromptAttack: {Input: llm.StrictnessHigh}},
			}
			asks(&spec)
			return spec
		},
		driver: func(p *place, transport http.RoundTripper) llm.CompositeDriver[llm.GuardrailSpec] {
			return guardrailsOver(platform, p, transport)
		},
		faults:    func() []fault { return guardrailFaultsOf(platform) },
		exception: guardrailException(platform),
		there:     func(t *testing.T, sb *sandbox.Sandbox) []string { t.Helper(); return guardrailsIn(t, sb, platform) },
		serves:    func(string) bool { return true },
	}
	if platform == llm.Bedrock {
		f.published = "version"
		f.more = []composing[llm.GuardrailSpec]{{operation: operation{name: "Published", stands: true}, run: findPublished}}
	}
	return f
}

func guardrailsOver(platform llm.Platform, p *place, transport http.RoundTripper) llm.GuardrailDriver {
	if platform == llm.Azure {
		return azure(transport, p.keys, p.cloud.Now).Guardrails()
	}
	return bedrock(transport, p.keys, p.cloud.Now).Guardrails()
}

// findPublished asks as a deployment does that names the guardrail.
func findPublished(ctx context.Context, w *compositeWorld[llm.GuardrailSpec]) compositeResult {
	_, err := guardrailsOver(w.form.platform, w.place, w.wire).Published(ctx, w.made.ID.Value)
	return compositeResult{verdict: verdict{err: err}}
}

func stricter(s *llm.GuardrailSpec) {
	s.Filters[llm.Hate] = llm.ContentFilter{Input: llm.StrictnessMedium, Output: llm.StrictnessHigh}
}

// worded blocks what Azure can.
func worded(s *llm.GuardrailSpec) {
	s.BlockedWords, s.BlockedPatterns, s.Profanity = []string{canary + " alpha", canary + " beta"}, []string{canary + "[0-9]+"}, true
	s.Filters[llm.IndirectAttack] = llm.ContentFilter{Input: llm.StrictnessHigh}
}

// topical blocks what Bedrock can.
func topical(s *llm.GuardrailSpec) {
	s.BlockedWords = []string{canary + " alpha", canary + " beta"}
	s.Topics = map[string]llm.Topic{canary + " topic": {Definition: "All about " + canary, Examples: []string{"Where is " + canary + "?"}}}
	s.PII = llm.PII{
		Entities: map[string]llm.PIIAction{"email": llm.PIIMask},
		Patterns: map[string]llm.PIIPattern{canary: {Pattern: canary + `-\d+`, Description: "Numbers of " + canary, Action: llm.PIIBlock}},
	}
	s.Messages = llm.Messages{Input: "Nothing about " + canary, Output: "Nothing more about " + canary}
	s.Bedrock.Description = "For " + canary
}

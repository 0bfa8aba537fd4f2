package llm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What no platform can give is told at its argument, and no confidential text is
// told with it.
func TestCheckGuardrail(t *testing.T) {
	const secret = "Hush-Hush"
	number := func(n float64) *float64 { return &n }
	for sentence, row := range map[string]struct {
		change  func(s *llm.GuardrailSpec)
		unknown llm.FieldSet
		want    []llm.Field
	}{
		"what is whole is fine":                 {change: func(*llm.GuardrailSpec) {}},
		"nothing at all":                        {change: empty, want: []llm.Field{llm.FieldName}},
		"nothing that is known":                 {change: empty, unknown: llm.Fields(llm.FieldBlockedWords)},
		"profanity alone":                       {change: func(s *llm.GuardrailSpec) { empty(s); s.Profanity = true }},
		"a threshold alone":                     {change: func(s *llm.GuardrailSpec) { empty(s); s.Grounding.Relevance = number(0) }},
		"an empty word":                         {change: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{""} }, want: []llm.Field{llm.FieldBlockedWords}},
		"a padded word":                         {change: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{secret + " "} }, want: []llm.Field{llm.FieldBlockedWords}},
		"a word over two lines":                 {change: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{secret + "\n" + secret} }, want: []llm.Field{llm.FieldBlockedWords}},
		"a word in two cases":                   {change: func(s *llm.GuardrailSpec) { s.BlockedWords = []string{secret, strings.ToLower(secret)} }, want: []llm.Field{llm.FieldBlockedWords}},
		"a pattern in two cases, which are two": {change: func(s *llm.GuardrailSpec) { s.BlockedPatterns = []string{`\S`, `\s`} }},
		"a padded pattern":                      {change: func(s *llm.GuardrailSpec) { s.BlockedPatterns = []string{" " + secret} }, want: []llm.Field{llm.FieldBlockedPatterns}},
		"a topic without a name":                {change: func(s *llm.GuardrailSpec) { s.Topics[" "] = llm.Topic{} }, want: []llm.Field{llm.FieldTopics}},
		"two topics that differ in case": {change: func(s *llm.GuardrailSpec) {
			s.Topics[secret], s.Topics[strings.ToLower(secret)] = llm.Topic{}, llm.Topic{}
		}, want: []llm.Field{llm.FieldTopics}},
		"an action that there is not":                   {change: func(s *llm.GuardrailSpec) { s.PII.Patterns[secret] = llm.PIIPattern{Pattern: secret, Action: "burn"} }, want: []llm.Field{llm.FieldPIIPatterns}},
		"thresholds that let nothing through, in order": {change: func(s *llm.GuardrailSpec) { s.Grounding = llm.Grounding{Grounding: number(1), Relevance: number(-0.1)} }, want: []llm.Field{"grounding.grounding", "grounding.relevance"}},
		"no version is kept":                            {change: func(s *llm.GuardrailSpec) { s.KeepVersions = new(int64(0)) }, want: []llm.Field{llm.FieldKeepVersions}},
		"one version is kept":                           {change: func(s *llm.GuardrailSpec) { s.KeepVersions = new(int64(1)) }},
	} {
		t.Run(sentence, func(t *testing.T) {
			spec := guard()
			row.change(&spec)
			problems := llm.CheckGuardrail(llm.GuardrailDraft{Spec: spec, Unknown: row.unknown})
			var fields []llm.Field
			for _, problem := range problems {
				fields = append(fields, problem.Field)
				if problem.Severity != llm.Blocking || problem.Fix == "" {
					t.Errorf("it says no way out: %+v", problem)
				}
			}
			if diff := cmp.Diff(row.want, fields); diff != "" {
				t.Errorf("(-want +have):\n%s", diff)
			}
			if told := fmt.Sprintf("%+v", problems); strings.Contains(strings.ToLower(told), strings.ToLower(secret)) {
				t.Errorf("a confidential text is told: %s", told)
			}
		})
	}
}

// empty takes all content out of a spec.
func empty(s *llm.GuardrailSpec) { *s = llm.GuardrailSpec{Name: s.Name} }

package llm_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The expressions that no engine takes are stopped, those that another engine
// than Go's may take are not; and none is repeated.
func TestCheckGuardrail_expressions(t *testing.T) {
	for pattern, stopped := range map[string]bool{
		"(secret": true, "secret)": true, "[secret": true, `secret\`: true, "*secret": true, "secret|+": true, "{2}secret": true, "a(?:b": true,
		"secret": false, `\(secret`: false, "[(]secret": false, "(?=secret)": false, "(?<!no)secret": false, `(secret)\1`: false, "secret*+": false, "(?>secret)": false, `\p{Foo}secret`: false,
	} {
		t.Run(pattern, func(t *testing.T) {
			spec := llm.GuardrailSpec{
				Name: "standard", BlockedPatterns: []string{pattern},
				PII: llm.PII{Patterns: map[string]llm.PIIPattern{"badge": {Pattern: pattern}}},
			}
			problems := llm.CheckGuardrail(llm.GuardrailDraft{Spec: spec})
			var at []llm.Field
			for _, p := range problems {
				at = append(at, p.Field)
				if strings.Contains(p.Summary+p.Detail+p.Fix, pattern) || strings.Contains(p.Detail+p.Fix, "badge") {
					t.Errorf("the problem repeats what is confidential: %+v", p)
				}
			}
			var want []llm.Field
			if stopped {
				want = []llm.Field{llm.FieldBlockedPatterns, llm.FieldPIIPatterns}
			}
			if diff := cmp.Diff(want, at); diff != "" {
				t.Error(diff)
			}
		})
	}
}

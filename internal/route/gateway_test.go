package route

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestCredentialsFirst(t *testing.T) {
	weight := llm.Problem{Field: llm.FieldTarget("blue", "weight")}
	credential := llm.Problem{Field: llm.FieldFallback(0, "credential")}
	timeout := llm.Problem{Field: llm.FieldFirstByte}
	for sentence, row := range map[string]struct {
		every, own []llm.Problem
		told       llm.Field
	}{
		"a credential is told before the rest":            {[]llm.Problem{weight}, []llm.Problem{timeout, credential}, credential.Field},
		"what is wrong everywhere is told before the own": {[]llm.Problem{weight}, []llm.Problem{timeout}, weight.Field},
		"the own is told where the rest is right":         {nil, []llm.Problem{timeout}, timeout.Field},
	} {
		t.Run(sentence, func(t *testing.T) {
			if told := credentialsFirst(row.every, row.own); len(told) != 1 || told[0].Field != row.told {
				t.Errorf("told is %v, want %s alone", told, row.told)
			}
		})
	}
}

package route

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestCredentialsFirst(t *testing.T) {
	weight := llm.Problem{Field: llm.FieldTarget("blue", "weight")}
	credential := llm.Problem{Field: llm.FieldFallback(0, "credential")}
	if told := credentialsFirst([]llm.Problem{weight, credential}); len(told) != 1 || told[0].Field != credential.Field {
		t.Errorf("beside a bad credential %v are told", told)
	}
	if told := credentialsFirst([]llm.Problem{weight}); len(told) != 1 {
		t.Errorf("without one %v are told", told)
	}
}

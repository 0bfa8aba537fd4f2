package route

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestCredentialsFirst(t *testing.T) {
	spec := llm.RouteSpec{
		Targets:   map[string]llm.RouteTarget{"blue": {}},
		Fallbacks: []llm.RouteTarget{{Credential: "a key"}},
	}
	weight, missing := llm.Problem{Field: llm.FieldTarget("blue", "weight")}, llm.Problem{Field: llm.FieldTarget("blue", "credential")}
	key := llm.Problem{Field: llm.FieldFallback(0, "credential")}
	if told := credentialsFirst(spec, []llm.Problem{weight}, []llm.Problem{missing, key}); len(told) != 1 || told[0].Field != key.Field {
		t.Errorf("beside a bad credential %v are told", told)
	}
	if told := credentialsFirst(spec, []llm.Problem{weight, missing}, nil); len(told) != 2 {
		t.Errorf("without one %v are told", told)
	}
}

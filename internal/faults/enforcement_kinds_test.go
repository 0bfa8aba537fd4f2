package faults_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// enforcementForms are the one guardrail that an account enforces in a region.
func enforcementForms() []form[llm.EnforcementSpec] {
	return []form[llm.EnforcementSpec]{{
		platform: llm.Bedrock, name: "enforcement", noun: "guardrail enforcement", resource: "llm_guardrail_enforcement", object: guardrailName,
		ground: enforceable,
		asks: func(guardrail string) llm.EnforcementSpec {
			return llm.EnforcementSpec{Guardrail: guardrail, Version: "1", System: "selective"}
		},
		change: func(s *llm.EnforcementSpec) { s.System, s.ExcludedModels = "", []string{"amazon.nova-lite-v1:0"} },
		driver: func(p *place, transport http.RoundTripper) llm.CompositeDriver[llm.EnforcementSpec] {
			return bedrock(transport, p.keys, p.cloud.Now).Enforcements()
		},
		faults: func() []fault {
			return slices.DeleteFunc(faultsOf(llm.Bedrock), func(f fault) bool {
				return strings.HasPrefix(f.name, "the object becomes") || strings.Contains(f.name, "after the create") || f.name == "an answer about another object"
			})
		},
		exception: enforcementException,
		there: func(t *testing.T, sb *sandbox.Sandbox) []string {
			t.Helper()
			return listedIn(t, sb, "/enforcedGuardrailsConfiguration", "guardrailsConfig")
		},
		serves: func(string) bool { return true },
	}}
}

// enforceable makes a guardrail with a version that can be enforced.
func enforceable(t *testing.T, sb *sandbox.Sandbox) string {
	t.Helper()
	guardrails := llm.NewGuardrails(bedrock(sb, &keys{}, sb.Now).Guardrails(), sb.Now)
	made, err := guardrails.Create(t.Context(), llm.GuardrailSpec{Name: guardrailName, Profanity: true}, time.Hour)
	if err != nil {
		t.Fatalf("make what is enforced: %v", err)
	}
	return made.ID.Value
}

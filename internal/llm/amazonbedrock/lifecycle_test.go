package amazonbedrock

import (
	"errors"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// AWS names no successors; the newest of the family in the region's own list is what can be told.
func TestResolve_legacyNamesTheNewestOfItsFamily(t *testing.T) {
	_, d := opened(t)
	for model, successor := range map[string]string{
		"anthropic/claude-opus-4-1":                  "anthropic/claude-opus-5",
		"anthropic.claude-opus-4-1-20250805-v1:0":    "anthropic/claude-opus-5",
		"us.anthropic.claude-opus-4-1-20250805-v1:0": "anthropic/claude-opus-5",
		"amazon/nova-premier":                        "", // there is no second
	} {
		t.Run(model, func(t *testing.T) {
			_, err := d.Resolve(t.Context(), profileSpec(func(s *llm.DeploymentSpec) { s.Model, s.Scope = model, llm.ScopeGlobal }))
			refused, ok := errors.AsType[*llm.Error](err)
			if !ok {
				t.Fatalf("%v, want a refusal", err)
			}
			if refused.Field != llm.FieldModel || !strings.Contains(refused.Error(), "legacy") || !strings.Contains(refused.Error(), "retires on 20") {
				t.Errorf("%v", err)
			}
			if successor != "" && !strings.Contains(refused.Fix, "newest of its family that is listed here is "+successor) ||
				successor == "" && strings.Contains(refused.Fix, "newest") {
				t.Errorf("way out: %s", refused.Fix)
			}
		})
	}
}

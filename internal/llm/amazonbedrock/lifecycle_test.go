package amazonbedrock

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// A later release under the same name is told apart by its version.
func TestLifecycle_newerReleaseOfTheSameModel(t *testing.T) {
	old, next := "anthropic.claude-3-5-sonnet-20240620-v1:0", "anthropic.claude-3-5-sonnet-20241022-v2:0"
	listed := func(id string, life types.FoundationModelLifecycleStatus) types.FoundationModelSummary {
		return types.FoundationModelSummary{
			ModelId: &id, ModelLifecycle: &types.FoundationModelLifecycle{Status: life},
			InferenceTypesSupported: []types.InferenceType{types.InferenceTypeOnDemand},
		}
	}
	known := &catalog{region: "us-east-1", models: []types.FoundationModelSummary{
		listed(old, types.FoundationModelLifecycleStatusLegacy), listed(next, types.FoundationModelLifecycleStatusActive),
	}}
	for model, want := range map[string]string{
		old: "anthropic/claude-3-5-sonnet@20241022", "anthropic.claude-3-sonnet-20240229-v1:0": "anthropic/claude-3-5-sonnet", next: "",
	} {
		if got := known.lifecycle(model, time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)).Newer; got != want {
			t.Errorf("%s: %q, want %q", model, got, want)
		}
	}
}

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

package provider

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

// TestLiveConformance holds both platforms to the laws on real accounts, with
// what costs nothing while nobody calls it: on-demand deployments. It creates
// and deletes them. LLM_LIVE=1 asks for it; a platform takes part when the
// variable that names its place is set beside its usual credentials:
// LLM_LIVE_AZURE_ACCOUNT (ARM id) and LLM_LIVE_AWS_REGION.
func TestLiveConformance(t *testing.T) {
	if os.Getenv("LLM_LIVE") == "" {
		t.Skip("LLM_LIVE is not set: no real account is touched")
	}
	for platform, place := range map[llm.Platform]struct {
		variable  string
		arguments func(place string) block
	}{
		llm.Azure:   {"LLM_LIVE_AZURE_ACCOUNT", func(id string) block { return block{"azure": block{"account_id": id}} }},
		llm.Bedrock: {"LLM_LIVE_AWS_REGION", func(region string) block { return block{"bedrock": block{"region": region}} }},
	} {
		t.Run(string(platform), func(t *testing.T) {
			value := os.Getenv(place.variable)
			if value == "" {
				t.Skipf("%s is not set", place.variable)
			}
			data, diags := configured(t, place.arguments(value), nil, WithEnvironment(os.Getenv))
			if diags.HasError() {
				t.Fatal(lines(diags))
			}
			llmtest.Run(t, llmtest.Harness{
				New:     func(*testing.T) llmtest.World { return llmtest.World{Deployments: data.Deployments[platform]} },
				Cases:   []llmtest.Case{liveCase(platform)},
				Exempt:  map[string]string{"Azure": "only Azure has it", "Native.Format": "only Azure has it", "Native.Source": "only Azure has it", "Native.SourceAccount": "only Azure has it", "Native.Capacity": "only Azure has it"},
				Timeout: 10 * time.Minute,
			})
		})
	}
}

// liveCase is a small deployment with a name that no other run uses.
func liveCase(platform llm.Platform) llmtest.Case {
	spec := llm.DeploymentSpec{
		Name: fmt.Sprintf("llmtest-%d", time.Now().Unix()), Model: "openai/gpt-5.6-luna", Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand}, Tags: map[string]string{"purpose": "llmtest"},
	}
	if platform == llm.Azure {
		one := int64(1000)
		spec.Throughput.TokensPerMinute = &one
	}
	return llmtest.Case{Name: "on demand", Spec: spec, Changes: []llmtest.SpecChange{
		{Field: llm.FieldTags, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"purpose": "llmtest again"} }},
		{Field: llm.FieldName, Action: llm.Replace, Apply: func(s *llm.DeploymentSpec) { s.Name += "-other" }},
	}}
}

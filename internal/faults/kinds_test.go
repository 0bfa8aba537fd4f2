package faults_test

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// kind is one sort of object that a driver makes, and a change of it that can be written in place.
type kind struct {
	platform llm.Platform
	name     string
	spec     func(models []string) llm.DeploymentSpec
	change   func(spec *llm.DeploymentSpec, models []string)
}

func kinds() []kind {
	return []kind{
		{llm.Azure, "on demand", azureSpec(onDemand), moreTokens},
		{llm.Azure, "provisioned", azureSpec(provisioned), moreUnits},
		{llm.Azure, "batch", azureSpec(batch), otherTags},
		{llm.Azure, "router", azureSpec(router), cheaper},
		{llm.Azure, "claude", azureSpec(claude), otherTags},
		{llm.Bedrock, "profile", bedrockSpec(profile), otherTags},
		{llm.Bedrock, "throughput", bedrockSpec(throughput), renamed},
		{llm.Bedrock, "custom", bedrockSpec(custom), otherModel},
	}
}

// turn reports whether the kind takes the n-th cell.
func (k kind) turn(n int) bool {
	var own, all int
	for _, other := range kinds() {
		if other.platform == k.platform {
			if other.name == k.name {
				own = all
			}
			all++
		}
	}
	return n%all == own
}

func azureSpec(kind func(*llm.DeploymentSpec)) func([]string) llm.DeploymentSpec {
	return func([]string) llm.DeploymentSpec {
		spec := base("openai/gpt-5-mini")
		kind(&spec)
		return spec
	}
}

func bedrockSpec(kind func(*llm.DeploymentSpec, []string)) func([]string) llm.DeploymentSpec {
	return func(models []string) llm.DeploymentSpec {
		spec := base("amazon/nova-lite")
		kind(&spec, models)
		return spec
	}
}

func base(model string) llm.DeploymentSpec {
	return llm.DeploymentSpec{
		Name: "assistant", Model: model, Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand}, Tags: map[string]string{"team": "search"},
	}
}

func onDemand(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(50_000)) }

// provisioned also names a guardrail and a spillover target, so that all that a deployment can refer to is looked at.
func provisioned(s *llm.DeploymentSpec) {
	s.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(15))}
	s.Guardrail = sandbox.AzureAccountID() + "/raiPolicies/Microsoft.Nil"
	s.Azure.Spillover = sandbox.AzureAccountID() + "/deployments/" + neighbour
}

func batch(s *llm.DeploymentSpec) {
	s.Model, s.Throughput = "openai/gpt-5.4", llm.Throughput{Mode: llm.Batch}
}

func router(s *llm.DeploymentSpec) {
	s.Model, s.Throughput.TokensPerMinute = "openai/model-router", new(int64(50_000))
	s.Azure.Routing = llm.Routing{Mode: "balanced"}
}

func claude(s *llm.DeploymentSpec) {
	s.Model = "anthropic/claude-sonnet-4.6"
	s.Azure.Attestation = llm.Attestation{Organization: "Example", CountryCode: "DE", Industry: "technology"}
}

func profile(s *llm.DeploymentSpec, _ []string) { s.Throughput.TokensPerMinute = new(int64(1000)) }

func throughput(s *llm.DeploymentSpec, models []string) {
	s.Bedrock.ModelID, s.Throughput = models[0], llm.Throughput{Mode: llm.Provisioned, Units: new(int64(1))}
}

func custom(s *llm.DeploymentSpec, models []string) { s.Bedrock.ModelID = models[0] }

func moreTokens(s *llm.DeploymentSpec, _ []string) { s.Throughput.TokensPerMinute = new(int64(60_000)) }
func moreUnits(s *llm.DeploymentSpec, _ []string)  { s.Throughput.Units = new(int64(20)) }
func cheaper(s *llm.DeploymentSpec, _ []string)    { s.Azure.Routing.Mode = "cost" }
func otherTags(s *llm.DeploymentSpec, _ []string)  { s.Tags = map[string]string{"owner": "ads"} }
func renamed(s *llm.DeploymentSpec, _ []string)    { s.Name = "renamed" }
func otherModel(s *llm.DeploymentSpec, models []string) {
	s.Bedrock.ModelID, s.Tags = models[1], map[string]string{"team": "ads"}
}

// tuned trains two custom models of one base.
func tuned(t *testing.T, sb *sandbox.Sandbox) []string {
	t.Helper()
	var models []string
	for _, name := range []string{"tuned", "tuned-again"} {
		arn, err := sb.AddCustomModel(sandbox.AWSRegion, name, "amazon.nova-lite-v1:0:300k")
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, arn)
	}
	return models
}

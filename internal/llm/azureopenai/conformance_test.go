package azureopenai

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestConformance holds the driver to the laws of every platform, over the
// sandbox.
func TestConformance(t *testing.T) {
	llmtest.Run(t, llmtest.Harness{New: world, Cases: conformanceCases()})
}

// fakeToken is a credential that nobody checks.
type fakeToken struct{}

func (fakeToken) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: "not-a-secret", ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// counting counts the requests that could change something.
type counting struct {
	next   http.RoundTripper
	writes atomic.Int64
}

func (c *counting) Do(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodGet {
		c.writes.Add(1)
	}
	return c.next.RoundTrip(req)
}

// sandboxed is a platform on a sandbox of its own.
func sandboxed(t *testing.T, options ...sandbox.Option) (*Platform, *sandbox.Sandbox, *counting) {
	t.Helper()
	sb := sandbox.New(append([]sandbox.Option{sandbox.ProvisioningTime(0)}, options...)...)
	transport := &counting{next: sb}
	p := NewPlatform(Config{
		AccountID: sandbox.AzureAccountID(), Sandbox: true,
		Transport: transport, TokenCredential: fakeToken{}, Now: sb.Now,
	})
	return p, sb, transport
}

func world(t *testing.T) llmtest.World {
	t.Helper()
	p, sb, transport := sandboxed(t)
	for _, name := range []string{"strict", "stricter"} {
		body := `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[]}}`
		if status, answer := sb.Do(http.MethodPut, sandbox.AzureAccountID()+"/raiPolicies/"+name, body); status != http.StatusCreated {
			t.Fatalf("put policy: %d %s", status, answer)
		}
	}
	return llmtest.World{
		Deployments: llm.NewDeployments(p.Deployments(), sb.Now),
		Writes:      func() int { return int(transport.writes.Load()) },
	}
}

func policyID(name string) string { return sandbox.AzureAccountID() + "/raiPolicies/" + name }

func conformanceCases() []llmtest.Case {
	return []llmtest.Case{
		{Name: "on demand", Spec: onDemand(), Changes: append(commonChanges(),
			llmtest.SpecChange{Field: llm.FieldTokensPerMinute, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(60_000)) }},
			llmtest.SpecChange{Field: llm.FieldPaused, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Azure.Paused = true }},
			llmtest.SpecChange{Field: llm.FieldServiceTier, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Azure.ServiceTier = "priority" }},
			llmtest.SpecChange{Field: llm.FieldScope, Action: llm.Replace, Apply: func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeGeo }},
			llmtest.SpecChange{Field: llm.FieldAllowedLocations, Action: llm.Replace, Apply: func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us"} }},
			llmtest.SpecChange{Field: llm.FieldSKU, Action: llm.Replace, Apply: func(s *llm.DeploymentSpec) { s.Azure.SKU = "DataZoneStandard" }},
			llmtest.SpecChange{Field: llm.FieldModel, Action: llm.Replace, Apply: func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-5-nano" }},
		)},
		{Name: "provisioned", Spec: provisioned(), Changes: append(commonChanges(),
			llmtest.SpecChange{Field: llm.FieldUnits, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(20)) }},
		)},
		{Name: "batch", Spec: batch(), Changes: commonChanges()},
		{Name: "model router", Spec: router(), Changes: append(commonChanges(),
			llmtest.SpecChange{Field: llm.FieldRouting, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Azure.Routing.Mode = "cost" }},
		)},
		{Name: "claude", Spec: claude(), Changes: append(commonChanges(),
			llmtest.SpecChange{Field: llm.FieldAttestation, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Azure.Attestation.Industry = "retail" }},
			llmtest.SpecChange{Field: llm.FieldHostedOn, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Azure.HostedOn = "anthropic" }},
		)},
	}
}

// commonChanges apply to every kind of deployment.
func commonChanges() []llmtest.SpecChange {
	return []llmtest.SpecChange{
		{Field: llm.FieldTags, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"team": "ads"} }},
		{Field: llm.FieldGuardrail, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.Guardrail = policyID("strict") }},
		{Field: llm.FieldVersionUpgrade, Action: llm.Update, Apply: func(s *llm.DeploymentSpec) { s.VersionUpgrade = llm.OnNewDefault }},
		{Field: llm.FieldName, Action: llm.Replace, Apply: func(s *llm.DeploymentSpec) { s.Name = "other" }},
	}
}

func onDemand() llm.DeploymentSpec {
	return llm.DeploymentSpec{
		Name: "assistant", Model: "openai/gpt-5-mini", Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand, TokensPerMinute: new(int64(50_000))},
		Tags:       map[string]string{"team": "search"},
	}
}

func provisioned() llm.DeploymentSpec {
	spec := onDemand()
	spec.Name, spec.Throughput = "reserved", llm.Throughput{Mode: llm.Provisioned, Units: new(int64(15))}
	return spec
}

func batch() llm.DeploymentSpec {
	spec := onDemand()
	spec.Name, spec.Model, spec.Throughput = "nightly", "openai/gpt-4.1", llm.Throughput{Mode: llm.Batch}
	return spec
}

func router() llm.DeploymentSpec {
	spec := onDemand()
	spec.Name, spec.Model = "router", "openai/model-router"
	spec.Azure.Routing = llm.Routing{Mode: "balanced"}
	return spec
}

func claude() llm.DeploymentSpec {
	spec := onDemand()
	spec.Name, spec.Model, spec.Throughput.TokensPerMinute = "claude", "anthropic/claude-haiku-4.5", nil
	spec.Azure.Attestation = llm.Attestation{Organization: "Example", CountryCode: "DE", Industry: "technology"}
	return spec
}

package permissions

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// scenario is what somebody does with a noun on one cloud.
type scenario struct {
	noun string
	run  func(c *clouds)
}

// scenarios use every noun in every kind that needs other permissions.
func scenarios() []scenario {
	return []scenario{
		{"llm_deployment", azureDeployments},
		{"llm_deployment", awsDeployments},
		{"llm_route", azureRoutes},
		{"llm_route", awsRoutes},
		{"llm_guardrail", azureGuardrails},
		{"llm_guardrail", awsGuardrails},
		{"llm_guardrail_enforcement", awsEnforcements},
		{"data.llm_model and data.llm_models", func(c *clouds) { c.offers(c.azure.Catalog(), llm.Site{Account: sandbox.AzureAccountID()}) }},
		{"data.llm_model and data.llm_models", func(c *clouds) { c.offers(c.aws.Catalog(), llm.Site{Location: sandbox.AWSRegion}) }},
		{"data.llm_quota", func(c *clouds) { c.quotas(c.azure.Catalog(), llm.Site{Account: sandbox.AzureAccountID()}) }},
		{"data.llm_quota", func(c *clouds) { c.quotas(c.aws.Catalog(), llm.Site{Location: sandbox.AWSRegion}) }},
		{"data.llm_deployments and list llm_deployment", func(c *clouds) { c.inventory((*clouds).onAzure, onDemand("openai/gpt-5-mini")) }},
		{"data.llm_deployments and list llm_deployment", func(c *clouds) { c.inventory((*clouds).onAWS, onDemand("amazon/nova-lite")) }},
		{"llm_credentials", azureCredentials},
		{"llm_credentials", awsCredentials},
		{"llm_invoke", azureInvoke},
		{"llm_invoke", awsInvoke},
	}
}

func tagged(s *llm.DeploymentSpec) { s.Tags = map[string]string{"team": "ads"} }

func onDemand(model string) llm.DeploymentSpec {
	return llm.DeploymentSpec{
		Name: "assistant", Model: model, Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned, Tags: map[string]string{"team": "search"},
		Throughput: llm.Throughput{Mode: llm.OnDemand, TokensPerMinute: new(int64(50_000))},
	}
}

func azureDeployments(c *clouds) {
	guarded := onDemand("openai/gpt-5-mini")
	guarded.Guardrail = policyID("strict")
	c.deployment(c.azure.Deployments(), guarded, func(s *llm.DeploymentSpec) {
		tagged(s)
		s.Throughput.TokensPerMinute, s.Guardrail = new(int64(60_000)), policyID("stricter")
	})
	c.deployment(c.azure.Deployments(), onDemand("openai/gpt-5-mini"), tagged)
	bought := onDemand("openai/gpt-5-mini")
	bought.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(15))}
	c.deployment(c.azure.Deployments(), bought, func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(20)) })
	tuned := onDemand("openai/gpt-4.1")
	tuned.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4.1.ft-42"}
	_, _ = c.azure.Deployments().Resolve(c.Context(), tuned) // the account has none: that it was asked is what counts
}

func awsDeployments(c *clouds) {
	c.deployment(c.aws.Deployments(), onDemand("amazon/nova-lite"), tagged)
	guardrails := llm.NewGuardrails(c.aws.Guardrails(), c.sb.Now)
	c.calls()
	made, err := guardrails.Create(c.Context(), guardrail(), patience)
	c.must("create guardrail", err)
	c.forget()
	guarded := onDemand("amazon/nova-lite")
	guarded.Guardrail = made.ID.Value
	c.deployment(c.aws.Deployments(), guarded, func(s *llm.DeploymentSpec) { s.Tags = nil })
	_, err = c.aws.Guardrails().Published(c.Context(), guarded.Guardrail)
	c.must("find version", err)
	custom := onDemand("amazon/nova-lite")
	custom.Bedrock.ModelID, custom.Throughput = c.tuned, llm.Throughput{Mode: llm.OnDemand}
	c.deployment(c.aws.Deployments(), custom, func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = c.tunedAgain })
	bought := onDemand("amazon/nova-lite")
	bought.Bedrock.ModelID, bought.Throughput = "amazon.nova-lite-v1:0:24k", llm.Throughput{Mode: llm.Provisioned, Units: new(int64(1))}
	c.deployment(c.aws.Deployments(), bought, func(s *llm.DeploymentSpec) { s.Name = "renamed" })
	c.must("take the form back", c.sb.SetUseCaseSubmitted(false))
	claude := onDemand("anthropic/claude-haiku-4-5")
	native, err := c.aws.Deployments().Resolve(c.Context(), claude)
	c.must("resolve", err)
	c.aws.Deployments().Foresee(c.Context(), llm.Asking{Want: claude, Native: native}) // what it finds does not matter, but what it asks
}

func azureRoutes(c *clouds) {
	target := func(account string, weight int64) llm.RouteTarget {
		return llm.RouteTarget{Weight: weight, Endpoint: llm.Endpoint{
			Platform: llm.Azure, Model: "gpt", URLs: llm.URLs{OpenAI: "https://" + account + ".openai.azure.com/openai/v1/"},
			Auth: llm.Auth{Schemes: []string{"entra_id"}, Scope: "https://cognitiveservices.azure.com/.default"},
		}}
	}
	spec := llm.RouteSpec{
		Name: "chat", Gateway: sandbox.APIManagementID(), FallbackOn: llm.DefaultTriggers(), CircuitBreaker: true,
		Targets: map[string]llm.RouteTarget{"blue": target("east", 90), "green": target("west", 10)},
	}
	lead(c, "route", c.azure.Routes(), spec,
		func(s *llm.RouteSpec, _ *llm.Composite) { s.TokensPerMinute = new(int64(1000)) },
		func(s *llm.RouteSpec, _ *llm.Composite) { delete(s.Targets, "green") },
		func(s *llm.RouteSpec, _ *llm.Composite) {
			c.byHand("PUT", sandbox.APIManagementID()+"/apis/llm-chat/operations/chat-completions/policies/policy",
				`{"properties":{"format":"rawxml","value":"<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>"}}`)
			s.TokensPerMinute = nil
		},
	)
	for _, credential := range []string{sandbox.APIManagementID() + "/namedValues/bedrock-api-key", "https://keys.vault.azure.net/secrets/bedrock"} {
		keyed := spec
		keyed.Targets = map[string]llm.RouteTarget{"key": {Weight: 100, Credential: credential, Endpoint: llm.Endpoint{
			Platform: llm.Bedrock, Model: "m", URLs: llm.URLs{OpenAI: "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1"}, Auth: llm.Auth{Schemes: []string{"sigv4"}},
		}}}
		lead(c, "route", c.azure.Routes(), keyed)
	}
}

func awsRoutes(c *clouds) {
	azure := func(credential string) llm.RouteTarget {
		return llm.RouteTarget{Weight: 10, Credential: credential, Endpoint: llm.Endpoint{
			Platform: llm.Azure, Model: "gpt", URLs: llm.URLs{OpenAI: "https://east.openai.azure.com/openai/v1/"},
			Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.com/.default"},
		}}
	}
	spec := llm.RouteSpec{
		Name: "chat", Gateway: sandbox.AgentCoreGatewayARN(), FallbackOn: llm.DefaultTriggers(), CircuitBreaker: true, TokensPerMinute: new(int64(1000)),
		Targets:   map[string]llm.RouteTarget{"blue": azure(sandbox.AgentCoreKeyProviderARN())},
		Fallbacks: []llm.RouteTarget{azure(sandbox.AgentCoreOAuthProviderARN())},
	}
	spec.Fallbacks[0].Weight = 0
	lead(c, "route", c.aws.Routes(), spec,
		func(s *llm.RouteSpec, _ *llm.Composite) { s.TokensPerMinute = new(int64(2000)) },
		func(s *llm.RouteSpec, _ *llm.Composite) { s.TokensPerMinute, s.Fallbacks = nil, nil },
		func(s *llm.RouteSpec, have *llm.Composite) {
			target := have.Children[0].ID
			c.must("fail target", c.sb.SetAgentCoreStatus(s.Gateway+"/target/"+target[strings.LastIndex(target, "/")+1:], "FAILED"))
			s.TokensPerMinute = new(int64(3000))
		},
		func(s *llm.RouteSpec, _ *llm.Composite) {
			s.Targets = map[string]llm.RouteTarget{"blue": azure(sandbox.AgentCoreOAuthProviderARN())}
		},
	)
}

func guardrail() llm.GuardrailSpec {
	return llm.GuardrailSpec{
		Name: "standard", BlockedWords: []string{"project-x", "project-y"}, Tags: map[string]string{"team": "search"},
		Filters: map[llm.Category]llm.ContentFilter{llm.Hate: {Input: llm.StrictnessHigh, Output: llm.StrictnessHigh}},
	}
}

func azureGuardrails(c *clouds) {
	lead(c, "guardrail", c.azure.Guardrails(), guardrail(),
		func(s *llm.GuardrailSpec, _ *llm.Composite) { s.BlockedWords = []string{"project-x", "project-z"} },
		func(s *llm.GuardrailSpec, _ *llm.Composite) { s.BlockedWords = nil },
	)
}

func awsGuardrails(c *clouds) {
	lead(c, "guardrail", c.aws.Guardrails(), guardrail(),
		func(s *llm.GuardrailSpec, _ *llm.Composite) {
			s.BlockedWords, s.KeepVersions = []string{"project-x"}, new(int64(1))
		},
		func(s *llm.GuardrailSpec, _ *llm.Composite) { s.Tags = map[string]string{"cost": "42"} },
	)
}

func awsEnforcements(c *clouds) {
	all := llm.NewGuardrails(c.aws.Guardrails(), c.sb.Now)
	made, err := all.Create(c.Context(), guardrail(), patience)
	c.must("create guardrail", err)
	_, version := all.Reference(made)
	c.forget()
	lead(c, "guardrail enforcement", c.aws.Enforcements(), llm.EnforcementSpec{Guardrail: made.ID.Value, Version: version},
		func(s *llm.EnforcementSpec, _ *llm.Composite) { s.Messages = "selective" },
	)
}

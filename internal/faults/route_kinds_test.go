package faults_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func routeForms() []form[llm.RouteSpec] {
	return []form[llm.RouteSpec]{
		routeForm(llm.Bedrock, "static", onAgentCore(func(s *llm.RouteSpec) { weigh(s, 100, 0) }), func(s *llm.RouteSpec) { weigh(s, 0, 100) }),
		routeForm(llm.Bedrock, "weighted", onAgentCore(func(s *llm.RouteSpec) { weigh(s, 90, 10) }), func(s *llm.RouteSpec) {
			weigh(s, 50, 50)
			readdress(s)
			s.Fallbacks = nil
		}),
		routeForm(llm.Bedrock, "limited", onAgentCore(func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(50_000)) }), func(s *llm.RouteSpec) {
			s.TokensPerMinute = new(int64(60_000))
			readdress(s)
		}),
		routeForm(llm.Azure, "pooled", onAPIManagement(func(s *llm.RouteSpec) { s.Fallbacks = nil }), func(s *llm.RouteSpec) {
			weigh(s, 50, 50)
			readdress(s)
		}),
		routeForm(llm.Azure, "chosen", onAPIManagement(func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(50_000)) }), func(s *llm.RouteSpec) {
			weigh(s, 50, 50)
			readdress(s)
			s.Targets["green"] = keyed(s.Targets["green"], vaultSecret("other"))
		}),
	}
}

func routeForm(platform llm.Platform, name string, asks func(string) llm.RouteSpec, change func(*llm.RouteSpec)) form[llm.RouteSpec] {
	return form[llm.RouteSpec]{
		platform: platform, name: name + " route", noun: "route", resource: "llm_route", object: routeName, asks: asks, change: change,
		driver: func(p *place, transport http.RoundTripper) llm.CompositeDriver[llm.RouteSpec] {
			if platform == llm.Azure {
				return azure(transport, p.keys, p.cloud.Now).Routes()
			}
			return bedrock(transport, p.keys, p.cloud.Now).Routes()
		},
		faults: func() []fault { return routeFaultsOf(platform) },
		exception: func(o composing[llm.RouteSpec], c call, f fault) (outcome, bool) {
			return routeException(platform, o.operation, c, f)
		},
		there:  func(t *testing.T, sb *sandbox.Sandbox) []string { t.Helper(); return onGateway(t, sb, platform) },
		serves: sends,
	}
}

const routeName = "assistant"

func onAgentCore(of func(*llm.RouteSpec)) func(string) llm.RouteSpec {
	return func(string) llm.RouteSpec {
		spec := routeSpec(sandbox.AgentCoreGatewayARN())
		spec.Targets["blue"] = llm.RouteTarget{Endpoint: onBedrock("us.amazon.nova-lite-v1:0"), Weight: 90}
		spec.Targets["green"] = llm.RouteTarget{Endpoint: onAzure("blue", "gpt-5-mini"), Weight: 10, Credential: sandbox.AgentCoreKeyProviderARN()}
		spec.Fallbacks = []llm.RouteTarget{{Endpoint: onBedrock("us.amazon.nova-pro-v1:0")}}
		of(&spec)
		return spec
	}
}

func onAPIManagement(of func(*llm.RouteSpec)) func(string) llm.RouteSpec {
	return func(string) llm.RouteSpec {
		spec := routeSpec(sandbox.APIManagementID())
		spec.Targets["blue"] = llm.RouteTarget{Endpoint: onAzure("blue", "gpt-5-mini"), Weight: 90}
		spec.Targets["green"] = llm.RouteTarget{Endpoint: onAzure("green", "gpt-5-mini"), Weight: 10, Credential: vaultSecret("green")}
		spec.Fallbacks = []llm.RouteTarget{{Endpoint: onBedrock("us.amazon.nova-pro-v1:0"), Credential: sandbox.APIManagementID() + "/namedValues/bedrock-api-key"}}
		of(&spec)
		return spec
	}
}

func routeSpec(gateway string) llm.RouteSpec {
	return llm.RouteSpec{
		Name: routeName, Gateway: gateway, Targets: map[string]llm.RouteTarget{}, FallbackOn: llm.DefaultTriggers(), CircuitBreaker: true,
	}
}

func onBedrock(model string) llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Bedrock, Location: sandbox.AWSRegion, Model: model,
		URLs: llm.URLs{OpenAI: "https://bedrock-runtime." + sandbox.AWSRegion + ".amazonaws.com/openai/v1"},
		Auth: llm.Auth{Schemes: []string{"sigv4", "api_key"}, SigningService: "bedrock"},
	}
}

func onAzure(account, model string) llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Azure, Location: sandbox.AzureLocation, Model: model,
		URLs: llm.URLs{OpenAI: "https://" + account + ".openai.azure.com/openai/v1"},
		Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.com/.default"},
	}
}

func vaultSecret(name string) string { return "https://sandbox-vault.vault.azure.net/secrets/" + name }

func weigh(s *llm.RouteSpec, blue, green int64) {
	for key, weight := range map[string]int64{"blue": blue, "green": green} {
		t := s.Targets[key]
		t.Weight = weight
		s.Targets[key] = t
	}
}

// readdress moves the target green to another address.
func readdress(s *llm.RouteSpec) {
	t := s.Targets["green"]
	t.Endpoint.URLs.OpenAI = strings.Replace(t.Endpoint.URLs.OpenAI, "://", "://new-", 1)
	s.Targets["green"] = t
}

func keyed(t llm.RouteTarget, credential string) llm.RouteTarget {
	t.Credential = credential
	return t
}

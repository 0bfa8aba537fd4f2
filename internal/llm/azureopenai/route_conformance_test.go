package azureopenai

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestRoute_conformance holds routes on API Management to the laws of every
// platform, over the sandbox.
func TestRoute_conformance(t *testing.T) {
	llmtest.RunRoutes(t, llmtest.RouteHarness{New: func(t *testing.T) llmtest.RouteWorld { return routeWorld(t) }, Cases: routeCases()})
}

// TestRoute_conformanceOfWhatTakesItsTime is the same with writes that go on
// after they were accepted, and lists of two items a page.
func TestRoute_conformanceOfWhatTakesItsTime(t *testing.T) {
	llmtest.RunRoutes(t, llmtest.RouteHarness{
		New: func(t *testing.T) llmtest.RouteWorld {
			return routeWorld(t, sandbox.ProvisioningTime(time.Second), sandbox.PageSize(2))
		},
		Around: synctest.Test,
		Cases:  routeCases()[1:],
	})
}

func routeWorld(t *testing.T, options ...sandbox.Option) llmtest.RouteWorld {
	t.Helper()
	p, sb, transport := sandboxed(t, options...)
	return llmtest.RouteWorld{
		Routes: llm.NewRoutes(p.Routes(), sb.Now),
		Writes: func() int { return int(transport.writes.Load()) },
	}
}

// azureTarget is one that the gateway's own identity may call.
func azureTarget(account, model string, weight int64) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Endpoint: llm.Endpoint{
		Platform: llm.Azure, Model: model, URLs: llm.URLs{OpenAI: "https://" + account + ".openai.azure.com/openai/v1/"},
		Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.com/.default"},
	}}
}

// bedrockTarget is one that takes a key.
func bedrockTarget(model string, weight int64, credential string) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Credential: credential, Endpoint: llm.Endpoint{
		Platform: llm.Bedrock, Model: model, URLs: llm.URLs{OpenAI: "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1"},
		Auth: llm.Auth{Schemes: []string{"sigv4"}},
	}}
}

const vaultSecret = "https://keys.vault.azure.net/secrets/bedrock"

func namedValueID() string { return sandbox.APIManagementID() + "/namedValues/bedrock-api-key" }

// sharedRoute gets a pool: all targets take the same body at the same path.
func sharedRoute() llm.RouteSpec {
	return llm.RouteSpec{
		Name: "chat", Gateway: sandbox.APIManagementID(), FallbackOn: llm.DefaultTriggers(), CircuitBreaker: true,
		Targets: map[string]llm.RouteTarget{
			"blue": azureTarget("east", "gpt", 90), "green": azureTarget("west", "gpt", 10), "idle": azureTarget("north", "gpt", 0),
		},
	}
}

// translatedRoute gets a policy that chooses: models have other names, and a
// fallback is tried within the request.
func translatedRoute() llm.RouteSpec {
	return llm.RouteSpec{
		Name: "Chat.v2", Gateway: sandbox.APIManagementID(), FallbackOn: llm.DefaultTriggers(),
		Targets: map[string]llm.RouteTarget{
			"blue": azureTarget("east", "gpt", 90), "green": bedrockTarget("openai.gpt-oss-120b-1:0", 10, vaultSecret), "idle": azureTarget("north", "mini", 0),
		},
		Fallbacks: []llm.RouteTarget{bedrockTarget("openai.gpt-oss-20b-1:0", 0, namedValueID())},
	}
}

func routeCases() []llmtest.RouteCase {
	shared := append(routeChanges(),
		llmtest.RouteChange{Field: llm.FieldFallbacks, Apply: func(s *llm.RouteSpec) { s.Fallbacks = []llm.RouteTarget{azureTarget("spare", "gpt", 0)} }},
		llmtest.RouteChange{Field: llm.FieldCircuitBreaker, Apply: func(s *llm.RouteSpec) { s.CircuitBreaker = false }},
	)
	translated := append(routeChanges(),
		llmtest.RouteChange{Field: llm.FieldFallbacks, Apply: func(s *llm.RouteSpec) { s.Fallbacks = nil }},
		llmtest.RouteChange{Field: llm.FieldCircuitBreaker, Apply: func(s *llm.RouteSpec) { s.CircuitBreaker = true }},
		llmtest.RouteChange{Field: llm.FieldTarget("green", "credential"), Apply: func(s *llm.RouteSpec) {
			green := s.Targets["green"]
			green.Credential = namedValueID()
			s.Targets["green"] = green
		}},
	)
	return []llmtest.RouteCase{
		{Name: "pool", Spec: sharedRoute(), Changes: shared},
		{Name: "policy", Spec: translatedRoute(), Changes: translated},
	}
}

// routeChanges fit every route with a blue and a green target.
func routeChanges() []llmtest.RouteChange {
	return []llmtest.RouteChange{
		{Field: llm.FieldTarget("blue", "weight"), Apply: func(s *llm.RouteSpec) {
			blue, green := s.Targets["blue"], s.Targets["green"]
			blue.Weight, green.Weight = 0, 100
			s.Targets["blue"], s.Targets["green"] = blue, green
		}},
		{Field: llm.FieldTarget("blue", "endpoint"), Apply: func(s *llm.RouteSpec) { s.Targets["blue"] = azureTarget("south", "gpt-next", 90) }},
		{Field: llm.FieldTargets, Apply: func(s *llm.RouteSpec) { delete(s.Targets, "green") }},
		{Field: llm.FieldFirstByte, Apply: func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 8 * time.Second }},
		{Field: llm.FieldStatuses, Apply: func(s *llm.RouteSpec) { s.FallbackOn.Statuses = []string{"408", "429", "5XX"} }},
		{Field: llm.FieldRateLimit, Apply: func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(60_000)) }},
	}
}

package amazonbedrock

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// sandboxRoute is routeSpec on the gateway that every sandbox holds.
func sandboxRoute(with ...func(*llm.RouteSpec)) llm.RouteSpec {
	spec := routeSpec(append([]func(*llm.RouteSpec){func(s *llm.RouteSpec) {
		s.Gateway = sandbox.AgentCoreGatewayARN()
		s.Targets = map[string]llm.RouteTarget{
			"blue": onBedrock(strings.Replace(profileARN, testAccount, SandboxAccount, 1), 90), "green": onAzure(sandbox.AgentCoreKeyProviderARN(), 10),
			"spare": onAzure(sandbox.AgentCoreOAuthProviderARN(), 0),
		}
		spare := s.Targets["spare"]
		spare.Endpoint.Model = "spare"
		s.Targets["spare"] = spare
	}}, with...)...)
	return spec
}

// isAgentCoreWrite knows that credential providers are read with a POST.
func isAgentCoreWrite(c sandbox.Call) bool {
	return c.Method != http.MethodGet && !strings.HasPrefix(c.Path, "/identities/")
}

func newRouteWorld(t *testing.T) llmtest.RouteWorld {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(time.Second))
	return llmtest.RouteWorld{
		Routes: llm.NewRoutes(NewPlatform(sandboxConfig(sb, sandbox.AWSRegion)).Routes(), sb.Now),
		Writes: func() (n int) {
			for _, c := range sb.Calls() {
				if isAgentCoreWrite(c) {
					n++
				}
			}
			return n
		},
	}
}

func target(key string, change func(*llm.RouteTarget)) func(*llm.RouteSpec) {
	return func(s *llm.RouteSpec) {
		t := s.Targets[key]
		change(&t)
		s.Targets[key] = t
	}
}

// routeChanges are one change to every argument.
func routeChanges() []llmtest.RouteChange {
	return []llmtest.RouteChange{
		{Field: "targets.weight", Apply: func(s *llm.RouteSpec) { *s = weighted(*s, 50, 50) }},
		{Field: "targets.weight to none", Apply: func(s *llm.RouteSpec) { *s = weighted(*s, 0, 100) }},
		{Field: "targets.endpoint.model", Apply: target("blue", func(t *llm.RouteTarget) { t.Endpoint.Model = "amazon.nova-pro-v1:0" })},
		{Field: "targets.endpoint.urls", Apply: target("green", func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "https://other.openai.azure.com/openai/v1/" })},
		{Field: "targets.credential", Apply: target("green", func(t *llm.RouteTarget) { t.Credential = sandbox.AgentCoreOAuthProviderARN() })},
		{Field: "targets added", Apply: func(s *llm.RouteSpec) { s.Targets["red"] = onBedrock("amazon.nova-micro-v1:0", 0) }},
		{Field: "targets removed", Apply: func(s *llm.RouteSpec) { delete(s.Targets, "spare") }},
		{Field: llm.FieldFallbacks, Apply: func(s *llm.RouteSpec) { s.Fallbacks = s.Fallbacks[:1] }},
		{Field: "fallbacks reordered", Apply: func(s *llm.RouteSpec) { s.Fallbacks[0], s.Fallbacks[1] = s.Fallbacks[1], s.Fallbacks[0] }},
		{Field: llm.FieldStatuses, Apply: func(s *llm.RouteSpec) { s.FallbackOn.Statuses = []string{"503"} }},
		{Field: llm.FieldConnection, Apply: func(s *llm.RouteSpec) { s.FallbackOn.ConnectionError = false }},
		{Field: llm.FieldFirstByte, Apply: func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = time.Second }},
		{Field: llm.FieldCircuitBreaker, Apply: func(s *llm.RouteSpec) { s.CircuitBreaker = false }},
		{Field: llm.FieldRateTokens, Apply: func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(70000)) }},
		{Field: llm.FieldRateLimit, Apply: func(s *llm.RouteSpec) { s.TokensPerMinute = nil }},
		{Field: llm.FieldPriority, Apply: func(s *llm.RouteSpec) { s.Priority = new(int64(7)) }},
	}
}

func TestRoute_conformance(t *testing.T) {
	llmtest.RunRoutes(t, llmtest.RouteHarness{
		New: newRouteWorld, Timeout: 10 * time.Minute, Around: synctest.Test,
		Cases: []llmtest.RouteCase{{Name: "over both clouds", Spec: sandboxRoute(), Changes: routeChanges()}},
	})
}

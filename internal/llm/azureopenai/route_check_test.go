package azureopenai

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// aKey is what somebody might write in place of a credential's id.
const aKey = "sk-canary-0123456789abcdef0123456789abcdef"

func TestRouteCheck(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*llm.RouteSpec)
		field  llm.Field
		words  string
	}{
		"a gateway that is an Azure account": {
			func(s *llm.RouteSpec) { s.Gateway = sandbox.AzureAccountID() }, llm.FieldGateway, "az apim show",
		},
		"a gateway whose subscription is no id": {
			func(s *llm.RouteSpec) { s.Gateway = strings.Replace(s.Gateway, sandbox.AzureSubscription, "mine", 1) }, llm.FieldGateway, "subscription",
		},
		"a gateway of a real subscription in the sandbox": {
			func(s *llm.RouteSpec) { s.Gateway = strings.Replace(s.Gateway, "5a4db0c5", "00000000", 1) }, llm.FieldGateway, "sandbox",
		},
		"a priority": {func(s *llm.RouteSpec) { s.Priority = new(int64(1)) }, llm.FieldPriority, "Remove priority"},
		"a target that speaks Anthropic only": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) { t.Endpoint.URLs = llm.URLs{Anthropic: "https://x"} })
			},
			"targets.blue.endpoint", "OpenAI",
		},
		"an address without encryption": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "http://east.openai.azure.com/openai/v1" })
			},
			"targets.blue.endpoint", "https://host/path",
		},
		"an address with a password": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "https://me:" + aKey + "@host/v1" })
			},
			"targets.blue.endpoint", "credential",
		},
		"a model name that would be code": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) { t.Endpoint.Model = `x"; throw null; //` })
			},
			"targets.blue.endpoint", "endpoint.model",
		},
		"a model name that would be a named value": {
			func(s *llm.RouteSpec) { set(s, "blue", func(t *llm.RouteTarget) { t.Endpoint.Model = "x{{secret}}" }) },
			"targets.blue.endpoint", "endpoint.model",
		},
		"a key as credential": {
			func(s *llm.RouteSpec) { set(s, "blue", func(t *llm.RouteTarget) { t.Credential = aKey }) },
			"targets.blue.credential", "Key Vault",
		},
		"a key as a fallback's credential": {
			func(s *llm.RouteSpec) { s.Fallbacks = []llm.RouteTarget{bedrockTarget("m", 0, aKey)} },
			"fallbacks.0.credential", "Key Vault",
		},
		"an AWS credential provider": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) {
					t.Credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/x"
				})
			},
			"targets.blue.credential", "named value",
		},
		"a named value of another service": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) {
					t.Credential = strings.Replace(namedValueID(), "service/sandbox", "service/other", 1)
				})
			},
			"targets.blue.credential", "gateway itself",
		},
		"Bedrock without a credential": {
			func(s *llm.RouteSpec) { s.Targets["blue"] = bedrockTarget("m", 90, "") }, "targets.blue.credential", "Bedrock API key",
		},
		"an account that takes keys only": {
			func(s *llm.RouteSpec) {
				set(s, "blue", func(t *llm.RouteTarget) { t.Endpoint.Auth = llm.Auth{Schemes: []string{"api_key"}} })
			},
			"targets.blue.credential", "custom subdomain",
		},
		"31 targets": {
			func(s *llm.RouteSpec) {
				for i := range 31 {
					s.Targets[fmt.Sprint("t", i)] = azureTarget(fmt.Sprint("a", i), "gpt", 1)
				}
			}, llm.FieldTargets, "30",
		},
		"half a second to the first byte": {
			func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 1500 * time.Millisecond }, llm.FieldFirstByte, "whole seconds",
		},
		"ten minutes to the first byte": {
			func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 10 * time.Minute }, llm.FieldFirstByte, "240s",
		},
		"5XX without connection errors": {
			func(s *llm.RouteSpec) { s.FallbackOn.ConnectionError = false }, llm.FieldConnection, "connection_error = true",
		},
		"a circuit breaker that nothing trips": {
			func(s *llm.RouteSpec) { s.FallbackOn = llm.Triggers{} }, llm.FieldFallbackOn, "circuit_breaker = false",
		},
		"eleven ranges for a circuit breaker": {
			func(s *llm.RouteSpec) {
				s.FallbackOn.Statuses = []string{"400", "402", "404", "406", "408", "410", "412", "414", "416", "418", "420"}
			}, llm.FieldStatuses, "at most 10",
		},
	} {
		t.Run(name+" is a problem", func(t *testing.T) {
			p, _, transport := sandboxed(t)
			spec := sharedRoute()
			test.change(&spec)
			problems := p.Routes().Check(llm.RouteDraft{Spec: spec})
			wantProblem(t, problems, llm.Blocking, test.field, test.words)
			if strings.Contains(fmt.Sprint(problems), aKey) {
				t.Errorf("the key is repeated: %v", problems)
			}
			if n := transport.writes.Load(); n > 0 {
				t.Errorf("%d writes", n)
			}
		})
	}
}

func TestRouteCheck_findsNothingWrong(t *testing.T) {
	p, _, _ := sandboxed(t)
	for name, spec := range map[string]llm.RouteSpec{"pool": sharedRoute(), "policy": translatedRoute()} {
		if problems := p.Routes().Check(llm.RouteDraft{Spec: spec}); len(problems) > 0 {
			t.Errorf("%s: %+v", name, problems)
		}
	}
}

func TestRouteCheck_judgesNothingThatIsUnknown(t *testing.T) {
	p, _, _ := sandboxed(t)
	spec := llm.RouteSpec{Targets: map[string]llm.RouteTarget{"blue": {}}, Fallbacks: []llm.RouteTarget{{}}, CircuitBreaker: true}
	unknown := llm.Fields(llm.FieldGateway, llm.FieldFallbackOn, llm.FieldStatuses, llm.FieldConnection, llm.FieldFirstByte,
		"targets.blue.endpoint", "targets.blue.credential", "fallbacks.0.endpoint", "fallbacks.0.credential")
	if problems := p.Routes().Check(llm.RouteDraft{Spec: spec, Unknown: unknown}); len(problems) > 0 {
		t.Errorf("%+v", problems)
	}
}

func set(s *llm.RouteSpec, key string, change func(*llm.RouteTarget)) {
	target := s.Targets[key]
	change(&target)
	s.Targets[key] = target
}

package azureopenai

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const serviceBody = `{"location":"eastus2","sku":{"name":"StandardV2","capacity":1},
	"identity":{"type":"SystemAssigned"},"properties":{"publisherEmail":"a@example.com","publisherName":"a"}}`

func TestRoutePreflight(t *testing.T) {
	for name, test := range map[string]struct {
		service string // what the gateway becomes; empty: as it is
		change  func(*llm.RouteSpec)
		field   llm.Field
		words   string
	}{
		"a gateway that is not there": {
			change: func(s *llm.RouteSpec) { s.Gateway += "2" }, field: llm.FieldGateway, words: "az apim list",
		},
		"a gateway without an identity": {
			service: strings.Replace(serviceBody, "SystemAssigned", "None", 1), field: "targets.blue.credential", words: "Cognitive Services OpenAI User",
		},
		"a Key Vault for a gateway without an identity": {
			service: strings.Replace(serviceBody, "SystemAssigned", "None", 1), field: "targets.green.credential", words: "Key Vault Secrets User",
			change: func(s *llm.RouteSpec) { set(s, "green", func(t *llm.RouteTarget) { t.Credential = vaultSecret }) },
		},
		"a circuit breaker in the Consumption tier": {
			service: strings.Replace(serviceBody, `StandardV2","capacity":1`, `Consumption","capacity":0`, 1), field: llm.FieldCircuitBreaker, words: "circuit_breaker = false",
		},
		"a rate limit in the Consumption tier": {
			service: strings.Replace(serviceBody, `StandardV2","capacity":1`, `Consumption","capacity":0`, 1), field: llm.FieldRateLimit, words: "rate_limit",
			change: func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(1)) },
		},
		"a named value that is not there": {
			change: func(s *llm.RouteSpec) {
				set(s, "green", func(t *llm.RouteTarget) { t.Credential = namedValueID() + "2" })
			},
			field: "targets.green.credential", words: "az apim nv list",
		},
		"a named value with another display name": {
			change: func(s *llm.RouteSpec) {
				set(s, "green", func(t *llm.RouteTarget) { t.Credential = sandbox.APIManagementID() + "/namedValues/renamed" })
			},
			field: "targets.green.credential", words: "display name that equals its name",
		},
	} {
		t.Run(name+" stops the write", func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			body := `{"properties":{"displayName":"shown","value":"x","secret":true}}`
			if status, answer := sb.Do(http.MethodPut, sandbox.APIManagementID()+"/namedValues/renamed", body); status >= 300 {
				t.Fatalf("%d %s", status, answer)
			}
			if test.service != "" {
				if status, answer := sb.Do(http.MethodPut, sandbox.APIManagementID(), test.service); status >= 300 {
					t.Fatalf("%d %s", status, answer)
				}
			}
			spec := sharedRoute()
			if test.change != nil {
				test.change(&spec)
			}
			wantProblem(t, p.Routes().Preflight(t.Context(), spec), llm.Blocking, test.field, test.words)
		})
	}
}

func TestRoutePreflight_findsNothingWrong(t *testing.T) {
	p, _, _ := sandboxed(t)
	for name, spec := range map[string]llm.RouteSpec{"pool": sharedRoute(), "policy": translatedRoute()} {
		if problems := p.Routes().Preflight(t.Context(), spec); len(problems) > 0 {
			t.Errorf("%s: %+v", name, problems)
		}
	}
}

func TestRoutePreflight_mayNotLook(t *testing.T) {
	p, sb, _ := sandboxed(t)
	sb.Hook(refusal(http.StatusForbidden, "AuthorizationFailed", "The client does not have authorization")(func(*http.Request) bool { return true }))
	spec := translatedRoute()
	problems := p.Routes().Preflight(t.Context(), spec)
	if wantProblem(t, problems, llm.Warning, llm.FieldGateway, "Allow the identity to read it"); len(problems) != 1 {
		t.Errorf("%d problems, want one warning: %+v", len(problems), problems)
	}
}

func TestRoutePreflight_asksForTheSystemsOwnIdentity(t *testing.T) {
	for kind, wanted := range map[string]int{"UserAssigned": 3, "SystemAssigned, UserAssigned": 0} {
		t.Run(kind, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			body := `{"id":"` + sandbox.APIManagementID() + `","location":"East US 2","sku":{"name":"Premium"},"identity":{"type":"` + kind + `"},
				"properties":{"gatewayUrl":"https://x.azure-api.net"}}`
			sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, "/service/sandbox$"), http.StatusOK, body, http.Header{"Content-Type": {"application/json"}}))
			problems := p.Routes().Preflight(t.Context(), sharedRoute())
			if len(problems) != wanted {
				t.Errorf("%d problems, want %d: %+v", len(problems), wanted, problems)
			}
		})
	}
}

package azureopenai

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestInvoke_request(t *testing.T) {
	const body = `{"model":"chat","messages":[{"role":"user","content":"` + canaryPrompt + `"}],`
	for name, c := range map[string]struct {
		to                           llm.Endpoint
		answer                       string
		address, header, value, body string
	}{
		"a deployment is asked with a token": {
			deploymentEndpoint(), completionText, "https://acct.openai.azure.com/openai/v1/chat/completions", "Authorization", "Bearer not-a-secret", body + `"max_completion_tokens":32}`,
		},
		"Claude is asked in its own protocol": {
			claudeEndpoint(), messageText, "https://acct.services.ai.azure.com/anthropic/v1/messages", "Authorization", "Bearer not-a-secret", body + `"max_tokens":32}`,
		},
		"a route is asked with the key of its subscription": {
			routeEndpoint(), completionText, "https://gw.azure-api.net/llm/chat/chat/completions", "Api-Key", canarySubscription, body + `"max_completion_tokens":32}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := stubbed(t)
			stub.answer = func(*http.Request) (int, string) { return http.StatusOK, c.answer }
			answer, err := d.Invoke(t.Context(), c.to, question())
			if err != nil {
				t.Fatal(err)
			}
			want := llm.Answer{Text: canaryAnswer, InputTokens: 11, OutputTokens: 7, RequestID: "request-1"}
			if diff := cmp.Diff(want, answer, cmpopts.IgnoreFields(llm.Answer{}, "Latency", "Model", "StopReason")); diff != "" || answer.Latency <= 0 || answer.Model == "" {
				t.Errorf("answer %+v (-want +got):\n%s", answer, diff)
			}
			sent, bodies := stub.toModels()
			if len(sent) != 1 || sent[0].URL.String() != c.address || sent[0].Header.Get(c.header) != c.value || bodies[0] != c.body {
				t.Fatalf("sent %d: %s %s %s", len(sent), sent[0].URL, sent[0].Header, bodies[0])
			}
		})
	}
}

func TestCredential(t *testing.T) {
	bearer := llm.Credential{Kind: llm.EntraToken, Value: "not-a-secret", Header: "Authorization", Prefix: "Bearer "}
	for name, c := range map[string]struct {
		to   llm.Endpoint
		kind llm.CredentialKind
		want llm.Credential
	}{
		"what expires is the default":     {deploymentEndpoint(), "", bearer},
		"a token":                         {deploymentEndpoint(), llm.EntraToken, bearer},
		"a key of the account":            {deploymentEndpoint(), llm.AccountKey, llm.Credential{Kind: llm.AccountKey, Value: canaryKey, Header: "api-key"}},
		"a key of the account for Claude": {claudeEndpoint(), llm.AccountKey, llm.Credential{Kind: llm.AccountKey, Value: canaryKey, Header: "api-key"}},
		"a key of the route's own subscription": {
			routeEndpoint(), "", llm.Credential{Kind: llm.SubscriptionKey, Value: canarySubscription, Header: "api-key"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, secrets := stubbed(t)
			got, err := d.Credential(t.Context(), c.to, c.kind)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(llm.Credential{}, "ExpiresAt")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if expires := !got.ExpiresAt.IsZero(); expires != (got.Kind == llm.EntraToken) {
				t.Errorf("expires at %v", got.ExpiresAt)
			}
			if text := secrets.Hide("it was " + got.Value); strings.Contains(text, got.Value) {
				t.Error("a diagnostic could show it")
			}
			if sent, _ := stub.toModels(); len(sent) > 0 {
				t.Error("a model was asked")
			}
		})
	}
}

func TestCredential_refused(t *testing.T) {
	for name, c := range map[string]struct {
		to     llm.Endpoint
		kind   llm.CredentialKind
		change func(*modelStub)
		code   llm.Code
		says   string
	}{
		"a kind of another cloud":       {deploymentEndpoint(), llm.BedrockAPIKey, nil, llm.CodeInvalid, "entra_token, account_key"},
		"a kind that is none":           {deploymentEndpoint(), "password", nil, llm.CodeInvalid, "subscription_key"},
		"an account's key for a route":  {routeEndpoint(), llm.AccountKey, nil, llm.CodeInvalid, "It takes subscription_key"},
		"a token for Resource Manager":  {scoped("https://management.azure.com/.default"), "", nil, llm.CodeRefused, "no scope of models"},
		"a token for somebody's server": {scoped("api://evil/.default"), llm.EntraToken, nil, llm.CodeRefused, "no scope of models"},
		"a key where keys are turned off": {deploymentEndpoint(), llm.AccountKey, func(s *modelStub) {
			at := strings.ToLower("GET " + stubAccount)
			s.arm[at] = strings.Replace(s.arm[at], `"properties":{`, `"properties":{"disableLocalAuth":true,`, 1)
		}, llm.CodeInvalid, "It takes entra_token"},
		"an account that is not there": {deploymentEndpoint(), "", func(s *modelStub) { s.arm = nil }, llm.CodeNotFound, ""},
		"keys that cannot be read": {deploymentEndpoint(), llm.AccountKey, func(s *modelStub) {
			s.arm[strings.ToLower("POST "+stubAccount+"/listKeys")] = `{"key1":"` + canaryKey + `","key2`
		}, llm.CodeProtocol, "not shown"},
		"an answer without a key": {deploymentEndpoint(), llm.AccountKey, func(s *modelStub) {
			s.arm[strings.ToLower("POST "+stubAccount+"/listKeys")] = `{}`
		}, llm.CodeProtocol, "no key"},
		"a route without a subscription of its own": {routeEndpoint(), "", func(s *modelStub) {
			s.arm[strings.ToLower("GET "+stubService+"/subscriptions")] = `{"value":[{"name":"master","properties":{"scope":"` + stubService + `/","state":"active"}}]}`
		}, llm.CodeInvalid, "azurerm_api_management_subscription"},
		"a route with two": {routeEndpoint(), "", func(s *modelStub) {
			at := strings.ToLower("GET " + stubService + "/subscriptions")
			s.arm[at] = strings.Replace(s.arm[at], "cancelled", "active", 1)
		}, llm.CodeInvalid, "app, old"},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := stubbed(t)
			if c.change != nil {
				c.change(stub)
			}
			got, err := d.Credential(t.Context(), c.to, c.kind)
			if llm.CodeOf(err) != c.code || got != (llm.Credential{}) {
				t.Fatalf("%v with code %q, want %q", err, llm.CodeOf(err), c.code)
			}
			told, _ := errors.AsType[*llm.Error](err)
			if text := told.Error() + " " + told.Fix; !strings.Contains(text, c.says) || strings.Contains(text, "canary") {
				t.Errorf("%q does not say %q, or holds a key", text, c.says)
			}
		})
	}
}

func scoped(scope string) llm.Endpoint {
	to := deploymentEndpoint()
	to.Auth.Scope = scope
	return to
}

// TestInference_foreignHost: nothing leaves, and nothing is fetched that could, for an endpoint with an address that is not its account's or service's own.
func TestInference_foreignHost(t *testing.T) {
	for name, change := range map[string]func(*llm.Endpoint){
		"another host":                       func(e *llm.Endpoint) { e.URLs.OpenAI = "https://evil.example/openai/v1/" },
		"another account's":                  func(e *llm.Endpoint) { e.URLs.OpenAI = "https://evil.openai.azure.com/openai/v1/" },
		"a host that ends alike":             func(e *llm.Endpoint) { e.URLs.OpenAI = "https://acct.openai.azure.com.evil.example/openai/v1/" },
		"a host that begins alike":           func(e *llm.Endpoint) { e.URLs.OpenAI = "https://evilacct.openai.azure.com/openai/v1/" },
		"the same host at another port":      func(e *llm.Endpoint) { e.URLs.OpenAI = "https://acct.openai.azure.com:8443/openai/v1/" },
		"a user in front of the host":        func(e *llm.Endpoint) { e.URLs.OpenAI = "https://acct.openai.azure.com@evil.example/openai/v1/" },
		"an address in the clear":            func(e *llm.Endpoint) { e.URLs.OpenAI = "http://acct.openai.azure.com/openai/v1/" },
		"a path that climbs":                 func(e *llm.Endpoint) { e.URLs.OpenAI = "https://acct.openai.azure.com/openai/../x/" },
		"one foreign address beside its own": func(e *llm.Endpoint) { e.URLs.Anthropic = "https://evil.example/anthropic" },
		"a gateway's address for an account": func(e *llm.Endpoint) { e.URLs.OpenAI = "https://gw.azure-api.net/llm/chat" },
		"no resource that could tell":        func(e *llm.Endpoint) { e.Auth.Resources = nil },
		"a resource of another kind":         func(e *llm.Endpoint) { e.Auth.Resources = []string{"/subscriptions/x"} },
		"a resource of the sandbox": func(e *llm.Endpoint) {
			e.Auth.Resources = []string{strings.Replace(stubAccount, "11111111-2222-3333-4444-555555555555", sandboxSubscription, 1)}
		},
		"a route at another gateway":            func(e *llm.Endpoint) { *e = routeEndpoint(); e.URLs.OpenAI = "https://evil.azure-api.net/llm/chat" },
		"another API of the same gateway":       func(e *llm.Endpoint) { *e = routeEndpoint(); e.URLs.OpenAI = "https://gw.azure-api.net/somebody/elses" },
		"the path of another route, by letters": func(e *llm.Endpoint) { *e = routeEndpoint(); e.URLs.OpenAI = "https://gw.azure-api.net/llm/Chat" },
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := stubbed(t)
			to := deploymentEndpoint()
			change(&to)
			_, invoked := d.Invoke(t.Context(), to, question())
			_, given := d.Credential(t.Context(), to, "")
			for _, err := range []error{invoked, given} {
				told, ok := errors.AsType[*llm.Error](err)
				if !ok || told.Code != llm.CodeRefused && told.Code != llm.CodeInvalid || told.Fix == "" || told.Field != llm.FieldEndpoint {
					t.Errorf("%v, want a refusal with a way out", err)
				}
			}
			for _, r := range stub.sent {
				if r.Method != http.MethodGet || r.URL.Host != "management.azure.com" {
					t.Errorf("%s %s was sent", r.Method, r.URL)
				}
			}
		})
	}
}

package azureopenai

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/chat"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestInference_conformance holds asking models on Azure to the laws of every platform, over the sandbox.
func TestInference_conformance(t *testing.T) {
	tokensFirst, keyOnly := []llm.CredentialKind{llm.EntraToken, llm.AccountKey}, []llm.CredentialKind{llm.SubscriptionKey}
	for name, h := range map[string]llmtest.InferenceHarness{
		"a deployment":   {Kinds: tokensFirst, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, onDemand()) }},
		"Claude":         {Kinds: tokensFirst, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, claude()) }},
		"a model router": {Kinds: tokensFirst, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, router()) }},
		"provisioned":    {Kinds: tokensFirst, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, provisioned()) }},
		"a guarded one":  {Kinds: tokensFirst, Guarded: true, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, guardedDeployment()) }},
		"a route":        {Kinds: keyOnly, New: func(t *testing.T) llmtest.InferenceWorld { return askedRoute(t, llm.RouteSpec{}) }},
		"a translated route": {Kinds: keyOnly, New: func(t *testing.T) llmtest.InferenceWorld {
			return askedRoute(t, llm.RouteSpec{Fallbacks: []llm.RouteTarget{{}}})
		}},
	} {
		t.Run(name, func(t *testing.T) { llmtest.RunInference(t, h) })
	}
}

// askedWorld is a platform that takes the sandbox's tokens.
func askedWorld(t *testing.T) (*Platform, *sandbox.Sandbox, llmtest.InferenceWorld) {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	hosts := &hostsSeen{next: sb}
	secrets := &llm.Secrets{}
	p := NewPlatform(Config{
		AccountID: sandbox.AzureAccountID(), Sandbox: true, Transport: hosts, TokenCredential: sandboxTokens{}, Now: sb.Now,
		Credential: Credential{Secrets: secrets},
	})
	return p, sb, llmtest.InferenceWorld{
		Inference: llm.NewInference(p.Inference()), Secrets: secrets, Asked: hosts.models,
		Answer: func(status int, body string) { hosts.status, hosts.body = status, body },
	}
}

// sandboxTokens are those that the sandbox's models take.
type sandboxTokens struct{}

func (sandboxTokens) GetToken(_ context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, expires := sandbox.EntraToken(options.Scopes[0])
	return azcore.AccessToken{Token: token, ExpiresOn: expires}, nil
}

// opener asks an endpoint by hand.
func opener(sb *sandbox.Sandbox, to llm.Endpoint) func(*testing.T, llm.Credential) int {
	return func(t *testing.T, credential llm.Credential) int {
		t.Helper()
		req, err := chat.Of(to).Request(t.Context(), llm.Question{Prompt: "hello", MaxTokens: 8})
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set(credential.Header, credential.Prefix+credential.Value)
		resp, err := sb.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
}

// hostsSeen remembers which hosts were asked for a model, and may answer in their place.
type hostsSeen struct {
	next   http.RoundTripper
	hosts  []string
	status int
	body   string
}

func (h *hostsSeen) models() []string { return h.hosts }

func (h *hostsSeen) Do(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "management.azure.com" {
		return h.next.RoundTrip(r)
	}
	h.hosts = append(h.hosts, r.URL.Host)
	switch {
	case h.body == "":
		return h.next.RoundTrip(r)
	case h.status == 0:
		return nil, io.ErrUnexpectedEOF
	}
	return &http.Response{StatusCode: h.status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader([]byte(h.body))), Request: r}, nil
}

func askedDeployment(t *testing.T, spec llm.DeploymentSpec) llmtest.InferenceWorld {
	t.Helper()
	p, sb, w := askedWorld(t)
	if spec.Guardrail != "" {
		blockWord(t, sb)
	}
	all, have, _ := mustCreate(t, p, spec)
	w.Endpoint, w.Open = have.Endpoint, opener(sb, have.Endpoint)
	w.Remove = func(t *testing.T) {
		t.Helper()
		if err := all.Delete(t.Context(), have.ID, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func guardedDeployment() llm.DeploymentSpec {
	spec := onDemand()
	spec.Guardrail = policyID("strict")
	return spec
}

// blockWord makes the policy that guardedDeployment names.
func blockWord(t *testing.T, sb *sandbox.Sandbox) {
	t.Helper()
	for _, step := range [][2]string{
		{"/raiBlocklists/words", `{"properties":{"description":"words"}}`},
		{"/raiBlocklists/words/raiBlocklistItems/one", `{"properties":{"pattern":"` + llmtest.BlockedWord + `","isRegex":false}}`},
		{"/raiPolicies/strict", `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[],"customBlocklists":[{"blocklistName":"words","blocking":true,"source":"Prompt"}]}}`},
	} {
		if status, answer := sb.Do(http.MethodPut, sandbox.AzureAccountID()+step[0], step[1]); status != http.StatusCreated && status != http.StatusOK {
			t.Fatalf("put %s: %d %s", step[0], status, answer)
		}
	}
}

// askedRoute makes a route over one deployment, which serves its fallbacks too, and the subscription that is for it.
func askedRoute(t *testing.T, spec llm.RouteSpec) llmtest.InferenceWorld {
	t.Helper()
	p, sb, w := askedWorld(t)
	_, have, _ := mustCreate(t, p, onDemand())
	spec.Name, spec.Gateway, spec.FallbackOn = "assistant-route", sandbox.APIManagementID(), llm.DefaultTriggers()
	spec.Targets = map[string]llm.RouteTarget{"only": {Weight: 100, Endpoint: have.Endpoint}}
	for i := range spec.Fallbacks {
		spec.Fallbacks[i].Endpoint = have.Endpoint
	}
	routes := llm.NewRoutes(p.Routes(), sb.Now)
	made, err := routes.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	body := `{"properties":{"displayName":"app","state":"active","scope":"` + made.ID.Value + `"}}`
	if status, answer := sb.Do(http.MethodPut, sandbox.APIManagementID()+"/subscriptions/app?api-version="+apimVersion, body); status != http.StatusCreated {
		t.Fatalf("put subscription: %d %s", status, answer)
	}
	w.Endpoint, w.Open = made.Endpoint, opener(sb, made.Endpoint)
	w.Remove = func(t *testing.T) {
		t.Helper()
		if status, answer := sb.Do(http.MethodDelete, made.ID.Value+"?api-version="+apimVersion, ""); status != http.StatusOK && status != http.StatusNoContent && status != http.StatusAccepted {
			t.Fatalf("delete API: %d %s", status, answer)
		}
	}
	return w
}

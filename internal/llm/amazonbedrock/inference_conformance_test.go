package amazonbedrock

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestInference_conformance holds asking models on Bedrock to the laws of every platform, over the sandbox.
func TestInference_conformance(t *testing.T) {
	key := []llm.CredentialKind{llm.BedrockAPIKey}
	for name, h := range map[string]llmtest.InferenceHarness{
		"a profile":       {Kinds: key, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, profileSpec()) }},
		"a throughput":    {Kinds: key, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, unitsSpec(hourly)) }},
		"a custom model":  {Kinds: key, New: func(t *testing.T) llmtest.InferenceWorld { return askedDeployment(t, customSpec()) }},
		"a guarded one":   {Kinds: key, Guarded: true, New: askedGuarded},
		"a gateway route": {New: askedRoute},
	} {
		t.Run(name, func(t *testing.T) { llmtest.RunInference(t, h) })
	}
}

// askedSandbox is a platform over a sandbox that remembers which hosts were asked for a model, and may answer in its place.
func askedSandbox(t *testing.T) (*Platform, *modelHosts, llmtest.InferenceWorld) {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	hosts := &modelHosts{Sandbox: sb}
	cfg := sandboxConfig(sb, sandbox.AWSRegion)
	cfg.HTTPClient, cfg.Secrets = hosts, &llm.Secrets{}
	p := NewPlatform(cfg)
	return p, hosts, llmtest.InferenceWorld{
		Inference: llm.NewInference(p.Inference()), Secrets: cfg.Secrets, Asked: func() []string { return hosts.asked },
		Answer: func(status int, body string) { hosts.status, hosts.body = status, body },
	}
}

type modelHosts struct {
	*sandbox.Sandbox

	asked  []string
	status int
	body   string
}

func (h *modelHosts) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(r.URL.Host, "bedrock-runtime.") && !strings.Contains(r.URL.Host, ".gateway.") {
		return h.Sandbox.RoundTrip(r)
	}
	h.asked = append(h.asked, r.URL.Host)
	switch {
	case h.body == "":
		return h.Sandbox.RoundTrip(r)
	case h.status == 0:
		return nil, io.ErrUnexpectedEOF
	}
	return &http.Response{StatusCode: h.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader([]byte(h.body))), Request: r}, nil
}

func askedDeployment(t *testing.T, spec llm.DeploymentSpec) llmtest.InferenceWorld {
	t.Helper()
	p, hosts, w := askedSandbox(t)
	if spec.Bedrock.ModelID == tunedModel {
		spec.Bedrock.ModelID = tuneModels(t, hosts.Sandbox)[0]
	}
	have, _ := mustCreate(t, llm.NewDeployments(p.Deployments(), hosts.Now), spec)
	w.Endpoint = have.Endpoint
	return hosts.around(w, p, have)
}

// around says how to open and to delete a deployment.
func (h *modelHosts) around(w llmtest.InferenceWorld, p *Platform, have *llm.Deployment) llmtest.InferenceWorld {
	w.Open = func(t *testing.T, credential llm.Credential) int {
		t.Helper()
		address := have.Endpoint.URLs.Converse + "/model/" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(have.Endpoint.Model) + "/converse"
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(`{"messages":[{"role":"user","content":[{"text":"hello"}]}]}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set(credential.Header, credential.Prefix+credential.Value)
		resp, err := h.Sandbox.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
	w.Remove = func(t *testing.T) {
		t.Helper()
		if err := llm.NewDeployments(p.Deployments(), h.Now).Delete(t.Context(), have.ID, patience); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// askedGuarded is a deployment whose endpoint names a guardrail, as llm_deployment does.
func askedGuarded(t *testing.T) llmtest.InferenceWorld {
	t.Helper()
	p, hosts, w := askedSandbox(t)
	have, _ := mustCreate(t, llm.NewDeployments(p.Deployments(), hosts.Now), profileSpec())
	guardrails := llm.NewGuardrails(p.Guardrails(), hosts.Now)
	made, err := guardrails.Create(t.Context(), llm.GuardrailSpec{Name: "strict", BlockedWords: []string{llmtest.BlockedWord}, KeepVersions: new(int64(1))}, patience)
	if err != nil {
		t.Fatal(err)
	}
	w.Endpoint = have.Endpoint
	w.Endpoint.Guardrail, err = guardrails.Published(t.Context(), made.ID.Value)
	if err != nil {
		t.Fatal(err)
	}
	return hosts.around(w, p, have)
}

// askedRoute is a route over one deployment on the gateway that every sandbox holds.
func askedRoute(t *testing.T) llmtest.InferenceWorld {
	t.Helper()
	p, hosts, w := askedSandbox(t)
	routes := llm.NewRoutes(p.Routes(), hosts.Now)
	made, err := routes.Create(t.Context(), llm.RouteSpec{
		Name: "assistant", Gateway: sandbox.AgentCoreGatewayARN(), FallbackOn: llm.DefaultTriggers(), CircuitBreaker: true,
		Targets: map[string]llm.RouteTarget{"only": onBedrock("openai.gpt-oss-120b-1:0", 100)},
	}, patience)
	if err != nil {
		t.Fatal(err)
	}
	w.Endpoint = made.Endpoint
	w.Remove = func(t *testing.T) {
		t.Helper()
		if err := routes.Delete(t.Context(), made.ID, nil, patience); err != nil {
			t.Fatal(err)
		}
		if err := hosts.Advance(time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

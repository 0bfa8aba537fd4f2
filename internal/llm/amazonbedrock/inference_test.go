package amazonbedrock

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestInvoke_request(t *testing.T) {
	runtime, gateway := "bedrock-runtime.us-east-1.amazonaws.com", "main-abcdefghij.gateway.bedrock-agentcore.us-east-1.amazonaws.com"
	claude := gatewayEndpoint()
	claude.URLs = llm.URLs{Anthropic: "https://" + gateway + "/inference"}
	open := gatewayEndpoint()
	open.Auth = llm.Auth{Schemes: []string{"none"}, Resources: []string{stubGateway}}
	const asked = `"messages":[{"content":[{"text":"` + canaryPrompt + `"}],"role":"user"}]}`
	for name, c := range map[string]struct {
		to                             llm.Endpoint
		answer, host, path, body, sign string
	}{
		"a deployment": {
			deploymentEndpoint(), converseText, runtime, "/model/" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(profileARN) + "/converse",
			`{"inferenceConfig":{"maxTokens":32},` + asked, "us-east-1/bedrock/aws4_request",
		},
		"a deployment with a guardrail": {
			guardedEndpoint(), converseText, runtime, "/model/" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(profileARN) + "/converse",
			`{"guardrailConfig":{"guardrailIdentifier":"arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl","guardrailVersion":"3"},"inferenceConfig":{"maxTokens":32},` + asked,
			"us-east-1/bedrock/aws4_request",
		},
		"a route in OpenAI's protocol": {
			gatewayEndpoint(), completionText, gateway, "/inference/v1/chat/completions",
			`{"model":"assistant","messages":[{"role":"user","content":"` + canaryPrompt + `"}],"max_completion_tokens":32}`, "us-east-1/bedrock-agentcore/aws4_request",
		},
		"a route in Anthropic's protocol": {
			claude, messageText, gateway, "/inference/v1/messages",
			`{"model":"assistant","messages":[{"role":"user","content":"` + canaryPrompt + `"}],"max_tokens":32}`, "us-east-1/bedrock-agentcore/aws4_request",
		},
		"a route that asks nobody who they are": {
			open, completionText, gateway, "/inference/v1/chat/completions",
			`{"model":"assistant","messages":[{"role":"user","content":"` + canaryPrompt + `"}],"max_completion_tokens":32}`, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := askedStub(t, http.StatusOK, c.answer, time.Time{})
			answer, err := d.Invoke(t.Context(), c.to, question())
			if err != nil {
				t.Fatal(err)
			}
			want := llm.Answer{Text: canaryAnswer, InputTokens: 11, OutputTokens: 7, RequestID: "request-1"}
			if diff := cmp.Diff(want, answer, cmpopts.IgnoreFields(llm.Answer{}, "Latency", "Model", "StopReason")); diff != "" || answer.Latency <= 0 || answer.StopReason == "" {
				t.Errorf("answer %+v (-want +got):\n%s", answer, diff)
			}
			sent := stub.all()
			if len(sent) != 1 || sent[0].method != http.MethodPost || stub.hosts[0] != c.host || sent[0].path != c.path || sent[0].body != c.body {
				t.Fatalf("sent %d to %s: %+v", len(sent), stub.hosts, sent)
			}
			if got := signedFor(stub.headers[0]); got != c.sign {
				t.Errorf("signed for %q, want %q", got, c.sign)
			}
		})
	}
}

// TestInference_foreignHost: nothing is sent or signed for an endpoint with an address that is not the service's own.
func TestInference_foreignHost(t *testing.T) {
	for name, change := range map[string]func(*llm.Endpoint){
		"another host": func(e *llm.Endpoint) { e.URLs.Converse = "https://evil.example" },
		"a host that ends alike": func(e *llm.Endpoint) {
			e.URLs.Converse = "https://bedrock-runtime.us-east-1.amazonaws.com.evil.example"
		},
		"another service of AWS":          func(e *llm.Endpoint) { e.URLs.OpenAI = "https://evil.s3.us-east-1.amazonaws.com/openai/v1" },
		"another region":                  func(e *llm.Endpoint) { e.URLs.Converse = "https://bedrock-runtime.eu-west-1.amazonaws.com" },
		"an address in the clear":         func(e *llm.Endpoint) { e.URLs.Converse = "http://bedrock-runtime.us-east-1.amazonaws.com" },
		"another deployment as the model": func(e *llm.Endpoint) { e.Model = unitsARN },
		"a deployment of another account": func(e *llm.Endpoint) {
			e.Model = strings.Replace(profileARN, testAccount, "210987654321", 1)
			e.Auth.Resources = []string{e.Model}
		},
		"a deployment of the sandbox": func(e *llm.Endpoint) {
			e.Model = strings.Replace(profileARN, testAccount, SandboxAccount, 1)
			e.Auth.Resources = []string{e.Model}
		},
		"no resource that could tell": func(e *llm.Endpoint) { e.Auth.Resources = nil },
		"a resource of another kind":  func(e *llm.Endpoint) { e.Auth.Resources = []string{"arn:aws:s3:::bucket"} },
		"another gateway's address": func(e *llm.Endpoint) {
			*e = gatewayEndpoint()
			e.URLs.OpenAI = "https://evil-abcdefghij.gateway.bedrock-agentcore.us-east-1.amazonaws.com/inference/v1"
		},
		"a gateway of another account": func(e *llm.Endpoint) {
			*e = gatewayEndpoint()
			e.Auth.Resources = []string{strings.Replace(stubGateway, testAccount, "210987654321", 1)}
		},
		"another path of the gateway": func(e *llm.Endpoint) {
			*e = gatewayEndpoint()
			e.URLs.OpenAI = strings.Replace(e.URLs.OpenAI, "/inference/v1", "/mcp", 1)
		},
		"another service to sign for":        func(e *llm.Endpoint) { *e = gatewayEndpoint(); e.Auth.SigningService = "s3" },
		"a gateway with tokens of its own":   func(e *llm.Endpoint) { *e = gatewayEndpoint(); e.Auth.Schemes = []string{"jwt"} },
		"a guardrail that a gateway has not": func(e *llm.Endpoint) { *e = gatewayEndpoint(); e.Guardrail = guardedEndpoint().Guardrail },
		"a guardrail without a version": func(e *llm.Endpoint) {
			e.Guardrail.ID = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl"
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, _ := askedStub(t, http.StatusOK, `{"gatewayUrl":"https://main-abcdefghij.gateway.bedrock-agentcore.us-east-1.amazonaws.com/mcp"}`, time.Time{})
			to := deploymentEndpoint()
			change(&to)
			_, err := d.Invoke(t.Context(), to, question())
			told, ok := errors.AsType[*llm.Error](err)
			if !ok || told.Code != llm.CodeRefused && told.Code != llm.CodeInvalid || told.Fix == "" {
				t.Errorf("%v, want a refusal with a way out", err)
			}
			for i, r := range stub.all() {
				if r.method != http.MethodGet || stub.hosts[i] != "bedrock-agentcore-control.us-east-1.amazonaws.com" {
					t.Errorf("%s %s was sent to %s", r.method, r.path, stub.hosts[i])
				}
			}
		})
	}
}

// TestInvoke_refused: what the cloud says is told once, with a way out, and never with the prompt, an answer or a credential.
func TestInvoke_refused(t *testing.T) {
	blocked := strings.Replace(converseText, "end_turn", "guardrail_intervened", 1)
	for name, c := range map[string]struct {
		to     llm.Endpoint
		status int
		typ    string
		body   string
		code   llm.Code
		says   string
	}{
		"a deployment that is not there":      {deploymentEndpoint(), 404, "ResourceNotFoundException", `{"message":"not found"}`, llm.CodeNotFound, "some minutes"},
		"an identifier that means nothing":    {deploymentEndpoint(), 400, "ValidationException", `{"message":"The provided model identifier is invalid."}`, llm.CodeNotFound, "some minutes"},
		"too many requests":                   {deploymentEndpoint(), 429, "ThrottlingException", `{"message":"Too many tokens, please wait before trying again."}`, llm.CodeThrottled, "not tried again"},
		"a model that is not ready":           {deploymentEndpoint(), 429, "ModelNotReadyException", `{"message":"not ready"}`, llm.CodeUnavailable, "not tried again"},
		"a server that fails":                 {deploymentEndpoint(), 500, "InternalServerException", `{"message":"oops"}`, llm.CodeUnavailable, "not tried again"},
		"credentials that may not":            {deploymentEndpoint(), 403, "AccessDeniedException", `{"message":"User is not authorized to perform: bedrock:InvokeModel"}`, llm.CodeDenied, "bedrock:InvokeModel on " + profileARN},
		"a refusal that repeats":              {deploymentEndpoint(), 400, "ValidationException", `{"message":"bad: what is THE prompt-canary of the house"}`, llm.CodeInvalid, "repeats the prompt"},
		"an answer that a guardrail stops":    {deploymentEndpoint(), 200, "", blocked, llm.CodeInvalid, "guardrail"},
		"an answer that is cut":               {deploymentEndpoint(), 200, "", converseText[:len(converseText)-90], llm.CodeProtocol, "not shown"},
		"a page of a proxy":                   {deploymentEndpoint(), 502, "", "<html>" + canaryAnswer, llm.CodeProtocol, "not shown"},
		"a connection that breaks":            {deploymentEndpoint(), 0, "", "", llm.CodeUnavailable, ""},
		"a route that is not there":           {gatewayEndpoint(), 404, "", `{"message":"Model assistant not found"}`, llm.CodeNotFound, "some minutes"},
		"a route that asks too much":          {gatewayEndpoint(), 429, "", `{"error":{"type":"rate_limit_error","message":"slow down"}}`, llm.CodeThrottled, "rate_limit_error"},
		"a route that one may not ask":        {gatewayEndpoint(), 403, "AccessDeniedException", `{"message":"no"}`, llm.CodeDenied, "bedrock-agentcore:InvokeGateway on " + stubGateway},
		"a route whose answer is cut":         {gatewayEndpoint(), 200, "", completionText[:len(completionText)-70], llm.CodeProtocol, "not shown"},
		"a route whose answer is another":     {gatewayEndpoint(), 200, "", messageText, llm.CodeProtocol, "not shown"},
		"a route whose target blocks":         {gatewayEndpoint(), 400, "", `{"error":{"code":"content_filter","message":"x"}}`, llm.CodeInvalid, "guardrail"},
		"a route whose connection breaks":     {gatewayEndpoint(), 0, "", "", llm.CodeUnavailable, ""},
		"a route that answers without an end": {gatewayEndpoint(), 200, "", `{"x":"` + strings.Repeat("a", 1<<20) + `"}`, llm.CodeProtocol, "larger"},
	} {
		t.Run(name, func(t *testing.T) {
			d, stub, secrets := askedStub(t, c.status, c.body, time.Time{})
			answer := stub.answer
			stub.answer = func(r *http.Request, body string) (int, string, http.Header) {
				status, text, header := answer(r, body)
				header = header.Clone()
				if c.typ != "" {
					header.Set("X-Amzn-Errortype", c.typ)
				}
				return status, text, header
			}
			got, err := d.Invoke(t.Context(), c.to, question())
			if got != (llm.Answer{}) || llm.CodeOf(err) != c.code {
				t.Fatalf("%+v, %v with code %q, want %q", got, err, llm.CodeOf(err), c.code)
			}
			told, _ := errors.AsType[*llm.Error](err)
			if text := told.Error() + " " + told.Fix; !strings.Contains(text, c.says) {
				t.Errorf("%q does not say %q", text, c.says)
			}
			for err := error(told); err != nil; err = errors.Unwrap(err) {
				if strings.Contains(strings.ToLower(secrets.Hide(err.Error())+told.Fix), "canary") {
					t.Errorf("%q holds what nobody may read", err)
				}
			}
			if n := len(stub.all()); n != 1 {
				t.Errorf("%d requests were sent, want one", n)
			}
		})
	}
}

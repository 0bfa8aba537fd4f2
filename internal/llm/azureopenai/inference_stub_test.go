package azureopenai

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	stubAccount = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acct"
	stubService = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ApiManagement/service/gw"

	canaryKey          = "key-canary-31415926535"
	canarySubscription = "subscription-canary-27182818"
	canaryAnswer       = "The answer-canary is forty-two and more."
	canaryPrompt       = "What is the prompt-canary of the house, and why?"
)

// modelStub answers Resource Manager from a table and everything else by answer; it keeps what it was sent.
type modelStub struct {
	arm    map[string]string // "METHOD /path" in lower case
	answer func(r *http.Request) (status int, body string)

	mu    sync.Mutex
	sent  []*http.Request
	texts []string // of the bodies, in the same order
}

func (s *modelStub) Do(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	s.mu.Lock()
	s.sent, s.texts = append(s.sent, r), append(s.texts, string(body))
	s.mu.Unlock()
	if r.URL.Host == "management.azure.com" {
		text, known := s.arm[strings.ToLower(r.Method+" "+r.URL.Path)]
		if !known {
			return stubReply(r, http.StatusNotFound, `{"error":{"code":"ResourceNotFound","message":"gone"}}`), nil
		}
		return stubReply(r, http.StatusOK, text), nil
	}
	status, text := s.answer(r)
	if status == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return stubReply(r, status, text), nil
}

func stubReply(r *http.Request, status int, body string) *http.Response {
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}, "Apim-Request-Id": {"request-1"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r,
	}
}

// toModels are the requests that left for another host than Resource Manager's.
func (s *modelStub) toModels() (sent []*http.Request, bodies []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, r := range s.sent {
		if r.URL.Host != "management.azure.com" {
			sent, bodies = append(sent, r), append(bodies, s.texts[i])
		}
	}
	return sent, bodies
}

func subscriptionPath(name string) string {
	return strings.ToLower("POST " + stubService + "/subscriptions/" + name + "/listSecrets")
}

// stubbed is a driver over a stub, whose answers the test may change.
func stubbed(t *testing.T) (*llm.Inference, *modelStub, *llm.Secrets) {
	t.Helper()
	stub := &modelStub{
		arm: map[string]string{
			strings.ToLower("GET " + stubAccount): `{"id":"` + stubAccount + `","location":"eastus2","kind":"AIServices","properties":{"customSubDomainName":"Acct",
				"endpoint":"https://acct.cognitiveservices.azure.com/","endpoints":{"OpenAI Language Model Instance API":"https://acct.openai.azure.com/"}}}`,
			strings.ToLower("POST " + stubAccount + "/listKeys"): `{"key1":"` + canaryKey + `","key2":"other"}`,
			strings.ToLower("GET " + stubService):                `{"id":"` + stubService + `","location":"East US","sku":{"name":"Developer"},"properties":{"gatewayUrl":"https://gw.azure-api.net"}}`,
			strings.ToLower("GET " + stubService + "/subscriptions"): `{"value":[{"name":"master","properties":{"scope":"` + stubService + `/","state":"active"}},
				{"name":"app","properties":{"scope":"` + stubService + `/apis/llm-chat","state":"active"}},
				{"name":"old","properties":{"scope":"` + stubService + `/apis/llm-chat","state":"cancelled"}}]}`,
			strings.ToLower("GET " + stubService + "/apis/llm-chat"): `{"name":"llm-chat","properties":{}}`,
			subscriptionPath("app"):                                  `{"primaryKey":"` + canarySubscription + `","secondaryKey":"other"}`,
		},
		answer: func(*http.Request) (int, string) { return http.StatusOK, completionText },
	}
	secrets := &llm.Secrets{}
	p := NewPlatform(Config{Transport: stub, TokenCredential: fakeToken{}, Credential: Credential{Secrets: secrets}})
	return llm.NewInference(p.Inference()), stub, secrets
}

const (
	completionText = `{"id":"c","object":"chat.completion","model":"gpt-5-mini-2025-08-07","choices":[{"index":0,"finish_reason":"stop",
		"message":{"role":"assistant","content":"` + canaryAnswer + `","refusal":null}}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}`
	messageText = `{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-5","stop_reason":"end_turn",
		"content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"` + canaryAnswer + `"}],"usage":{"input_tokens":11,"output_tokens":7}}`
)

func deploymentEndpoint() llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Azure, Model: "chat", URLs: llm.URLs{OpenAI: "https://acct.openai.azure.com/openai/v1/"},
		Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.com/.default", Resources: []string{stubAccount}},
	}
}

func claudeEndpoint() llm.Endpoint {
	to := deploymentEndpoint()
	to.URLs = llm.URLs{Anthropic: "https://acct.services.ai.azure.com/anthropic"}
	return to
}

func routeEndpoint() llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Azure, Model: "chat", URLs: llm.URLs{OpenAI: "https://gw.azure-api.net/llm/chat"},
		Auth: llm.Auth{Schemes: []string{"api_key"}, Resources: []string{stubService}},
	}
}

func question() llm.Question { return llm.Question{Prompt: canaryPrompt, MaxTokens: 32} }

package amazonbedrock

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	stubGateway = "arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij"

	canaryAnswer = "The answer-canary is forty-two and more."
	canaryPrompt = "What is the prompt-canary of the house, and why?"
	canarySecret = "secret-canary-31415926535"
	canaryToken  = "session-canary-27182818284"

	converseText = `{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm"}}},{"text":"` + canaryAnswer + `"}]}},
		"stopReason":"end_turn","usage":{"inputTokens":11,"outputTokens":7,"totalTokens":18},"metrics":{"latencyMs":5}}`
	completionText = `{"id":"c","model":"openai.gpt-oss-120b","choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"` + canaryAnswer + `"}}],
		"usage":{"prompt_tokens":11,"completion_tokens":7}}`
	messageText = `{"type":"message","model":"claude","stop_reason":"end_turn","content":[{"type":"text","text":"` + canaryAnswer + `"}],"usage":{"input_tokens":11,"output_tokens":7}}`
)

// askedStub is a driver over a stub that gives every request the same answer, with a session that ends when the test says; zero: never.
func askedStub(t *testing.T, status int, answer string, ends time.Time, change ...func(*Config)) (*llm.Inference, *headerStub, *llm.Secrets) {
	t.Helper()
	stub := &headerStub{stub: always(status, answer, http.Header{"Content-Type": {"application/json"}, "X-Amzn-Requestid": {"request-1"}})}
	cfg := testConfig(stub)
	cfg.Secrets = &llm.Secrets{}
	cfg.MaxRetries = nil // until the deadline: asking a model does not go by it
	cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "AKIDTEST", SecretAccessKey: canarySecret, SessionToken: canaryToken, CanExpire: !ends.IsZero(), Expires: ends}, nil
	})
	for _, c := range change {
		c(&cfg)
	}
	return llm.NewInference(NewPlatform(cfg).Inference()), stub, cfg.Secrets
}

// headerStub also keeps the hosts and headers of what was sent.
type headerStub struct {
	*stub

	hosts   []string
	headers []http.Header
}

func (h *headerStub) RoundTrip(r *http.Request) (*http.Response, error) {
	h.hosts, h.headers = append(h.hosts, r.URL.Host), append(h.headers, r.Header)
	return h.stub.RoundTrip(r)
}

func deploymentEndpoint() llm.Endpoint {
	return profileEndpoint(profileARN, testRegion, []string{foundationARN(testRegion, "amazon.nova-lite-v1:0")})
}

func gatewayEndpoint() llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Bedrock, Location: testRegion, Model: "assistant",
		URLs: llm.URLs{OpenAI: "https://main-abcdefghij.gateway.bedrock-agentcore.us-east-1.amazonaws.com/inference/v1"},
		Auth: llm.Auth{Schemes: []string{"sigv4"}, SigningService: "bedrock-agentcore", Resources: []string{stubGateway}},
	}
}

func guardedEndpoint() llm.Endpoint {
	to := deploymentEndpoint()
	to.Guardrail = llm.AttachedGuardrail{ID: "arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl", Version: "3"}
	return to
}

func question() llm.Question { return llm.Question{Prompt: canaryPrompt, MaxTokens: 32} }

// signedFor is the scope of a signature, without key and date.
func signedFor(header http.Header) string {
	_, rest, _ := strings.Cut(header.Get("Authorization"), "Credential=")
	scope, _, _ := strings.Cut(rest, ",")
	parts := strings.Split(scope, "/")
	return strings.Join(parts[min(2, len(parts)):], "/")
}

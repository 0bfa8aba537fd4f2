package functions_test

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What names a key or signs is never written beside a host of somebody else's.
func TestExport_keysGoToThePlatformsOwnHosts(t *testing.T) {
	t.Parallel()
	openai := func(host string) llm.Endpoint {
		e := onAzure("chat")
		e.URLs.OpenAI = "https://" + host + "/openai/v1"
		return e
	}
	anthropic := func(host string) llm.Endpoint {
		e := claudeOnAzure("claude-opus")
		e.URLs.Anthropic = "https://" + host + "/anthropic"
		return e
	}
	converse := func(host string) llm.Endpoint {
		e := profile()
		e.URLs.Converse = "https://" + host
		return e
	}
	cells := 0
	for protocol, at := range map[string]struct {
		endpoint func(host string) llm.Endpoint
		own      []string
		foreign  []string
	}{
		"openai": {
			openai,
			[]string{"acme.openai.azure.com", "acme.services.ai.azure.com", "acme.cognitiveservices.azure.com", "acme.openai.azure.us", "acme.openai.azure.cn"},
			[]string{"evil.example.com", "evilopenai.azure.com", "openai.azure.com", "openai.azure.com.evil.com", "acme.openai.azure.com.evil.com", "acme.openai.azure.com:8443", "u:p@acme.openai.azure.com", "llm.corp.example"},
		},
		"anthropic": {anthropic, []string{"acme.services.ai.azure.com"}, []string{"evil.example.com", "evilservices.ai.azure.com", "services.ai.azure.com.evil.com", "acme.services.ai.azure.com:444"}},
		"converse": {
			converse,
			[]string{"bedrock-runtime.us-east-1.amazonaws.com", "bedrock-runtime-fips.us-east-1.amazonaws.com"},
			[]string{"evil.example.com", "bedrock-runtime.us-east-1.amazonaws.com.evil.com", "bedrock-runtime.eu-west-1.amazonaws.com", "vpce-0a-1b.bedrock-runtime.us-east-1.vpce.amazonaws.com"},
		},
	} {
		for own, hosts := range map[bool][]string{true: at.own, false: at.foreign} {
			for _, host := range hosts {
				cells++
				endpoints := map[string]llm.Endpoint{"a": at.endpoint(host)}
				lite, liteErr := toLiteLLM(t, endpoints)
				envoy, envoyErr := toEnvoy(t, endpoints)
				for written, err := range map[string]error{"LiteLLM " + lite: liteErr, "Envoy AI Gateway " + envoy: envoyErr} {
					if isNil(err) != own || isNil(err) && !strings.Contains(written, host) || !isNil(err) && !strings.Contains(err.Error(), "endpoint as it is") {
						t.Errorf("%s at %s: %v, want own %t: %s", protocol, host, err, own, written)
					}
				}
			}
		}
	}
	t.Logf("hosts=%d", cells)
}

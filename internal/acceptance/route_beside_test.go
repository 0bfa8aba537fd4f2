package acceptance_test

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What is somebody else's and takes a route's requests is warned about until it
// is gone; no plan asks for a write because of it, and no apply touches it.
func TestRoute_whatIsInItsWayIsWarnedAbout(t *testing.T) {
	ways := map[string]struct {
		put, path, body string
		named           []string
	}{
		"AgentCore": {
			put: "POST", path: agentCore("rules"),
			body: `{"priority":1,"description":"by hand","conditions":[{"matchModels":{"anyOf":[{"value":"ch*","operator":"StringLike"}]}}],
				"actions":[{"routeToTarget":{"staticRoute":{"targetName":"stray","model":"other"}}}]}`,
			named: []string{"by hand", "of priority 1", "stray"},
		},
		"API Management": {
			put: "PUT", path: sandbox.APIManagementID() + "/apis/stray",
			body:  `{"properties":{"displayName":"stray","path":"llm/chat/chat","protocols":["https"]}}`,
			named: []string{"llm/chat/chat"},
		},
	}
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		way, c := ways[e.name], w.terraform()
		if e.name == "AgentCore" {
			w.do("POST", agentCore("targets/"), strayTarget)
		}
		c.configure(e.route(nil))
		c.apply().must(t, 0)
		w.age()
		w.do(way.put, way.path, way.body)
		w.forget()
		for range 2 { // an apply in between takes nothing back
			s := c.plan().must(t, 0).tells(t, "warning", append(way.named, "no apply touches it")...)
			if strings.Contains(s.output, "..\\n") {
				t.Errorf("a sentence ends twice:\n%s", s.output)
			}
			c.apply().must(t, 0)
		}
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
	})
}

const strayTarget = `{"name":"stray","targetConfiguration":{"inference":{"provider":{"endpoint":"https://stray.openai.azure.com","operations":[
	{"path":"/v1/chat/completions","models":[{"model":"other"}]}]}}},"credentialProviderConfigurations":[{"credentialProviderType":"GATEWAY_IAM_ROLE",
	"credentialProvider":{"iamCredentialProvider":{"service":"bedrock"}}}]}`

package azureopenai

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestEndpoint(t *testing.T) {
	const scope = "https://cognitiveservices.azure.com/.default"
	for name, c := range map[string]struct {
		change func(*account, *wireProperties)
		urls   llm.URLs
		auth   llm.Auth
	}{
		"under the account's subdomain": {func(*account, *wireProperties) {}, llm.URLs{OpenAI: "https://acct.openai.azure.com/openai/v1/"}, llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: scope}},
		"Claude speaks Anthropic":       {func(_ *account, p *wireProperties) { p.Model.Format = formatAnthropic }, llm.URLs{Anthropic: "https://acct.services.ai.azure.com/anthropic"}, llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: scope}},
		"under the host that the account names": {func(a *account, _ *wireProperties) {
			a.Properties.Endpoints = map[string]string{"Other": "https://Acct-2.cognitiveservices.azure.com/", "OpenAI Language Model Instance API": "https://Acct-2.openai.azure.com/"}
		}, llm.URLs{OpenAI: "https://acct-2.openai.azure.com/openai/v1/"}, llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: scope}},
		"without a subdomain there are keys only": {func(a *account, _ *wireProperties) {
			a.Properties.Subdomain, a.Properties.Endpoint = "", "https://eastus2.api.cognitive.microsoft.com/"
		}, llm.URLs{OpenAI: "https://eastus2.api.cognitive.microsoft.com/openai/v1/"}, llm.Auth{Schemes: []string{"api_key"}}},
		"keys can be turned off":    {func(a *account, _ *wireProperties) { a.Properties.DisableLocalAuth = true }, llm.URLs{OpenAI: "https://acct.openai.azure.com/openai/v1/"}, llm.Auth{Schemes: []string{"entra_id"}, Scope: scope}},
		"in the government's cloud": {func(a *account, _ *wireProperties) { a.suff = suffixesOf("usgovernment") }, llm.URLs{OpenAI: "https://acct.openai.azure.us/openai/v1/"}, llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.us/.default"}},
		"an endpoint that is not https is none": {func(a *account, _ *wireProperties) {
			a.Properties.Subdomain, a.Properties.Endpoint = "", "http://evil.example/"
		}, llm.URLs{}, llm.Auth{Schemes: []string{"api_key"}}},
	} {
		t.Run(name, func(t *testing.T) {
			on, properties := testAccount(t), wireProperties{Model: wireModel{Format: "OpenAI"}}
			c.change(on, &properties)
			c.auth.Resources = []string{realAccount}
			want := llm.Endpoint{Platform: llm.Azure, Location: "eastus2", Model: "chat", URLs: c.urls, Auth: c.auth}
			if diff := cmp.Diff(want, endpointOf(childID{account: on.id, name: "chat"}, properties, on)); diff != "" {
				t.Errorf("endpoint (-want +have):\n%s", diff)
			}
		})
	}
}

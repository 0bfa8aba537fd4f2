package azureopenai

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestCheck_aliasesSayWhatIsMeant: what only some models take is judged by what
// an alias means, and not at all while the provider block has not been read.
func TestCheck_aliasesSayWhatIsMeant(t *testing.T) {
	router := plain()
	router.Model, router.Azure.Routing.Mode = "acme/house", "cost"
	claude := plain()
	claude.Model, claude.Azure.Attestation = "acme/house", llm.Attestation{Organization: "Contoso", CountryCode: "DE", Industry: "retail"}
	moving := plain()
	moving.Model = "acme/house-latest"
	for name, test := range map[string]struct {
		spec    llm.DeploymentSpec
		aliases map[string]string
		wrong   bool // once the provider block is read
	}{
		"a router by its native id":        {router, map[string]string{"acme/house": "OpenAI/model-router/2025-11-18"}, false},
		"a router by its reference":        {router, map[string]string{"acme/house": "openai/model-router"}, false},
		"another model by its reference":   {router, map[string]string{"acme/house": "openai/gpt-4o"}, true},
		"Claude by its native id":          {claude, map[string]string{"acme/house": "Anthropic/claude-sonnet-5/2"}, false},
		"Claude by its reference":          {claude, map[string]string{"acme/house": "anthropic/claude-sonnet-5"}, false},
		"no Claude":                        {claude, map[string]string{"acme/house": "openai/gpt-4o"}, true},
		"a moving name for what is pinned": {moving, map[string]string{"acme/house-latest": "openai/gpt-4o@2024-11-20"}, false},
		"a moving name for what moves":     {moving, map[string]string{"acme/house-latest": "openai/gpt-chat-latest"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if problems := driverFor(Config{Unconfigured: true}).Check(llm.Draft{Spec: test.spec}); len(problems) > 0 {
				t.Errorf("before the provider block is read: %+v", problems)
			}
			spec := test.spec
			spec.ModelAliases = test.aliases
			problems := driverFor(Config{AccountID: realAccount}).Check(llm.Draft{Spec: spec})
			if (len(problems) > 0) != test.wrong {
				t.Errorf("problems = %+v, want some: %t", problems, test.wrong)
			}
		})
	}
}

package acceptance_test

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// A key that somebody writes where its holder's id belongs is refused, and
// neither this provider nor terraform, which prints the lines that an error
// points at, repeats it.
func TestRouteSecret(t *testing.T) {
	const key = "sk-proj-4f1c0ffee"
	for gateway, id := range map[string]string{"AgentCore": sandbox.AgentCoreGatewayARN(), "API Management": sandbox.APIManagementID()} {
		t.Run("a key in place of a credential on "+gateway, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.configure(`
resource "llm_route" "chat" {
  name    = "chat"
  gateway = "` + id + `"
  targets = {
    blue = {
      weight     = 100
      credential = "` + key + `"
      endpoint   = { model = "m", urls = { openai = "https://models.example.com/v1" }, auth = { schemes = ["api_key"] } }
    }
  }
}`)
			for _, command := range []string{"validate", "plan"} {
				for _, form := range []string{"-json", "-no-color"} {
					s := c.run(command, form).must(t, 1)
					if strings.Contains(s.output, key) {
						t.Errorf("%s %s shows the key:\n%s", command, form, s.output)
					}
					if !strings.Contains(s.output, "targets.blue.credential") {
						t.Errorf("%s %s does not name the argument:\n%s", command, form, s.output)
					}
				}
			}
		})
	}
}

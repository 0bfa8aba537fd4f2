package acceptance_test

import (
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What a catalog says, or does not, never destroys what the example of llm_model
// has deployed.
func TestAccExamples_modelDestroysNothing(t *testing.T) {
	denied := func(path, body string) func(*world) {
		return func(w *world) {
			w.sb.Hook(sandbox.Fault(sandbox.On("GET", path), 403, body, map[string][]string{"X-Amzn-Errortype": {"AccessDeniedException"}}))
		}
	}
	for sentence, row := range map[string]struct {
		happens  func(*world)
		platform string // whose status changes
		status   string
	}{
		"Azure's catalog cannot be read":   {denied("/locations/[a-z0-9]+/models", `{"error":{"code":"AuthorizationFailed","message":"not you"}}`), "azure", "unread"},
		"Bedrock's catalog cannot be read": {denied("^/foundation-models", `{"message":"not you"}`), "bedrock", "unread"},
		"the model has retired on Azure": {func(w *world) {
			w.ok(w.sb.RetireModel("OpenAI", "gpt-5.6-sol", "2026-07-09", w.sb.Now().Add(-time.Hour)))
		}, "azure", "closed"},
		"the model ends on Bedrock": {func(w *world) {
			w.ok(w.sb.DeprecateBedrockModel("openai.gpt-5.6-sol", w.in(100)))
		}, "bedrock", "closed"},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied("data-sources/llm_model", nil)
			c.apply().must(t, 0)
			if n := len(w.deployments()); n < 2 {
				t.Fatalf("%d deployments were made", n)
			}
			w.age()
			w.forget()
			row.happens(w)
			s := c.apply().must(t, 0)
			for address, action := range s.actions {
				t.Errorf("%s: %s is planned", address, action)
			}
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			serving, _ := c.outputs(t)["serving"].(map[string]any)
			if offer, _ := serving[row.platform].(map[string]any); offer["status"] != row.status {
				t.Errorf("%s is %v, want %s", row.platform, offer, row.status)
			}
		})
	}
}

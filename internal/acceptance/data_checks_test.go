package acceptance_test

import (
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const checkFailed = "Check block assertion failed"

// The checks of the example warn of what they are about, stop nothing and are
// quiet otherwise.
func TestAccData_checks(t *testing.T) {
	byHand := `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1-mini","version":"2025-04-14"}}}`
	for sentence, row := range map[string]struct {
		happens func(w *world)
		words   []string // of the warning; empty where nothing is to be told
	}{
		"nothing while all is well":      {func(*world) {}, nil},
		"nothing for a model that stays": {func(w *world) { w.retires(70) }, nil},
		"a deployment by hand":           {func(w *world) { w.do("PUT", azureID("byhand"), byHand) }, []string{checkFailed, azureID("byhand")}},
		"a model that retires soon":      {func(w *world) { w.retires(50) }, []string{checkFailed, "assistant: openai/gpt-5.6-sol retires on " + day(50)}},
		"a catalog that nobody can read": {func(w *world) {
			w.do("POST", "https://bedrock.us-east-1.amazonaws.com/inference-profiles", `{"inferenceProfileName":"byhand","clientRequestToken":"t-1",
				"modelSource":{"copyFrom":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}}`)
			w.sb.Hook(sandbox.Fault(sandbox.On("GET", "^/foundation-models"), 403, `{"message":"not you"}`, map[string][]string{"X-Amzn-Errortype": {"AccessDeniedException"}}))
		}, []string{checkFailed, "The catalog could not be read"}},
		"a quota that is nearly used": {func(w *world) { w.ok(w.sb.SetQuota(sandbox.AzureLocation, "OpenAI.GlobalStandard.gpt-5.6-sol", 60)) }, []string{checkFailed, "10000 of 60000 tokens_per_minute are free"}},
		"a place that nobody can read": {func(w *world) {
			w.sb.Hook(sandbox.Fault(sandbox.On("GET", "^/inference-profiles"), 403, `{"message":"not you"}`, map[string][]string{"X-Amzn-Errortype": {"AccessDeniedException"}}))
		}, []string{checkFailed, "nothing is proved"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			w.retires(1000) // by this machine's clock, which plantimestamp tells
			c := w.terraform()
			c.copied("checks", nil)
			c.apply().must(t, 0).silent(t)
			w.age()
			row.happens(w)
			w.forget()
			s := c.plan().must(t, 0)
			if len(row.words) == 0 {
				s.silent(t)
			} else {
				s.tells(t, "warning", row.words...)
			}
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}

// silent fails the test if a check was not kept.
func (s said) silent(t *testing.T) said {
	t.Helper()
	for _, d := range s.diagnostics {
		if d.Summary == checkFailed {
			t.Errorf("%s: %s", d.Summary, d.Detail)
		}
	}
	return s
}

func day(days int) string {
	return time.Now().Add(time.Duration(days) * 24 * time.Hour).UTC().Format(time.DateOnly)
}

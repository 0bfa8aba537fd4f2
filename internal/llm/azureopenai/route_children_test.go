package azureopenai

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// A key vault that cannot be opened is told in the vault's words.
func TestPhaseOf(t *testing.T) {
	for name, test := range map[string]struct {
		properties string
		phase      llm.Phase
		reason     string
	}{
		"no state":        {`{}`, llm.Ready, ""},
		"done":            {`{"provisioningState":"Succeeded"}`, llm.Ready, ""},
		"an unknown word": {`{"provisioningState":"Thinking"}`, llm.Pending, "Thinking"},
		"cancelled":       {`{"provisioningState":"Canceled"}`, llm.Failed, "Canceled"},
		"a vault":         {`{"keyVault":{"lastStatus":{"code":"Success"}}}`, llm.Ready, ""},
		"a closed vault":  {`{"keyVault":{"lastStatus":{"code":"Forbidden","message":"no get permission"}}}`, llm.Failed, "no get permission"},
	} {
		t.Run(name+" is "+string(test.phase), func(t *testing.T) {
			var properties map[string]any
			if err := json.Unmarshal([]byte(test.properties), &properties); err != nil {
				t.Fatal(err)
			}
			if phase, reason := phaseOf(properties); phase != test.phase || !strings.Contains(reason, test.reason) {
				t.Errorf("%s: %s", phase, reason)
			}
		})
	}
}

package azureopenai

import (
	"net/http"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func TestLifecycle(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, _ := mustCreate(t, p, onDemand())
	on := time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	if err := sb.RetireModel(have.Native.Format, have.Native.Name, have.Native.Version, on); err != nil {
		t.Fatal(err)
	}
	p.catalogs.Forget()
	life, err := all.Lifecycle(t.Context(), have)
	if err != nil || life.Status == "" || !life.RetiresOn.Equal(on) {
		t.Errorf("lifecycle = %+v, %v", life, err)
	}
	have.Native.Name = "unlisted"
	if life, err = all.Lifecycle(t.Context(), have); err != nil || life != (llm.Lifecycle{Status: unlisted, Stage: llm.StageUnlisted}) {
		t.Errorf("of what is not listed: %+v, %v", life, err)
	}
}

// A fine-tuned model may be in a list that could not be read, so that its absence says nothing.
func TestLifecycle_ofTheAccountAlone(t *testing.T) {
	for sentence, c := range map[string]struct {
		source   string
		readable bool
		want     llm.Stage
	}{
		"in no list that was read":     {"", true, llm.StageUnlisted},
		"the account's list is denied": {"", false, llm.StageOpen},
		"of a fine-tuning elsewhere":   {"ftjob-1", true, llm.StageOpen},
	} {
		t.Run(sentence, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			all, have, _ := mustCreate(t, p, onDemand())
			have.Native.Name, have.Native.Source = "gpt-5-mini.ft-1", c.source
			if !c.readable {
				sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, `/accounts/[^/]+/models$`), 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`, nil))
			}
			if life, err := all.Lifecycle(t.Context(), have); err != nil || life.Stage != c.want {
				t.Errorf("%+v, %v", life, err)
			}
		})
	}
}

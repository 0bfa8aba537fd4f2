package llmtest

import (
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// dropped: what serves a model that is in the catalog is not told that it is not, and the other way round. Of what no catalog
// holds, such as a custom model, nothing is known.
func dropped(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, _ := create(t, h, w, c.Spec)
	life, err := w.Deployments.Lifecycle(t.Context(), made)
	if err != nil || life.Stage == llm.StageUnlisted || life.Ended(w.Deployments.Now()) {
		t.Fatalf("lifecycle of what was just made: %+v, %v", life, err)
	}
	if life.Status == "" {
		return
	}
	gone := *made
	gone.Native.Name = "gone-" + gone.Native.Name
	life, err = w.Deployments.Lifecycle(t.Context(), &gone)
	if err != nil || life.Stage != llm.StageUnlisted || !life.Due(time.Time{}) {
		t.Errorf("lifecycle of what the catalog does not hold: %+v, %v", life, err)
	}
}

package amazonbedrock

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestDelete_committed: what AWS locks is told as locked, and stays.
func TestDelete_committed(t *testing.T) {
	_, d := opened(t)
	made, _ := mustCreate(t, d, unitsSpec())
	if made.CommitmentEnds.IsZero() {
		t.Error("the end of the commitment is not told")
	}
	if err := d.Delete(t.Context(), made.ID, patience); llm.CodeOf(err) != llm.CodeLocked {
		t.Errorf("delete = %v, want locked", err)
	}
	if n := count(t, d); n != 1 {
		t.Errorf("%d objects, want 1", n)
	}
}

// goingSlowly answers the deletion of one object, which shows as being deleted twice before it is gone.
type goingSlowly struct {
	answer  string // of a read, with %s for the status
	ready   string // status before the deletion
	deleted bool
	reads   int // since then
}

func (g *goingSlowly) reply(r *http.Request, _ string) (int, string, http.Header) {
	switch {
	case r.Method == http.MethodDelete:
		g.deleted = true
		return 200, "{}", nil
	case !strings.Contains(r.URL.EscapedPath(), "arn%3A"):
		return 200, "{}", nil
	case !g.deleted:
		return 200, fmt.Sprintf(g.answer, g.ready), nil
	}
	if g.reads++; g.reads > 2 {
		return 404, `{"message":"gone"}`, typed("ResourceNotFoundException")
	}
	return 200, fmt.Sprintf(g.answer, "Deleting"), nil
}

// TestDelete_waitsUntilGone: what still shows after its deletion was accepted is going, neither ready nor kept.
func TestDelete_waitsUntilGone(t *testing.T) {
	for id, going := range map[string]*goingSlowly{
		unitsARN: {ready: "InService", answer: `{"provisionedModelArn":"` + unitsARN + `","provisionedModelName":"chat","modelArn":"` +
			foundationARN(testRegion, "amazon.nova-lite-v1:0:24k") + `","modelUnits":1,"status":"%s"}`},
		customARN:  {ready: "Active", answer: `{"customModelDeploymentArn":"` + customARN + `","modelDeploymentName":"chat","modelArn":"` + tunedModel + `","status":"%s"}`},
		profileARN: {ready: "ACTIVE", answer: `{"inferenceProfileArn":"` + profileARN + `","inferenceProfileName":"chat","models":[],"status":"%s","type":"APPLICATION"}`},
	} {
		t.Run(id, func(t *testing.T) {
			d := llm.NewDeployments(testDriver(&stub{answer: going.reply}), now)
			if err := d.Delete(t.Context(), llm.ID{Value: id}, patience); err != nil {
				t.Fatal(err)
			}
			if !going.deleted || going.reads != 3 {
				t.Errorf("deleted %t, then read %d times, want to read until it is gone", going.deleted, going.reads)
			}
		})
	}
}

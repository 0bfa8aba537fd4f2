package llm

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// An apply that writes nothing makes nothing that the platform did by itself
// the user's choice.
func TestUpdate_whatItDidNotWriteStaysDrift(t *testing.T) {
	asked := spec("chat")
	platform := &fake{}
	made, kept, err := NewDeployments(platform, nil).Create(t.Context(), asked, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	platform.object.Extra = map[string]string{"dynamicThrottlingEnabled": "true"}
	platform.object.Created = platform.object.Created.Add(time.Hour)
	platform.object.DefaultPolicy = "other"
	platform.object.Native.Serving = "elsewhere"
	platform.object.Native.Locations = []string{"moon"}
	before := Drifted(kept, platform.object)
	asked.Policy = Policy{DriftRetirement: RespondIgnore}
	have, after, err := NewDeployments(platform, nil).Update(t.Context(), made, asked, kept, time.Minute)
	if err != nil || len(platform.calls) != 1 {
		t.Fatalf("err = %v, writes %v", err, platform.calls)
	}
	if diff := cmp.Diff(before, Drifted(after, have)); diff != "" || len(before) < 4 {
		t.Errorf("drift (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(kept, after); diff != "" {
		t.Errorf("what was chosen (-before +after):\n%s", diff)
	}
}

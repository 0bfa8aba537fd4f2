package amazonbedrock

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func TestDrift_health(t *testing.T) {
	sb, d := opened(t)
	made, choice := mustCreate(t, d, unitsSpec(hourly))
	if err := sb.FailThroughput(made.ID.Value, "no capacity is left"); err != nil {
		t.Fatal(err)
	}
	have, err := d.Get(t.Context(), made.ID)
	if err != nil || have.Phase != llm.Failed || !strings.Contains(have.Reason, "no capacity is left") {
		t.Fatalf("Get = %+v, %v; want it failed", have, err)
	}
	change := d.Diff(have, llm.Draft{Spec: unitsSpec(hourly), Kept: choice})
	if change.Action != llm.Same || len(change.Problems) != 1 {
		t.Errorf("change = %+v, want a warning and no endless repair", change)
	}
}

// TestDrift_membersOfTheSystemProfile: what AWS adds to a profile of its own does not disturb what was copied from it.
func TestDrift_membersOfTheSystemProfile(t *testing.T) {
	sb, d := opened(t)
	made, choice := mustCreate(t, d, profileSpec())
	if err := sb.ChangeProfileMembers(made.Native.Serving, append([]string{"ca-central-1"}, made.Native.Locations...)); err != nil {
		t.Fatal(err)
	}
	again := llm.NewDeployments(NewPlatform(sandboxConfig(sb, sandbox.AWSRegion)).Deployments(), sb.Now)
	have, err := again.Get(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if have.Native.Serving != made.Native.Serving {
		t.Errorf("serving = %s, want %s", have.Native.Serving, made.Native.Serving)
	}
	if change := again.Diff(have, llm.Draft{Spec: profileSpec(), Kept: choice}); change.Action != llm.Same {
		t.Errorf("change = %+v, want none", change)
	}
}

func TestDrift_tagsByHand(t *testing.T) {
	sb, d := opened(t)
	made, choice := mustCreate(t, d, profileSpec())
	body := `{"resourceARN":"` + made.ID.Value + `","tags":[{"key":"team","value":"changed"}]}`
	if status, answer := sb.Do(http.MethodPost, "/tagResource", body); status != 200 {
		t.Fatal(answer)
	}
	have, err := d.Get(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if change := d.Diff(have, llm.Draft{Spec: profileSpec(), Kept: choice}); change.Action != llm.Update || !change.Has(llm.FieldTags) {
		t.Errorf("change = %+v, want the tags", change)
	}
}

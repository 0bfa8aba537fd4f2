package amazonbedrock

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// reopened is another process on the same sandbox, which has listed nothing yet.
func reopened(sb *sandbox.Sandbox) *llm.Deployments {
	return llm.NewDeployments(NewPlatform(sandboxConfig(sb, sandbox.AWSRegion)).Deployments(), sb.Now)
}

func mustGet(t *testing.T, d *llm.Deployments, id llm.ID) *llm.Deployment {
	t.Helper()
	have, err := d.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// TestDrift_membersOfTheSystemProfile: what AWS changes about a profile of its own is seen in what was copied from it, by the
// process that made it as well as by the next. It replaces nothing by itself.
func TestDrift_membersOfTheSystemProfile(t *testing.T) {
	const model, serving = "amazon.nova-lite-v1:0", "us.amazon.nova-lite-v1:0"
	own := []string{"us-east-1", "us-east-2", "us-west-2"}
	for name, c := range map[string]struct {
		allowed []string
		members []string // "" is the whole world
		scope   llm.Scope
		places  []string
		stops   bool
	}{
		"a place inside what is allowed":          {[]string{"us", "ca"}, append([]string{"ca-central-1"}, own...), llm.ScopeGeo, append([]string{"ca-central-1"}, own...), false},
		"a place where everything is allowed":     {nil, append([]string{"ca-central-1"}, own...), llm.ScopeGeo, append([]string{"ca-central-1"}, own...), false},
		"a place outside what is allowed":         {[]string{"us"}, append([]string{"ca-central-1"}, own...), llm.ScopeGeo, append([]string{"ca-central-1"}, own...), true},
		"a place less":                            {[]string{"us"}, own[:2], llm.ScopeGeo, own[:2], false},
		"the whole world":                         {nil, []string{"", "us-east-1"}, llm.ScopeGlobal, []string{llm.Anywhere}, false},
		"the whole world outside what is allowed": {[]string{"us"}, []string{"", "us-east-1"}, llm.ScopeGlobal, []string{llm.Anywhere}, true},
	} {
		t.Run(name, func(t *testing.T) {
			sb, d := opened(t)
			spec := profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = c.allowed })
			made, choice := mustCreate(t, d, spec)
			if diff := cmp.Diff(own, made.Native.Locations); diff != "" || made.Native.Serving != serving {
				t.Fatalf("made as %+v", made.Native)
			}
			if err := sb.ChangeProfileMembers(serving, c.members); err != nil {
				t.Fatal(err)
			}
			want := llm.Native{Name: model, Version: versionOf(model), Serving: serving, Scope: c.scope, Locations: c.places}
			have := mustGet(t, reopened(sb), made.ID)
			if diff := cmp.Diff(want, have.Native); diff != "" {
				t.Errorf("native (-want +got):\n%s", diff)
			}
			for process, have := range map[string]*llm.Deployment{"the same process": mustGet(t, d, made.ID), "the next": have} {
				change := d.Diff(have, llm.Draft{Spec: spec, Kept: choice})
				if change.Action != llm.Same || blocking(change.Problems) != c.stops {
					t.Errorf("%s: change = %+v, want no action and an error: %t", process, change, c.stops)
				}
			}
		})
	}
}

// TestDrift_locationsAreLeft follows the advice of the error to its end.
func TestDrift_locationsAreLeft(t *testing.T) {
	sb, d := opened(t)
	within := func(places ...string) llm.DeploymentSpec {
		return profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = places })
	}
	made, choice := mustCreate(t, d, within("us"))
	if err := sb.ChangeProfileMembers(made.Native.Serving, append([]string{"ca-central-1"}, made.Native.Locations...)); err != nil {
		t.Fatal(err)
	}
	d = reopened(sb)
	have, choice, err := d.Update(t.Context(), mustGet(t, d, made.ID), within("us", "ca"), choice, patience)
	if err != nil {
		t.Fatal(err)
	}
	if change := d.Diff(have, llm.Draft{Spec: within("us", "ca"), Kept: choice}); change.Action != llm.Same || len(change.Problems) > 0 {
		t.Errorf("once the place was taken note of: %+v, want nothing", change)
	}
	if change := d.Diff(have, llm.Draft{Spec: within("us"), Kept: choice}); change.Action != llm.Replace || blocking(change.Problems) {
		t.Errorf("once it is taken out again: %+v, want a replacement", change)
	}
	other := within("us")
	other.Name = "chat-2"
	next, _ := mustCreate(t, d, other)
	if diff := cmp.Diff([]string{"us-east-1"}, next.Native.Locations); diff != "" {
		t.Errorf("the next is processed in (-want +got):\n%s", diff)
	}
}

// TestDrift_modelLeftTheList: AWS keeps the profiles of a model that is gone, its own among them. They are told as they are.
func TestDrift_modelLeftTheList(t *testing.T) {
	sb, d := opened(t)
	spec := profileSpec(func(s *llm.DeploymentSpec) {
		s.Model, s.Bedrock.Region, s.AllowedLocations = "amazon/nova-2-lite", "ap-northeast-1", []string{"jp"}
	})
	made, choice := mustCreate(t, d, spec)
	if made.Native.Serving != "jp.amazon.nova-2-lite-v1:0" {
		t.Fatalf("made as %+v", made.Native)
	}
	if err := sb.RetireBedrockModel(made.Native.Name); err != nil {
		t.Fatal(err)
	}
	d = reopened(sb)
	have, _, drift, err := d.Read(t.Context(), made.ID, choice, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(made.Native, have.Native); diff != "" || len(drift) > 0 {
		t.Errorf("drift %+v, native (-want +got):\n%s", drift, diff)
	}
	if change := d.Diff(have, llm.Draft{Spec: spec, Kept: choice}); change.Action != llm.Same || len(change.Problems) > 0 {
		t.Errorf("change = %+v, want none", change)
	}
	if life, err := d.Lifecycle(t.Context(), have); err != nil || life.Status != unlisted {
		t.Errorf("lifecycle = %+v, %v; want it %s", life, err, unlisted)
	}
	if _, err := d.Resolve(t.Context(), spec); llm.CodeOf(err) != llm.CodeInvalid {
		t.Errorf("resolve = %v, want that nobody can begin to use it", err)
	}
}

// TestDrift_tagsOfWhatFailed: a change that does not concern the failure succeeds and ends.
func TestDrift_tagsOfWhatFailed(t *testing.T) {
	sb, d := opened(t)
	made, choice := mustCreate(t, d, unitsSpec(hourly))
	if err := sb.FailThroughput(made.ID.Value, "no capacity is left"); err != nil {
		t.Fatal(err)
	}
	spec := unitsSpec(hourly, func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"team": "ads"} })
	have, choice, err := d.Update(t.Context(), made, spec, choice, patience)
	if err != nil {
		t.Errorf("update = %v, and the tags are written", err)
	}
	if have.Phase != llm.Failed || have.Tags["team"] != "ads" {
		t.Errorf("have %s with %v", have.Phase, have.Tags)
	}
	if change := d.Diff(have, llm.Draft{Spec: spec, Kept: choice}); change.Action != llm.Same || len(change.Problems) != 1 {
		t.Errorf("change = %+v, want the warning alone", change)
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

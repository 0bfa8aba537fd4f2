package amazonbedrock

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// byHand makes a guardrail as the console does, published or not.
func (w guardrailWorld) byHand(t *testing.T, name string, isPublished bool) string {
	t.Helper()
	in := toGuardrail(guardrailSpec(func(s *llm.GuardrailSpec) { s.Name = name }))
	made, err := w.c.bedrock.CreateGuardrail(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	w.settled(t, llm.ID{Value: *made.GuardrailArn})
	if isPublished {
		w.published().Publish(t, llm.ID{Value: *made.GuardrailArn})
	}
	w.writes()
	return *made.GuardrailArn
}

// TestGuardrail_somebodyElses: what nobody marked is not written over. It can be imported, by its ARN.
func TestGuardrail_somebodyElses(t *testing.T) {
	for _, isPublished := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			w := newGuardrailWorld(t)
			theirs := w.byHand(t, "standard", isPublished)
			_, err := w.Create(t.Context(), guardrailSpec(), guardrailPatience)
			exists, isExists := errors.AsType[*llm.ExistsError](err)
			if !isExists || exists.Existing.ID.Value != theirs || !contains(err, theirs) {
				t.Errorf("published %t: %v, want that %s exists", isPublished, err, theirs)
			}
			if writes := w.writes(); len(writes) > 0 {
				t.Errorf("published %t: it wrote %v", isPublished, writes)
			}
			id, err := w.ParseID(theirs)
			if err != nil {
				t.Fatal(err)
			}
			have, err := w.Read(t.Context(), id, nil)
			if err != nil {
				t.Fatalf("import: %v", err)
			}
			after := w.update(t, have, guardrailSpec())
			if len(w.versions(t, after)) != 1 {
				t.Errorf("published %t: versions %v", isPublished, w.versions(t, after))
			}
		})
	}
}

// TestGuardrail_nameTakenInBetween: what somebody makes while this create looks is not taken for what it has made, whatever
// mark it bears.
func TestGuardrail_nameTakenInBetween(t *testing.T) {
	for _, marked := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			w := newGuardrailWorld(t)
			raced := false
			w.sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodPost, "^/guardrails$"), Before: func(*http.Request) *http.Response {
				if raced {
					return nil
				}
				raced = true
				in := toGuardrail(guardrailSpec())
				if marked {
					in.Tags = toTags(map[string]string{tagGuardrail: "standard"})
				}
				if _, err := w.c.bedrock.CreateGuardrail(t.Context(), in); err != nil {
					t.Error(err)
				}
				return nil
			}})
			have, err := w.Create(t.Context(), guardrailSpec(), guardrailPatience)
			if have != nil || llm.CodeOf(err) != llm.CodeExists {
				t.Errorf("marked %t: %v, %v; want that the name is taken, and nothing for state", marked, have, err)
			}
		})
	}
}

// TestGuardrail_renamedToATakenName is told at once, and not after waiting for another write to end.
func TestGuardrail_renamedToATakenName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		theirs := w.byHand(t, "taken", true)
		made := w.create(t, guardrailSpec())
		started := time.Now()
		_, err := w.Update(t.Context(), made, guardrailSpec(func(s *llm.GuardrailSpec) { s.Name = "taken" }), guardrailPatience)
		if llm.CodeOf(err) != llm.CodeExists || !contains(err, theirs) || time.Since(started) > 30*time.Second {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
	})
}

// TestGuardrail_ignoredTags are neither seen nor written.
func TestGuardrail_ignoredTags(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		cfg := sandboxConfig(w.sb, sandbox.AWSRegion)
		cfg.IgnoreTags = llm.TagRules{Keys: []string{"policy-added"}, Prefixes: []string{"sys:"}}
		w.Guardrails = llm.NewGuardrails(NewPlatform(cfg).Guardrails(), w.sb.Now)
		made := w.create(t, guardrailSpec())
		w.tag(t, made.ID, map[string]string{"policy-added": "1", "sys:x": "2", "ours": "3"})
		have := w.get(t, made.ID)
		change := w.Diff(have, llm.GuardrailDraft{Spec: guardrailSpec()})
		if len(change.Children) != 1 || cmp.Diff([]string{"tags.ours is 3, wanted absent"}, change.Children[0].Details) != "" {
			t.Errorf("differs: %+v", change)
		}
		w.update(t, have, guardrailSpec())
		tags, err := listTags(t.Context(), w.c, made.ID.Value)
		want := map[string]string{"policy-added": "1", "sys:x": "2", "team": "search", "empty": "", tagGuardrail: "standard"}
		if diff := cmp.Diff(want, tags); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

// TestGuardrail_published: a hundred deployments that name one guardrail cost one call, until this process writes to it.
func TestGuardrail_published(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		readers := w.another()
		w.sb.ResetCalls()
		for range 100 {
			attached, err := readers.Published(t.Context(), made.ID.Value)
			if want := (llm.AttachedGuardrail{ID: made.ID.Value, Version: "1"}); err != nil || attached != want {
				t.Fatalf("%v, %v", attached, err)
			}
		}
		attached, err := readers.Published(t.Context(), made.ID.Value+":7")
		if want := (llm.AttachedGuardrail{ID: made.ID.Value, Version: "7"}); err != nil || attached != want {
			t.Errorf("a version that is insisted on: %v, %v", attached, err)
		}
		if calls := w.sb.Calls(); len(calls) != 1 {
			t.Errorf("%d calls", len(calls))
		}
		readers.update(t, made, guardrailSpec(withoutProfanity))
		if attached, err := readers.Published(t.Context(), made.ID.Value); err != nil || attached.Version != "2" {
			t.Errorf("right after a publication: %v, %v", attached, err)
		}
		if attached, err := readers.Published(t.Context(), ""); llm.CodeOf(err) != llm.CodeInvalid {
			t.Errorf("nothing: %v, %v", attached, err)
		}
	})
}

// TestGuardrail_aReadCosts the draft, its tags, the list of versions and the newest of them.
func TestGuardrail_aReadCosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		w.sb.ResetCalls()
		w.get(t, made.ID)
		if calls := len(w.sb.Calls()); calls != 4 {
			t.Errorf("%d calls, want 4", calls)
		}
	})
}

// TestDeployment_guardrail: nothing on AWS holds what a deployment names; it has to be there to be named.
func TestDeployment_guardrail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		draft := w.byHand(t, "draft", false)
		d := llm.NewDeployments(NewPlatform(sandboxConfig(w.sb, sandbox.AWSRegion)).Deployments(), w.sb.Now)
		naming := func(reference string) llm.DeploymentSpec {
			return profileSpec(func(s *llm.DeploymentSpec) { s.Guardrail = reference })
		}
		for reference, summary := range map[string]string{
			made.ID.Value: "", made.ID.Value + ":1": "", made.ID.Value + ":2": "Version not found", draft: "Guardrail not published",
			strings.TrimSuffix(made.ID.Value, made.ID.Value[len(made.ID.Value)-2:]) + "zz": "Guardrail not found",
		} {
			problems := d.Preflight(t.Context(), nil, naming(reference), llm.Native{Name: "amazon.nova-lite-v1:0"})
			if told := fmt.Sprint(problems); len(problems) > 1 || (summary == "") != (len(problems) == 0) || summary != "" && (problems[0].Summary != summary || problems[0].Severity != llm.Blocking) {
				t.Errorf("%s: %s, want %q", reference, told, summary)
			}
		}
		have, choice := mustCreate(t, d, naming(made.ID.Value))
		for _, reference := range []string{"", made.ID.Value, made.ID.Value + ":1"} {
			if change := d.Diff(have, llm.Draft{Spec: naming(reference), Kept: choice}); change.Action != llm.Same {
				t.Errorf("%q: %+v", reference, change)
			}
		}
		w.sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, "^/guardrails$"), 403, `{"message":"no"}`, typed("AccessDeniedException")))
		other := llm.NewDeployments(NewPlatform(sandboxConfig(w.sb, sandbox.AWSRegion)).Deployments(), w.sb.Now)
		if problems := other.Preflight(t.Context(), nil, naming(made.ID.Value), llm.Native{Name: "amazon.nova-lite-v1:0"}); len(problems) != 1 || problems[0].Severity != llm.Warning {
			t.Errorf("without permission: %+v", problems)
		}
	})
}

// TestGuardrail_sandboxAndCloudRefuseEachOthersIDs: never with "not found".
func TestGuardrail_sandboxAndCloudRefuseEachOthersIDs(t *testing.T) {
	w := newGuardrailWorld(t)
	inSandbox := strings.Replace(guardrailARN, testAccount, SandboxAccount, 1)
	for name, tt := range map[string]struct {
		driver llm.GuardrailDriver
		arn    string
	}{
		"the sandbox is asked for a real one": {w.GuardrailDriver, guardrailARN},
		"the cloud is asked for a sandbox's":  {testGuardrails(), inSandbox},
		"another account's is asked for":      {testGuardrails(), strings.Replace(guardrailARN, testAccount, "999999999999", 1)},
	} {
		have := &llm.Composite{ID: llm.ID{Value: tt.arn}, Children: []llm.Child{{Name: childDraft, ID: tt.arn}}}
		_, get := tt.driver.Get(t.Context(), have.ID, nil)
		_, put := tt.driver.Put(t.Context(), guardrailSpec(), have, childDraft)
		_, published := tt.driver.Published(t.Context(), tt.arn)
		for op, err := range map[string]error{"get": get, "put": put, "remove": tt.driver.Remove(t.Context(), have, childDraft), "published": published} {
			if llm.CodeOf(err) != llm.CodeRefused {
				t.Errorf("%s: %s: %v, want a refusal", name, op, err)
			}
		}
	}
}

// TestGuardrail_goneIsOnlyWhatTheServiceSaysIsGone: a refusal and a proxy's page are not.
func TestGuardrail_goneIsOnlyWhatTheServiceSaysIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		cells := 0
		for _, path := range []string{"^/guardrails/", "^/guardrails$", "^/listTagsForResource$"} {
			for name, fault := range writeFaults() {
				h := fault()
				h.Match, h.Times = sandbox.On("", path), 1
				over := w.sb.Hook(h)
				have, err := w.Get(t.Context(), made.ID, nil)
				over()
				gone := llm.IsNotFound(err)
				if gone && (name != "gone in between" || path != "^/guardrails/") {
					t.Errorf("%s at %s: %v", name, path, err)
				}
				if err == nil && name != "gone in between" && have.Child(childDraft).Phase != llm.Ready {
					t.Errorf("%s at %s: %v", name, path, have)
				}
				cells++
			}
		}
		t.Logf("%d cells", cells)
	})
}

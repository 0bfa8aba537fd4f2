package amazonbedrock

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func withoutProfanity(s *llm.GuardrailSpec) { s.Profanity = false }

// TestGuardrail_lostAnswers loses the answer of every write once: the SDK repeats it with its token, and nothing is made or
// published twice.
func TestGuardrail_lostAnswers(t *testing.T) {
	for name, hook := range map[string]func(func(*http.Request) bool) sandbox.Hook{
		"before it was sent": sandbox.ResetBeforeSend, "after it was done": sandbox.ResetAfterCommit,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGuardrailWorld(t)
				lose := func(method, path string) {
					h := hook(sandbox.On(method, path))
					h.Times = 1
					w.sb.Hook(h)
				}
				lose(http.MethodPost, "^/guardrails$")
				lose(http.MethodPost, "^/guardrails/")
				have := w.create(t, guardrailSpec())
				lose(http.MethodPut, "^/guardrails/")
				lose(http.MethodPost, "^/guardrails/")
				have = w.update(t, have, guardrailSpec(withoutProfanity))
				if diff := cmp.Diff([]string{"1", "2"}, w.versions(t, have)); diff != "" {
					t.Errorf("versions (-want +got):\n%s", diff)
				}
				ids, err := llmtest.Listed(w.List(t.Context(), llm.Filter{}))
				if diff := cmp.Diff([]string{have.ID.Value}, ids); err != nil || diff != "" {
					t.Errorf("%v (-want +got):\n%s", err, diff)
				}
				lose(http.MethodDelete, "")
				if err := w.Delete(t.Context(), have.ID, nil, guardrailPatience); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// TestGuardrail_listsThatLag: what is published and not listed yet is asked for again, and not published again.
func TestGuardrail_listsThatLag(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		have := w.create(t, guardrailSpec())
		asked := 0
		w.sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodPost, "^/guardrails/"), Before: func(*http.Request) *http.Response {
			asked++
			return nil
		}})
		w.sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodGet, "^/guardrails$"), After: func(_ *http.Request, resp *http.Response) *http.Response {
			if asked > 1 {
				return resp
			}
			return withoutVersion(t, resp, "2")
		}})
		have = w.update(t, have, guardrailSpec(withoutProfanity))
		if diff := cmp.Diff([]string{"1", "2"}, w.versions(t, have)); diff != "" || asked != 2 {
			t.Errorf("asked %d times, versions (-want +got):\n%s", asked, diff)
		}
	})
}

func withoutVersion(t *testing.T, resp *http.Response, number string) *http.Response {
	var list struct {
		Guardrails []map[string]any `json:"guardrails"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		t.Error(err)
	}
	list.Guardrails = slices.DeleteFunc(list.Guardrails, func(g map[string]any) bool { return g["version"] == number })
	body, err := json.Marshal(list)
	if err != nil {
		t.Error(err)
	}
	resp.Body, resp.ContentLength = io.NopCloser(strings.NewReader(string(body))), int64(len(body))
	return resp
}

// TestGuardrail_publishFails: what could not be published is a difference until it is, and what is in force stays in force.
func TestGuardrail_publishFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		over := w.sb.Hook(sandbox.Fault(sandbox.On(http.MethodPost, "^/guardrails/"), 400, `{"message":"The content project-x is odd"}`, typed("ValidationException")))
		spec := guardrailSpec(withoutProfanity)
		have, err := w.Update(t.Context(), made, spec, guardrailPatience)
		if llm.CodeOf(err) != llm.CodeInvalid || contains(err, "project-x") {
			t.Errorf("%v, want that it is refused, without the word", err)
		}
		change := w.Diff(have, llm.GuardrailDraft{Spec: spec})
		if len(change.Children) != 1 || change.Children[0].Name != childVersion || change.Children[0].Kind != llm.ChildChanged {
			t.Errorf("the next plan shows %+v, want the version", change)
		}
		if _, version := w.Reference(have); version != "1" {
			t.Errorf("in force is %q", version)
		}
		over()
		w.writes()
		have = w.update(t, have, spec)
		if diff := cmp.Diff([]string{"POST /guardrails/ID"}, w.writes()); diff != "" {
			t.Errorf("the repair (-want +got):\n%s", diff)
		}
		if _, version := w.Reference(have); version != "2" {
			t.Errorf("in force is %q", version)
		}
	})
}

// TestGuardrail_versionFailed: a version that failed is not in force, and is made again.
func TestGuardrail_versionFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		have := w.update(t, w.create(t, guardrailSpec()), guardrailSpec(withoutProfanity))
		if err := w.sb.SetGuardrailStatus(have.ID.Value+":2", "FAILED", "Phrase ZANZIBAR deal cannot be used"); err != nil {
			t.Fatal(err)
		}
		have = w.get(t, have.ID)
		phase, reason := have.Health()
		if phase != llm.Failed || !strings.Contains(reason, "FAILED: Phrase […] cannot be used") {
			t.Errorf("%s: %s", phase, reason)
		}
		if _, version := w.Reference(have); version != "1" {
			t.Errorf("in force is %q", version)
		}
		attached, err := w.another().Published(t.Context(), have.ID.Value)
		if err != nil || attached.Version != "1" {
			t.Errorf("published is %v, %v", attached, err)
		}
		have = w.update(t, have, guardrailSpec(withoutProfanity))
		if diff := cmp.Diff([]string{"1", "2", "3"}, w.versions(t, have)); diff != "" || have.Child(childVersion).ID != "3" {
			t.Errorf("versions (-want +got):\n%s", diff)
		}
	})
}

// TestGuardrail_draftFailed: it is written again, and its reasons are told without what they repeat.
func TestGuardrail_draftFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		if err := w.sb.SetGuardrailStatus(made.ID.Value, "FAILED", "The topic Investment is not clear: Advice on where to put savings."); err != nil {
			t.Fatal(err)
		}
		have := w.get(t, made.ID)
		if _, reason := have.Health(); !strings.Contains(reason, "guardrail: FAILED: The topic") || strings.Contains(reason, "nvestment") || strings.Contains(reason, "savings") {
			t.Errorf("reason: %s", reason)
		}
		w.writes()
		w.update(t, have, guardrailSpec())
		if diff := cmp.Diff([]string{"PUT /guardrails/ID"}, w.writes()); diff != "" {
			t.Errorf("the repair (-want +got):\n%s", diff)
		}
	})
}

// TestGuardrail_noRoomForAVersion: AWS keeps 20 versions. Where keep_versions gives some of them up, the oldest makes room.
func TestGuardrail_noRoomForAVersion(t *testing.T) {
	for _, keep := range []int64{1, 3, 19, 20} {
		synctest.Test(t, func(t *testing.T) {
			w := newGuardrailWorld(t)
			have := w.create(t, guardrailSpec())
			for i := range 19 {
				have = w.update(t, have, guardrailSpec(func(s *llm.GuardrailSpec) { s.Profanity = i%2 == 1 }))
			}
			full, err := w.Update(t.Context(), have, guardrailSpec(), guardrailPatience)
			if llm.CodeOf(err) != llm.CodeQuota || !hasFix(err, "keep_versions") {
				t.Fatalf("the 21st: %v", err)
			}
			have = w.update(t, full, guardrailSpec(func(s *llm.GuardrailSpec) { s.KeepVersions = &keep }))
			stay := w.versions(t, have)
			if len(stay) != int(keep) || stay[keep-1] != "21" {
				t.Errorf("%d are kept: %v", keep, stay)
			}
		})
	}
}

func hasFix(err error, text string) bool {
	told, ok := errors.AsType[*llm.Error](err)
	return ok && strings.Contains(told.Fix, text)
}

// TestGuardrail_deleteFails: a deletion that the service gives up is an error, at once.
func TestGuardrail_deleteFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		if err := w.sb.FailDeletes(made.ID.Value); err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		err := w.Delete(t.Context(), made.ID, nil, guardrailPatience)
		if failed, ok := errors.AsType[*llm.FailedError](err); !ok || failed.Have.ID != made.ID {
			t.Errorf("%v, want that it failed", err)
		}
		if took := time.Since(started); took > time.Minute {
			t.Errorf("it took %s", took)
		}
		if _, err := w.Get(t.Context(), made.ID, nil); err != nil {
			t.Errorf("it is kept: %v", err)
		}
	})
}

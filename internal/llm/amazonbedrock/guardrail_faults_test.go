package amazonbedrock

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// failingGuardrailWrites lets a number of writes pass and fails every later one.
func failingGuardrailWrites(pass int, fault sandbox.Hook) sandbox.Hook {
	seen, tags := 0, sandbox.On("", "^/listTagsForResource$")
	fault.Match = func(r *http.Request) bool {
		if r.Method == http.MethodGet || tags(r) {
			return false
		}
		seen++
		return seen > pass
	}
	return fault
}

// TestGuardrail_faultsAtEveryWrite fails every write of a create, an update and a delete from one on, in every way: the
// error keeps what was made, and when the fault is over, the same again completes it, with no version too many.
func TestGuardrail_faultsAtEveryWrite(t *testing.T) {
	changed := guardrailSpec(withoutProfanity, func(s *llm.GuardrailSpec) { s.Tags = map[string]string{"team": "ads"} })
	cells := 0
	for name, fault := range writeFaults() {
		for operation, writes := range map[string]int{"create": 2, "update": 4, "delete": 1} {
			for pass := range writes {
				t.Run(name+"/"+operation, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						w := newGuardrailWorld(t)
						switch operation {
						case "create":
							w.failedCreate(t, failingGuardrailWrites(pass, fault()))
						case "update":
							w.failedUpdate(t, failingGuardrailWrites(pass, fault()), changed)
						default:
							w.failedDelete(t, failingGuardrailWrites(pass, fault()))
						}
					})
				})
				cells++
			}
		}
	}
	t.Logf("%d cells", cells)
}

func (w guardrailWorld) failedCreate(t *testing.T, fault sandbox.Hook) {
	t.Helper()
	over := w.sb.Hook(fault)
	have, err := w.Create(t.Context(), guardrailSpec(), 3*time.Minute)
	over()
	if err == nil || llm.IsNotFound(err) {
		t.Fatalf("create: %v", err)
	}
	left, errLeft := w.Get(t.Context(), llm.ID{Location: sandbox.AWSRegion, Name: "standard"}, nil)
	if have == nil != llm.IsNotFound(errLeft) {
		t.Fatalf("create says that there is %v, and there is %v: %v", have, left, err)
	}
	time.Sleep(time.Minute)
	next := w.another()
	made, err := next.Create(t.Context(), guardrailSpec(), guardrailPatience)
	if exists, ok := errors.AsType[*llm.ExistsError](err); ok && have != nil && have.ID == exists.Existing.ID { // it was made, and its answer lost
		made, err = next.Update(t.Context(), have, guardrailSpec(), guardrailPatience)
	}
	if err != nil {
		t.Fatalf("create again: %v", err)
	}
	w.expectWhole(t, made, guardrailSpec(), "1")
}

func (w guardrailWorld) failedUpdate(t *testing.T, fault sandbox.Hook, spec llm.GuardrailSpec) {
	t.Helper()
	made := w.create(t, guardrailSpec())
	over := w.sb.Hook(fault)
	have, err := w.Update(t.Context(), made, spec, 3*time.Minute)
	over()
	if err == nil || llm.IsNotFound(err) || have == nil || have.ID != made.ID {
		t.Fatalf("update: %v, %v", have, err)
	}
	time.Sleep(time.Minute)
	have, err = w.another().Update(t.Context(), w.get(t, made.ID), spec, guardrailPatience)
	if err != nil {
		t.Fatalf("update again: %v", err)
	}
	w.expectWhole(t, have, spec, "1", "2")
}

func (w guardrailWorld) failedDelete(t *testing.T, fault sandbox.Hook) {
	t.Helper()
	made := w.create(t, guardrailSpec())
	over := w.sb.Hook(fault)
	err := w.Delete(t.Context(), made.ID, nil, 3*time.Minute)
	over()
	if _, gone := w.Get(t.Context(), made.ID, nil); err == nil && !llm.IsNotFound(gone) {
		t.Error("delete: no error, and it is there")
	}
	time.Sleep(time.Minute)
	if err := w.another().Delete(t.Context(), made.ID, nil, guardrailPatience); err != nil {
		t.Fatalf("delete again: %v", err)
	}
}

// expectWhole fails where a guardrail is not as it is asked for, or has other versions.
func (w guardrailWorld) expectWhole(t *testing.T, have *llm.Composite, spec llm.GuardrailSpec, versions ...string) {
	t.Helper()
	if change := w.Diff(have, llm.GuardrailDraft{Spec: spec}); change.Action != llm.Same {
		t.Errorf("differs: %+v", change)
	}
	got := w.versions(t, have)
	if diff := cmp.Diff(versions, got); diff != "" || !slices.IsSorted(got) {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
}

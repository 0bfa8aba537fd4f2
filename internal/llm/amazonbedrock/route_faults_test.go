package amazonbedrock

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// failingWrites lets a number of writes pass and fails every later one.
func failingWrites(pass int, fault sandbox.Hook) sandbox.Hook {
	seen := 0
	fault.Match = func(r *http.Request) bool {
		if r.Method == http.MethodGet || sandbox.On("", "^/identities/")(r) {
			return false
		}
		seen++
		return seen > pass
	}
	return fault
}

func writeFaults() map[string]func() sandbox.Hook {
	all := sandbox.On("", "")
	return map[string]func() sandbox.Hook{
		"refused": func() sandbox.Hook { return sandbox.Fault(all, 400, `{"message":"no"}`, typed("ValidationException")) },
		"denied": func() sandbox.Hook {
			return sandbox.Fault(all, 403, `{"message":"no"}`, typed("AccessDeniedException"))
		},
		"over the quota": func() sandbox.Hook {
			return sandbox.Fault(all, 402, `{"message":"no"}`, typed("ServiceQuotaExceededException"))
		},
		"broken": func() sandbox.Hook {
			return sandbox.Fault(all, 500, `{"message":"oops"}`, typed("InternalServerException"))
		},
		"a proxy's page": func() sandbox.Hook { return sandbox.Fault(all, 200, `<html>`, nil) },
		"lost before":    func() sandbox.Hook { return sandbox.ResetBeforeSend(all) },
		"lost after":     func() sandbox.Hook { return sandbox.ResetAfterCommit(all) },
		"gone in between": func() sandbox.Hook {
			return sandbox.Fault(all, 404, `{"message":"gone"}`, typed("ResourceNotFoundException"))
		},
		"in the way of it": func() sandbox.Hook { return sandbox.Fault(all, 409, `{"message":"busy"}`, typed("ConflictException")) },
	}
}

// TestRoute_faultsAtEveryWrite fails every write of a create from one on, in every way: the error keeps what was made, and
// when the fault is over, another create or an update completes the route, and a delete leaves nothing.
func TestRoute_faultsAtEveryWrite(t *testing.T) {
	const writes = 7 // five targets, the rate limit, the rule
	cells := 0
	for name, fault := range writeFaults() {
		t.Run(name, func(t *testing.T) {
			for pass := range writes {
				synctest.Test(t, func(t *testing.T) { failAndRecover(t, pass, fault()) })
				cells++
			}
		})
	}
	t.Logf("%d cells", cells)
}

func failAndRecover(t *testing.T, pass int, fault sandbox.Hook) {
	t.Helper()
	w := newGatewayWorld(t)
	over := w.sb.Hook(failingWrites(pass, fault))
	have, err := w.Create(t.Context(), sandboxRoute(), 3*time.Minute)
	over()
	if err == nil {
		t.Fatalf("after %d writes: no error", pass)
	}
	if left := w.left(t); (have == nil) != (left == nil && !unknownOutcome(err)) {
		t.Fatalf("after %d writes: create says that there is %v, and there is %v: %v", pass, have, left, err)
	}
	if told, ok := errors.AsType[*llm.Error](err); ok && llm.IsNotFound(told) {
		t.Errorf("after %d writes: %v gives the route up", pass, err)
	}
	time.Sleep(time.Minute)
	w.Routes = llm.NewRoutes(w.RouteDriver, w.sb.Now) // another process
	made, err := w.Create(t.Context(), sandboxRoute(), routePatience)
	if exists, ok := errors.AsType[*llm.ExistsError](err); ok { // the rule was made, and its answer lost
		made, err = w.Update(t.Context(), have, sandboxRoute(), routePatience)
		if have.ID != exists.Existing.ID {
			t.Errorf("after %d writes: %v is not %v", pass, exists.Existing.ID, have.ID)
		}
	}
	if err != nil {
		t.Fatalf("after %d writes: completing it: %v", pass, err)
	}
	if diff := w.Diff(made, llm.RouteDraft{Spec: sandboxRoute()}); diff.Action != llm.Same {
		t.Errorf("after %d writes: %+v", pass, diff)
	}
	if err := w.Delete(t.Context(), made.ID, nil, routePatience); err != nil {
		t.Fatalf("after %d writes: delete: %v", pass, err)
	}
	expectNothing(t, w)
}

// left is what there is of the route; nil: nothing.
func (w gatewayWorld) left(t *testing.T) *llm.Composite {
	t.Helper()
	id, err := w.Target(sandboxRoute())
	if err != nil {
		t.Fatal(err)
	}
	left, err := w.Get(t.Context(), id, nil)
	if err != nil && !llm.IsNotFound(err) {
		t.Fatal(err)
	}
	return left
}

// unknownOutcome reports whether a write that failed so may have been carried out.
func unknownOutcome(err error) bool {
	return !slices.Contains([]llm.Code{llm.CodeInvalid, llm.CodeDenied, llm.CodeNotFound, llm.CodeConflict, llm.CodeQuota}, llm.CodeOf(err))
}

// TestRoute_faultsAtEveryDelete fails every write of a delete from one on: the error says so, and the next delete takes the
// rest away.
func TestRoute_faultsAtEveryDelete(t *testing.T) {
	const writes = 7
	cells := 0
	for name, fault := range writeFaults() {
		t.Run(name, func(t *testing.T) {
			for pass := range writes {
				synctest.Test(t, func(t *testing.T) {
					w := newGatewayWorld(t)
					made := w.create(t, sandboxRoute())
					over := w.sb.Hook(failingWrites(pass, fault()))
					err := w.Delete(t.Context(), made.ID, nil, 3*time.Minute)
					over()
					if err == nil {
						t.Errorf("after %d writes: no error", pass)
					}
					time.Sleep(time.Minute)
					if err := w.Delete(t.Context(), made.ID, nil, routePatience); err != nil {
						t.Fatalf("after %d writes: delete again: %v", pass, err)
					}
					expectNothing(t, w)
				})
				cells++
			}
		})
	}
	t.Logf("%d cells", cells)
}

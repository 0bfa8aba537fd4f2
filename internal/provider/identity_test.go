package provider_test

import (
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

const hour = time.Hour

// identity is what the kind that stands is told apart by.
func (s *standing) identity() map[string]string {
	if s.kind.typeName == "llm_guardrail_enforcement" {
		return map[string]string{"region": sandbox.AWSRegion, "account_id": sandbox.AWSAccount}
	}
	return map[string]string{"id": s.id()}
}

// holds compares an object's identity.
func holds(t *testing.T, when string, want map[string]string, have tfcore.Object) {
	t.Helper()
	if diff := cmp.Diff(want, have.Identity()); diff != "" {
		t.Errorf("%s (-want +have):\n%s", when, diff)
	}
}

// Every object has the identity that its id tells, from its creation on, and no read, plan or change in place gives
// it another. What a terraform before 1.12, or an earlier release, has written down without is given it by the next
// read.
func TestIdentity_stays(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		want := s.identity()
		holds(t, "after the create", want, s.State)
		p := s.plan()
		holds(t, "after a read", want, p.Prior)
		if p.Action != tfcore.NoOp {
			t.Fatalf("the plan after the create is to %s: %v", p.Action, p.Changes())
		}
		s.Resource = s.kind.with(s.kind.change)
		if p = s.plan(); p.Action != tfcore.Update {
			t.Fatalf("the change is to %s", p.Action)
		}
		s.apply(p)
		holds(t, "after a change in place", want, s.State)
		s.Old = true
		s.apply(s.plan())
		if have := s.State.Identity(); have != nil {
			t.Fatalf("a terraform that knows none keeps %v", have)
		}
		older := s.other()
		s.Old, older.Old = false, false
		holds(t, "after the first read with identities", want, s.plan().Prior)
		older.Resource = s.kind.with()
		older.apply(older.plan())
		holds(t, "after the first change with identities", want, older.State)
	})
}

// What is imported by its identity is what is imported by its id, and the plan after it is the same.
func TestIdentity_imports(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		byID, byIdentity := s.other(), s.other()
		first, err := byID.PlanImport(t.Context(), s.id())
		if err != nil {
			t.Fatal(err)
		}
		second, err := byIdentity.PlanImportIdentity(t.Context(), s.identity())
		if err != nil {
			t.Fatal(err)
		}
		if changed := tfcore.Changed(first.Prior.Value, second.Prior.Value); len(changed) > 0 {
			t.Errorf("the import by identity differs at %v", changed)
		}
		for how, p := range map[string]*tfcore.Plan{"by id": first, "by identity": second} {
			holds(t, "after the import "+how, s.identity(), p.Prior)
			if p.Action != tfcore.NoOp && p.Action != tfcore.Update {
				t.Errorf("%s the plan is to %s: %v", how, p.Action, p.Changes())
			}
		}
		byIdentity.apply(second)
		holds(t, "after the apply", s.identity(), byIdentity.State)
		if p := byIdentity.plan(); p.Action != tfcore.NoOp {
			t.Errorf("the next plan is to %s: %v", p.Action, p.Changes())
		}
	})
}

// Ids are taken in any letters where the platform does; the identity is in the platform's own, and stays so.
func TestIdentity_inOtherLetters(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		if !strings.HasPrefix(s.id(), "/subscriptions/") {
			t.Log("AWS tells letters apart")
			return
		}
		typed := s.other()
		p, err := typed.PlanImportIdentity(t.Context(), map[string]string{"id": strings.ToUpper(s.id())})
		if err != nil {
			t.Fatal(err)
		}
		if id := tfcore.Text(p.Prior.Value, "id"); !strings.EqualFold(id, s.id()) {
			t.Fatalf("the id is %s", id)
		}
		typed.apply(p)
		once := typed.State.Identity()
		if !strings.EqualFold(once["id"], s.id()) || strings.Contains(once["id"], "SUBSCRIPTIONS") {
			t.Errorf("the identity is %v", once)
		}
		holds(t, "after the next read", once, typed.plan().Prior)
	})
}

// What is gone and stays in state by the policy keeps its identity; what leaves state needs none, and is no error.
func TestIdentity_ofWhatIsGone(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		want := s.identity()
		s.Resource = s.kind.with(tfcore.Tree{"drift_policy": map[string]string{"missing": "warn"}})
		s.make()
		kept, old, gone := s.other(), s.other(), s.other()
		gone.Resource = s.kind.with()
		gone.make()
		old.Old = true
		old.apply(old.plan())
		old.Old = false
		s.vanish()
		holds(t, "what is kept", want, kept.plan().Prior)
		holds(t, "what is kept, from a state without", want, old.plan().Prior)
		without := gone.other()
		without.State = withoutIdentity(gone)
		for how, d := range map[string]*standing{"a state with it": gone, "a state without": without} {
			if p := d.plan(); p.Action != tfcore.Create {
				t.Errorf("what is gone from %s is planned to %s", how, p.Action)
			}
		}
	})
}

// withoutIdentity is a state as an earlier release has written it.
func withoutIdentity(s *standing) tfcore.Object {
	return tfcore.Object{Value: s.State.Value, Private: s.State.Private}
}

// Another object has another identity, also where it takes the place of one.
func TestIdentity_ofWhatTakesItsPlace(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		before := s.id()
		if s.kind.needs != nil {
			abroad := directory(t, s.sb, s.kind.needs)
			abroad.Resource = s.kind.needs.with(s.kind.needs.move)
			abroad.make()
			s.kind.move["guardrail"] = tfcore.Text(abroad.State.Value, "versioned_id")
		}
		s.Resource = s.kind.with(s.kind.move)
		if err := s.Replace(t.Context(), s.plan()); err != nil {
			t.Fatal(err)
		}
		want := s.identity()
		if s.kind.needs != nil {
			want["region"] = "eu-central-1"
		}
		if s.id() == before {
			t.Fatalf("nothing was replaced: %s", before)
		}
		holds(t, "after the replacement", want, s.State)
		holds(t, "after the next read", want, s.plan().Prior)
	})
}

// What was made anew behind the state's back is read without a complaint about its identity.
func TestIdentity_ofWhatWasRecreated(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		again := s.other()
		again.Resource = maps.Clone(s.Resource)
		want, id := s.identity(), s.id()
		s.vanish()
		again.State = tfcore.Object{}
		again.make()
		s.age()
		if p := s.plan(); p.Prior.Exists() {
			holds(t, "after the read", want, p.Prior)
		} else if again.id() == id {
			t.Errorf("%s is there, and was not found", id)
		}
	})
}

// A create of which nothing more is heard after its first write leaves an object in state, under its identity.
func TestIdentity_ofWhatIsHalfMade(t *testing.T) {
	everyKind(t, func(t *testing.T, s *standing) {
		half := s.other()
		s.vanish()
		half.State = tfcore.Object{}
		p := half.plan()
		mend := s.sb.Hook(silentAfterAWrite())
		err := half.Apply(t.Context(), p)
		mend()
		if !half.State.Exists() {
			t.Fatalf("nothing is in state: %v", err)
		}
		holds(t, "what is half made", half.identity(), half.State)
	})
}

// silentAfterAWrite refuses everything that comes after the first write.
func silentAfterAWrite() sandbox.Hook {
	var written atomic.Bool
	return sandbox.Hook{
		Before: func(r *http.Request) *http.Response {
			if !written.Load() {
				return nil
			}
			return &http.Response{StatusCode: http.StatusForbidden, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"message":"no"}`)), Request: r}
		},
		After: func(r *http.Request, answer *http.Response) *http.Response {
			creates := r.Method == http.MethodPut || r.Method == http.MethodPost && createdByPOST.MatchString(r.URL.Path)
			if creates && answer.StatusCode < http.StatusBadRequest {
				written.Store(true)
			}
			return answer
		},
	}
}

var createdByPOST = regexp.MustCompile(`^/(inference-profiles|provisioned-model-throughput|guardrails|model-customization/custom-model-deployments|gateways/[^/]+/targets/?)$`)

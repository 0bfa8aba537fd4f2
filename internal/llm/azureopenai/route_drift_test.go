package azureopenai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// driftOf is a route in the sandbox that somebody changes.
type driftOf struct {
	*testing.T
	sb     *sandbox.Sandbox
	routes *llm.Routes
	spec   llm.RouteSpec
}

func drifting(t *testing.T, spec llm.RouteSpec) (driftOf, *llm.Composite) {
	t.Helper()
	p, sb, _ := sandboxed(t)
	d := driftOf{T: t, sb: sb, routes: llm.NewRoutes(p.Routes(), sb.Now), spec: spec}
	have, err := d.routes.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return d, have
}

// change edits an object, or ends the test if the service does not take it.
func (d driftOf) change(id string, with edit) {
	d.Helper()
	var e wireEntity
	status, answer := d.sb.Do(http.MethodGet, id+"?api-version="+apimVersion, "")
	if err := json.Unmarshal([]byte(answer), &e); status != http.StatusOK || err != nil {
		d.Fatalf("get: %d %s", status, answer)
	}
	with(e.Properties)
	body, err := json.Marshal(map[string]any{"properties": e.Properties})
	if err != nil {
		d.Fatal(err)
	}
	if status, answer := d.sb.Do(http.MethodPut, id+"?api-version="+apimVersion, string(body)); status >= 300 {
		d.Fatalf("put: %d %s", status, answer)
	}
}

// noticed reads the route and wants that child, and no other, to differ.
func (d driftOf) noticed(have *llm.Composite, child string, kind llm.ChildDifference) *llm.Composite {
	d.Helper()
	seen, err := d.routes.Read(d.Context(), have.ID, namesOf(have))
	if err != nil {
		d.Fatal(err)
	}
	changes := d.routes.Diff(seen, llm.RouteDraft{Spec: d.spec}).Children
	if len(changes) != 1 || changes[0].Name != child || changes[0].Kind != kind {
		d.Errorf("differences %+v, want that %s is %s", changes, child, kind)
	}
	if strings.Contains(fmt.Sprint(seen, changes), aKey) {
		d.Errorf("a secret is shown: %v", changes)
	}
	return seen
}

// repaired updates the route and wants no difference then.
func (d driftOf) repaired(seen *llm.Composite) *llm.Composite {
	d.Helper()
	after, err := d.routes.Update(d.Context(), seen, d.spec, time.Minute)
	if err != nil {
		d.Fatal(err)
	}
	if change := d.routes.Diff(after, llm.RouteDraft{Spec: d.spec}); change.Action != llm.Same {
		d.Errorf("left after the repair: %+v", change.Children)
	}
	return after
}

func namesOf(have *llm.Composite) []string {
	var all []string
	for _, c := range have.Children {
		all = append(all, c.Name)
	}
	return all
}

// TestRouteDrift changes everything that anybody may change of every kind of
// child; each is named, shows no secret, and is repaired by one update.
func TestRouteDrift(t *testing.T) {
	withBreaker := translatedRoute()
	withBreaker.CircuitBreaker = true
	cells := 0
	for route, spec := range map[string]llm.RouteSpec{"pool": sharedRoute(), "policy": withBreaker} {
		d, have := drifting(t, spec)
		for _, child := range have.Children {
			kind, _, _ := strings.Cut(child.Name, "/")
			for name, with := range edits()[kind] {
				cells++
				t.Run(route+"/"+child.Name+"/"+name, func(t *testing.T) {
					d.T = t
					d.change(child.ID, with)
					have = d.repaired(d.noticed(have, child.Name, llm.ChildChanged))
				})
			}
		}
	}
	if t.Logf("cells=%d", cells); cells < 100 {
		t.Errorf("only %d cells", cells)
	}
}

// TestRouteDrift_ofWhatIsAdded wants what was added by hand to be named and
// taken away, and what is missing to be made again.
func TestRouteDrift_ofWhatIsAddedAndTaken(t *testing.T) {
	t.Run("an operation that was added goes", func(t *testing.T) {
		d, have := drifting(t, sharedRoute())
		id := have.ID.Value + "/operations/all files"
		body := `{"properties":{"displayName":"x","method":"GET","urlTemplate":"/*"}}`
		if status, answer := d.sb.Do(http.MethodPut, strings.ReplaceAll(id, " ", "%20"), body); status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		d.repaired(d.noticed(have, "operation/all files", llm.ChildSurplus))
	})
	t.Run("an API that was renamed and described anew is the route's still", func(t *testing.T) {
		d, have := drifting(t, sharedRoute())
		body := `{"properties":{"displayName":"Chat","description":"mine","path":"llm/chat","protocols":["https"],"subscriptionKeyParameterNames":{"header":"api-key","query":"subscription-key"}}}`
		if status, answer := d.sb.Do(http.MethodPut, have.ID.Value, body); status >= 300 {
			t.Fatalf("%d %s", status, answer)
		}
		d.sb.Advance(time.Hour)
		d.repaired(d.noticed(have, "api/llm-chat", llm.ChildChanged))
	})
	t.Run("an operation's own policy goes", func(t *testing.T) {
		d, have := drifting(t, sharedRoute())
		id := have.ID.Value + "/operations/chat-completions/policies/policy"
		body := `{"properties":{"format":"rawxml","value":"<policies><inbound><set-backend-service base-url=\"https://evil.example\" /></inbound></policies>"}}`
		if status, answer := d.sb.Do(http.MethodPut, id, body); status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		d.repaired(d.noticed(have, "operation-policy/chat-completions", llm.ChildSurplus))
	})
	t.Run("an API below the route's path is told of", func(t *testing.T) {
		d, have := drifting(t, sharedRoute())
		body := `{"properties":{"displayName":"x","path":"LLM/chat/chat","protocols":["https"]}}`
		if status, answer := d.sb.Do(http.MethodPut, sandbox.APIManagementID()+"/apis/other", body); status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		p, _, _ := sandboxed(t)
		p.cfg.Transport = transportOf(d.sb)
		seen, err := p.Routes().Get(t.Context(), have.ID, nil)
		if err != nil || len(seen.Beside) != 1 || seen.Beside[0].Child != "api/other" {
			t.Errorf("beside %v, %v", seen.Beside, err)
		}
	})
	for _, kind := range []string{kindOperation, kindPolicy} {
		t.Run("a missing "+kind+" is made again", func(t *testing.T) {
			d, have := drifting(t, sharedRoute())
			i := slices.IndexFunc(have.Children, func(c llm.Child) bool { return strings.HasPrefix(c.Name, kind) })
			child := have.Children[i]
			if status, answer := d.sb.Do(http.MethodDelete, child.ID, ""); status != http.StatusOK {
				t.Fatalf("%d %s", status, answer)
			}
			d.repaired(d.noticed(have, child.Name, llm.ChildMissing))
		})
	}
}

// What the service gave up on is said to have failed, and written anew.
func TestRouteDrift_ofHealth(t *testing.T) {
	for _, kind := range []string{kindNamedValue, kindAPI} {
		t.Run("a "+kind+" that failed is repaired", func(t *testing.T) {
			d, have := drifting(t, translatedRoute())
			i := slices.IndexFunc(have.Children, func(c llm.Child) bool { return strings.HasPrefix(c.Name, kind+"/") })
			if err := d.sb.FailAPIManagement(have.Children[i].ID, "Failed"); err != nil {
				t.Fatal(err)
			}
			seen := d.noticed(have, have.Children[i].Name, llm.ChildFailed)
			if phase, reason := seen.Health(); phase != llm.Failed || !strings.Contains(reason, "Failed") {
				t.Errorf("health %s: %s", phase, reason)
			}
			d.repaired(seen)
		})
	}
}

func transportOf(sb *sandbox.Sandbox) *counting { return &counting{next: sb} }

package llmtest

import (
	"context"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// RouteWorld is one platform with a gateway on which nothing bears the names of
// the cases.
type RouteWorld struct {
	Routes *llm.Routes
	Writes func() int // requests so far that could change something; nil: they cannot be counted
}

// RouteCase is a route that the platform can realise: at least two targets, of
// which one has no weight in at least one case, and a fallback.
type RouteCase struct {
	Name    string
	Spec    llm.RouteSpec
	Changes []RouteChange // every argument, each changed in place
}

// RouteChange is one change to one argument.
type RouteChange struct {
	Field llm.Field
	Apply func(*llm.RouteSpec) // on a copy whose maps and slices are its own
}

// RouteHarness is a platform under test.
type RouteHarness struct {
	New     func(t *testing.T) RouteWorld
	Cases   []RouteCase
	Timeout time.Duration // for one operation; zero is a minute

	// Around runs a law, such as in fake time; nil runs it as it is.
	Around func(t *testing.T, law func(t *testing.T))
}

// RunRoutes holds the platform's routes to every law.
func RunRoutes(t *testing.T, h RouteHarness) {
	if h.Timeout == 0 {
		h.Timeout = time.Minute
	}
	if h.Around == nil {
		h.Around = func(t *testing.T, law func(*testing.T)) { law(t) }
	}
	laws := []struct {
		name string
		law  func(*testing.T, RouteHarness, RouteCase)
	}{
		{"what was created is what was asked for", routeCreated},
		{"what was made tells what was asked for", routeDecoded},
		{"every change is noticed, written in place and complete", routeChanged},
		{"a change and its way back end where they began", routeThereAndBack},
		{"an update that changes nothing writes nothing", routeIdempotent},
		{"a route that exists is an error and nothing is written", routeTaken},
		{"what is deleted is gone, and deleting it again succeeds", routeDeleted},
		{"every child that is missing is made again", routeRepaired},
		{"a create that ends at any call is completed by the next", routeInterrupted},
		{"an update that ends at any call is completed by the next", routeUpdateInterrupted},
		{"a delete that ends at any call is completed by the next", routeDeleteInterrupted},
		{"the route never sends requests to what is not ready", routeAlwaysValid},
		{"a neighbour whose name begins alike is left alone", routeNeighbour},
		{"ids are canonical", routeCanonical},
		{"a caller who gives up is answered at once", routeCancelled},
	}
	cells := 0
	for _, c := range h.Cases {
		for _, l := range laws {
			t.Run(c.Name+"/"+l.name, func(t *testing.T) { h.Around(t, func(t *testing.T) { l.law(t, h, c) }) })
			cells++
		}
	}
	t.Logf("conformance of routes: cells=%d kinds=%d laws=%d", cells, len(h.Cases), len(laws))
}

// createRoute makes the case's route or ends the test.
func createRoute(t *testing.T, h RouteHarness, w RouteWorld, spec llm.RouteSpec) *llm.Composite {
	t.Helper()
	have, err := w.Routes.Create(t.Context(), spec, h.Timeout)
	if have != nil {
		t.Cleanup(func() { removeRoute(t, h, w, have) })
	}
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	return have
}

func removeRoute(t *testing.T, h RouteHarness, w RouteWorld, have *llm.Composite) {
	ctx := context.WithoutCancel(t.Context())
	if err := w.Routes.Delete(ctx, have.ID, known(have), h.Timeout); err != nil {
		t.Errorf("%s is left behind: %v", have.ID.Value, err)
	}
}

func known(have *llm.Composite) []string {
	var names []string
	for _, child := range have.Children {
		names = append(names, child.Name)
	}
	return names
}

func getRoute(t *testing.T, w RouteWorld, id llm.ID) *llm.Composite {
	t.Helper()
	have, err := w.Routes.Get(t.Context(), id, nil)
	if err != nil {
		t.Fatalf("get %s: %v", id.Value, err)
	}
	return have
}

// expectSame fails where a route is not as the spec asks for, in every child.
func expectSame(t *testing.T, w RouteWorld, have *llm.Composite, spec llm.RouteSpec) {
	t.Helper()
	for _, child := range w.Routes.Diff(have, llm.RouteDraft{Spec: spec}).Children {
		t.Errorf("differs: %s", child.Text())
	}
}

// expectGone fails where anything of the route is left.
func expectGone(t *testing.T, w RouteWorld, id llm.ID) {
	t.Helper()
	if have, err := w.Routes.Get(t.Context(), id, nil); !llm.IsNotFound(err) {
		t.Errorf("get after delete: %v, %v; want not found", have, err)
	}
}

// expectNoRouteWrites runs f and fails when it sent a write.
func expectNoRouteWrites(t *testing.T, w RouteWorld, f func()) {
	t.Helper()
	expectNoWrites(t, World{Writes: w.Writes}, f)
}

// anotherRoutes is the same platform in another process.
func anotherRoutes(w RouteWorld) RouteWorld {
	w.Routes = llm.NewRoutes(w.Routes.RouteDriver, w.Routes.Now)
	return w
}

// part is a named part of a law. It is no test of its own, since none can be
// started in fake time.
func part(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	failed := t.Failed()
	f(t)
	if t.Failed() && !failed {
		t.Logf("failed at %s", name)
	}
}

package llmtest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func routeCreated(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	read := getRoute(t, w, made.ID)
	expectSame(t, w, read, c.Spec)
	if phase, reason := read.Health(); phase != llm.Ready || !read.Finished() {
		t.Errorf("phase %s (%s), finished %v", phase, reason, read.Finished())
	}
	if read.Endpoint.Model != c.Spec.Name || len(read.Endpoint.URLs.Protocols()) == 0 || len(read.Endpoint.Auth.Schemes) == 0 {
		t.Errorf("what an application needs is missing: %+v", read.Endpoint)
	}
	if diff := cmp.Diff(made, read, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("a create answers something else than a read (-create +read):\n%s", diff)
	}
}

// routeDecoded is what import lives on.
func routeDecoded(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	wanted := w.Routes.Render(c.Spec)
	decoded := w.Routes.Decode(made.Children)
	if diff := cmp.Diff(wanted, w.Routes.Render(decoded), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("children say something else than what they were made from (-made +decoded):\n%s", diff)
	}
	if decoded.Name != c.Spec.Name || decoded.Gateway != c.Spec.Gateway {
		t.Errorf("decoded %q on %q", decoded.Name, decoded.Gateway)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(c.Spec.Targets)), slices.Sorted(maps.Keys(decoded.Targets))); diff != "" {
		t.Errorf("keys (-spec +decoded):\n%s", diff)
	}
}

func routeChanged(t *testing.T, h RouteHarness, c RouteCase) {
	if len(c.Changes) == 0 {
		t.Fatal("a route whose arguments cannot change is not described well")
	}
	for _, change := range c.Changes {
		part(t, string(change.Field), func(t *testing.T) {
			w := h.New(t)
			made := createRoute(t, h, w, c.Spec)
			spec := altered(c.Spec, change)
			if diff := w.Routes.Diff(made, llm.RouteDraft{Spec: spec}); diff.Action != llm.Update || len(diff.Children) == 0 {
				t.Fatalf("diff = %s %v, want an update", diff.Action, diff.Children)
			}
			updateRoute(t, h, w, made, spec)
		})
	}
}

func routeThereAndBack(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	have := made
	for _, change := range c.Changes {
		have = updateRoute(t, h, w, have, altered(c.Spec, change))
		have = updateRoute(t, h, w, have, c.Spec)
	}
	ids := cmpopts.IgnoreFields(llm.Child{}, "ID", "Created")
	if diff := cmp.Diff(made, have, cmpopts.EquateEmpty(), ids); diff != "" {
		t.Errorf("there and back again (-before +after):\n%s", diff)
	}
}

// updateRoute brings a route to the spec and proves it with another read.
func updateRoute(t *testing.T, h RouteHarness, w RouteWorld, have *llm.Composite, spec llm.RouteSpec) *llm.Composite {
	t.Helper()
	after, err := w.Routes.Update(t.Context(), have, spec, h.Timeout)
	if err != nil {
		t.Fatalf("update: %v", err)
	}
	if after.ID != have.ID {
		t.Errorf("id changed from %v to %v", have.ID, after.ID)
	}
	expectSame(t, w, getRoute(t, w, have.ID), spec)
	return after
}

// altered is the spec with a change, which shares nothing with it.
func altered(spec llm.RouteSpec, change RouteChange) llm.RouteSpec {
	spec.Targets = maps.Clone(spec.Targets)
	spec.Fallbacks = slices.Clone(spec.Fallbacks)
	spec.FallbackOn.Statuses = slices.Clone(spec.FallbackOn.Statuses)
	change.Apply(&spec)
	return spec
}

func routeIdempotent(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	expectNoRouteWrites(t, w, func() {
		if _, err := w.Routes.Update(t.Context(), made, c.Spec, h.Timeout); err != nil {
			t.Errorf("update: %v", err)
		}
	})
}

func routeTaken(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	for process, world := range map[string]RouteWorld{"this": w, "another": anotherRoutes(w)} {
		expectNoRouteWrites(t, world, func() {
			_, err := world.Routes.Create(t.Context(), c.Spec, h.Timeout)
			if exists, ok := errors.AsType[*llm.ExistsError](err); !ok || exists.Existing.ID != made.ID {
				t.Errorf("second create in %s process: %v, want an ExistsError that names %s", process, err, made.ID.Value)
			}
		})
	}
}

func routeDeleted(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	for range 2 {
		if err := w.Routes.Delete(t.Context(), made.ID, nil, h.Timeout); err != nil {
			t.Fatalf("delete: %v", err)
		}
	}
	expectGone(t, w, made.ID)
	createRoute(t, h, w, c.Spec) // nothing is in the way of another
}

// routeRepaired takes every child away, one after the other, with all that
// sends there.
func routeRepaired(t *testing.T, h RouteHarness, c RouteCase) {
	for i, child := range createRoute(t, h, h.New(t), c.Spec).Children {
		part(t, child.Name, func(t *testing.T) {
			w := h.New(t)
			made := createRoute(t, h, w, c.Spec)
			for _, later := range slices.Backward(made.Children[i:]) {
				if later.Name != child.Name && !later.Root {
					continue
				}
				if err := w.Routes.Remove(t.Context(), getRoute(t, w, made.ID), later.Name); err != nil {
					t.Fatalf("remove %s: %v", later.Name, err)
				}
				awaitGone(t, w, made.ID, later.Name)
			}
			have, err := w.Routes.Get(t.Context(), made.ID, known(made))
			if err != nil {
				t.Fatalf("get: %v", err)
			}
			diff := w.Routes.Diff(have, llm.RouteDraft{Spec: c.Spec})
			if !slices.ContainsFunc(diff.Children, func(d llm.ChildChange) bool { return d.Name == child.Name && d.Kind == llm.ChildMissing }) {
				t.Fatalf("diff does not say that it is missing: %v", diff.Children)
			}
			updateRoute(t, h, w, have, c.Spec)
		})
	}
}

func awaitGone(t *testing.T, w RouteWorld, id llm.ID, child string) {
	t.Helper()
	for range 100 {
		have, err := w.Routes.Get(t.Context(), id, nil)
		if llm.IsNotFound(err) || err == nil && have.Child(child) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not go", child)
}

// routeNeighbour makes a route whose name begins with the other's and whose keys
// could be taken for the rest of it.
func routeNeighbour(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	other := c.Spec
	other.Name += "-blue"
	if other.Priority != nil {
		other.Priority = new(*other.Priority + 1)
	}
	neighbour := createRoute(t, h, w, other)
	before := getRoute(t, w, neighbour.ID)
	made := createRoute(t, h, w, c.Spec)
	for _, child := range made.Children {
		if before.Child(child.Name) != nil && child.ID != "" && before.Child(child.Name).ID == child.ID && !sharedChild(child) {
			t.Errorf("both hold %s", child.Name)
		}
	}
	if err := w.Routes.Delete(t.Context(), made.ID, nil, h.Timeout); err != nil {
		t.Fatalf("delete: %v", err)
	}
	if diff := cmp.Diff(before, getRoute(t, w, neighbour.ID), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the neighbour changed (-before +after):\n%s", diff)
	}
}

// sharedChild is an object of which every route holds its own part.
func sharedChild(child llm.Child) bool {
	return len(child.Name) > 10 && child.Name[:10] == "rate-limit"
}

func routeCanonical(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	for form, value := range map[string]string{"made": made.ID.Value} {
		if id, err := w.Routes.ParseID(value); err != nil || id != made.ID {
			t.Errorf("parse the id as it was %s: %v, %v; want %v", form, id, err, made.ID)
		}
	}
	if id, err := w.Routes.Target(c.Spec); err != nil || id != made.ID {
		t.Errorf("target %v, %v; want %v", id, err, made.ID)
	}
	if !w.Routes.Owns(c.Spec.Gateway) || w.Routes.Owns("gateway") || w.Routes.Owns("") {
		t.Error("the gateway's platform is not told by its form")
	}
}

func routeCancelled(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	other := c.Spec
	other.Name += "2"
	soon(t, func(ctx context.Context) {
		if _, err := w.Routes.Create(ctx, other, h.Timeout); err == nil {
			t.Error("a create succeeds for a caller who gave up")
		}
		if _, err := w.Routes.Get(ctx, made.ID, nil); err == nil || llm.IsNotFound(err) {
			t.Errorf("get says %v", err)
		}
	})
}

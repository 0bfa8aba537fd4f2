package llmtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// watched is a platform that is looked at after every write.
type watched struct {
	llm.RouteDriver

	look func()
}

// Put is looked at when it was accepted.
func (w watched) Put(ctx context.Context, spec llm.RouteSpec, have *llm.Composite, child string) (llm.ID, error) {
	id, err := w.RouteDriver.Put(ctx, spec, have, child)
	w.look()
	return id, err
}

// Remove is looked at when it was accepted.
func (w watched) Remove(ctx context.Context, have *llm.Composite, child string) error {
	err := w.RouteDriver.Remove(ctx, have, child)
	w.look()
	return err
}

// routeAlwaysValid changes a route in every way and looks at every moment: what
// sends requests stands, is finished, and all that it sends to is ready.
func routeAlwaysValid(t *testing.T, h RouteHarness, c RouteCase) {
	w := h.New(t)
	made := createRoute(t, h, w, c.Spec)
	moments := 0
	look := func() {
		moments++
		if fault := invalid(w.Routes, getRoute(t, w, made.ID)); fault != "" {
			t.Errorf("at moment %d: %s", moments, fault)
		}
	}
	routes := llm.NewRoutes(watched{RouteDriver: w.Routes.RouteDriver, look: look}, w.Routes.Now)
	have := made
	for _, change := range c.Changes {
		for _, spec := range []llm.RouteSpec{altered(c.Spec, change), c.Spec} {
			after, err := routes.Update(t.Context(), have, spec, h.Timeout)
			if err != nil {
				t.Fatalf("update of %s: %v", change.Field, err)
			}
			have = after
		}
	}
	t.Logf("looked at %d moments", moments)
	if moments < 2*len(c.Changes) {
		t.Error("it was hardly looked at")
	}
}

// invalid says what is wrong with a route at a moment; empty: nothing.
func invalid(routes *llm.Routes, have *llm.Composite) string {
	if !have.Finished() {
		return "what sends requests is not there"
	}
	decoded := routes.Decode(have.Children)
	for key, target := range decoded.Targets {
		if target.Weight > 0 && target.Endpoint.URLs.Protocols() == nil {
			return fmt.Sprintf("target %s has weight %d and is not there", key, target.Weight)
		}
	}
	var broken []string
	for _, child := range have.Children {
		if child.Phase == llm.Failed {
			broken = append(broken, child.Name+" has failed")
		}
	}
	return strings.Join(broken, "; ")
}

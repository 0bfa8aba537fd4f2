package faults_test

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routing is an operation on a route.
type routing struct {
	operation

	putting  string // the kind of child that is put; what comes before it stands already
	removing string // the kind of child that is removed; what comes after it is gone already
	run      func(ctx context.Context, w *routeWorld) routeResult
}

// routeResult is what came of an operation on a route.
type routeResult struct {
	verdict

	have *llm.Composite // what is kept, or what was read
}

// routings are the operations on a kind of route: those of its driver, on every kind of child, and those of llm.Routes.
func routings(k routeKind) []routing {
	all := []routing{
		{operation: operation{name: "Preflight"}, run: func(ctx context.Context, w *routeWorld) routeResult {
			return routeResult{verdict: verdict{problems: w.all.Preflight(ctx, w.kind.spec)}}
		}},
		{operation: operation{name: "List", stands: true}, run: func(ctx context.Context, w *routeWorld) routeResult {
			_, err := w.all.List(ctx, w.kind.spec.Gateway)
			return routeResult{verdict: verdict{err: err}}
		}},
		{operation: operation{name: "Get", stands: true}, run: func(ctx context.Context, w *routeWorld) routeResult {
			have, err := w.all.Get(ctx, w.made.ID, childNames(w.made))
			return routeResult{verdict: verdict{err: err}, have: have}
		}},
		{operation: operation{name: opCreate, waits: true}, run: createRoute},
		{operation: operation{name: opUpdate, stands: true, waits: true}, run: updateRoute},
		{operation: operation{name: opDelete, stands: true, waits: true}, run: deleteRoute},
	}
	for _, kind := range childKinds(k.platformRoutes().Render(k.spec)) {
		if k.differs(kind) != "" {
			all = append(all, routing{operation: operation{name: "Put " + kind, stands: true}, putting: kind, run: put(kind)})
		}
		all = append(all, routing{operation: operation{name: "Remove " + kind, stands: true}, removing: kind, run: removeChild(kind)})
	}
	return all
}

func createRoute(ctx context.Context, w *routeWorld) routeResult {
	have, err := w.all.Create(ctx, w.kind.spec, patience)
	return routeResult{verdict: verdict{err: err}, have: have}
}

func updateRoute(ctx context.Context, w *routeWorld) routeResult {
	have, err := w.all.Update(ctx, w.made, w.kind.changed(), patience)
	return routeResult{verdict: verdict{err: err}, have: have}
}

func deleteRoute(ctx context.Context, w *routeWorld) routeResult {
	return routeResult{verdict: verdict{err: w.all.Delete(ctx, w.made.ID, childNames(w.made), patience)}}
}

func put(kind string) func(context.Context, *routeWorld) routeResult {
	return func(ctx context.Context, w *routeWorld) routeResult {
		_, err := w.all.Put(ctx, w.kind.changed(), w.made, w.kind.differs(kind))
		return routeResult{verdict: verdict{err: err}}
	}
}

func removeChild(kind string) func(context.Context, *routeWorld) routeResult {
	return func(ctx context.Context, w *routeWorld) routeResult {
		return routeResult{verdict: verdict{err: w.all.Remove(ctx, w.made, lastOf(w.made, kind))}}
	}
}

// differs is the first child of the kind that the change makes or changes; empty: there is none.
func (k routeKind) differs(kind string) string {
	routes := k.platformRoutes()
	before := &llm.Composite{Children: routes.Render(k.spec)}
	for _, after := range routes.Render(k.changed()) {
		was := before.Child(after.Name)
		if kindOf(after.Name) == kind && (was == nil || !maps.Equal(was.Content, after.Content)) {
			return after.Name
		}
	}
	return ""
}

func childKinds(children []llm.Child) []string {
	var kinds []string
	for _, child := range children {
		if kind := kindOf(child.Name); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func kindOf(child string) string {
	kind, _, _ := strings.Cut(child, "/")
	return kind
}

// lastOf is the last child of a kind.
func lastOf(have *llm.Composite, kind string) string {
	for _, child := range slices.Backward(have.Children) {
		if kindOf(child.Name) == kind {
			return child.Name
		}
	}
	return ""
}

func childNames(have *llm.Composite) []string {
	var names []string
	for _, child := range have.Children {
		names = append(names, child.Name)
	}
	return names
}

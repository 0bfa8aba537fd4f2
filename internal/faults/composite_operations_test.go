package faults_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

// composing is an operation on a composite.
type composing[S llm.CompositeSpec] struct {
	operation

	putting  string // the kind of child that is put; what comes before it stands already
	removing string // the kind of child that is removed; what comes after it is gone already
	run      func(ctx context.Context, w *compositeWorld[S]) compositeResult
}

// compositeResult is what came of an operation on a composite.
type compositeResult struct {
	verdict

	have *llm.Composite // what is kept, or what was read
}

// composings are the operations on a kind of composite: those of its driver, on every kind of child, and those of
// llm.Composites.
func composings[S llm.CompositeSpec](f form[S]) []composing[S] {
	all := []composing[S]{
		{operation: operation{name: "Preflight"}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			return compositeResult{verdict: verdict{problems: w.all.Preflight(ctx, w.spec())}}
		}},
		{operation: operation{name: "List", stands: true}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			_, err := llmtest.Listed(w.all.List(ctx, llmtest.Where(w.made)))
			return compositeResult{verdict: verdict{err: err}}
		}},
		{operation: operation{name: "List everywhere", stands: true}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			_, err := llmtest.Listed(w.all.List(ctx, everywhere()))
			return compositeResult{verdict: verdict{err: err}}
		}},
		{operation: operation{name: "Get", stands: true}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			have, err := w.all.Get(ctx, w.made.ID, childNames(w.made))
			return compositeResult{verdict: verdict{err: err}, have: have}
		}},
		{operation: operation{name: opCreate, waits: true}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			have, err := w.all.Create(ctx, w.spec(), patience)
			return compositeResult{verdict: verdict{err: err}, have: have}
		}},
		{operation: operation{name: opUpdate, stands: true, waits: true}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			have, err := w.all.Update(ctx, w.made, w.changed(), patience)
			return compositeResult{verdict: verdict{err: err}, have: have}
		}},
		{operation: operation{name: opDelete, stands: true, waits: true}, run: func(ctx context.Context, w *compositeWorld[S]) compositeResult {
			return compositeResult{verdict: verdict{err: w.all.Delete(ctx, w.made.ID, childNames(w.made), patience)}}
		}},
	}
	return append(append(all, ofChildren(f)...), f.more...)
}

// ofChildren are the operations on every kind of child that a composite of the form has.
func ofChildren[S llm.CompositeSpec](f form[S]) []composing[S] {
	var all []composing[S]
	w := &compositeWorld[S]{form: f}
	driver := f.driver(newPlace(f.platform, f.object, 0), http.DefaultTransport)
	for _, kind := range childKinds(driver.Render(w.changed())) {
		if w.differs(driver, kind) != "" {
			all = append(all, composing[S]{operation: operation{name: "Put " + kind, stands: true}, putting: kind, run: put[S](kind)})
		}
	}
	for _, kind := range childKinds(driver.Render(w.spec())) {
		all = append(all, composing[S]{operation: operation{name: "Remove " + kind, stands: true}, removing: kind, run: removeChild[S](kind)})
	}
	return all
}

func put[S llm.CompositeSpec](kind string) func(context.Context, *compositeWorld[S]) compositeResult {
	return func(ctx context.Context, w *compositeWorld[S]) compositeResult {
		_, err := w.all.Put(ctx, w.changed(), w.made, w.differs(w.all, kind))
		return compositeResult{verdict: verdict{err: err}}
	}
}

func removeChild[S llm.CompositeSpec](kind string) func(context.Context, *compositeWorld[S]) compositeResult {
	return func(ctx context.Context, w *compositeWorld[S]) compositeResult {
		return compositeResult{verdict: verdict{err: w.all.Remove(ctx, w.made, lastOf(w.made, kind))}}
	}
}

// differs is the first child of the kind that the change makes or changes; empty: there is none.
func (w *compositeWorld[S]) differs(driver llm.CompositeDriver[S], kind string) string {
	before := &llm.Composite{Children: driver.Render(w.spec())}
	for _, after := range driver.Render(w.changed()) {
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

// again brings what an operation has left to its end, as the next apply does in another process.
func (w *compositeWorld[S]) again(ctx context.Context, next *llm.Composites[S], spec S) (*llm.Composite, error) {
	have, err := next.Read(ctx, w.made.ID, childNames(w.made))
	if err != nil {
		return nil, err
	}
	return next.Update(ctx, have, spec, time.Hour)
}

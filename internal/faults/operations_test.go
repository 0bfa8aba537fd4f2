package faults_test

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// operation is one thing that a driver does, or that llm.Deployments does with it.
type operation struct {
	name   string
	stands bool // the object has to exist before
	waits  bool // of llm.Deployments: it waits and verifies
	run    func(ctx context.Context, w *world) result
}

// result is what came of an operation.
type result struct {
	err      error
	problems []llm.Problem   // of Preflight
	have     *llm.Deployment // what is kept, or what was read
	id       llm.ID          // of a driver's Create
}

const (
	opCreate = "Deployments.Create"
	opUpdate = "Deployments.Update"
	opRead   = "Deployments.Read"
	opDelete = "Deployments.Delete"
)

func operations() []operation {
	return []operation{
		{name: "Resolve", run: resolve},
		{name: "Preflight", run: preflight},
		{name: "Find", stands: true, run: find},
		{name: "Create", run: create},
		{name: "Get", stands: true, run: get},
		{name: "List", stands: true, run: list},
		{name: "Update", stands: true, run: update},
		{name: "Delete", stands: true, run: remove},
		{name: "Lifecycle", stands: true, run: lifecycle},
		{name: opCreate, waits: true, run: createAndWait},
		{name: opUpdate, stands: true, waits: true, run: updateAndWait},
		{name: opRead, stands: true, waits: true, run: read},
		{name: opDelete, stands: true, waits: true, run: removeAndWait},
	}
}

func resolve(ctx context.Context, w *world) result {
	_, err := w.all.Resolve(ctx, w.spec)
	return result{err: err}
}

func preflight(ctx context.Context, w *world) result {
	return result{problems: w.all.Preflight(ctx, nil, w.spec, w.native)}
}

func find(ctx context.Context, w *world) result {
	have, err := w.all.Find(ctx, w.spec)
	return result{have: have, err: err}
}

func create(ctx context.Context, w *world) result {
	id, err := w.all.DeploymentDriver.Create(ctx, w.spec, w.native)
	return result{id: id, err: err}
}

func get(ctx context.Context, w *world) result {
	have, err := w.all.Get(ctx, w.made.ID)
	return result{have: have, err: err}
}

func list(ctx context.Context, w *world) result {
	var last *llm.Deployment
	for have, err := range w.all.List(ctx, llm.Filter{}) {
		if err != nil {
			return result{err: err}
		}
		last = have
	}
	return result{have: last}
}

func update(ctx context.Context, w *world) result {
	native := w.made.Native
	if w.kind.name == "custom" {
		native.Name = w.models[1]
	}
	return result{err: w.all.DeploymentDriver.Update(ctx, w.made, w.changed(), native)}
}

func remove(ctx context.Context, w *world) result {
	return result{err: w.all.DeploymentDriver.Delete(ctx, w.made.ID)}
}

func lifecycle(ctx context.Context, w *world) result {
	_, err := w.all.Lifecycle(ctx, w.made)
	return result{err: err}
}

func createAndWait(ctx context.Context, w *world) result {
	have, _, err := w.all.Create(ctx, w.spec, patience)
	return result{have: have, err: err}
}

func updateAndWait(ctx context.Context, w *world) result {
	have, _, err := w.all.Update(ctx, w.made, w.changed(), w.choice, patience)
	return result{have: have, err: err}
}

func read(ctx context.Context, w *world) result {
	have, _, _, err := w.all.Read(ctx, w.made.ID, w.choice, w.spec.Policy)
	return result{have: have, err: err}
}

func removeAndWait(ctx context.Context, w *world) result {
	return result{err: w.all.Delete(ctx, w.made.ID, patience)}
}

package faults_test

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// operation is one thing that a driver does, or that the portable half does with it.
type operation struct {
	name   string
	stands bool // the object has to exist before
	waits  bool // of the portable half: it waits and verifies
}

// deploying is an operation on a deployment.
type deploying struct {
	operation

	run func(ctx context.Context, w *world) result
}

// result is what came of an operation.
type result struct {
	verdict

	have *llm.Deployment // what is kept, or what was read
	id   llm.ID          // of a driver's Create
}

// verdict is what an operation says.
type verdict struct {
	err      error
	problems []llm.Problem // of Preflight
}

const (
	opCreate = "Create to its end"
	opUpdate = "Update to its end"
	opRead   = "Read to its end"
	opDelete = "Delete to its end"
)

func operations() []deploying {
	return []deploying{
		{operation{name: "Resolve"}, resolve},
		{operation{name: "Preflight"}, preflight},
		{operation{name: "Find", stands: true}, find},
		{operation{name: "Create"}, create},
		{operation{name: "Get", stands: true}, get},
		{operation{name: "List", stands: true}, list},
		{operation{name: "List everywhere", stands: true}, listEverywhere},
		{operation{name: "Update", stands: true}, update},
		{operation{name: "Delete", stands: true}, remove},
		{operation{name: "Lifecycle", stands: true}, lifecycle},
		{operation{name: opCreate, waits: true}, createAndWait},
		{operation{name: opUpdate, stands: true, waits: true}, updateAndWait},
		{operation{name: opRead, stands: true, waits: true}, read},
		{operation{name: opDelete, stands: true, waits: true}, removeAndWait},
	}
}

func resolve(ctx context.Context, w *world) result {
	_, err := w.all.Resolve(ctx, w.spec)
	return result{verdict: verdict{err: err}}
}

func preflight(ctx context.Context, w *world) result {
	return result{verdict: verdict{problems: w.all.Preflight(ctx, nil, w.spec, w.native)}}
}

func find(ctx context.Context, w *world) result {
	have, err := w.all.Find(ctx, w.spec)
	return result{verdict: verdict{err: err}, have: have}
}

func create(ctx context.Context, w *world) result {
	id, err := w.all.DeploymentDriver.Create(ctx, w.spec, w.native)
	return result{verdict: verdict{err: err}, id: id}
}

func get(ctx context.Context, w *world) result {
	have, err := w.all.Get(ctx, w.made.ID)
	return result{verdict: verdict{err: err}, have: have}
}

func list(ctx context.Context, w *world) result { return listIn(ctx, w, llm.Filter{}) }

func listEverywhere(ctx context.Context, w *world) result { return listIn(ctx, w, everywhere()) }

// everywhere is a filter that names no account, service or gateway: they are found first. On Bedrock it says nothing.
func everywhere() llm.Filter { return llm.Filter{Group: "sandbox"} }

func listIn(ctx context.Context, w *world, in llm.Filter) result {
	var last *llm.Deployment
	for have, err := range w.all.List(ctx, in) {
		if err != nil {
			return result{verdict: verdict{err: err}}
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
	return result{verdict: verdict{err: w.all.DeploymentDriver.Update(ctx, w.made, w.changed(), native)}}
}

func remove(ctx context.Context, w *world) result {
	return result{verdict: verdict{err: w.all.DeploymentDriver.Delete(ctx, w.made.ID)}}
}

func lifecycle(ctx context.Context, w *world) result {
	_, err := w.all.Lifecycle(ctx, w.made)
	return result{verdict: verdict{err: err}}
}

func createAndWait(ctx context.Context, w *world) result {
	have, _, err := w.all.Create(ctx, w.spec, patience)
	return result{verdict: verdict{err: err}, have: have}
}

func updateAndWait(ctx context.Context, w *world) result {
	have, _, err := w.all.Update(ctx, w.made, w.changed(), w.choice, patience)
	return result{verdict: verdict{err: err}, have: have}
}

func read(ctx context.Context, w *world) result {
	have, _, _, err := w.all.Read(ctx, w.made.ID, w.choice, w.spec.Policy)
	return result{verdict: verdict{err: err}, have: have}
}

func removeAndWait(ctx context.Context, w *world) result {
	return result{verdict: verdict{err: w.all.Delete(ctx, w.made.ID, patience)}}
}

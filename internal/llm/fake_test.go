package llm

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"
)

// fake is a platform of one object, whose answers the test scripts.
type fake struct {
	mu      sync.Mutex
	object  *Deployment   // what exists
	phases  []Phase       // of the reads to come; the last one stays
	misses  int           // reads that answer "not found" before the object shows
	refuse  error         // what Create, Update or Delete answers
	lose    bool          // whether a refused Create makes the object all the same
	noID    bool          // whether Create knows no id beside its error
	sticky  bool          // whether Update changes nothing
	calls   []string      // writes, in order
	busy    time.Duration // how long a write takes
	problem []Problem
	demand  func(Asking) []Demand // nil: nothing is limited

	reads    int   // of the object, since the last write
	lists    int   // lists that were asked for
	unlisted error // what ends a list

	refuseUpdate error            // what Update answers
	replaces     []Field          // what cannot be changed in place
	noParent     bool             // whether no account makes writes take turns
	sent         []DeploymentSpec // with the writes, in order

	inside, most int // writes under way: now, and at most
}

func (f *fake) Check(Draft) []Problem                  { return nil }
func (f *fake) Target(spec DeploymentSpec) (ID, error) { return f.ParseID(spec.Name) }

func (f *fake) ParseID(s string) (ID, error) {
	if f.noParent {
		return ID{Value: s, Name: s}, nil
	}
	return ID{Value: s, Parent: "account", Name: s}, nil
}

func (f *fake) Lifecycle(context.Context, *Deployment) (Lifecycle, error) { return Lifecycle{}, nil }

func (f *fake) Diff(have *Deployment, want Draft) Change {
	var change Change
	terms := Terms{
		Geography: func(l string) string { return l },
		Means:     func(spec DeploymentSpec, n Native) bool { return spec.Model == n.Name },
	}
	for _, field := range Differing(have, want, terms) {
		action := Update
		if slices.Contains(f.replaces, field) {
			action = Replace
		}
		change.Add(action, field)
	}
	return change
}

func (f *fake) Resolve(_ context.Context, spec DeploymentSpec) (Native, error) {
	return Native{Name: spec.Model, Version: "1", Scope: spec.Scope}, nil
}

func (f *fake) Foresee(_ context.Context, ask Asking) ([]Problem, []Demand) {
	if f.demand == nil {
		return f.problem, nil
	}
	return f.problem, f.demand(ask)
}

func (f *fake) Find(_ context.Context, spec DeploymentSpec) (*Deployment, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.object == nil || f.object.Name != spec.Name {
		return nil, nil //nolint:nilnil // nothing found is the answer
	}
	return f.object, nil
}

func (f *fake) Create(ctx context.Context, spec DeploymentSpec, native Native) (ID, error) {
	f.write(ctx, "create "+spec.Name)
	f.note(spec)
	id, _ := f.ParseID(spec.Name)
	if f.refuse == nil || f.lose {
		f.put(spec, native, id)
	}
	if f.refuse != nil && f.noID {
		return ID{}, f.refuse
	}
	return id, f.refuse
}

// note records what a write carries.
func (f *fake) note(spec DeploymentSpec) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent = append(f.sent, spec)
}

func (f *fake) put(spec DeploymentSpec, native Native, id ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.object = &Deployment{
		ID: id, Name: spec.Name, Native: native, Throughput: spec.Throughput, VersionUpgrade: spec.VersionUpgrade,
		Guardrail: spec.Guardrail, Tags: spec.Tags, Created: time.Unix(1, 0), Phase: Ready,
	}
}

func (f *fake) Get(ctx context.Context, id ID) (*Deployment, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	if err := ctx.Err(); err != nil {
		return nil, &Error{Op: "read", Code: CodeCancelled, Err: err}
	}
	if f.object == nil || f.misses > 0 {
		f.misses--
		return nil, &Error{Op: "read", Object: id.Value, Code: CodeNotFound}
	}
	have := *f.object
	have.Tags = maps.Clone(have.Tags)
	if len(f.phases) > 0 {
		have.Phase, have.Reason = f.phases[0], "scripted"
		f.phases = f.phases[min(1, len(f.phases)-1):]
	}
	return &have, nil
}

func (f *fake) List(context.Context, Filter) iter.Seq2[*Deployment, error] {
	return func(yield func(*Deployment, error) bool) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.lists++
		if f.object != nil && !yield(f.object, nil) {
			return
		}
		if f.unlisted != nil {
			yield(nil, f.unlisted)
		}
	}
}

func (f *fake) Update(ctx context.Context, have *Deployment, want DeploymentSpec, native Native) error {
	f.write(ctx, "update "+have.Name)
	f.note(want)
	refuse := cmp.Or(f.refuseUpdate, f.refuse)
	if (refuse == nil || f.lose) && !f.sticky {
		f.put(want, native, have.ID)
	}
	return refuse
}

func (f *fake) Delete(ctx context.Context, id ID) error {
	f.write(ctx, "delete "+id.Name)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuse == nil {
		f.object = nil
	}
	return f.refuse
}

func (f *fake) write(ctx context.Context, call string) {
	f.count(1, call)
	_ = sleep(ctx, f.busy)
	f.count(-1, "")
}

func (f *fake) count(step int, call string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.inside += step
	f.most = max(f.most, f.inside)
	if call != "" {
		f.reads = 0
		f.calls = append(f.calls, call)
	}
}

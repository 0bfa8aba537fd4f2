package faults_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// compositeFlood is how many requests no operation on a composite needs: one read of a route alone takes a dozen.
const compositeFlood = 1500

// form is one form of composite on one platform, and a change of it in which children of every kind differ.
type form[S llm.CompositeSpec] struct {
	platform llm.Platform
	name     string // "static route"
	noun     string // as users call all of the kind
	resource string // "llm_route"
	object   string // the name of the object that is operated on

	ground  func(*testing.T, *sandbox.Sandbox) string // makes what it refers to, and tells it; nil: nothing
	asks    func(ground string) S
	change  func(*S)
	earlier func(*S) // as it was before, of which something is left; nil: it was not

	driver    func(*place, http.RoundTripper) llm.CompositeDriver[S]
	faults    func() []fault
	more      []composing[S] // operations that no other kind has
	exception func(o composing[S], c call, f fault) (outcome, bool)
	there     func(*testing.T, *sandbox.Sandbox) []string // all that stands in the cloud, asked by hand
	serves    func(string) bool                           // whether one of them is what requests meet
	marked    bool                                        // what a create leaves bears a mark, by which the next finds it
	published string                                      // the child that counts how often it was written; empty: none
}

// composed is an operation on a kind of composite.
type composed[S llm.CompositeSpec] struct {
	form  form[S]
	own   int // its place among those that share the cells of a quick run
	op    composing[S]
	empty []string // what stands beside all of the kind
}

// compositeWorld is a place with a driver of composites.
type compositeWorld[S llm.CompositeSpec] struct {
	*place

	form form[S]
	on   string // the ground
	all  *llm.Composites[S]
	made *llm.Composite
}

// composites are the operations on kinds of composites.
func composites[S llm.CompositeSpec](forms []form[S]) []subject {
	var all []subject
	for own, f := range forms {
		for _, o := range composings(f) {
			all = append(all, &composed[S]{form: f, own: own, op: o})
		}
	}
	return all
}

func (d *composed[S]) String() string {
	return fmt.Sprintf("%s %s %s", d.form.platform, d.form.name, d.op.name)
}

func (d *composed[S]) platform() llm.Platform { return d.form.platform }

func (d *composed[S]) does() operation { return d.op.operation }

func (d *composed[S]) faults() []fault { return d.form.faults() }

// sparse is how many cells of composites there are for one that a quick run takes: each of them is recovered from, which
// takes as long as everything before.
const sparse = 251

func (d *composed[S]) turn(call, fault int) bool { return (call*61+fault*17)%sparse == d.own*7 }

func (d *composed[S]) set(t *testing.T) {
	t.Helper()
	w := &compositeWorld[S]{place: newPlace(d.form.platform, d.form.object, compositeFlood), form: d.form}
	w.level(t)
	d.empty = d.form.there(t, w.cloud)
}

// open makes what the operation needs. Unlike writes of deployments those of composites cannot be repeated: many ids are
// random.
func (d *composed[S]) open(t *testing.T) trial {
	t.Helper()
	w := &compositeWorld[S]{place: newPlace(d.form.platform, d.form.object, compositeFlood), form: d.form}
	w.level(t)
	if d.op.stands {
		s := &compositeScene[S]{w: w, t: t, direct: llm.NewComposites(d.form.noun, d.form.driver(w.place, w.cloud), w.cloud.Now)}
		s.make()
		s.prepare(d.op)
		time.Sleep(time.Minute) // what was begun is finished
	}
	w.all = w.process()
	return &composedTrial[S]{of: d, world: w}
}

// level makes what the composite refers to.
func (w *compositeWorld[S]) level(t *testing.T) {
	t.Helper()
	if w.form.ground != nil {
		w.on = w.form.ground(t, w.cloud)
	}
}

func (w *compositeWorld[S]) spec() S { return w.form.asks(w.on) }

func (w *compositeWorld[S]) changed() S {
	spec := w.spec()
	w.form.change(&spec)
	return spec
}

// process is the driver in a process that has done nothing yet.
func (w *compositeWorld[S]) process() *llm.Composites[S] {
	return llm.NewComposites(w.form.noun, w.form.driver(w.place, w.wire), w.cloud.Now)
}

// compositeScene makes what stands before an operation, past the wire.
type compositeScene[S llm.CompositeSpec] struct {
	w      *compositeWorld[S]
	t      *testing.T
	direct *llm.Composites[S]
}

func (s *compositeScene[S]) make() {
	s.t.Helper()
	spec := s.w.spec()
	if s.w.form.earlier != nil {
		s.w.form.earlier(&spec)
	}
	have, err := s.direct.Create(s.t.Context(), spec, time.Hour)
	if err == nil && s.w.form.earlier != nil {
		have, err = s.direct.Update(s.t.Context(), have, s.w.spec(), time.Hour)
	}
	if s.w.made = have; err != nil {
		s.t.Fatalf("make what has to stand: %v", err)
	}
	s.w.stands = append(s.w.stands, have.ID.Value)
}

// prepare puts what comes before the child that is to be put, and removes what comes after the one that is to be removed.
func (s *compositeScene[S]) prepare(op composing[S]) {
	s.t.Helper()
	if op.putting != "" {
		target := s.w.differs(s.direct, op.putting)
		for _, change := range s.direct.Diff(s.w.made, llm.Wanted[S]{Spec: s.w.changed()}).Children {
			if change.Name == target || change.Kind == llm.ChildSurplus {
				return
			}
			_, err := s.direct.Put(s.t.Context(), s.w.changed(), s.w.made, change.Name)
			s.step(err)
		}
	}
	if op.removing == "" {
		return
	}
	last := lastOf(s.w.made, op.removing)
	for _, child := range slices.Backward(slices.Clone(s.w.made.Children)) {
		if child.Name == last {
			return
		}
		s.step(s.direct.Remove(s.t.Context(), s.w.made, child.Name))
	}
}

// step goes on when a write has had time to end.
func (s *compositeScene[S]) step(err error) {
	s.t.Helper()
	time.Sleep(time.Minute)
	if err == nil {
		s.w.made, err = s.direct.Get(s.t.Context(), s.w.made.ID, childNames(s.w.made))
	}
	if err != nil {
		s.t.Fatalf("prepare the %s: %v", s.w.form.noun, err)
	}
}

// composedTrial is one such operation.
type composedTrial[S llm.CompositeSpec] struct {
	of     *composed[S]
	world  *compositeWorld[S]
	result compositeResult
}

func (r *composedTrial[S]) at() *place { return r.world.place }

func (r *composedTrial[S]) run(ctx context.Context) { r.result = r.of.op.run(ctx, r.world) }

func (r *composedTrial[S]) end() (ending, string) {
	end, _ := r.result.ended()
	return end, fmt.Sprintf("%v %v", r.result.err, r.result.problems)
}

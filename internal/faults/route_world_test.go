package faults_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// routeFlood is how many requests no operation on a route needs: one read of it alone takes a dozen.
const routeFlood = 1500

// routed is an operation on a kind of route.
type routed struct {
	kind  routeKind
	op    routing
	empty []string // what a gateway holds beside every route
}

// routeWorld is a place with a driver of routes.
type routeWorld struct {
	*place

	kind routeKind
	all  *llm.Routes
	made *llm.Composite
}

func (r *routed) String() string {
	return fmt.Sprintf("%s %s route %s", r.kind.platform, r.kind.name, r.op.name)
}

func (r *routed) platform() llm.Platform { return r.kind.platform }

func (r *routed) does() operation { return r.op.operation }

func (r *routed) faults() []fault { return routeFaultsOf(r.kind.platform) }

// sparse is how many cells of routes there are for one that a quick run takes: each of them is recovered from, which
// takes as long as everything before.
const sparse = 251

func (r *routed) turn(call, fault int) bool { return r.kind.turn(call*61 + fault*17) }

func (r *routed) set(t *testing.T) {
	t.Helper()
	r.empty = onGateway(t, sandbox.New(), r.kind.platform)
}

// open makes what the operation needs. Unlike writes of deployments those of routes cannot be repeated: the ids of rules
// are random.
func (r *routed) open(t *testing.T) trial {
	t.Helper()
	w := &routeWorld{place: newPlace(r.kind.platform, routeName, routeFlood), kind: r.kind}
	if r.op.stands {
		s := &routeScene{w: w, t: t, direct: llm.NewRoutes(routesOver(r.kind.platform, w.cloud, &keys{}, w.cloud.Now), w.cloud.Now)}
		s.make()
		s.prepare(r.op)
		time.Sleep(time.Minute) // what was begun is finished
	}
	w.all = w.process()
	return &routedTrial{of: r, world: w}
}

// routeScene makes what stands before an operation, past the wire.
type routeScene struct {
	w      *routeWorld
	t      *testing.T
	direct *llm.Routes
}

func (s *routeScene) make() {
	s.t.Helper()
	var err error
	if s.w.made, err = s.direct.Create(s.t.Context(), s.w.kind.spec, time.Hour); err != nil {
		s.t.Fatalf("make what has to stand: %v", err)
	}
}

// prepare puts what comes before the child that is to be put, and removes what comes after the one that is to be removed.
func (s *routeScene) prepare(op routing) {
	s.t.Helper()
	if op.putting != "" {
		target := s.w.kind.differs(op.putting)
		for _, change := range s.direct.Diff(s.w.made, llm.RouteDraft{Spec: s.w.kind.changed()}).Children {
			if change.Name == target || change.Kind == llm.ChildSurplus {
				return
			}
			_, err := s.direct.Put(s.t.Context(), s.w.kind.changed(), s.w.made, change.Name)
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
func (s *routeScene) step(err error) {
	s.t.Helper()
	time.Sleep(time.Minute)
	if err == nil {
		s.w.made, err = s.direct.Get(s.t.Context(), s.w.made.ID, childNames(s.w.made))
	}
	if err != nil {
		s.t.Fatalf("prepare the route: %v", err)
	}
}

// process is the driver in a process that has done nothing yet.
func (w *routeWorld) process() *llm.Routes {
	return llm.NewRoutes(routesOver(w.kind.platform, w.wire, w.keys, w.cloud.Now), w.cloud.Now)
}

// routedTrial is one such operation.
type routedTrial struct {
	of     *routed
	world  *routeWorld
	result routeResult
}

func (r *routedTrial) at() *place { return r.world.place }

func (r *routedTrial) run(ctx context.Context) { r.result = r.of.op.run(ctx, r.world) }

func (r *routedTrial) end() (ending, string) {
	end, _ := r.result.ended()
	return end, fmt.Sprintf("%v %v", r.result.err, r.result.problems)
}

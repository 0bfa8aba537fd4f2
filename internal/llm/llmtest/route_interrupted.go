package llmtest

import (
	"context"
	"errors"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var errKilled = errors.New("the process was killed")

// mortal is a platform of which nothing is heard any more from a chosen write
// on: before it is sent, or after it was committed.
type mortal struct {
	llm.RouteDriver

	until     int  // writes that pass
	committed bool // whether the last one is committed and its answer lost
	writes    int
}

func (m *mortal) dead() error {
	if m.writes > m.until {
		return &llm.Error{Op: "ask the platform", Code: llm.CodeCancelled, Err: errKilled}
	}
	return nil
}

func (m *mortal) write(send func() error) error {
	if err := m.dead(); err != nil {
		return err
	}
	m.writes++
	if m.writes <= m.until {
		return send()
	}
	if m.committed {
		if err := send(); err != nil {
			return err
		}
	}
	return m.dead()
}

// Put may be the last thing that is done.
func (m *mortal) Put(ctx context.Context, spec llm.RouteSpec, have *llm.Composite, child string) (id llm.ID, err error) {
	err = m.write(func() error {
		id, err = m.RouteDriver.Put(ctx, spec, have, child)
		return err
	})
	return id, err
}

// Remove may be the last thing that is done.
func (m *mortal) Remove(ctx context.Context, have *llm.Composite, child string) error {
	return m.write(func() error { return m.RouteDriver.Remove(ctx, have, child) })
}

// Get is lost with the process.
func (m *mortal) Get(ctx context.Context, id llm.ID, known []string) (*llm.Composite, error) {
	if err := m.dead(); err != nil {
		return nil, err
	}
	return m.RouteDriver.Get(ctx, id, known)
}

// die runs an operation that is killed at a write, for every write, before and
// after it is committed, each in a world of its own.
func die(t *testing.T, h RouteHarness, prepare func(w RouteWorld), operate func(routes *llm.Routes) error, judge func(t *testing.T, w RouteWorld)) {
	t.Helper()
	points := 0
	for until := 0; ; until++ {
		for _, committed := range []bool{false, true} {
			w := h.New(t)
			prepare(w)
			m := &mortal{RouteDriver: w.Routes.RouteDriver, until: until, committed: committed}
			err := operate(llm.NewRoutes(m, w.Routes.Now))
			if m.writes <= until {
				if err != nil {
					t.Errorf("without an interruption: %v", err)
				}
				if points == 0 {
					t.Error("nothing was written")
				}
				t.Logf("killed at %d points", points)
				return
			}
			points++
			judge(t, anotherRoutes(w))
			if t.Failed() {
				t.Fatalf("killed at write %d, committed: %v", until+1, committed)
			}
		}
	}
}

// routeInterrupted allows one way out beside completion: after the last call
// everything is made, which the next create cannot tell from another's.
func routeInterrupted(t *testing.T, h RouteHarness, c RouteCase) {
	create := func(routes *llm.Routes) error {
		_, err := routes.Create(t.Context(), c.Spec, h.Timeout)
		return err
	}
	die(t, h, func(RouteWorld) {}, create, func(t *testing.T, w RouteWorld) {
		t.Helper()
		have, err := w.Routes.Create(t.Context(), c.Spec, h.Timeout)
		if exists, ok := errors.AsType[*llm.ExistsError](err); ok {
			if have = getRoute(t, w, exists.Existing.ID); !have.Finished() {
				t.Errorf("%s is refused as existing and is not finished", have.ID.Value)
			}
			have, err = w.Routes.Update(t.Context(), have, c.Spec, h.Timeout) // as after an import, to wait for it
		}
		if err != nil {
			t.Fatalf("create again: %v", err)
		}
		expectSame(t, w, have, c.Spec)
		emptied(t, h, w, have)
	})
}

func routeUpdateInterrupted(t *testing.T, h RouteHarness, c RouteCase) {
	for _, change := range c.Changes {
		part(t, string(change.Field), func(t *testing.T) {
			spec := altered(c.Spec, change)
			var made *llm.Composite
			prepare := func(w RouteWorld) { made = createRoute(t, h, w, c.Spec) }
			update := func(routes *llm.Routes) error {
				_, err := routes.Update(t.Context(), made, spec, h.Timeout)
				return err
			}
			die(t, h, prepare, update, func(t *testing.T, w RouteWorld) {
				t.Helper()
				have, err := w.Routes.Read(t.Context(), made.ID, known(made))
				if err != nil {
					t.Fatalf("read: %v", err)
				}
				have = updateRoute(t, h, w, have, spec)
				emptied(t, h, w, have)
			})
		})
	}
}

func routeDeleteInterrupted(t *testing.T, h RouteHarness, c RouteCase) {
	var made *llm.Composite
	prepare := func(w RouteWorld) { made = createRoute(t, h, w, c.Spec) }
	remove := func(routes *llm.Routes) error { return routes.Delete(t.Context(), made.ID, known(made), h.Timeout) }
	die(t, h, prepare, remove, func(t *testing.T, w RouteWorld) {
		t.Helper()
		emptied(t, h, w, made)
	})
}

// emptied deletes the route, of which nothing may be left.
func emptied(t *testing.T, h RouteHarness, w RouteWorld, have *llm.Composite) {
	t.Helper()
	if err := w.Routes.Delete(t.Context(), have.ID, known(have), h.Timeout); err != nil {
		t.Fatalf("delete: %v", err)
	}
	expectGone(t, w, have.ID)
}

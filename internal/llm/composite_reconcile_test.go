package llm_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// down is a gateway that cannot be read any more once something was removed, however long it is tried.
type down struct {
	*gateway

	removed bool
	reads   int // since then
}

// Remove is the last that the gateway does.
func (d *down) Remove(ctx context.Context, have *llm.Composite, child string) error {
	d.removed = true
	return d.gateway.Remove(ctx, have, child)
}

// Get tries until the deadline.
func (d *down) Get(ctx context.Context, id llm.ID, known []string) (*llm.Composite, error) {
	if !d.removed {
		return d.gateway.Get(ctx, id, known)
	}
	d.reads++
	<-ctx.Done()
	return nil, &llm.Error{Op: "read route", Object: id.Name, Code: llm.CodeUnavailable, Message: "out of order (request rq-7)"}
}

func TestRoutes_theLastWordIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &down{gateway: newGateway()}
		routes := llm.NewRoutes(d, nil)
		made, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		err = routes.Delete(t.Context(), made.ID, nil, time.Minute)
		if llm.CodeOf(err) != llm.CodeUnavailable || !strings.Contains(err.Error(), "rq-7") {
			t.Errorf("a delete that cannot be seen to end says %v", err)
		}
		if d.reads != 1 {
			t.Errorf("after the deadline it was read %d times", d.reads)
		}
	})
}

// What has failed hides nothing that is still under way: the root waits for a new leaf also while it is broken itself.
func TestRoutes_whatFailedHidesNothingUnderWay(t *testing.T) {
	g := newGateway()
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		g.fails, g.slow, g.calls = map[string]bool{"root/chat": true}, 5, nil
		spec := twoTargets()
		spec.Targets["green"] = at("https://other")
		_, err = routes.Update(t.Context(), have, spec, time.Hour)
		if _, failed := errors.AsType[*llm.FailedError](err); !failed || !slices.Contains(g.calls, "put root/chat") {
			t.Errorf("it says %v after %v, want that the root, which was put, has failed", err, g.calls)
		}
	})
}

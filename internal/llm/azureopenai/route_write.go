package azureopenai

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tries is how often an object is read and written when somebody writes it in
// between.
const (
	tries    = 6
	tryPause = 200 * time.Millisecond // before the second, and so much longer before each that follows
)

// Put implements [llm.RouteDriver].
func (r *routes) Put(ctx context.Context, spec llm.RouteSpec, have *llm.Composite, child string) (llm.ID, error) {
	return have.ID, r.put(ctx, spec, have, child)
}

func (r *routes) put(ctx context.Context, spec llm.RouteSpec, have *llm.Composite, child string) error {
	at, c, err := r.reach(have.ID.Value)
	if err != nil {
		return err
	}
	all := render(spec)
	i := slices.IndexFunc(all, func(c rendered) bool { return c.Name == child })
	if i < 0 {
		return &llm.Error{Op: "write route", Object: child, Code: llm.CodeRefused, Message: "it is no part of the route"}
	}
	w := writing{c: c, to: partOf(at, child), held: have.Child(child), want: all[i].Content}
	defer r.p.apis.Forget()
	return w.again(ctx, func(seen *llm.Child, etag string) error {
		if seen != nil && seen.Phase != llm.Failed && maps.Equal(seen.Content, w.want) {
			return nil // an answer that was lost had done it
		}
		link, err := c.putPart(ctx, w.to, etag, all[i].properties)
		if err == nil {
			r.p.routeJobs.remember(w.to, link)
		}
		return err
	})
}

// Remove implements [llm.RouteDriver].
func (r *routes) Remove(ctx context.Context, have *llm.Composite, child string) error {
	at, c, err := r.reach(have.ID.Value)
	if err != nil {
		return err
	}
	w := writing{c: c, to: partOf(at, child), held: have.Child(child)}
	defer r.p.apis.Forget()
	return w.again(ctx, func(seen *llm.Child, etag string) error {
		switch {
		case seen == nil && w.held == nil:
			return nil
		case seen == nil:
			etag = "*" // a list showed it, and reads may lag behind
		}
		r.p.routeJobs.remember(w.to, "")
		return c.deletePart(ctx, w.to, etag)
	})
}

// writing is a change of one child.
type writing struct {
	c    *client
	to   part
	held *llm.Child        // as the route was read
	want map[string]string // what it is to be; nil: gone
}

// again reads the child, with the ETag under which it is written, and tries
// again when somebody else's write came first.
func (w writing) again(ctx context.Context, write func(seen *llm.Child, etag string) error) error {
	var err error
	for try := range tries {
		if try > 0 && !pause(ctx, time.Duration(try)*tryPause) {
			break
		}
		seen, etag, unread := w.look(ctx)
		if unread != nil {
			return unread
		}
		if err = write(seen, etag); !isOvertaken(err) {
			return err
		}
	}
	known, _ := errors.AsType[*llm.Error](err)
	told := *known
	told.Fix = "Somebody else keeps writing it. Plan again when they have finished: the plan shows what it is then."
	return &told
}

// pause reports whether the caller still waits after it.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// look reads the child. What is somebody else's, or was changed since the route
// was read, is an error.
func (w writing) look(ctx context.Context) (*llm.Child, string, error) {
	e, etag, err := w.c.part(ctx, w.to)
	if llm.IsNotFound(err) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	seen := w.to.observed(*e)
	switch {
	case seen.Foreign && (w.held == nil || w.held.Foreign):
		return nil, "", &llm.Error{
			Op: "write route", Object: w.to.child(), Code: llm.CodeExists, Message: w.to.id() + " was not made by a route",
			Fix: "It is not touched. Delete or rename it, or choose another name for the route.",
		}
	case w.held != nil && !maps.Equal(seen.Content, w.held.Content) && !maps.Equal(seen.Content, w.want):
		return nil, "", &llm.Error{
			Op: "write route", Object: w.to.child(), Code: llm.CodeConflict, Message: "it was changed while this was under way",
			Fix: "Plan again: the plan shows what it is now.",
		}
	}
	return &seen, etag, nil
}

// isOvertaken reports whether a write found another ETag.
func isOvertaken(err error) bool {
	known, ok := errors.AsType[*llm.Error](err)
	return ok && known.Status == http.StatusPreconditionFailed
}

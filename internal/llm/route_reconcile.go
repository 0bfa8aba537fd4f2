package llm

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// unsettledAtOnce is how many children of a route may be under way at a time;
// AgentCore allows 5 per gateway (its user guide's limits), and others write too.
const unsettledAtOnce = 4

// reconciling is one route on its way to its spec.
type reconciling struct {
	*Routes

	spec   RouteSpec
	wanted []Child
	have   *Route
	own    []string        // children in state, and those that were sent
	sent   map[string]bool // children that were sent and have not been seen settled
	undone bool            // what was accepted is not in force
	blind  bool            // the last look at it was refused: another one right away would be, too
}

// reconcile writes what differs: what is sent to before what sends there, which
// always finds it ready, and only then takes away what nobody sends to any more.
// Own are the children in state. The route beside an error is what is true now.
func (r *Routes) reconcile(ctx context.Context, have *Route, spec RouteSpec, own []string) (*Route, error) {
	c := &reconciling{Routes: r, spec: spec, wanted: r.Render(spec), have: have, own: slices.Clone(own), sent: map[string]bool{}}
	err := c.attempt(ctx)
	for range repeats {
		if !c.undone || sleep(ctx, rand.N(2*repeatPause)) != nil {
			break
		}
		err = c.attempt(ctx)
	}
	if _, pending := errors.AsType[*PendingError](err); err != nil && !pending && !c.blind && CodeOf(err) != CodeThrottled {
		c.look(ctx)
	}
	c.have.Children = slices.DeleteFunc(c.have.Children, func(child Child) bool { return child.Foreign })
	return c.have, err
}

// How often, and how long after, what was overwritten by somebody else is
// written again. Some of what a route is made of is shared between routes and is
// written as a whole, like the entries of AgentCore's rate limit, and no
// condition guards it.
const (
	repeats     = 4
	repeatPause = time.Second
)

// attempt writes what differs, and looks what came of it.
func (c *reconciling) attempt(ctx context.Context) error {
	c.undone = false
	if err := c.write(ctx); err != nil {
		return err
	}
	if err := c.clear(ctx); err != nil {
		return err
	}
	return c.verify()
}

func (c *reconciling) write(ctx context.Context) error {
	for _, want := range c.wanted {
		if c.stands(want) {
			continue
		}
		if want.Root || len(c.sent) >= unsettledAtOnce || c.isPending(want.Name) {
			if err := c.settle(ctx); err != nil {
				return err
			}
		}
		if c.stands(want) {
			continue
		}
		if held := c.have.Child(want.Name); held != nil && held.Foreign {
			return foreign("write route", &Route{Name: c.have.Name, Children: []Child{*held}})
		}
		if err := c.Put(ctx, c.spec, c.have, want.Name); err != nil {
			return err
		}
		c.sent[want.Name], c.own = true, append(c.own, want.Name)
	}
	return c.settle(ctx)
}

// stands reports whether a child is there as it is wanted.
func (c *reconciling) stands(want Child) bool {
	held := c.have.Child(want.Name)
	return held != nil && !held.Foreign && held.Phase == Ready && maps.Equal(held.Content, want.Content)
}

func (c *reconciling) isPending(name string) bool {
	held := c.have.Child(name)
	return held != nil && held.Phase == Pending
}

// clear removes what is not wanted any more, the last made first.
func (c *reconciling) clear(ctx context.Context) error {
	for _, gone := range surplus(c.have, c.wanted) {
		have, err := c.remove(ctx, c.have, gone.Name, c.own)
		if have != nil {
			c.have = have
		}
		if err != nil {
			c.blind = true // it was tried until the deadline, or is no use trying
			return err
		}
	}
	return nil
}

// verify reports what the platform accepted but did not do.
func (c *reconciling) verify() error {
	change := c.Diff(c.have, RouteDraft{Spec: c.spec})
	if change.Action == Same {
		return nil
	}
	c.undone = true
	var texts []string
	for _, child := range change.Children {
		texts = append(texts, child.Text())
	}
	return &Error{
		Op: "verify route", Object: c.spec.Name, Code: CodeUnknown, Field: FieldChildren,
		Message: "accepted but not in force: " + strings.Join(texts, "; "),
		Fix:     "Somebody may have changed it at the same time. State holds what the gateway answered: plan again, and apply what the plan shows.",
	}
}

// settle waits until nothing is under way, and sees what became of what was
// sent. A child that was sent and cannot be seen yet is under way, for a while.
func (c *reconciling) settle(ctx context.Context) error {
	started := time.Now()
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		have, err := c.get(ctx, c.have.ID, c.names(), c.own)
		switch {
		case err == nil:
			c.have = have
		case ctx.Err() != nil && len(c.have.Children)+len(c.sent) > 0: // the time was up in the middle of a look
			return &PendingError{Have: c.have.subject(), Cause: err}
		case !IsNotFound(err) || len(c.sent) == 0 || time.Since(started) > grace:
			c.blind = true
			return err
		}
		if err == nil && !c.underWay() && (c.allSeen() || time.Since(started) > grace) {
			return c.settled()
		}
		if ended := sleep(ctx, pause); ended != nil {
			return &PendingError{Have: c.have.subject(), Cause: ended}
		}
	}
}

// settled forgets what was sent; that one of it failed is an error.
func (c *reconciling) settled() error {
	failed := slices.ContainsFunc(c.have.Children, func(child Child) bool { return child.Phase == Failed && c.sent[child.Name] })
	clear(c.sent)
	if failed {
		return &FailedError{Have: c.have.subject()}
	}
	return nil
}

// underWay reports whether anything is, also beside what has failed.
func (c *reconciling) underWay() bool {
	return slices.ContainsFunc(c.have.Children, func(child Child) bool { return child.Phase == Pending })
}

func (c *reconciling) allSeen() bool {
	for name := range c.sent {
		if c.have.Child(name) == nil {
			return false
		}
	}
	return true
}

// names are all children that may be there.
func (c *reconciling) names() []string {
	names := append(childNames(c.wanted), childNames(c.have.Children)...)
	slices.Sort(names)
	return slices.Compact(names)
}

// look reads once more what is there after an error, as far as it can be read.
func (c *reconciling) look(ctx context.Context) {
	ctx, cancel := afterwards(ctx)
	defer cancel()
	if have, err := c.get(ctx, c.have.ID, c.names(), c.own); err == nil {
		c.have = have
	}
}

// remove deletes one child and waits until it is gone. The route is nil when
// that was the last of it.
func (r *Routes) remove(ctx context.Context, have *Route, child string, own []string) (*Route, error) {
	if err := r.Remove(ctx, have, child); err != nil {
		return have, err
	}
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		seen, err := r.get(ctx, have.ID, childNames(have.Children), own)
		if IsNotFound(err) {
			return nil, nil //nolint:nilnil // a route of which nothing is left is no error
		}
		if err == nil && seen.Child(child) == nil {
			return seen, nil
		}
		if err != nil && ctx.Err() == nil {
			return have, err
		}
		if ended := sleep(ctx, pause); ended != nil {
			return have, &PendingError{Have: have.subject(), Cause: cmp.Or(err, ended)}
		}
	}
}

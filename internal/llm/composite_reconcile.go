package llm

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// unsettledAtOnce is how many children of one composite may be under way at a time;
// AgentCore allows 5 per gateway (its user guide's limits), and others write too.
const unsettledAtOnce = 4

// reconciling is one composite on its way to its spec.
type reconciling[S CompositeSpec] struct {
	*Composites[S]

	spec   S
	wanted []Child
	have   *Composite
	own    []string          // children in state, and those that were sent
	sent   map[string]string // children that were sent and have not been seen settled, with the ids that they had

	tried     string   // the child that was sent last
	accepted  bool     // something was, or may have been
	undone    bool     // what was accepted is not in force
	blind     bool     // the last look at it was refused: another one right away would be, too
	held      []string // editions that were not taken away, since somebody uses them
	holder    error    // what the platform said of the last of them
	published bool     // another state shows as published, and nothing was written since
}

// reconcile writes what differs: what is referred to before what refers to it,
// which always finds it ready, and only then takes away what nobody refers to any
// more. Own are the children in state. The composite beside an error is what is
// true now; nil where nothing was there and nothing was accepted.
func (c *Composites[S]) reconcile(ctx context.Context, have *Composite, spec S, own []string) (*Composite, error) {
	r := &reconciling[S]{Composites: c, spec: spec, wanted: c.Render(spec), have: have, own: slices.Clone(own), sent: map[string]string{}}
	err := r.attempt(ctx)
	for range repeats {
		if !r.undone || sleep(ctx, rand.N(2*repeatPause)) != nil {
			break
		}
		err = r.attempt(ctx)
	}
	if _, pending := errors.AsType[*PendingError](err); err != nil && !pending && !r.blind && !r.isNobodys() && CodeOf(err) != CodeThrottled {
		r.look(ctx)
	}
	r.have.Children = slices.DeleteFunc(r.have.Children, func(child Child) bool { return child.Foreign })
	if r.have.ID.Value == "" || len(r.have.Children) == 0 && !r.accepted {
		return nil, err
	}
	return r.have, err
}

// isNobodys reports whether nothing was made: what bears the name now, where the
// platform chooses ids, was made by somebody else in the meantime.
func (c *reconciling[S]) isNobodys() bool { return c.have.ID.Value == "" && !c.accepted }

// How often, and how long after, what was overwritten by somebody else is
// written again. Some of what a composite is made of is shared between several and is
// written as a whole, like the entries of AgentCore's rate limit, and no
// condition guards it.
const (
	repeats     = 4
	repeatPause = time.Second
)

// attempt writes what differs, and looks what came of it.
func (c *reconciling[S]) attempt(ctx context.Context) error {
	c.undone, c.held = false, nil
	if err := c.write(ctx); err != nil {
		return err
	}
	asked := c.spec.head()
	spare := surplus(c.have, c.wanted)
	if len(unlike(c.have, c.wanted, asked.policy)) == 0 { // else former states may be what is fallen back to
		spare = append(spare, spent(c.have, c.wanted, asked)...)
	}
	if err := c.remove(ctx, spare); err != nil {
		return err
	}
	return c.verify()
}

func (c *reconciling[S]) write(ctx context.Context) error {
	for _, want := range c.wanted {
		if c.stands(want) {
			continue
		}
		if want.Root || len(c.sent) >= unsettledAtOnce || c.isPending(want.Name) {
			if err := c.settle(ctx); err != nil {
				return err
			}
		}
		if c.stands(want) || want.Published && !c.publishable() {
			continue
		}
		if held := c.have.Child(want.Name); held != nil && held.Foreign {
			return c.foreign("write", &Composite{Name: c.have.Name, Children: []Child{*held}})
		}
		if err := c.put(ctx, want); err != nil {
			return err
		}
	}
	return c.settle(ctx)
}

// publishable reports whether all that a publication is made of is as it is
// wanted, and was not published as it stands before.
func (c *reconciling[S]) publishable() bool {
	return !c.published && !slices.ContainsFunc(c.wanted, func(want Child) bool { return !want.Published && !c.stands(want) })
}

// put sends one child. Whatever was, or may have been, accepted is answered for
// from here on.
func (c *reconciling[S]) put(ctx context.Context, want Child) error {
	c.tried, c.published = want.Name, false
	id, err := c.send(ctx, want)
	if err != nil {
		c.accepted = c.accepted || outcomeUnknown(err)
		return err
	}
	if c.have.ID.Value == "" {
		c.have.ID = id
	}
	c.claims.hold(c.have.ID)
	c.accepted, c.own = true, append(c.own, want.Name)
	c.sent[want.Name] = ""
	if held := c.have.Child(want.Name); held != nil {
		c.sent[want.Name] = held.ID
	}
	return nil
}

// stands reports whether a child is there as it is wanted.
func (c *reconciling[S]) stands(want Child) bool {
	held := c.have.Child(want.Name)
	return held != nil && !held.Foreign && held.Phase == Ready && maps.Equal(held.Content, want.Content)
}

func (c *reconciling[S]) isPending(name string) bool {
	held := c.have.Child(name)
	return held != nil && held.Phase == Pending
}

// verify reports what the platform accepted but did not do, and else what somebody
// uses.
func (c *reconciling[S]) verify() error {
	change := c.Diff(c.have, Wanted[S]{Spec: c.spec})
	change.Children = slices.DeleteFunc(change.Children, func(child ChildChange) bool { return c.isHeld(child.Name) })
	if change.Action != Replace && len(change.Children) == 0 {
		return c.standing()
	}
	c.undone = true
	var texts []string
	for _, child := range change.Children {
		texts = append(texts, child.Text())
	}
	return &Error{
		Op: "verify " + c.noun, Object: c.have.Name, Code: CodeUnknown, Field: FieldChildren,
		Message: "accepted but not in force: " + strings.Join(texts, "; "),
		Fix:     "Somebody may have changed it at the same time. State holds what the platform answered: plan again, and apply what the plan shows.",
	}
}

// settle waits until nothing is under way, and sees what became of what was
// sent. A child that was sent and cannot be seen yet is under way, for a while.
// Where nothing was and nothing was sent, there is nothing to look at.
func (c *reconciling[S]) settle(ctx context.Context) error {
	if len(c.have.Children)+len(c.sent) == 0 {
		return nil
	}
	started := time.Now()
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		have, err := c.get(ctx, c.have.ID, c.names(), c.own)
		switch {
		case err == nil:
			c.have = have
		case ctx.Err() != nil && len(c.have.Children)+len(c.sent) > 0: // the time was up in the middle of a look
			return &PendingError{Have: c.subject(c.have), Cause: err}
		case !IsNotFound(err) || len(c.sent) == 0 || time.Since(started) > grace:
			c.blind = true
			return err
		}
		if err == nil && !c.underWay() && (c.allSeen() || time.Since(started) > grace) {
			return c.settled()
		}
		if ended := sleep(ctx, pause); ended != nil {
			return &PendingError{Have: c.subject(c.have), Cause: ended}
		}
	}
}

// settled forgets what was sent; that one of it failed is an error.
func (c *reconciling[S]) settled() error {
	failed := slices.ContainsFunc(c.have.Children, func(child Child) bool {
		_, sent := c.sent[child.Name]
		return sent && child.Phase == Failed
	})
	for _, want := range c.wanted {
		if _, sent := c.sent[want.Name]; sent && want.Published {
			c.published = c.shows(want)
		}
	}
	clear(c.sent)
	if failed {
		return &FailedError{Have: c.subject(c.have)}
	}
	return nil
}

// underWay reports whether anything is, also beside what has failed.
func (c *reconciling[S]) underWay() bool {
	return slices.ContainsFunc(c.have.Children, func(child Child) bool { return child.Phase == Pending })
}

// allSeen reports whether all that was sent shows.
func (c *reconciling[S]) allSeen() bool {
	return !slices.ContainsFunc(c.wanted, func(want Child) bool {
		_, sent := c.sent[want.Name]
		return sent && !c.shows(want)
	})
}

// shows reports whether a child that was sent is there: of what is published,
// another one than before.
func (c *reconciling[S]) shows(want Child) bool {
	held := c.have.Child(want.Name)
	return held != nil && (!want.Published || held.ID != c.sent[want.Name])
}

// names are all children that may be there.
func (c *reconciling[S]) names() []string {
	names := append(childNames(c.wanted), childNames(c.have.Children)...)
	slices.Sort(names)
	return slices.Compact(names)
}

// look reads once more what is there after an error, as far as it can be read.
func (c *reconciling[S]) look(ctx context.Context) {
	ctx, cancel := afterwards(ctx)
	defer cancel()
	if have, err := c.get(ctx, c.have.ID, c.names(), c.own); err == nil && (c.have.ID.Value != "" || c.made(have)) {
		c.have = have
	}
}

// made reports whether what was found by its name, after the answer to the very
// first write was lost, is what that has made: all of it is what was sent.
// Somebody else's, in state, would be destroyed by the next apply.
func (c *reconciling[S]) made(have *Composite) bool {
	return have.Owner == c.spec.head().owner && !slices.ContainsFunc(have.Children, func(held Child) bool {
		return held.Foreign || held.Name != c.tried || !slices.ContainsFunc(c.wanted, func(want Child) bool {
			return want.Name == held.Name && maps.Equal(want.Content, held.Content)
		})
	})
}

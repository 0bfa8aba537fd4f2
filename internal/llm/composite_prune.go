package llm

import (
	"context"
	"slices"
)

// send writes one child. Where the platform takes no further published state, the
// oldest that is not kept anyway makes room: no sooner, since former states may be
// what is fallen back to, and no more than that one.
func (c *reconciling[S]) send(ctx context.Context, want Child) (ID, error) {
	id, err := c.Put(ctx, c.spec, c.have, want.Name)
	if !want.Published || CodeOf(err) != CodeQuota {
		return id, err
	}
	made, failed := c.makeRoom(ctx)
	switch {
	case failed != nil:
		return id, failed
	case !made:
		return id, err
	}
	return c.Put(ctx, c.spec, c.have, want.Name)
}

// makeRoom takes away one edition that the plan gives up and that nobody uses. It
// reports whether there was one.
func (c *reconciling[S]) makeRoom(ctx context.Context) (made bool, err error) {
	for _, gone := range spent(c.have, c.wanted, c.spec.head()) {
		if made, err = c.takeAway(ctx, gone.Name); made || err != nil {
			return made, err
		}
	}
	return false, nil
}

// remove takes away what is not wanted any more.
func (c *reconciling[S]) remove(ctx context.Context, unwanted []ChildChange) error {
	for _, gone := range unwanted {
		if _, err := c.takeAway(ctx, gone.Name); err != nil {
			return err
		}
	}
	return nil
}

// takeAway removes one child or edition. An edition that somebody uses stays: who
// uses it may be waiting for this very write, to move to what it publishes.
func (c *reconciling[S]) takeAway(ctx context.Context, name string) (gone bool, err error) {
	if c.isHeld(name) {
		return false, nil
	}
	have, err := c.Composites.remove(ctx, c.have, name, c.own)
	if have != nil {
		c.have = have
	}
	if CodeOf(err) == CodeLocked && slices.Contains(c.have.Editions, name) {
		c.held = append(c.held, name)
		c.holder = err
		return false, nil
	}
	if err != nil {
		c.blind = true // it was tried until the deadline, or is no use trying
	}
	return err == nil, err
}

// isHeld reports whether it was found to be in use.
func (c *reconciling[S]) isHeld(name string) bool { return slices.Contains(c.held, name) }

// standing tells of the editions that were left; nil where there are none.
func (c *reconciling[S]) standing() error {
	if len(c.held) == 0 {
		return nil
	}
	return &HeldError{Have: c.subject(c.have), Names: slices.Clone(c.held), Cause: c.holder}
}

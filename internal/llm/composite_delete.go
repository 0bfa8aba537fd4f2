package llm

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Delete removes a composite, what refers to other children first, and waits
// until all of it is gone. What is gone already is success. Known are the
// children in state.
func (c *Composites[S]) Delete(ctx context.Context, id ID, known []string, timeout time.Duration) error {
	release, err := c.turns.take(ctx, id.Parent)
	if err != nil {
		return err
	}
	defer release()
	c.claims.hold(id)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	have, err := c.get(ctx, id, known, known)
	if err != nil {
		return notGone(err)
	}
	r := &reconciling[S]{Composites: c, have: have, own: known, sent: map[string]string{}}
	if err := r.settle(ctx); err != nil { // a create that finishes later would be lost
		return notGone(err)
	}
	have = r.have
	for range repeats { // somebody who writes what several share may have brought a part back
		for _, child := range slices.Backward(have.Children) {
			if child.Foreign || child.goesWith(have) {
				continue
			}
			if have, err = c.remove(ctx, have, child.Name, known); err != nil || have == nil {
				return err
			}
		}
	}
	return c.cleared(have)
}

// cleared is the error of what is there again as often as it is removed; nil
// where nothing is.
func (c *Composites[S]) cleared(have *Composite) error {
	i := slices.IndexFunc(have.Children, func(child Child) bool { return !child.Foreign })
	if i < 0 {
		return nil
	}
	return &Error{
		Op: "delete " + c.noun, Object: have.Name, Code: CodeConflict, Message: have.Children[i].Name + " is there again as often as it is removed",
		Fix: "Something else makes it anew. Find and stop that, and apply again.",
	}
}

// goesWith reports whether the deletion of another child deletes this one.
func (child Child) goesWith(have *Composite) bool {
	other := have.Child(child.With)
	return other != nil && !other.Foreign
}

// remove deletes one child or edition and waits until it is gone. The composite
// is nil when that was the last of it.
func (c *Composites[S]) remove(ctx context.Context, have *Composite, child string, own []string) (*Composite, error) {
	if err := c.Remove(ctx, have, child); err != nil {
		return have, err
	}
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		seen, err := c.get(ctx, have.ID, childNames(have.Children), own)
		if IsNotFound(err) {
			return nil, nil //nolint:nilnil // a composite of which nothing is left is no error
		}
		if err == nil && !seen.holds(child) {
			return seen, nil
		}
		if err == nil && seen.hasFailed(child) && !have.hasFailed(child) {
			return seen, &FailedError{Have: c.subject(seen)}
		}
		if err != nil && ctx.Err() == nil {
			return have, err
		}
		if ended := sleep(ctx, pause); ended != nil {
			return have, &PendingError{Have: c.subject(have), Cause: cmp.Or(err, ended)}
		}
	}
}

// hasFailed reports whether the platform has given up on a child.
func (c *Composite) hasFailed(child string) bool {
	held := c.Child(child)
	return held != nil && held.Phase == Failed
}

// holds reports whether a child or edition of that name is there.
func (c *Composite) holds(name string) bool {
	return c.Child(name) != nil || slices.Contains(c.Editions, name)
}

// notGone is nil where the object is not there.
func notGone(err error) error {
	if IsNotFound(err) {
		return nil
	}
	return err
}

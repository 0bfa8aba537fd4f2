package llm

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Composites is the portable half of every platform's composites of one kind: it
// takes turns, orders what is written so that no child ever refers to what is not
// ready, waits, and verifies what came of it. It is safe for concurrent use.
type Composites[S CompositeSpec] struct {
	CompositeDriver[S]

	noun   string
	turns  *turns
	claims claims
	now    func() time.Time
}

// NewComposites wraps a driver. Noun is what users call one of the kind. Now
// tells the platform's time; nil is the machine's clock.
func NewComposites[S CompositeSpec](noun string, driver CompositeDriver[S], now func() time.Time) *Composites[S] {
	if now == nil {
		now = time.Now
	}
	return &Composites[S]{CompositeDriver: driver, noun: noun, turns: &turns{}, now: now}
}

// TakeTurnsWith lets writes wait for those to deployments under the same parent,
// and the other way round. It is called before the first write.
func (c *Composites[S]) TakeTurnsWith(deployments *Deployments) { c.turns = &deployments.turns }

// Now is the platform's time.
func (c *Composites[S]) Now() time.Time { return c.now() }

// Hold notes that a resource of this process has the composite in its state, so
// that no create takes its children for leftovers.
func (c *Composites[S]) Hold(id ID) { c.claims.hold(id) }

// Adopted reports whether a create of this process has taken on what stood under
// the id as the leftover of an interrupted one. Whatever else stands for it gives
// it up: to delete it would take it from the resource that was just created.
func (c *Composites[S]) Adopted(id ID) bool { return c.claims.isAdopted(id) }

// subject is the composite as an error tells of it.
func (c *Composites[S]) subject(have *Composite) Subject {
	_, reason := have.Health()
	return Subject{Noun: c.noun, ID: have.ID, Name: have.Name, Reason: reason}
}

// Read reads a composite. Known are the names of the children in state; without
// any, as in an import, what was not made as one is refused. An error with code
// NotFound means that nothing of it is there.
func (c *Composites[S]) Read(ctx context.Context, id ID, known []string) (*Composite, error) {
	c.claims.hold(id)
	if len(known) == 0 {
		return c.Look(ctx, id)
	}
	return c.get(ctx, id, known, known)
}

// Look reads a composite that is in no state of this process, as an import would:
// what was not made as one is refused.
func (c *Composites[S]) Look(ctx context.Context, id ID) (*Composite, error) {
	have, err := c.get(ctx, id, nil, nil)
	if err != nil {
		return have, err
	}
	return have, c.foreign("read", have)
}

// get reads a composite with the children of those names. What is in state, or
// was written in this run, is its own, whatever has become of its marks.
func (c *Composites[S]) get(ctx context.Context, id ID, names, own []string) (*Composite, error) {
	have, err := c.Get(ctx, id, names)
	if err != nil {
		return nil, err
	}
	for i := range have.Children {
		have.Children[i].Foreign = have.Children[i].Foreign && !slices.Contains(own, have.Children[i].Name)
	}
	return have, nil
}

// ReadMade does the same for one that was made at that time: while it is younger
// than the grace, "not found" means "not yet" and it is asked for again.
func (c *Composites[S]) ReadMade(ctx context.Context, id ID, known []string, made time.Time) (*Composite, error) {
	have, err := c.Read(ctx, id, known)
	for pause := firstPause; IsNotFound(err) && c.now().Sub(made) < grace; pause = min(pause*8/5, lastPause) {
		if err := sleep(ctx, pause); err != nil {
			return nil, interrupted("read "+c.noun, id.Value, err)
		}
		have, err = c.get(ctx, id, known, known)
	}
	return have, err
}

// Create makes a composite and waits until it is in effect. The timeout counts
// from the moment its turn has come. What an interrupted create has left, which
// lacks what is made last, is taken on and completed; where the platform chooses ids,
// only with an owner. A composite beside an error exists in part, or may, and has to
// be kept.
func (c *Composites[S]) Create(ctx context.Context, spec S, timeout time.Duration) (*Composite, error) {
	id, err := c.Target(spec)
	if err != nil {
		return nil, err
	}
	release, err := c.turnToCreate(ctx, id)
	if err != nil {
		return nil, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	have, err := c.leftover(ctx, id, spec)
	if err != nil {
		return nil, err
	}
	if err := c.preflight(ctx, spec); err != nil {
		return nil, err
	}
	have, err = c.reconcile(ctx, have, spec, nil)
	if have == nil {
		return nil, err
	}
	return have, c.inEffect(have, err)
}

// turnToCreate waits for the turn at what the composite is a part of; where that
// is a whole region, for the turn among those that could meet each other's half
// made one: those of its name.
func (c *Composites[S]) turnToCreate(ctx context.Context, id ID) (release func(), err error) {
	if id.Parent != "" {
		return c.turns.take(ctx, id.Parent)
	}
	return c.turns.take(ctx, strings.Join([]string{"create", c.noun, id.Location, id.Name}, "\n"))
}

// inEffect takes whatever goes wrong after a new composite was made to its end
// for a wait that has not ended: it may be in use already, and a new object
// beside an error is destroyed by the next apply. What is not as it was planned,
// the next plan shows.
func (c *Composites[S]) inEffect(have *Composite, err error) error {
	if _, pending := errors.AsType[*PendingError](err); err == nil || pending || !have.Finished() {
		return err
	}
	return &PendingError{Have: c.subject(have), Cause: err}
}

// Update brings a composite to the spec in place and waits until it is in effect.
// Before is what was last observed. Where that asks for no write, none is sent. A
// composite beside an error is what is true now.
func (c *Composites[S]) Update(ctx context.Context, before *Composite, spec S, timeout time.Duration) (*Composite, error) {
	release, err := c.turns.take(ctx, before.ID.Parent)
	if err != nil {
		return before, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if c.Diff(before, Wanted[S]{Spec: spec}).Action == Same {
		return before, nil // what has changed since belongs into the next plan
	}
	own := childNames(before.Children)
	have, err := c.get(ctx, before.ID, own, own)
	if IsNotFound(err) {
		have, err = c.gone(before, spec)
	}
	if err != nil {
		return before, err
	}
	if err := c.preflight(ctx, spec); err != nil {
		return have, err
	}
	after, err := c.reconcile(ctx, have, spec, own)
	if after == nil {
		return have, err // nothing was there, and nothing came of it: state tells that on the next read
	}
	return after, err
}

// gone is what an update writes to where nothing is left: the composite without
// children, to be made again under its id. Where the platform chooses ids that
// cannot be, and what was made would stand under an id that no state holds.
func (c *Composites[S]) gone(before *Composite, spec S) (*Composite, error) {
	target, err := c.Target(spec)
	if err != nil {
		return nil, err
	}
	if target.Value == "" {
		return nil, &Error{
			Op: "update " + c.noun, Object: before.Name, Code: CodeNotFound, Message: before.ID.Value + " was deleted after the plan was made",
			Fix: "Nothing was written. Plan again: the plan makes it anew, under another id.",
		}
	}
	return &Composite{ID: before.ID, Name: before.Name, Place: before.Place, Endpoint: before.Endpoint}, nil
}

// preflight stops a write that the platform would refuse.
func (c *Composites[S]) preflight(ctx context.Context, spec S) error {
	ctx, cancel := aside(ctx)
	defer cancel()
	return blocking(c.Preflight(ctx, spec))
}

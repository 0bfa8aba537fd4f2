package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	firstPause = 200 * time.Millisecond
	lastPause  = 10 * time.Second

	// grace is how long after its creation an object may answer "not found"
	// without being gone.
	grace = time.Minute
)

// PendingError says that the platform was still working when the caller had to
// stop waiting. The object exists and is being made or changed.
type PendingError struct {
	Have  *Deployment
	Cause error // why the waiting ended
}

// Error names the object and how far it came.
func (e *PendingError) Error() string {
	return fmt.Sprintf("wait for deployment %q: still %s: %v", e.Have.Name, e.Have.Reason, e.Cause)
}

// Unwrap gives the reason for stopping.
func (e *PendingError) Unwrap() error { return e.Cause }

// await reads the object until it has settled. It returns what was last seen
// beside a *PendingError when ctx ends first, and beside a *FailedError when
// the platform gave up. For a new object "not found" means "not yet" until the
// grace has passed.
func (d *Deployments) await(ctx context.Context, id ID, isNew bool) (*Deployment, error) {
	last := &Deployment{ID: id, Name: id.Name, Phase: Pending, Reason: "not readable yet"}
	started := time.Now()
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		have, err := d.Get(ctx, id)
		switch {
		case err == nil && have.Phase == Ready:
			return have, nil
		case err == nil && have.Phase == Failed:
			return have, &FailedError{Have: have}
		case err == nil:
			last = have
		case ctx.Err() != nil:
			return last, &PendingError{Have: last, Cause: ctx.Err()}
		case !IsNotFound(err) || !isNew || time.Since(started) > grace:
			return last, err
		}
		if err := sleep(ctx, pause); err != nil {
			return last, &PendingError{Have: last, Cause: err}
		}
	}
}

// awaitGone reads the object until it is not there any more.
func (d *Deployments) awaitGone(ctx context.Context, id ID) error {
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		have, err := d.Get(ctx, id)
		if IsNotFound(err) {
			return nil
		}
		if err != nil && ctx.Err() == nil {
			return err
		}
		if err := errors.Join(ctx.Err(), sleep(ctx, pause)); err != nil {
			if have == nil {
				have = &Deployment{ID: id, Name: id.Name, Reason: "being deleted"}
			}
			return &PendingError{Have: have, Cause: err}
		}
	}
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

package llm

import (
	"cmp"
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
	Have  Subject
	Cause error // why the waiting ended
}

// Error names the object and how far it came.
func (e *PendingError) Error() string {
	if e.Have.Reason == "" {
		return fmt.Sprintf("wait for %s %q: %v", e.Have.Noun, e.Have.Name, e.Cause)
	}
	return fmt.Sprintf("wait for %s %q: still %s: %v", e.Have.Noun, e.Have.Name, e.Have.Reason, e.Cause)
}

// Unwrap gives the reason for stopping.
func (e *PendingError) Unwrap() error { return e.Cause }

// await reads the object until it has settled. It returns what was last seen
// beside a *PendingError when ctx ends first, and beside a *FailedError when
// the platform gave up. For a new object "not found" means "not yet" until the
// grace has passed, and whatever else keeps it from being read is a
// *PendingError too: it is there, and an error would have it destroyed.
func (d *Deployments) await(ctx context.Context, id ID, isNew bool) (*Deployment, error) {
	last := &Deployment{ID: id, Name: id.Name, Phase: Pending, Reason: "not readable yet"}
	started, expected := time.Now(), isNew
	for pause := firstPause; ; pause = min(pause*8/5, lastPause) {
		have, err := d.Get(ctx, id)
		missing := IsNotFound(err)
		switch {
		case err == nil && have.Phase == Ready:
			return have, nil
		case err == nil && have.Phase == Failed:
			return have, &FailedError{Have: have.subject()}
		case err == nil:
			last, expected = have, true
		case !expected || missing && (!isNew || time.Since(started) > grace):
			return last, err
		case !missing:
			return last, &PendingError{Have: last.subject(), Cause: err}
		}
		if ended := sleep(ctx, pause); ended != nil {
			if missing {
				ended = err
			}
			return last, &PendingError{Have: last.subject(), Cause: ended}
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
		if ended := errors.Join(ctx.Err(), sleep(ctx, pause)); ended != nil {
			if have == nil {
				have = &Deployment{ID: id, Name: id.Name, Reason: "being deleted"}
			}
			return &PendingError{Have: have.subject(), Cause: cmp.Or(err, ended)}
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

package amazonbedrock

import (
	"context"
	"sync"
	"time"
)

// restAfterFailure is how long what can be done without is not asked for again once it failed.
const restAfterFailure = 30 * time.Second

// rests remembers which regions' catalogs could not be read a moment ago, so that waiting for a deployment does not ask for
// its catalog at every look, or earlier than the service said. The zero value knows of none.
type rests struct {
	mu     sync.Mutex
	failed map[string]rest
}

type rest struct {
	told  time.Time // the service is not to be asked before
	until time.Time // who can do without does not ask before
	err   error
}

// note keeps what a reading ended with; nil ends the rest.
func (r *rests) note(region string, told time.Duration, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		delete(r.failed, region)
		return
	}
	if r.failed == nil {
		r.failed = map[string]rest{}
	}
	now := time.Now()
	r.failed[region] = rest{told: now.Add(told), until: now.Add(max(told, restAfterFailure)), err: err}
}

// resting reports whether who can do without the catalog should.
func (r *rests) resting(region string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Now().Before(r.failed[region].until)
}

// wait returns when the service may be asked, or at once with its last word where the caller has not that long.
func (r *rests) wait(ctx context.Context, region string) error {
	r.mu.Lock()
	last := r.failed[region]
	r.mu.Unlock()
	left := time.Until(last.told)
	if left <= 0 {
		return nil
	}
	if deadline, bounded := ctx.Deadline(); bounded && deadline.Before(last.told) {
		return last.err
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return cancelled("list models", region, ctx.Err())
	}
}

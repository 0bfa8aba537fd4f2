package framework

import (
	"context"
	"sync"
	"time"
)

// lent is a context that forgets its values when the call it was made for has
// ended. The framework's server holds on to a cancel function of every call
// until terraform stops it, and with it to the call's context, in which there is
// 40 KB of loggers: 150 MiB for a plan of 1000 resources.
type lent struct {
	done     <-chan struct{}
	deadline time.Time
	limited  bool

	mu    sync.RWMutex
	owner context.Context
}

// lend returns ctx for one call, whose end release marks.
func lend(ctx context.Context) (borrowed context.Context, release func()) {
	l := &lent{done: ctx.Done(), owner: ctx}
	l.deadline, l.limited = ctx.Deadline()
	return l, l.release
}

func (l *lent) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.owner = nil
}

// Deadline is the call's.
func (l *lent) Deadline() (deadline time.Time, ok bool) { return l.deadline, l.limited }

// Done is the call's.
func (l *lent) Done() <-chan struct{} { return l.done }

// Err is that of a call that was cancelled once it has ended.
func (l *lent) Err() error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.owner == nil {
		return context.Canceled
	}
	return l.owner.Err()
}

// Value is the call's, and nil once it has ended.
func (l *lent) Value(key any) any {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.owner == nil {
		return nil
	}
	return l.owner.Value(key)
}

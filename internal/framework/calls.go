package framework

import (
	"context"
	"sync"
	"time"
)

// calls are those that the server is in the middle of, so that terraform's wish
// to stop reaches what is done before the framework knows of a call. The zero
// value is ready.
type calls struct {
	mu   sync.Mutex
	next int
	open map[int]context.CancelFunc
}

type beganKey struct{}

// begin returns the context of one call, whose end has to be told.
func (c *calls) begin(ctx context.Context) (call context.Context, end func()) {
	call, cancel := context.WithCancel(context.WithValue(ctx, beganKey{}, time.Now()))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == nil {
		c.open = map[int]context.CancelFunc{}
	}
	c.next++
	number := c.next
	c.open[number] = cancel
	return call, func() {
		cancel()
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.open, number)
	}
}

// stop cancels every call that has begun and not ended.
func (c *calls) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, cancel := range c.open {
		cancel()
	}
}

// WithTimeout allows a call that much time from when it came to the server: what
// was spent on looking for a shortcut is not given twice.
func WithTimeout(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	if began, ok := ctx.Value(beganKey{}).(time.Time); ok {
		return context.WithDeadline(ctx, began.Add(timeout))
	}
	return context.WithTimeout(ctx, timeout)
}

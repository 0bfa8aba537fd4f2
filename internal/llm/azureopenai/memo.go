package azureopenai

import (
	"context"
	"sync"
	"time"
)

// memo keeps what was read once, so that many callers cost one call. Callers
// who ask for the same key at the same time share one reading; a failed one is
// not kept. The zero value is ready and keeps for the life of the process.
type memo[T any] struct {
	keep time.Duration // 0: for ever

	mu    sync.Mutex
	slots map[string]*slot[T]
}

type slot[T any] struct {
	turn  chan struct{} // held while reading
	known bool
	read  time.Time
	value T
}

// get returns what is known of key, or reads it. It gives up when ctx ends.
func (m *memo[T]) get(ctx context.Context, key string, read func(context.Context) (T, error)) (T, error) {
	s := m.slot(key)
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		var none T
		return none, unsent("wait for another reading", key, ctx.Err())
	}
	if s.known && (m.keep == 0 || time.Since(s.read) < m.keep) {
		return s.value, nil
	}
	value, err := read(ctx)
	if err == nil {
		s.value, s.known, s.read = value, true, time.Now()
	}
	return value, err
}

func (m *memo[T]) slot(key string) *slot[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.slots == nil {
		m.slots = map[string]*slot[T]{}
	}
	if m.slots[key] == nil {
		m.slots[key] = &slot[T]{turn: make(chan struct{}, 1)}
	}
	return m.slots[key]
}

// forget drops everything: a write has made it stale.
func (m *memo[T]) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.slots = nil
}

package amazonbedrock

import (
	"context"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// lazy holds what is fetched on first use. Concurrent callers share one fetch. A failure that would repeat itself is
// kept; after any other the next caller tries again, with its own deadline.
type lazy[T any] struct {
	turn  chan struct{}
	done  bool
	value T
	err   error
}

func newLazy[T any]() *lazy[T] {
	return &lazy[T]{turn: make(chan struct{}, 1)}
}

func (l *lazy[T]) get(ctx context.Context, fetch func(context.Context) (T, error)) (T, error) {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		var none T
		return none, cancelled("wait for another call", "", ctx.Err())
	}
	if !l.done {
		l.value, l.err = fetch(ctx)
		l.done = l.err == nil || lasting(l.err)
	}
	return l.value, l.err
}

// lasting reports whether a failure would only repeat itself.
func lasting(err error) bool {
	switch llm.CodeOf(err) {
	case llm.CodeInvalid, llm.CodeDenied, llm.CodeUnauthenticated, llm.CodeRefused:
		return true
	}
	return false
}

// lazyMap holds a lazy value for every key. Its zero value is empty.
type lazyMap[T any] struct {
	mu     sync.Mutex
	values map[string]*lazy[T]
}

func (m *lazyMap[T]) at(key string) *lazy[T] {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.values == nil {
		m.values = map[string]*lazy[T]{}
	}
	if m.values[key] == nil {
		m.values[key] = newLazy[T]()
	}
	return m.values[key]
}

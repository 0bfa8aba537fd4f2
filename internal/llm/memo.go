package llm

import (
	"context"
	"errors"
	"sync"
	"time"
)

// failureKept is how long a failure that would only repeat itself is told
// again instead of being sent for.
const failureKept = 30 * time.Second

// Memo keeps what was read, so that many callers cost one call. Callers who ask
// for the same key at the same time share one reading. A failure that would
// repeat itself is kept for some seconds, any other not at all. The zero value
// is ready and keeps for the life of the process.
type Memo[T any] struct {
	Keep time.Duration // how long a value counts; 0: for ever

	mu    sync.Mutex
	slots map[string]*slot[T]
}

type slot[T any] struct {
	turn  chan struct{} // held while reading
	known bool
	read  time.Time
	value T
	err   error
}

// Get returns what is known of key, or reads it. When ctx ends while another
// caller reads, the error is an [*Error] with the code for that.
func (m *Memo[T]) Get(ctx context.Context, key string, read func(context.Context) (T, error)) (T, error) {
	s := m.slot(key)
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		var none T
		return none, interrupted("wait for another reading", key, ctx.Err())
	}
	if s.known && m.counts(s) {
		return s.value, s.err
	}
	s.value, s.err = read(ctx)
	s.known, s.read = s.err == nil || lasting(s.err), time.Now()
	return s.value, s.err
}

func (m *Memo[T]) counts(s *slot[T]) bool {
	keep := m.Keep
	if s.err != nil {
		keep = failureKept
	}
	return keep == 0 || time.Since(s.read) < keep
}

func (m *Memo[T]) slot(key string) *slot[T] {
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

// Forget drops everything, what is being read just now too.
func (m *Memo[T]) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.slots = nil
}

// lasting reports whether a failure would only repeat itself.
func lasting(err error) bool {
	switch CodeOf(err) {
	case CodeInvalid, CodeDenied, CodeUnauthenticated, CodeRefused:
		return true
	}
	return false
}

// interrupted is the error of an operation whose context ended before it began.
func interrupted(op, object string, err error) error {
	code := CodeCancelled
	if errors.Is(err, context.DeadlineExceeded) {
		code = CodeTimeout
	}
	return &Error{Op: op, Object: object, Code: code, Err: err}
}

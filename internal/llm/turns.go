package llm

import (
	"context"
	"strings"
	"sync"
)

// turns lets one writer at a time work on what an id stands for. It saves
// conflicts inside one process; other processes are met by retrying.
type turns struct {
	mu    sync.Mutex
	taken map[string]chan struct{}
}

// take waits for the turn and returns what gives it back. The empty key is
// nobody's: it never waits. It fails only when ctx ends first.
func (t *turns) take(ctx context.Context, key string) (release func(), err error) {
	if key == "" {
		return func() {}, nil
	}
	turn := t.turn(key)
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, interrupted("wait for a turn to write", key, ctx.Err())
	}
}

// turn is one for all spellings of an id: Azure does not tell upper from lower
// case.
func (t *turns) turn(key string) chan struct{} {
	key = strings.ToLower(key)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.taken == nil {
		t.taken = map[string]chan struct{}{}
	}
	if t.taken[key] == nil {
		t.taken[key] = make(chan struct{}, 1)
	}
	return t.taken[key]
}

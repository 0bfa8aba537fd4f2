package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/renameio/v2/maybe"
)

// lockPoll is how often a process asks for the file's lock while another one holds it.
const lockPoll = 2 * time.Millisecond

// store gives one request at a time the state, which it keeps in memory or, with a path, in a file shared between
// processes. It promises that the file is at any time absent or whole.
type store struct {
	path string        // "" keeps the state in memory only
	turn chan struct{} // holds one token: the turn of one request in this process
	lock *flock.Flock
	last *state
	raw  []byte // what the file held when last was read or written
}

func newStore(path string) *store {
	s := &store{path: path, turn: make(chan struct{}, 1)}
	if path != "" {
		s.lock = flock.New(path+".lock", flock.SetPermissions(0o600))
	}
	s.turn <- struct{}{}
	return s
}

// read shows the state to fn, which must not change it.
func (s *store) read(ctx context.Context, fn func(*state)) error {
	return s.locked(ctx, func(st *state) error {
		fn(st)
		return s.save(st, s.raw == nil)
	})
}

// write shows the state to fn and keeps what fn changed if it returns true; else fn must have changed nothing.
func (s *store) write(ctx context.Context, fn func(*state) bool) error {
	return s.locked(ctx, func(st *state) error {
		return s.save(st, fn(st) || s.raw == nil)
	})
}

func (s *store) locked(ctx context.Context, fn func(*state) error) error {
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if s.path == "" {
		st, err := s.load(time.Now())
		if err != nil {
			return err
		}
		return fn(st)
	}
	if _, err := s.lock.TryLockContext(ctx, lockPoll); err != nil {
		return fmt.Errorf("lock sandbox state %q: %w", s.path, err)
	}
	defer s.lock.Unlock() //nolint:errcheck // the file was only opened to be locked; closing it cannot lose anything
	st, err := s.load(time.Now())
	if err != nil {
		return err
	}
	return fn(st)
}

// load returns the state: a new one born at the real time wall where there is none yet. The file is decoded again
// only if its bytes changed.
func (s *store) load(wall time.Time) (*state, error) {
	if s.path == "" {
		if s.last == nil {
			s.last = newState(wall)
		}
		return s.last, nil
	}
	data, err := os.ReadFile(s.path) //nolint:gosec // a path that the user named is there to be opened
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.raw = nil
		return newState(wall), nil
	case err != nil:
		return nil, fmt.Errorf("read sandbox state: %w", err)
	case s.last != nil && bytes.Equal(data, s.raw):
		return s.last, nil
	}
	st, err := decodeState(data)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", s.path, err)
	}
	s.last, s.raw = st, data
	return st, nil
}

// save writes the file if the state differs from what the file holds.
func (s *store) save(st *state, changed bool) error {
	if s.path == "" || !changed {
		return nil
	}
	data, err := encodeState(st)
	if err != nil {
		return err
	}
	if bytes.Equal(data, s.raw) {
		return nil
	}
	if err := maybe.WriteFile(s.path, data, 0o600); err != nil {
		s.last, s.raw = nil, nil // the change is not kept: the next request reads what the file still holds
		return fmt.Errorf("write sandbox state: %w", err)
	}
	s.last, s.raw = st, data
	return nil
}

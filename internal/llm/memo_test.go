package llm

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestMemo(t *testing.T) {
	reads := 0
	read := func(context.Context) (int, error) { reads++; return reads, nil }
	expect := func(t *testing.T, m *Memo[int], key string, want int) {
		t.Helper()
		if got, err := m.Get(t.Context(), key, read); got != want || err != nil {
			t.Errorf("got %d, %v; want %d", got, err, want)
		}
	}
	t.Run("reads once by key, until told to forget", func(t *testing.T) {
		reads = 0
		var m Memo[int]
		expect(t, &m, "a", 1)
		expect(t, &m, "a", 1)
		expect(t, &m, "b", 2)
		m.Forget()
		expect(t, &m, "a", 3)
	})
	t.Run("reads again when it is old", func(t *testing.T) {
		reads = 0
		m := Memo[int]{Keep: time.Nanosecond}
		expect(t, &m, "a", 1)
		time.Sleep(time.Millisecond)
		expect(t, &m, "a", 2)
	})
	t.Run("does not keep a failure", func(t *testing.T) {
		reads = 0
		var m Memo[int]
		if _, err := m.Get(t.Context(), "a", func(context.Context) (int, error) { return 0, errors.New("no") }); err == nil {
			t.Error("no error")
		}
		expect(t, &m, "a", 1)
	})
	t.Run("tells a failure again that would repeat itself", func(t *testing.T) {
		asked := 0
		var m Memo[int]
		denied := func(context.Context) (int, error) { asked++; return 0, &Error{Code: CodeDenied} }
		for range 3 {
			if _, err := m.Get(t.Context(), "a", denied); CodeOf(err) != CodeDenied {
				t.Errorf("error = %v", err)
			}
		}
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
	})
	t.Run("lets a caller go who gives up", func(t *testing.T) {
		var m Memo[int]
		var started atomic.Bool
		hold := make(chan struct{})
		defer close(hold)
		go m.Get(context.Background(), "a", func(context.Context) (int, error) {
			started.Store(true)
			<-hold
			return 0, nil
		})
		for !started.Load() {
			time.Sleep(time.Millisecond)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := m.Get(ctx, "a", read); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})
}

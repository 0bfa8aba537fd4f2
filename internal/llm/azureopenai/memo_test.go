package azureopenai

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
	expect := func(t *testing.T, m *memo[int], key string, want int) {
		t.Helper()
		if got, err := m.get(t.Context(), key, read); got != want || err != nil {
			t.Errorf("got %d, %v; want %d", got, err, want)
		}
	}
	t.Run("reads once by key, until told to forget", func(t *testing.T) {
		reads = 0
		var m memo[int]
		expect(t, &m, "a", 1)
		expect(t, &m, "a", 1)
		expect(t, &m, "b", 2)
		m.forget()
		expect(t, &m, "a", 3)
	})
	t.Run("reads again when it is old", func(t *testing.T) {
		reads = 0
		m := memo[int]{keep: time.Nanosecond}
		expect(t, &m, "a", 1)
		time.Sleep(time.Millisecond)
		expect(t, &m, "a", 2)
	})
	t.Run("does not keep a failure", func(t *testing.T) {
		reads = 0
		var m memo[int]
		if _, err := m.get(t.Context(), "a", func(context.Context) (int, error) { return 0, errors.New("no") }); err == nil {
			t.Error("no error")
		}
		expect(t, &m, "a", 1)
	})
	t.Run("lets a caller go who gives up", func(t *testing.T) {
		var m memo[int]
		var started atomic.Bool
		hold := make(chan struct{})
		defer close(hold)
		go m.get(context.Background(), "a", func(context.Context) (int, error) {
			started.Store(true)
			<-hold
			return 0, nil
		})
		for !started.Load() {
			time.Sleep(time.Millisecond)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := m.get(ctx, "a", read); !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})
}

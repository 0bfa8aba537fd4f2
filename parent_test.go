package main

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestOrphaned_isClosedOnceTheParentIsAnother(t *testing.T) {
	var parent atomic.Int64
	parent.Store(100)
	gone := orphaned(func() int { return int(parent.Load()) })
	select {
	case <-gone:
		t.Fatal("the parent was there, and counted as gone")
	case <-time.After(3 * lookForParent):
	}
	parent.Store(1)
	select {
	case <-gone:
	case <-time.After(time.Minute):
		t.Fatal("the parent was gone, and nobody noticed")
	}
}

func TestServeWhile(t *testing.T) {
	failed := errors.New("no socket")
	if err := serveWhile(nil, func() error { return failed }); !errors.Is(err, failed) {
		t.Errorf("serving failed with %v, and reported was %v", failed, err)
	}
	gone := make(chan struct{})
	close(gone)
	forever := make(chan error)
	if err := serveWhile(gone, func() error { return <-forever }); err == nil {
		t.Error("it was orphaned and ended without an error")
	}
}

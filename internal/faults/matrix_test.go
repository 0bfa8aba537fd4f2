package faults_test

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// leastFaults is how many different faults have to be tried at least.
const leastFaults = 30

// tally counts what ran and what went wrong.
type tally struct{ cells, escapes, panics, leaks, early, overruns atomic.Int64 }

// TestFaultMatrix strikes every call of every operation on every kind with every fault that it can have. The calls are
// those that the operation makes when nothing is wrong, as they were seen. Time is that of a bubble, so that waits of
// minutes are whole and cost nothing.
func TestFaultMatrix(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	var count tally
	names, doing := map[string]bool{}, map[string]bool{}
	t.Run("cells", func(t *testing.T) {
		for _, on := range subjects() {
			doing[on.does().name] = true
			for _, f := range on.faults() {
				names[f.name] = true
			}
			t.Run(on.String(), func(t *testing.T) {
				t.Parallel()
				strikeAll(t, on, &count)
			})
		}
	})
	if len(names) < leastFaults || count.cells.Load() == 0 {
		t.Errorf("%d faults in %d cells are too few to prove anything", len(names), count.cells.Load())
	}
	proof.Report(t, proof.Count{Of: "faults", N: len(names)}, proof.Count{Of: "operations", N: len(doing)},
		proof.Count{Of: "cells", N: int(count.cells.Load())}, proof.Count{Of: "escapes", N: int(count.escapes.Load())},
		proof.Count{Of: "panics", N: int(count.panics.Load())}, proof.Count{Of: "leaks", N: int(count.leaks.Load())},
		proof.Count{Of: "early", N: int(count.early.Load())}, proof.Count{Of: "overruns", N: int(count.overruns.Load())})
}

// strikeAll runs the cells of one operation on one kind: all of them in a nightly run; else those whose turn it is, so
// that the kinds of a platform share them.
func strikeAll(t *testing.T, on subject, count *tally) {
	t.Helper()
	var calls []call
	synctest.Test(t, on.set)
	synctest.Test(t, func(t *testing.T) { calls = callsOf(t, on) })
	for _, f := range on.faults() {
		if f.start != nil && len(calls) > 0 && (f.at == nil || f.at(on.does(), call{})) {
			run(t, cell{on, call{}, f}, count)
		}
	}
	for i, at := range calls {
		for j, f := range on.faults() {
			if f.start == nil && (f.at == nil || f.at(on.does(), at)) && (proof.Full() || on.turn(i, j)) {
				run(t, cell{on, at, f}, count)
			}
		}
	}
}

// callsOf are the calls that the operation makes when nothing is wrong.
func callsOf(t *testing.T, on subject) []call {
	t.Helper()
	tried := on.open(t)
	operate(t, on, tried)
	if end, told := tried.end(); end != succeeds {
		t.Fatalf("without a fault it %s: %s", end, told)
	}
	return tried.at().wire.order
}

// operate runs the operation with the deadline that it gets, and tells how long it took.
func operate(t *testing.T, on subject, tried trial) time.Duration {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	p := tried.at()
	p.cancel, p.started = cancel, time.Now()
	if f := p.wire.fault; f != nil && f.start != nil {
		f.start(p)
	}
	if o := on.does(); !o.waits || o.name == opRead {
		bounded, done := context.WithTimeout(ctx, patience)
		defer done()
		ctx = bounded
	}
	tried.run(ctx)
	return time.Since(p.started)
}

// run strikes one cell in a bubble of its own and counts what it finds. Nothing is reported inside the bubble: a test
// that fails there ends those that would follow.
func run(t *testing.T, c cell, count *tally) {
	t.Helper()
	count.cells.Add(1)
	var found findings
	synctest.Test(t, func(t *testing.T) { found = observe(t, c) })
	for _, what := range []struct {
		total      *atomic.Int64
		complaints []string
	}{
		{&count.escapes, found.escapes},
		{&count.panics, found.panics},
		{&count.leaks, found.leaks},
		{&count.early, found.early},
		{&count.overruns, found.overruns},
	} {
		what.total.Add(int64(len(what.complaints)))
		for _, complaint := range what.complaints {
			t.Errorf("%s: %s", c, complaint)
		}
	}
}

// findings are what is wrong with a cell.
type findings struct{ escapes, panics, leaks, early, overruns []string }

func observe(t *testing.T, c cell) (found findings) {
	t.Helper()
	tried := c.on.open(t)
	w := tried.at()
	w.wire.fault, w.wire.at = &c.hit, c.at
	defer func() {
		if reason := recover(); reason != nil {
			found.panics = append(found.panics, fmt.Sprintf("panic: %v\n%s", reason, debug.Stack()))
		}
	}()
	took := operate(t, c.on, tried)
	w.wire.fault = nil
	found.early = w.wire.early
	found.escapes = tried.judge(t, c, took)
	if c.hit.start == nil && w.wire.hits == 0 {
		found.escapes = append(found.escapes, "the fault never struck, so that nothing was proved")
	}
	if took > patience+overrun {
		found.overruns = []string{fmt.Sprintf("it took %s", took)}
	}
	synctest.Wait()
	found.leaks = strays()
	return found
}

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What the summary names: enough to see where a run's time goes.
const (
	slowestShown = 12
	slowestFrom  = 10 // seconds
)

// slowest holds the tests, without their subtests, that took longest. Tests run side by side, so the times add up to
// more than the run took.
type slowest []event

func (s *slowest) add(e event) {
	if e.Elapsed < slowestFrom || strings.Contains(e.Test, "/") {
		return
	}
	longer := func(a, b event) int { return cmp.Compare(b.Elapsed, a.Elapsed) }
	at, _ := slices.BinarySearchFunc(*s, e, longer)
	*s = slices.Insert(*s, at, e)
	*s = (*s)[:min(len(*s), slowestShown)]
}

func (s *slowest) print(out io.Writer) {
	for _, e := range *s {
		fmt.Fprintf(out, "took %.0f s: %s\n", e.Elapsed, e.Test)
	}
}

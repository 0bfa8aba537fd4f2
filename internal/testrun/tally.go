package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// acceptancePrefix marks the tests that drive a real terraform binary.
const acceptancePrefix = "TestAcc"

// tally counts what ran and prints what go test without -v would print.
type tally struct {
	out        io.Writer
	said       map[string]*strings.Builder // by package and test, until the test ends
	acceptance int
	passed     int
	failed     []string
	skipped    []skip
}

// skip is one test that did not run, with its own words why.
type skip struct {
	test   string
	reason string
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, said: map[string]*strings.Builder{}}
}

func (t *tally) line(line []byte) {
	e, ok := decode(line)
	switch {
	case !ok:
		_, _ = t.out.Write(line)
	case e.Action == "build-output":
		_, _ = io.WriteString(t.out, e.Output)
	case e.Test == "":
		t.packageEvent(e)
	default:
		t.testEvent(e)
	}
}

// packageEvent passes a package's own lines on; "PASS" and "=== RUN" lines belong to -v.
func (t *tally) packageEvent(e event) {
	if e.Action == "output" && e.Output != "PASS\n" {
		_, _ = io.WriteString(t.out, e.Output)
	}
}

func (t *tally) testEvent(e event) {
	name := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		t.hear(name, e.Output)
	case "pass":
		t.passed++
		t.countAcceptance(e.Test)
		delete(t.said, name)
	case "fail":
		t.failed = append(t.failed, name)
		t.countAcceptance(e.Test)
		_, _ = io.WriteString(t.out, t.take(name))
	case "skip":
		t.skipped = append(t.skipped, skip{test: name, reason: t.take(name)})
	}
}

func (t *tally) hear(name, output string) {
	b, ok := t.said[name]
	if !ok {
		b = &strings.Builder{}
		t.said[name] = b
	}
	b.WriteString(output)
}

func (t *tally) take(name string) string {
	b, ok := t.said[name]
	if !ok {
		return ""
	}
	delete(t.said, name)
	return b.String()
}

// countAcceptance counts top-level tests only: a subtest runs no terraform that its parent does not answer for.
func (t *tally) countAcceptance(test string) {
	if strings.HasPrefix(test, acceptancePrefix) && !strings.Contains(test, "/") {
		t.acceptance++
	}
}

func (t *tally) summary() {
	t.interrupted()
	for _, name := range t.failed {
		fmt.Fprintln(t.out, "failed:", name)
	}
	for _, s := range t.skipped {
		fmt.Fprintln(t.out, "skipped:", s.test)
	}
	fmt.Fprintf(t.out, "tests: %d passed, %d failed, %d skipped\n", t.passed, len(t.failed), len(t.skipped))
	fmt.Fprintf(t.out, "acceptance: %d ran\n", t.acceptance)
}

// interrupted prints the words of tests that never ended: a panic or a deadline took their process.
func (t *tally) interrupted() {
	for _, name := range slices.Sorted(maps.Keys(t.said)) {
		_, _ = io.WriteString(t.out, t.take(name))
	}
}

// verdict is nil when the run kept its promises. Whether tests failed is go test's own exit code.
func (t *tally) verdict(d demands) error {
	var errs []error
	if d.acceptance && t.acceptance == 0 {
		errs = append(errs, errors.New("no acceptance test ran: is TF_ACC=1 set and are all packages named?"))
	}
	for _, s := range t.skipped {
		if !d.allows(s) {
			errs = append(errs, fmt.Errorf("skipped though it had to run: %s\n%s", s.test, s.reason))
		}
	}
	return errors.Join(errs...)
}

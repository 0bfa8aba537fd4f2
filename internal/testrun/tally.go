package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

const (
	acceptancePrefix = "TestAcc" // the tests that drive a real terraform binary
	livePart         = "Live"    // in the names of tests that need an account on a real cloud
	nodePart         = "Node"    // in the names of tests that run other people's JavaScript clients
)

// tally counts what ran and prints what go test without -v would print.
type tally struct {
	out        io.Writer
	said       map[string]*strings.Builder // by package and test, until the test ends
	parents    map[string]bool             // tests that have subtests
	acceptance int
	live       int
	passed     int
	failed     []string
	skipped    []skip
	reports    []string // what the large proofs say of themselves
	slowest    slowest
}

// skip is one test that did not run, with its own words why.
type skip struct {
	test   string
	reason string
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, said: map[string]*strings.Builder{}, parents: map[string]bool{}}
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
	t.markParents(e)
	switch e.Action {
	case "output":
		t.hear(name, e.Output)
		t.note(e)
	case "pass":
		t.passed++
		t.slowest.add(e)
		t.ended(e)
		delete(t.said, name)
	case "fail":
		t.failed = append(t.failed, name)
		t.ended(e)
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

// note keeps the line in which a test reports its counts: "file.go:1: TestDriftMatrix: size=quick cells=240 …".
func (t *tally) note(e event) {
	if _, report, found := strings.Cut(e.Output, ": "+e.Test+": size="); found {
		t.reports = append(t.reports, e.Test+": size="+strings.TrimSpace(report))
	}
}

func (t *tally) take(name string) string {
	b, ok := t.said[name]
	if !ok {
		return ""
	}
	delete(t.said, name)
	return b.String()
}

// ended counts a test that passed or failed, unless it only held others: a parent passes even when all its subtests
// were skipped. Subtests end before their parent does.
func (t *tally) ended(e event) {
	name := e.Package + " " + e.Test
	if t.parents[name] {
		return
	}
	if strings.HasPrefix(e.Test, acceptancePrefix) {
		t.acceptance++
	}
	if strings.Contains(e.Test, livePart) {
		t.live++
	}
}

func (t *tally) markParents(e event) {
	for i, r := range e.Test {
		if r == '/' {
			t.parents[e.Package+" "+e.Test[:i]] = true
		}
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
	for _, report := range t.reports {
		fmt.Fprintln(t.out, report)
	}
	t.slowest.print(t.out)
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
	if d.acceptance && !d.live && t.acceptance == 0 {
		errs = append(errs, errors.New("no acceptance test ran: is TF_ACC=1 set and are all packages named?"))
	}
	if d.live && t.live == 0 {
		errs = append(errs, errors.New("no live test ran: are credentials of a real account in the environment?"))
	}
	for _, s := range t.skipped {
		if !d.allows(s) {
			errs = append(errs, fmt.Errorf("skipped though it had to run: %s\n%s", s.test, s.reason))
		}
	}
	return errors.Join(errs...)
}

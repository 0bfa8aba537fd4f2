// Package proof is what the large proofs of the provider share: how many cases
// they try, and the one line in which each says what it tried and found.
package proof

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// nightly is the variable that asks for the full size; `make test-nightly` sets it to 1.
const nightly = "LLM_NIGHTLY"

// Full reports whether a proof is to try all that it knows, however long it
// takes. Otherwise it tries as much as a run of all tests has time for.
func Full() bool { return os.Getenv(nightly) == "1" }

// Size is full in a nightly run, else quick.
func Size(quick, full int) int {
	if Full() {
		return full
	}
	return quick
}

// Count is one figure of a report. Of is what was counted, as one word.
type Count struct {
	Of string
	N  int
}

// Report logs the summary line of the test, with the size of the run and the
// counts in the order given. `make test` prints it again at its end.
func Report(t *testing.T, counts ...Count) {
	t.Helper()
	t.Log(line(t.Name(), Full(), counts))
}

func line(name string, full bool, counts []Count) string {
	var b strings.Builder
	size := "quick"
	if full {
		size = "full"
	}
	fmt.Fprintf(&b, "%s: size=%s", name, size)
	for _, c := range counts {
		fmt.Fprintf(&b, " %s=%d", c.Of, c.N)
	}
	return b.String()
}

package main

import (
	"strings"
	"testing"
)

func TestSlowest_namesTheLongestFirstAndNeitherSubtestsNorQuickOnes(t *testing.T) {
	var s slowest
	for i := range 20 {
		s.add(event{Test: "Test" + string(rune('A'+i)), Elapsed: float64(i)})
	}
	s.add(event{Test: "TestA/inner", Elapsed: 99})
	var out strings.Builder
	s.print(&out)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 10 || lines[0] != "took 19 s: TestT" || lines[1] != "took 18 s: TestS" {
		t.Errorf("printed %q", lines)
	}
}

package proof

import "testing"

func TestReport_isOneLineOfCounts(t *testing.T) {
	got := line("TestKillMatrix", false, []Count{{"points", 300}, {"orphans", 0}})
	if want := "TestKillMatrix: size=quick points=300 orphans=0"; got != want {
		t.Errorf("line = %q, want %q", got, want)
	}
}

func TestSize_isFullOnlyWhenAskedFor(t *testing.T) {
	for _, test := range []struct {
		value string
		want  int
	}{{"", 10}, {"0", 10}, {"1", 1000}} {
		t.Setenv(nightly, test.value)
		if got := Size(10, 1000); got != test.want {
			t.Errorf("with %s=%q: size %d, want %d", nightly, test.value, got, test.want)
		}
	}
}

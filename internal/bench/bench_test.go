package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// What a plan asks of the clouds grows with accounts and pages, and not with deployments.
func TestPlan_callsGrowWithAccounts(t *testing.T) {
	if os.Getenv(resource.EnvTfAcc) == "" {
		t.Skipf("drives a real terraform binary: set %s", resource.EnvTfAcc)
	}
	dir := t.TempDir()
	llm, err := build(t.Context(), dir, "llm", ".")
	if err != nil {
		t.Fatal(err)
	}
	small, full, second := callsOf(t, llm, dir, 12), callsOf(t, llm, dir, 60), callsOf(t, llm, dir, 62)
	if small.accounts != 1 || full.accounts != 1 || second.accounts != 2 {
		t.Fatalf("%d, %d and %d accounts, want 1, 1 and 2", small.accounts, full.accounts, second.accounts)
	}
	if small.calls() != full.calls() {
		t.Errorf("%d calls for 12 deployments and %d for 60 on the same account:\n%v\n%v", small.calls(), full.calls(), small.routes, full.routes)
	}
	const each = 2 // the account itself, and one page of what is on it
	if grown := second.calls() - full.calls(); grown > each {
		t.Errorf("%d more calls for one account more, want at most %d:\n%v\n%v", grown, each, full.routes, second.routes)
	}
	t.Logf("calls of a plan: 12 deployments %d, 60 deployments %d, 62 deployments on 2 accounts %d", small.calls(), full.calls(), second.calls())
}

// callsOf applies and plans once under ARM's limits.
func callsOf(t *testing.T, llm provider, dir string, size int) *result {
	t.Helper()
	b := &bench{llm: llm}
	if err := b.furnish(t.Context(), filepath.Join(dir, "state", time.Now().Format("150405.000000")), size); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.world.stop(); err != nil {
			t.Error(err)
		}
	}()
	r := &result{size: size, accounts: b.world.accounts(), routes: map[string]int{}}
	weathers := weathers()
	if err := b.plan(t.Context(), weathers[len(weathers)-1], r); err != nil {
		t.Fatal(err)
	}
	if r.throttled != 0 {
		t.Errorf("%d answers 429", r.throttled)
	}
	if r.calls() == 0 || r.llm[0].wall == 0 || r.llm[0].peak == 0 {
		t.Errorf("nothing was measured: %+v", r)
	}
	return r
}

func TestMedian(t *testing.T) {
	for sentence, row := range map[string]struct {
		values []float64
		want   float64
	}{
		"of one it is that one":              {[]float64{7}, 7},
		"order does not matter":              {[]float64{9, 1, 2}, 2},
		"of an even number it is in between": {[]float64{4, 1, 2, 9}, 3},
	} {
		t.Run(sentence, func(t *testing.T) {
			if got := median(row.values); got != row.want {
				t.Errorf("median of %v = %v, want %v", row.values, got, row.want)
			}
		})
	}
}

func TestReplace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page")
	if err := os.WriteFile(file, []byte("before\n"+begin+"old\n"+end+"after\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := replace(file, "new\n"); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if want := "before\n" + begin + "\nnew\n\n" + end + "after\n"; err != nil || string(got) != want {
		t.Errorf("the page is %q, want %q (%v)", got, want, err)
	}
	if err := os.WriteFile(file, []byte("no marks\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := replace(file, "new\n"); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(begin)) {
		t.Errorf("a page without marks: %v", err)
	}
}

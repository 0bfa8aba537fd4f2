package permissions

import (
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what was observed to "+Observed)

// The permissions that are documented are those of the requests that were observed, and no other.
func TestPermissions_areThoseThatWereObserved(t *testing.T) {
	seen, calls := observe(t)
	if calls < 100 {
		t.Fatalf("only %d calls were observed", calls)
	}
	if *update {
		if err := os.WriteFile(Observed, []byte(Table(seen)), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(seen, All()); diff != "" {
		t.Errorf("%s (-observed +written); go test ./internal/docs/permissions -update, then make generate:\n%s", Observed, diff)
	}
	t.Logf("permissions: calls=%d nouns=%d permissions=%d", calls, len(nouns()), len(seen))
}

// The guide holds what was observed.
func TestGuide_isCurrent(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "guides", "permissions.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	current, err := Into(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(text), current); diff != "" {
		t.Errorf("make generate (-written +current):\n%s", diff)
	}
}

func observe(t *testing.T) (seen []Permission, calls int) {
	t.Helper()
	w := wordsOf(t)
	for _, s := range scenarios() {
		var c *clouds
		synctest.Test(t, func(t *testing.T) { // waits cost nothing
			c = newClouds(t)
			s.run(c)
		})
		for _, call := range c.calls() {
			calls++
			cloud, action, err := w.of(c.sb, call)
			if err != nil {
				t.Error(err)
			}
			if p := (Permission{s.noun, cloud, action}); action != "" && !slices.Contains(seen, p) {
				seen = append(seen, p)
			}
		}
	}
	slices.SortFunc(seen, func(a, b Permission) int {
		return cmp.Or(cmp.Compare(a.Noun, b.Noun), cmp.Compare(a.Cloud, b.Cloud), cmp.Compare(a.Action, b.Action))
	})
	return seen, calls
}

package acceptance_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testSuffix ends the names of a module's own tests.
const testSuffix = ".tftest.hcl"

// testsItself runs the example's own tests, each run of each file.
func testsItself(t *testing.T, directory string) {
	runs := ownRuns(t, directory)
	if runs == 0 {
		t.Fatal("the module has no tests of its own")
	}
	w := newWorld(t)
	c := w.terraform()
	c.copied(directory, nil)
	want := fmt.Sprintf("Success! %d passed, 0 failed.", runs)
	if s := c.run("test", "-no-color").must(t, 0); !strings.Contains(s.output, want) {
		t.Errorf("not %q:\n%s", want, s.output)
	}
	if err := w.leftover(); err != nil {
		t.Error(err)
	}
}

// ownRuns counts the runs of an example's own tests.
func ownRuns(t *testing.T, directory string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(examples, directory, "tests", "*"+testSuffix))
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		runs += strings.Count("\n"+string(text), "\nrun \"")
	}
	return runs
}

package acceptance_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const examples = "../../examples"

// example is how a directory of examples is run in a sandbox: applied, planned
// empty and destroyed, unless it has a way of its own.
type example struct {
	files     []string     // what is copied; nil is everything
	beside    string       // a configuration that is added, for what does nothing alone
	given     []string     // options that set variables
	prepare   func(*world) // what has to be there before
	makes     int          // the fewest objects that an apply leaves on both clouds
	protected bool         // whether destroy is refused
	test      func(t *testing.T, directory string)
}

// Every directory of examples is run offline. One that nobody runs is an error,
// and so is a row of the table that runs none.
func TestAccExamples(t *testing.T) {
	rows, directories := exampleRows(), exampleDirectories(t)
	if len(directories) < 40 {
		t.Fatalf("only %d directories of examples were found", len(directories))
	}
	for _, directory := range slices.Sorted(maps.Keys(rows)) {
		if !slices.Contains(directories, directory) {
			t.Errorf("%s is not there", directory)
		}
	}
	var run atomic.Int32
	t.Cleanup(func() { t.Logf("TestAccExamples: size=full directories=%d run=%d", len(directories), run.Load()) })
	for _, directory := range directories {
		t.Run(directory, func(t *testing.T) {
			row, found := rows[directory]
			switch {
			case !found:
				t.Fatal("no test runs this example: give it a row in exampleRows")
			case row.test != nil:
				row.test(t, directory)
			case ownRuns(t, directory) > 0:
				t.Fatal("the example has tests of its own that nobody runs: let testsItself do it")
			default:
				row.comesAndGoes(t, directory)
			}
			run.Add(1)
		})
	}
}

// comesAndGoes applies, plans empty and destroys, after which both clouds hold
// what they held before.
func (e example) comesAndGoes(t *testing.T, directory string) {
	w := newWorld(t)
	c := w.terraform()
	if e.prepare != nil {
		e.prepare(w)
	}
	c.copied(directory, e.files)
	w.ok(os.WriteFile(filepath.Join(c.dir, "beside.tf"), []byte(e.beside), 0o600))
	before := w.holds()
	c.apply(e.given...).must(t, 0)
	if made := len(w.holds()) - len(before); made < e.makes {
		t.Errorf("%d objects were made, want at least %d", made, e.makes)
	}
	for name, value := range c.outputs(t) {
		if said := fmt.Sprint(value); slices.Contains([]string{"<nil>", "", "map[]", "[]"}, said) {
			t.Errorf("output %s is %s", name, said)
		}
	}
	c.plan(e.given...).must(t, 0)
	destroyed := c.apply(append(e.given, "-destroy")...)
	if e.protected {
		destroyed.must(t, 1).tells(t, "error", "protected")
		return
	}
	destroyed.must(t, 0)
	if diff := cmp.Diff(before, w.holds()); diff != "" {
		t.Errorf("on both clouds (-before +after):\n%s", diff)
	}
}

// holds lists what both clouds hold of all that the resources make.
func (w *world) holds() []string {
	w.t.Helper()
	return slices.Concat(w.deployments(), w.onGateways(), w.heldOfGuardrails())
}

// Every directory of examples validates as it stands, its import blocks included.
func TestAccExamples_validate(t *testing.T) {
	for _, directory := range exampleDirectories(t) {
		if strings.HasPrefix(directory, "actions/") {
			continue // terraform has a word for them from 1.14 on only; their rows ask what they ask
		}
		t.Run(directory, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.copied(directory, nil)
			c.run("validate", "-json").must(t, 0)
		})
	}
}

// exampleDirectories are all that hold a file, but for the tests of a module,
// which belong to it.
func exampleDirectories(t *testing.T) []string {
	t.Helper()
	var directories []string
	err := filepath.WalkDir(examples, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, testSuffix) {
			return err
		}
		directory, err := filepath.Rel(examples, filepath.Dir(path))
		if err == nil && !slices.Contains(directories, directory) {
			directories = append(directories, directory)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return directories
}

// byIdentity is an import block that needs terraform 1.12. Tests of the provider, which speak the protocol, hold it.
const byIdentity = "import-by-identity.tf"

// copied puts an example into the working directory. No files means all.
func (c *cli) copied(directory string, files []string) {
	c.w.t.Helper()
	from := os.DirFS(filepath.Join(examples, directory))
	if files == nil {
		c.w.ok(os.CopyFS(c.dir, from))
		if err := os.Remove(filepath.Join(c.dir, byIdentity)); !errors.Is(err, fs.ErrNotExist) {
			c.w.ok(err)
		}
	}
	for _, file := range files {
		content, err := fs.ReadFile(from, file)
		c.w.ok(err)
		c.w.ok(os.WriteFile(filepath.Join(c.dir, file), content, 0o600))
	}
	c.run("init", "-input=false", "-no-color").must(c.w.t, 0)
}

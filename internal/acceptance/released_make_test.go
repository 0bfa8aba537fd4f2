package acceptance_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// makeState names the environment variable that asks for the state files of a
// release: LLM_MAKE_STATE=state-v2 makes testdata/state-v2.
const makeState = "LLM_MAKE_STATE"

// The configurations of which a release keeps the states apply, and plan clean
// with the code that made them. Where the files are asked for they are kept, once:
// what is there is never made again, as it is what users have.
func TestAccReleased_make(t *testing.T) {
	needsTerraform(t)
	release, made := os.Getenv(makeState), t.TempDir()
	root := filepath.Join(released, release)
	if _, err := os.Stat(root); release != "" && !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is there (%v): the state files of a release are never made again", root, err)
	}
	if release != "" && (!strings.HasPrefix(release, "state-") || filepath.Base(release) != release) {
		t.Fatalf("%s=%q: name a directory such as state-v2", makeState, release)
	}
	t.Run("in sandboxes", func(t *testing.T) {
		for name, config := range releasedCases() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				makeReleased(t, filepath.Join(made, name), config)
			})
		}
	})
	if release == "" || t.Failed() {
		return
	}
	if err := os.CopyFS(root, os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
}

// makeReleased applies a configuration in a sandbox of its own and leaves all
// three in dir: the configuration, the state and the sandbox.
func makeReleased(t *testing.T, dir string, config func(w *world) string) {
	t.Helper()
	if err := os.Mkdir(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	held := filepath.Join(dir, "sandbox.json")
	sb, err := sandbox.Open(held, sandbox.ProvisioningTime(0))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sb: sb, own: map[int]bool{}}
	w.ok(sb.ApproveModifiedFilters(true))
	c := &cli{w: w, dir: dir, server: w.server}
	c.configure(config(w))
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	for _, rest := range []string{".terraform", ".terraform.lock.hcl", "plan", "sandbox.json.lock"} {
		w.ok(os.RemoveAll(filepath.Join(dir, rest)))
	}
}

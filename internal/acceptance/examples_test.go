package acceptance_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const examples = "../../examples"

// applied are the examples that need nothing but a sandbox.
func applied() map[string]struct {
	files     []string     // what is copied; nil is everything
	prepare   func(*world) // what has to be there before
	protected bool         // whether destroy is refused
} {
	return map[string]struct {
		files     []string
		prepare   func(*world)
		protected bool
	}{
		"data-residency":           {prepare: (*world).europeanAccount},
		"health-checks":            {},
		"portable":                 {},
		"quickstart":               {},
		"sandbox-eu":               {prepare: (*world).europeanAccount},
		"resources/llm_deployment": {files: []string{"resource.tf", "versions.tf"}, protected: true}, // the import block names what nobody has
	}
}

// europeanAccount is what the guide to the sandbox makes by hand.
func (w *world) europeanAccount() {
	group := "/subscriptions/" + sandbox.AzureSubscription + "/resourceGroups/ai-eu"
	w.do(http.MethodPut, group+"?api-version=2021-04-01", `{"location":"swedencentral"}`)
	w.do(http.MethodPut, group+"/providers/Microsoft.CognitiveServices/accounts/eu",
		`{"kind":"AIServices","sku":{"name":"S0"},"location":"swedencentral","properties":{"customSubDomainName":"ai-eu"}}`)
}

// Every directory of examples validates as it stands; a new one is found by
// itself.
func TestAccDeployment_examplesValidate(t *testing.T) {
	directories := exampleDirectories(t)
	if len(directories) < 10 {
		t.Fatalf("only %d directories of examples were found", len(directories))
	}
	for _, directory := range directories {
		t.Run(directory, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.copied(directory, nil)
			c.run("validate", "-json").must(t, 0)
		})
	}
	t.Logf("examples: directories=%d", len(directories))
}

// What an example deploys is applied, planned empty and destroyed.
func TestAccDeployment_examplesApply(t *testing.T) {
	for directory, row := range applied() {
		t.Run(directory, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			if row.prepare != nil {
				row.prepare(w)
			}
			c.copied(directory, row.files)
			c.apply().must(t, 0)
			if len(w.inventory()) == 0 {
				t.Error("nothing was deployed")
			}
			c.plan().must(t, 0)
			if row.protected {
				c.apply("-destroy").must(t, 1).tells(t, "error", "protected")
				return
			}
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Every example that brings tests of its own passes them in the sandbox, each run
// of each file.
func TestAccDeployment_exampleModulesTestThemselves(t *testing.T) {
	modules := testedModules(t)
	if len(modules) < 2 {
		t.Fatalf("only these modules with tests were found: %v", modules)
	}
	for module, runs := range modules {
		t.Run(module, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied(module, nil)
			want := fmt.Sprintf("Success! %d passed, 0 failed.", runs)
			if s := c.run("test", "-no-color").must(t, 0); !strings.Contains(s.output, want) {
				t.Errorf("not %q:\n%s", want, s.output)
			}
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// testedModules counts the runs of each example's own tests.
func testedModules(t *testing.T) map[string]int {
	t.Helper()
	modules := map[string]int{}
	err := filepath.WalkDir(examples, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".tftest.hcl") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		module, err := filepath.Rel(examples, filepath.Dir(filepath.Dir(path)))
		modules[module] += strings.Count("\n"+string(text), "\nrun \"")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

func exampleDirectories(t *testing.T) []string {
	t.Helper()
	var directories []string
	err := filepath.WalkDir(examples, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".tf" {
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

// copied puts an example into the working directory. No files means all.
func (c *cli) copied(directory string, files []string) {
	c.w.t.Helper()
	if files == nil {
		if err := os.CopyFS(c.dir, os.DirFS(filepath.Join(examples, directory))); err != nil {
			c.w.t.Fatal(err)
		}
	}
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(examples, directory, file))
		if err != nil {
			c.w.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(c.dir, file), content, 0o600); err != nil {
			c.w.t.Fatal(err)
		}
	}
	c.run("init", "-input=false", "-no-color").must(c.w.t, 0)
}

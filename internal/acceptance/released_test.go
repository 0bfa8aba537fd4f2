package acceptance_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// released holds the state files of releases: in state-v1 those of the first,
// each with the configuration and the sandbox that they tell of.
const released = "testdata"

// releasedAt is a time shortly after they were made, in the sandbox.
func releasedAt() time.Time { return time.Date(2026, time.August, 22, 6, 0, 0, 0, time.UTC) }

// releasedDirectories are those of every release.
func releasedDirectories(t *testing.T) []string {
	t.Helper()
	directories, err := filepath.Glob(filepath.Join(released, "state-*", "*"))
	if err != nil || len(directories) < len(releasedCases()) {
		t.Fatalf("state files of releases: %v, %v", directories, err)
	}
	return directories
}

// opened is a working directory on copies of a release's files, at the time when
// they were made.
func opened(t *testing.T, directory string) *cli {
	t.Helper()
	needsTerraform(t)
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(directory)); err != nil {
		t.Fatal(err)
	}
	sb, err := sandbox.Open(filepath.Join(dir, "sandbox.json"), sandbox.ProvisioningTime(0))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, sb: sb, own: map[int]bool{}}
	w.ok(sb.SetClock(releasedAt()))
	c := &cli{w: w, dir: dir, server: w.server}
	c.run("init", "-input=false", "-no-color").must(t, 0)
	return c
}

// Whoever comes from a release finds nothing to do: state is read as it is, with
// a refresh and without one, and an apply sends nothing.
func TestAccReleased_plansClean(t *testing.T) {
	for _, directory := range releasedDirectories(t) {
		t.Run(strings.TrimPrefix(directory, released+"/"), func(t *testing.T) {
			c := opened(t, directory)
			c.plan("-refresh=false").must(t, 0)
			c.plan().must(t, 0)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if err := c.w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}

// The same files show what was changed since: what plans clean is compared.
func TestAccReleased_showsDrift(t *testing.T) {
	c := opened(t, filepath.Join(released, "state-v1", "azure"))
	id := azureID("global")
	c.w.do("PUT", id, strings.ReplaceAll(c.w.do("GET", id, ""), `"capacity":2`, `"capacity":3`))
	if s := c.plan().must(t, 2); s.actions["llm_deployment.global"] != "update" || len(s.actions) != 1 {
		t.Errorf("planned %v", s.actions)
	}
}

// stateFile is what counts of one here.
type stateFile struct {
	Resources []struct {
		Mode, Type, Name string
		Instances        []struct {
			SchemaVersion int64           `json:"schema_version"`
			Attributes    json.RawMessage `json:"attributes"`
			Private       []byte          `json:"private"`
		}
	}
}

func readStateFile(t *testing.T, directory string) stateFile {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(directory, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	var file stateFile
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

// Every resource occurs in the files at the version that its schema has today, so
// that who raises one has to make files, and to keep the old ones readable.
func TestReleased_everyResourceOccurs(t *testing.T) {
	versions := map[string][]int64{}
	for _, directory := range releasedDirectories(t) {
		for _, r := range readStateFile(t, directory).Resources {
			for _, i := range r.Instances {
				versions[r.Type] = append(versions[r.Type], i.SchemaVersion)
			}
		}
	}
	for name, schema := range speak(t).schema.ResourceSchemas {
		if !slices.Contains(versions[name], schema.Version) {
			t.Errorf("no state file holds %s at version %d: see CONTRIBUTING.md on how they are made", name, schema.Version)
		}
	}
}

// A state of its own version is read as it is; one of any other is an error and
// no state, with the shortcuts that a configured provider takes and without.
func TestReleased_upgrade(t *testing.T) {
	instances := 0
	for _, directory := range releasedDirectories(t) {
		for _, r := range readStateFile(t, directory).Resources {
			plain := speakOf(t, r.Type)
			quick := *plain
			quick.server = provider.NewServer(t.Context(), "test", provider.WithSandbox(sandbox.New()))()
			quick.configure(tree{})
			for _, i := range r.Instances {
				instances++
				for version, fine := range map[int64]bool{i.SchemaVersion: true, plain.resourceSchema().Version + 1: false, 99: false, -1: false} {
					for _, p := range []*protocol{plain, &quick} {
						if resp := p.upgraded(version, i.Attributes); len(errorsOf(resp.Diagnostics)) == 0 != fine || (resp.UpgradedState != nil) != fine {
							t.Errorf("%s.%s at version %d: %v", r.Type, r.Name, version, resp.Diagnostics)
						}
					}
				}
			}
		}
	}
	t.Logf("states of releases: instances=%d", instances)
}

// upgraded is what the provider makes of a state as a file holds it.
func (p *protocol) upgraded(version int64, attributes json.RawMessage) *tfprotov6.UpgradeResourceStateResponse {
	p.t.Helper()
	resp, err := p.server.UpgradeResourceState(p.t.Context(), &tfprotov6.UpgradeResourceStateRequest{
		TypeName: p.typeName, Version: version, RawState: &tfprotov6.RawState{JSON: attributes},
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return resp
}

// Terraform tells who has gone back to an older provider, before it asks it.
func TestAccReleased_newerState(t *testing.T) {
	c := opened(t, filepath.Join(released, "state-v1", "bedrock"))
	file := filepath.Join(c.dir, "terraform.tfstate")
	raw, err := os.ReadFile(file)
	c.w.ok(err)
	c.w.ok(os.WriteFile(file, []byte(strings.ReplaceAll(string(raw), `"schema_version": 0`, `"schema_version": 7`)), 0o600))
	c.plan().must(t, 1).tells(t, "error", "newer provider version")
	if err := c.w.noWrites(); err != nil {
		t.Error(err)
	}
}

//go:build unix

package acceptance_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// TestSecrets runs the provider as users do, against a cloud that is real as far
// as it can tell, with a canary in place of every credential, and looks for them
// wherever something is stored or shown.
func TestSecrets(t *testing.T) {
	needsTerraform(t)
	t.Parallel()
	s := &search{t: t, canaries: map[string]bool{}}
	programs := buildPrograms(t)
	levels := []string{"TRACE", "JSON", ""}
	for i, c := range carriers("") {
		endings := c.endings
		if !proof.Full() && len(endings) > 1 {
			endings = []ending{succeeds, c.endings[1+i%3]}
			if i%2 == 1 {
				endings = endings[1:]
			}
		}
		for j, what := range endings {
			if proof.Full() {
				for _, level := range levels {
					s.run(programs, c, what, level)
				}
				continue
			}
			s.run(programs, c, what, levels[(i+j)%2])
		}
	}
	before := s.runs
	s.onRoutes(programs)
	routes := s.runs - before
	s.onGuardrails(programs)
	guardrails := s.runs - before - routes
	s.panics(programs)
	s.declared(programs)
	if len(s.canaries) < 25 || s.sent < 25 || s.hidden < 10 {
		t.Errorf("%d canaries, of which %d arrived, and %d outputs in which one was repeated, are too few to prove anything", len(s.canaries), s.sent, s.hidden)
	}
	proof.Report(t, proof.Count{Of: "canaries", N: len(s.canaries)}, proof.Count{Of: "runs", N: s.runs}, proof.Count{Of: "runs_of_routes", N: routes}, proof.Count{Of: "runs_of_guardrails", N: guardrails}, proof.Count{Of: "places", N: s.places},
		proof.Count{Of: "searches", N: s.searches}, proof.Count{Of: "hits", N: s.found})
}

// programs are the provider, and one that panics, each by the file that tells
// terraform where it is.
type programs struct{ real, panicking string }

func buildPrograms(t *testing.T) programs {
	t.Helper()
	built := filepath.Join(t.TempDir(), "built")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", built, "github.com/unified-llm/terraform-provider-llm")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, output)
	}
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	install := func(command string) string {
		dir := t.TempDir()
		rc := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n  direct {}\n}\n", source, dir)
		write(t, filepath.Join(dir, "terraform-provider-llm"), "#!/bin/sh\n"+command+"\n")
		write(t, filepath.Join(dir, "terraformrc"), rc)
		return filepath.Join(dir, "terraformrc")
	}
	return programs{install(fmt.Sprintf("exec %q \"$@\"", built)), install(fmt.Sprintf("%s=1 exec %q", panicVariable, own))}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o700); err != nil {
		t.Fatal(err)
	}
}

// station is a working directory with all that one carrier needs.
type station struct {
	s     *search
	c     carrier
	cloud *genuine
	dir   string
	env   []string
	names []string // of the canaries that could leak
	what  string
}

func (s *search) station(rc string, c carrier, what ending, level string) *station {
	s.t.Helper()
	s.runs++
	cloud := serveGenuine(s.t, what, issued())
	for _, same := range carriers(cloud.server.URL) {
		if same.name == c.name && same.platform == c.platform {
			c = same
		}
	}
	at := &station{s: s, c: c, cloud: cloud, dir: s.t.TempDir(), what: fmt.Sprintf("%s (%s) that %s, TF_LOG=%s", c.name, c.platform, what, level)}
	at.names = append(slices.Clone(c.canaries), issuedNames()...)
	at.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.t.TempDir(), "TF_CLI_CONFIG_FILE=" + rc, "SSL_CERT_FILE=" + cloud.ca, "CHECKPOINT_DISABLE=1",
		"TF_LOG=" + level, "TF_LOG_PATH=terraform.log", "AZURE_SDK_GO_LOGGING=all",
	}
	for name, value := range c.env {
		at.env = append(at.env, name+"="+value)
	}
	for _, name := range c.variables() {
		at.env = append(at.env, "TF_VAR_"+name+"="+valueOf(name))
	}
	for name, content := range c.files {
		write(s.t, filepath.Join(at.dir, name), content)
	}
	write(s.t, filepath.Join(at.dir, "main.tf"), c.config(cloud.server.URL))
	return at
}

// terraform runs a command and searches what it says.
func (at *station) terraform(exit int, args ...string) string {
	at.s.t.Helper()
	cmd := exec.CommandContext(at.s.t.Context(), terraformPath(at.s.t), args...)
	cmd.Dir, cmd.Env = at.dir, at.env
	output, _ := cmd.CombinedOutput() // the exit code says it
	if got := cmd.ProcessState.ExitCode(); got != exit {
		at.s.t.Errorf("%s: terraform %v: exit code %d, want %d:\n%s", at.what, args, got, exit, output)
	}
	if strings.Contains(string(output), llm.Hidden) {
		at.s.hidden++
	}
	at.s.in(at.what+": terraform "+strings.Join(args, " "), output, at.names)
	return string(output)
}

// searched looks into everything that lies in the directory, the log included.
func (at *station) searched() {
	at.s.t.Helper()
	at.s.sent += at.cloud.heardOf(at.names)
	own := []string{"main.tf"}
	for name := range at.c.files {
		own = append(own, name)
	}
	at.s.inDir(at.dir, own, at.names)
}

func (s *search) run(p programs, c carrier, what ending, level string) {
	s.t.Helper()
	at := s.station(p.real, c, what, level)
	if what != succeeds {
		at.terraform(1, "plan", "-no-color", "-out=plan")
		at.searched()
		return
	}
	at.terraform(0, "plan", "-no-color", "-out=plan")
	at.terraform(0, "show", "-json", "plan")
	at.terraform(0, "apply", "-no-color", "plan")
	at.terraform(0, "show", "-json")
	at.cloud.what = refused
	at.terraform(1, "plan", "-no-color") // a read that is refused
	at.searched()
}

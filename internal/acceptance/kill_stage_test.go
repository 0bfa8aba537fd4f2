//go:build unix

package acceptance_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// stage is where a scenario stands right before the operation that is killed:
// a folder to be copied.
type stage struct {
	scenario

	dir string
	bin binary
}

// undisturbed is what the operation does when nobody is killed.
type undisturbed struct {
	calls   []sandbox.Call
	creates int
	stored  stored
	cloud   []string
}

// attempt is one run of the killed operation.
type attempt struct {
	w *world
	s shell
	*served
}

const sandboxFile = "sandbox.json"

// open copies the stage, or begins it.
func (g stage) open(t *testing.T) attempt {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(g.dir)); err != nil {
		t.Fatal(err)
	}
	sb, err := sandbox.Open(filepath.Join(dir, sandboxFile), sandbox.ProvisioningTime(making))
	if err != nil {
		t.Fatal(err)
	}
	at := serveSandbox(t, sb)
	return attempt{w: &world{t: t, sb: sb, own: map[int]bool{}}, s: shell{t: t, bin: g.bin, dir: dir, url: at.url}, served: at}
}

// prepare takes a scenario up to the operation, whose plan is saved.
func prepare(t *testing.T, bin binary, s scenario) stage {
	t.Helper()
	a := stage{scenario: s, dir: t.TempDir(), bin: bin}.open(t)
	a.w.killKinds() // the custom models
	a.w.enforceable()
	if s.before != nil {
		a.configure(s.config(s.before))
		a.apply().must(t, 0)
	}
	a.w.age()
	a.configure(s.config(s.after))
	a.s.run("plan", "-json", "-input=false", "-out=plan").must(t, 0)
	return stage{scenario: s, dir: a.s.dir, bin: bin}
}

// rehearse runs the operation without a kill.
func (g stage) rehearse(t *testing.T) undisturbed {
	t.Helper()
	a := g.open(t)
	a.s.run(g.killed...).must(t, 0)
	calls, _ := a.heard()
	a.apply().must(t, 0)
	a.s.run("plan", "-json", "-input=false", "-detailed-exitcode").must(t, 0)
	u := undisturbed{calls: calls, creates: a.creates(), stored: readStored(t, a.s.dir)}
	_, u.cloud = a.w.clouds()
	if g.isComposite() {
		a.leavesNothing()
	}
	return u
}

func (a attempt) configure(config string) {
	a.w.t.Helper()
	if err := os.WriteFile(filepath.Join(a.s.dir, "main.tf"), []byte(config), 0o600); err != nil {
		a.w.t.Fatal(err)
	}
}

func (a attempt) apply() said {
	a.w.t.Helper()
	return a.s.run("apply", "-json", "-input=false", "-auto-approve")
}

// creates counts the objects that were made in this attempt.
func (a attempt) creates() int {
	made := 0
	for _, call := range a.w.sb.Calls() {
		path, _, _ := strings.Cut(call.Path, "?")
		place := path[strings.LastIndex(path, "/")+1:]
		switch {
		case call.Method == http.MethodPut && (call.Status == http.StatusCreated || place == "enforcedGuardrailsConfiguration"):
			made++
		case call.Method == http.MethodPost && call.Status < http.StatusMultipleChoices &&
			(place == "inference-profiles" || place == "provisioned-model-throughput" || place == "custom-model-deployments"):
			made++
		case call.Method == http.MethodPost && call.Status < http.StatusMultipleChoices && (strings.HasPrefix(path, "/gateways/") || strings.HasPrefix(path, "/guardrails")):
			made++
		}
	}
	return made
}

package jsclient

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// world is one sandbox file, served twice by the real binary.
type world struct {
	plain, secure announcement
	custom        []string // see addCustomModels
}

// announcement is what "sandbox serve" prints.
type announcement struct {
	URL string `json:"url"`
	CA  string `json:"ca"`
}

func serveWorld(t *testing.T) world {
	t.Helper()
	dir := t.TempDir()
	binary := filepath.Join(dir, "terraform-provider-llm")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "../../..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	state := filepath.Join(dir, "sandbox.json")
	w := world{plain: serve(t, binary, "-state", state), secure: serve(t, binary, "-state", state, "-tls")}
	box, err := sandbox.Open(state)
	if err != nil {
		t.Fatal(err)
	}
	w.custom = addCustomModels(t, box)
	return w
}

// addCustomModels puts two custom models of one base into a sandbox, which no client can, and returns their ARNs.
func addCustomModels(t *testing.T, box *sandbox.Sandbox) (arns []string) {
	t.Helper()
	for _, name := range []string{"tuned", "retuned"} {
		arn, err := box.AddCustomModel(sandbox.AWSRegion, name, "amazon.nova-lite-v1:0")
		if err != nil {
			t.Fatal(err)
		}
		arns = append(arns, arn)
	}
	return arns
}

// serve runs the binary until the test ends, and checks that it stops cleanly.
func serve(t *testing.T, binary string, args ...string) announcement {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, append([]string{"sandbox", "serve", "-listen", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != 0 {
			t.Errorf("the server ended with %v", err)
		}
	})
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err != nil {
		t.Fatalf("the server announced nothing: %v", err)
	}
	var at announcement
	if err := json.Unmarshal(line, &at); err != nil {
		t.Fatalf("the server announced %q: %v", line, err)
	}
	return at
}

// environment is all that a client sees: no credentials, profiles or proxies of whoever runs the test.
func (w world) environment(t *testing.T, h held, azure bool) []string {
	t.Helper()
	url := w.plain.URL
	if azure {
		url = w.secure.URL
	}
	authorities := filepath.Join(t.TempDir(), "ca.pem")
	served, err := os.ReadFile(w.secure.CA)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(authorities, append(served, h.ca...), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NODE_EXTRA_CA_CERTS=" + authorities, "NODE_NO_WARNINGS=1",
		"SANDBOX_URL=" + url, "SANDBOX_CUSTOM_MODELS=" + strings.Join(w.custom, ","),
		"SANDBOX_HELD_URL=" + h.url, "SANDBOX_HELD_CUSTOM_MODELS=" + strings.Join(h.custom, ","),
	}
}

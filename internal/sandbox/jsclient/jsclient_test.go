package jsclient

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestNodeClients needs node and npm, which a run may lack: testrun knows it by its name.
func TestNodeClients(t *testing.T) {
	node := need(t, "node")
	home := install(t, need(t, "npm"))
	w := serveWorld(t)
	files, err := filepath.Glob(filepath.Join(home, "*.test.mjs"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no test files: %v", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(strings.TrimSuffix(name, ".test.mjs"), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			azure := strings.HasPrefix(name, "azure_") // its clients insist on TLS
			cmd := exec.CommandContext(ctx, node, "--test", "--test-reporter=tap", "--test-timeout=30000", name)
			cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // node then ends its children
			cmd.WaitDelay = 5 * time.Second
			cmd.Dir, cmd.Env = home, w.environment(t, hold(t, azure), azure)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			checkTally(t, string(out))
		})
	}
}

// checkTally fails where node passed a file in which nothing ran, or not everything.
func checkTally(t *testing.T, out string) {
	t.Helper()
	if !regexp.MustCompile(`(?m)^# pass [1-9]`).MatchString(out) || !regexp.MustCompile(`(?m)^# skipped 0$`).MatchString(out) ||
		!regexp.MustCompile(`(?m)^# todo 0$`).MatchString(out) {
		t.Errorf("not every test ran:\n%s", out)
	}
}

// need returns the path of a program, and skips the test where there is none.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		unavailablef(t, "there is no %s: %v", program, err)
	}
	return path
}

// unavailablef ends a test for want of what the machine lacks. Where node is demanded, that is a failure.
func unavailablef(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("LLM_REQUIRE_NODE") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// install copies the package to a folder of its own and returns that, with the locked clients in it.
func install(t *testing.T, npm string) (home string) {
	t.Helper()
	home = t.TempDir()
	for _, pattern := range []string{"*.mjs", "package*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			copyFile(t, file, filepath.Join(home, file))
		}
	}
	cmd := exec.CommandContext(t.Context(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
	cmd.Dir = home
	if out, err := cmd.CombinedOutput(); err != nil {
		unavailablef(t, "npm ci: %v\n%s", err, out)
	}
	return home
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

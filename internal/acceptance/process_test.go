//go:build unix

package acceptance_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// rosterVariable names the pipe in which provider processes sign in.
const rosterVariable = "LLM_TEST_ROSTER"

// goodbye is how long a provider may outlive the terraform that started it.
const goodbye = 10 * time.Second

// binary is the provider as a user has it installed: a program that terraform
// starts and ends by itself.
type binary struct {
	t      *testing.T
	config string // of terraform: where the program is
}

// buildProvider compiles the program. Terraform starts it through two lines of
// shell, by which it signs in and then becomes the program itself.
func buildProvider(t *testing.T) binary {
	t.Helper()
	dir := t.TempDir()
	program, script, config := filepath.Join(dir, "built"), filepath.Join(dir, "terraform-provider-llm"), filepath.Join(dir, "terraformrc")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "github.com/unified-llm/terraform-provider-llm")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, output)
	}
	lines := fmt.Sprintf("#!/bin/sh\nexec 9>\"$%s\" && echo $$ >&9\nexec %q \"$@\"\n", rosterVariable, program)
	rc := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n  direct {}\n}\n", source, dir)
	for path, content := range map[string]string{script: lines, config: rc} {
		if err := os.WriteFile(path, []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return binary{t: t, config: config}
}

// shell is a working directory in which terraform and the provider run as
// processes of their own, against a sandbox that this process serves.
type shell struct {
	t   *testing.T
	bin binary
	dir string
	url string
}

// command is a terraform that runs.
type command struct {
	t      *testing.T
	cmd    *exec.Cmd
	output bytes.Buffer
	roster *roster
}

// run runs one command to its end.
func (s shell) run(args ...string) said {
	s.t.Helper()
	c := s.start(args...)
	answer, left := c.wait()
	if left != nil {
		s.t.Errorf("terraform %v: %v", args, left)
	}
	return answer
}

func (s shell) start(args ...string) *command {
	s.t.Helper()
	c := &command{t: s.t, roster: openRoster(s.t)}
	c.cmd = exec.CommandContext(s.t.Context(), terraformPath(s.t), args...)
	c.cmd.Dir = s.dir
	c.cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+s.bin.config, "LLM_SANDBOX="+s.url,
		rosterVariable+"="+c.roster.path, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	c.cmd.Stdout, c.cmd.Stderr = &c.output, &c.output
	if err := c.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	return c
}

// wait returns what terraform answered, with exit code -1 where it was killed,
// and an error if a provider that it started is still there.
func (c *command) wait() (answer said, left error) {
	c.t.Helper()
	_ = c.cmd.Wait() // the exit code says it
	return read(c.cmd.ProcessState.ExitCode(), c.output.String()), c.roster.leave()
}

// killProvider ends the provider that works for terraform right now, which is
// the one that it started last. It is no error that it had ended by itself.
func (c *command) killProvider() {
	if err := syscall.Kill(c.roster.last(), syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		c.t.Errorf("kill provider: %v", err)
	}
}

// killTerraform ends terraform alone, as the system does when memory runs out.
func (c *command) killTerraform() {
	if err := c.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		c.t.Errorf("kill terraform: %v", err)
	}
}

// roster knows the provider processes of one command. Each writes its number
// into a named pipe and holds the pipe open until it ends, in whatever way.
type roster struct {
	path  string
	hold  *os.File // keeps the pipe open between two providers
	empty chan struct{}

	mu   sync.Mutex
	pids []int
}

func openRoster(t *testing.T) *roster {
	t.Helper()
	r := &roster{path: filepath.Join(t.TempDir(), "roster"), empty: make(chan struct{})}
	if err := syscall.Mkfifo(r.path, 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if r.hold, err = os.OpenFile(r.path, os.O_RDWR, 0); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.Open(r.path)
	if err != nil {
		t.Fatal(err)
	}
	go r.follow(pipe)
	return r
}

// follow notes who signs in, until nobody holds the pipe any more.
func (r *roster) follow(pipe *os.File) {
	defer close(r.empty)
	defer pipe.Close()
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		if pid, err := strconv.Atoi(lines.Text()); err == nil {
			r.mu.Lock()
			r.pids = append(r.pids, pid)
			r.mu.Unlock()
		}
	}
}

// last is the process that signed in last; 0 would be the test itself, so there
// must be one.
func (r *roster) last() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.pids[len(r.pids)-1]
}

// leave waits until all providers have ended. Those that have not by then are
// ended, and are the error.
func (r *roster) leave() error {
	if err := r.hold.Close(); err != nil {
		return err
	}
	select {
	case <-r.empty:
		return nil
	case <-time.After(goodbye):
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, pid := range r.pids {
		_ = syscall.Kill(pid, syscall.SIGKILL) // most have ended
	}
	return fmt.Errorf("a provider process (one of %v) still ran %v after terraform had ended", r.pids, goodbye)
}

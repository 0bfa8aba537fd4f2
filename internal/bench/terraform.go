package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// terraform runs the real binary on one configuration.
type terraform struct {
	binary string
	dir    string // of the configuration
}

func newTerraform(dir string) *terraform {
	return &terraform{binary: cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform"), dir: dir}
}

// cost is what one plan took.
type cost struct {
	wall time.Duration
	cpu  time.Duration // of terraform and its providers, user and system
	peak int           // KiB of the largest provider process
}

// apply makes what the configuration asks for.
func (t *terraform) apply(ctx context.Context, with provider) error {
	_, err := t.run(ctx, with, "apply", "-auto-approve", "-parallelism=32")
	return err
}

// plan is a plan that has to find nothing to do.
func (t *terraform) plan(ctx context.Context, with provider) (cost, error) {
	if err := os.Remove(with.peaks); err != nil && !os.IsNotExist(err) {
		return cost{}, fmt.Errorf("forget peaks: %w", err)
	}
	c, err := t.run(ctx, with, "plan", "-detailed-exitcode") // exit code 2, a difference, is an error too
	if err != nil {
		return cost{}, err
	}
	c.peak, err = with.peak()
	return c, err
}

func (t *terraform) run(ctx context.Context, with provider, command string, args ...string) (cost, error) {
	args = append([]string{command, "-input=false", "-no-color", "-compact-warnings"}, args...)
	cmd := exec.CommandContext(ctx, t.binary, args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = t.dir, &out, &out
	cmd.Env = append(environment(), "TF_CLI_CONFIG_FILE="+with.cliConfig, "BENCH_PEAKS="+with.peaks, "BENCH_PROFILES="+filepath.Join(filepath.Dir(t.dir), "profiles"))
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("run terraform %s with %s: %w\n%s", command, with.name, err, tail(out.String()))
	}
	return cost{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
}

// environment is the process's own without settings of the user's that would change what is measured.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "TF_") || strings.HasPrefix(v, "LLM_")
	})
	return append(env, "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1")
}

// tail is the end of what terraform printed, where its errors stand.
func tail(out string) string {
	const enough = 4000
	return out[max(len(out)-enough, 0):]
}

// peak is the most that one process of the provider held since peaks was removed.
func (p provider) peak() (int, error) {
	data, err := os.ReadFile(p.peaks)
	if err != nil {
		return 0, fmt.Errorf("read peaks: %w", err)
	}
	most := 0
	for line := range strings.Lines(string(data)) {
		peak, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			return 0, fmt.Errorf("read peaks: %w", err)
		}
		most = max(most, peak)
	}
	return most, nil
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// terraform runs the real binary in one directory and shows what it prints.
type terraform struct {
	binary string
	dir    string
	env    []string
}

func newTerraform(binary string, p place) *terraform {
	if binary == "" {
		binary = "terraform"
	}
	// Settings of the user's own would change what the demo shows.
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "TF_") || strings.HasPrefix(v, "LLM_")
	})
	return &terraform{
		binary: binary,
		dir:    p.module,
		env:    append(env, "TF_CLI_CONFIG_FILE="+p.cliConfig, "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1"),
	}
}

func (t *terraform) init(ctx context.Context) error {
	return t.succeed(ctx, "init", "-input=false", "-no-color")
}

func (t *terraform) apply(ctx context.Context) error {
	return t.succeed(ctx, "apply", "-auto-approve", "-input=false", "-no-color", "-compact-warnings")
}

// saved is the file of the last plan. An apply of it does not print the plan again.
const saved = "saved.tfplan"

func (t *terraform) applySaved(ctx context.Context) error {
	return t.succeed(ctx, "apply", "-input=false", "-no-color", "-compact-warnings", saved)
}

// destroy shows no plan: it would repeat all that there is.
func (t *terraform) destroy(ctx context.Context) error {
	if err := t.run(ctx, io.Discard, "plan", "-destroy", "-out="+saved, "-input=false"); err != nil {
		return err
	}
	return t.applySaved(ctx)
}

// plan saves a plan and returns what was printed and terraform's exit code: 0 without changes, 2 with some.
func (t *terraform) plan(ctx context.Context) (string, int, error) {
	var out bytes.Buffer
	err := t.run(ctx, io.MultiWriter(&out, os.Stdout),
		"plan", "-out="+saved, "-detailed-exitcode", "-input=false", "-no-color", "-compact-warnings")
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 2 {
		return out.String(), 2, nil
	}
	return out.String(), 0, err
}

// output returns one output value as JSON.
func (t *terraform) output(ctx context.Context, name string) ([]byte, error) {
	var out bytes.Buffer
	err := t.run(ctx, &out, "output", "-json", name)
	return out.Bytes(), err
}

func (t *terraform) succeed(ctx context.Context, args ...string) error {
	return t.run(ctx, os.Stdout, args...)
}

func (t *terraform) run(ctx context.Context, stdout io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, t.binary, args...)
	cmd.Dir, cmd.Env = t.dir, t.env
	cmd.Stdout, cmd.Stderr = stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run terraform %s: %w", args[0], err)
	}
	return nil
}

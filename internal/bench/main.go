// Command bench measures what a plan that finds nothing to do costs: wall time, calls and memory of the provider on a
// served sandbox, beside a provider that does nothing, by turns, with the same terraform, state and configuration.
//
// It runs in the module's root and takes terraform's path from TF_ACC_TERRAFORM_PATH. See -help for its flags.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1) //nolint:gocritic // main ends here either way
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	opts, err := parse(args)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(filepath.Join(".work", "bench"))
	if err != nil {
		return fmt.Errorf("find folder: %w", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("empty folder: %w", err)
	}
	profiles := filepath.Join(dir, "profiles")
	if err := os.MkdirAll(profiles, 0o750); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	llm, err := build(ctx, dir, "llm", opts.source())
	if err != nil {
		return err
	}
	nothing, err := build(ctx, dir, "nothing", "internal/bench/nothing")
	if err != nil {
		return err
	}
	var results []*result
	for _, size := range opts.sizes {
		b := &bench{llm: llm, nothing: nothing}
		measured, err := b.run(ctx, filepath.Join(dir, strconv.Itoa(size)), size, opts)
		if err != nil {
			return err
		}
		results = append(results, measured...)
	}
	return opts.report(ctx, out, results)
}

// run makes as many deployments as size says with a real apply and measures in every weather.
func (b *bench) run(ctx context.Context, dir string, size int, opts options) (results []*result, err error) {
	if err := b.furnish(ctx, dir, size); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.world.stop()) }()
	for _, in := range weathers() {
		progressf("%d deployments, %s: %d plans each", size, in.name, opts.runs)
		r, err := b.measure(ctx, in, opts.runs)
		if err != nil {
			return nil, err
		}
		results = append(results, r)
	}
	return results, nil
}

// furnish makes the world, its configuration in dir and its state.
func (b *bench) furnish(ctx context.Context, dir string, size int) error {
	var err error
	if b.world, err = newWorld(ctx, size); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(b.world.configuration()), 0o600); err != nil {
		return fmt.Errorf("write configuration: %w", err)
	}
	b.terraform = newTerraform(dir)
	progressf("%d deployments: apply", size)
	return b.terraform.apply(ctx, b.llm)
}

// progressf tells on stderr, so that stdout holds the tables only.
func progressf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}

// Command demo shows the provider at work on the embedded sandbox: one block is applied on two clouds by the real
// terraform, changed behind its back, repaired and destroyed. It is a test as well: a step that does not do what its
// headline says ends the demo with exit code 1.
//
// It expects the built provider in the working directory and terraform's path in TF_ACC_TERRAFORM_PATH.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1) //nolint:gocritic // main ends here either way
	}
}

func run(ctx context.Context) (err error) {
	dir, err := filepath.Abs(filepath.Join(".work", "demo"))
	if err != nil {
		return fmt.Errorf("find demo directory: %w", err)
	}
	place, err := furnish(dir)
	if err != nil {
		return err
	}
	server, err := serve(ctx, place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()

	show := &show{
		terraform: newTerraform(os.Getenv("TF_ACC_TERRAFORM_PATH"), place),
		cloud:     &cloud{url: server.url},
		place:     place,
	}
	for i, step := range show.steps() {
		fmt.Printf("\n%d. %s\n", i+1, step.headline)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("step %d, %s: %w", i+1, step.headline, err)
		}
	}
	fmt.Println("\nEvery step did what it said.")
	return nil
}

// Terraform-provider-llm deploys, routes and guards language models on Azure
// OpenAI and on Amazon Bedrock. Terraform starts it; "sandbox serve" serves the
// embedded sandbox to other clients.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// version is set by the linker.
var version = "dev"

const (
	address      = "registry.terraform.io/unified-llm/llm"
	usage        = "usage: terraform-provider-llm [-debug] [-version], or terraform-provider-llm sandbox serve"
	usageSandbox = "usage: terraform-provider-llm sandbox serve -state FILE -listen ADDR [-tls] [-clock TIME] [-latency TIME] [-throttle]"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// run returns the exit code: 0 for success, 1 for failure, 2 for wrong usage.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "sandbox" {
		return serveSandbox(ctx, args[1:], stdout, stderr)
	}
	flags := flag.NewFlagSet("terraform-provider-llm", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, usage)
		flags.PrintDefaults()
	}
	debug := flags.Bool("debug", false, "serve for a debugger: print how Terraform can attach, and wait")
	show := flags.Bool("version", false, "print the version and exit")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if flags.NArg() > 0 {
		fmt.Fprintln(stderr, usage)
		return 2
	}
	if *show {
		_, err := fmt.Fprintln(stdout, version)
		return exitCode(err, stderr)
	}
	if *debug {
		return exitCode(serve(ctx, true), stderr)
	}
	return exitCode(serveWhile(orphaned(os.Getppid), func() error { return serve(ctx, false) }), stderr)
}

func serve(ctx context.Context, debug bool) error {
	if err := framework.QuietLogs(os.Environ(), os.Setenv); err != nil {
		return err
	}
	var opts []tf6server.ServeOpt
	if debug {
		opts = append(opts, tf6server.WithManagedDebug())
	}
	return tf6server.Serve(address, provider.NewServer(ctx, version), opts...)
}

// serveWhile serves until that ends by itself or the channel is closed.
func serveWhile(orphaned <-chan struct{}, serve func() error) error {
	served := make(chan error, 1)
	go func() { served <- serve() }()
	select {
	case err := <-served:
		return err
	case <-orphaned:
		return errors.New("terraform ended and did not say so: what was under way is given up")
	}
}

func serveSandbox(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 || args[0] != "serve" {
		fmt.Fprintln(stderr, usageSandbox)
		return 2
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	return sandbox.Serve(ctx, args[1:], stdout, stderr)
}

func exitCode(err error, stderr io.Writer) int {
	if err != nil {
		fmt.Fprintln(stderr, "terraform-provider-llm:", err)
		return 1
	}
	return 0
}

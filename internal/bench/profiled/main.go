// Command profiled is the provider that writes down where its time and its memory went: a CPU profile of every process
// and a heap profile of its end, into the folder that BENCH_PROFILES names.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/provider"
)

const address = "registry.terraform.io/unified-llm/llm"

func main() {
	if err := run(context.Background(), os.Getenv("BENCH_PROFILES")); err != nil {
		fmt.Fprintln(os.Stderr, "profiled:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir string) (err error) {
	cpu, err := os.Create(filepath.Join(dir, fmt.Sprintf("cpu.%d", os.Getpid())))
	if err != nil {
		return fmt.Errorf("make profile: %w", err)
	}
	defer func() { err = errors.Join(err, cpu.Close()) }()
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return fmt.Errorf("start profile: %w", err)
	}
	defer pprof.StopCPUProfile()
	if err := framework.QuietLogs(os.Environ(), os.Setenv); err != nil {
		return fmt.Errorf("quiet logs: %w", err)
	}
	return errors.Join(tf6server.Serve(address, provider.NewServer(ctx, "bench")), writeHeap(dir))
}

func writeHeap(dir string) error {
	heap, err := os.Create(filepath.Join(dir, fmt.Sprintf("heap.%d", os.Getpid())))
	if err != nil {
		return fmt.Errorf("make profile: %w", err)
	}
	return errors.Join(pprof.WriteHeapProfile(heap), heap.Close())
}

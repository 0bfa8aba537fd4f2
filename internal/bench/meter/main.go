// Command meter stands where terraform looks for a provider. It runs the provider that lies beside it under the same
// name with ".metered" added, and writes how much memory that process held at its peak to the file that BENCH_PEAKS
// names: one line of KiB for each process.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

func main() {
	code, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "meter:", err)
	}
	os.Exit(code)
}

// run returns the provider's exit code.
func run() (int, error) {
	self, err := os.Executable()
	if err != nil {
		return 1, fmt.Errorf("find meter: %w", err)
	}
	cmd := exec.Command(self+".metered", os.Args[1:]...) //nolint:noctx // terraform ends it
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = cmd.Run()
	if cmd.ProcessState == nil {
		return 1, fmt.Errorf("run provider: %w", err)
	}
	if _, ended := errors.AsType[*exec.ExitError](err); ended {
		err = nil
	}
	return cmd.ProcessState.ExitCode(), errors.Join(err, note(cmd.ProcessState))
}

// note appends the peak in one write: several providers may end at once.
func note(ended *os.ProcessState) error {
	usage, ok := ended.SysUsage().(*syscall.Rusage)
	path := os.Getenv("BENCH_PEAKS")
	if !ok || path == "" {
		return nil
	}
	peak := usage.Maxrss
	if runtime.GOOS == "darwin" {
		peak /= 1024 // it counts bytes
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open peaks: %w", err)
	}
	_, err = fmt.Fprintf(file, "%d\n", peak)
	return errors.Join(err, file.Close())
}

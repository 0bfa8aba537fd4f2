package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
)

// server is the provider's own `sandbox serve` over the file that terraform uses too.
type server struct {
	cmd *exec.Cmd
	url string
}

// serve returns once the server listens. The caller stops it.
func serve(ctx context.Context, p place) (*server, error) {
	cmd := exec.CommandContext(ctx, p.provider, "sandbox", "serve", "-state", p.sandbox)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("open sandbox: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start sandbox: %w", err)
	}
	s := &server{cmd: cmd}
	var announced struct {
		URL string `json:"url"`
	}
	if err := json.NewDecoder(stdout).Decode(&announced); err != nil {
		return nil, fmt.Errorf("wait for sandbox to listen: %w", err)
	}
	s.url = announced.URL
	return s, nil
}

// stop asks the server to end, as a terminal would, and waits for it.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return fmt.Errorf("stop sandbox: %w", err)
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("stop sandbox: %w", err)
	}
	return nil
}

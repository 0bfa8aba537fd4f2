package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// perAccount is how many deployments an account holds: Azure allows 32 standard ones.
const perAccount = 30

// world is a sandbox in memory that is served over HTTP, and the accounts in it.
type world struct {
	sandbox *sandbox.Sandbox
	url     string
	server  *http.Server
	size    int // deployments, half of them on Azure
}

// newWorld serves a sandbox that has an account for every 30 of half of size deployments. The caller stops it.
func newWorld(ctx context.Context, size int) (*world, error) {
	w := &world{sandbox: sandbox.New(sandbox.ProvisioningTime(0)), size: size}
	for i := range w.accounts() {
		if err := w.addAccount(i); err != nil { //nolint:contextcheck // the sandbox is in this process and answers at once
			return nil, err
		}
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	w.url = "http://" + listener.Addr().String()
	w.server = &http.Server{Handler: w.sandbox, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = w.server.Serve(listener) }() // it ends with stop
	return w, nil
}

func (w *world) stop() error {
	if err := w.server.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("stop sandbox: %w", err)
	}
	return nil
}

func (w *world) onAzure() int { return w.size / 2 }

func (w *world) onBedrock() int { return w.size - w.onAzure() }

func (w *world) accounts() int { return (w.onAzure() + perAccount - 1) / perAccount }

func (w *world) addAccount(i int) error {
	name := fmt.Sprintf("bench-%03d", i)
	body := fmt.Sprintf(`{"kind":"OpenAI","sku":{"name":"S0"},"location":%q,"properties":{"customSubDomainName":%q}}`, sandbox.AzureLocation, name)
	id := path.Dir(sandbox.AzureAccountID()) + "/" + name
	if status, answer := w.sandbox.Do(http.MethodPut, id, body); status != http.StatusCreated {
		return fmt.Errorf("make account %s: %d %s", name, status, answer)
	}
	return nil
}

// configuration has as many deployments as the world is for.
func (w *world) configuration() string {
	return fmt.Sprintf(`terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

provider "llm" {
  sandbox = { url = %q }
}

resource "llm_deployment" "azure" {
  count = %d

  platform         = "azure"
  name             = "bench-${count.index}"
  model            = "openai/gpt-4.1-mini"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 1000 }
  azure            = { account_id = format("%s/bench-%%03d", floor(count.index / %d)) }
  tags             = { team = "search" }
}

resource "llm_deployment" "bedrock" {
  count = %d

  platform         = "bedrock"
  name             = "bench-${count.index}"
  model            = "anthropic/claude-sonnet-4.5"
  processing_scope = "global"
  tags             = { team = "search" }
}
`, w.url, w.onAzure(), path.Dir(sandbox.AzureAccountID()), perAccount, w.onBedrock())
}

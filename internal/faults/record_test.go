package faults_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// written is a request that changed something, and when it was sent.
type written struct {
	req   *http.Request
	body  []byte
	after time.Duration
}

// recorder keeps the writes by which a scene was made.
type recorder struct {
	cloud    http.RoundTripper
	platform llm.Platform
	started  time.Time
	writes   []written
}

// RoundTrip implements http.RoundTripper.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := whole(req)
	if err != nil {
		return nil, err
	}
	kept := written{req: req.Clone(context.WithoutCancel(req.Context())), body: body, after: time.Since(r.started)}
	if isWrite(r.platform, req) {
		r.writes = append(r.writes, kept)
	}
	return kept.sendTo(r.cloud) //nolint:contextcheck // the request holds its own
}

func (w written) sendTo(cloud http.RoundTripper) (*http.Response, error) {
	sent := w.req.Clone(w.req.Context())
	sent.Body = io.NopCloser(bytes.NewReader(w.body))
	return cloud.RoundTrip(sent)
}

// replay sends the writes to another cloud, each at its time.
func replay(t *testing.T, cloud http.RoundTripper, writes []written) {
	t.Helper()
	started := time.Now()
	for _, kept := range writes {
		time.Sleep(kept.after - time.Since(started))
		resp, err := kept.sendTo(cloud)
		if err != nil || resp.StatusCode >= http.StatusMultipleChoices {
			t.Fatalf("repeat %s %s: %v %v", kept.req.Method, kept.req.URL, resp, err)
		}
	}
}

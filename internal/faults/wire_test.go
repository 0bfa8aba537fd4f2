package faults_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	breath = 50 * time.Millisecond // the least between a refusal and the same request again
)

var errFlood = errors.New("the wire was flooded")

// wire carries requests to the cloud, strikes them with a fault, and watches how the driver behaves meanwhile.
type wire struct {
	cloud    *sandbox.Sandbox
	platform llm.Platform

	mu      sync.Mutex
	place   *place
	fault   *fault
	at      call // the call that the fault strikes; empty: every one
	written bool
	order   []call // every call once, in order
	flood   int    // requests that no operation needs
	sent    int
	hits    int // requests that the fault struck
	foreign int // requests to hosts that are not the cloud's
	early   []string
	resting map[string]time.Time // by request: not to be repeated before
	ids     []string             // of the answers that a fault made up
	tries   map[string]int       // requests that the fault struck, by request
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	body, err := whole(r)
	if err != nil {
		return nil, err
	}
	x, struck, err := w.arrive(r, body)
	if err != nil {
		return nil, err
	}
	if !struck {
		resp, err := x.pass() //nolint:contextcheck // the request holds its own
		w.leave(x, resp, err)
		return resp, err
	}
	resp, err := x.fault.strike(x)
	if resp != nil {
		resp.Request = r
	}
	w.leave(x, resp, err)
	return resp, err
}

func whole(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}

// arrive notes a request and tells whether the fault strikes it.
func (w *wire) arrive(r *http.Request, body []byte) (x *exchange, struck bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sent++; w.sent > w.flood {
		return nil, false, errFlood
	}
	c := callOf(w.platform, r, w.written)
	w.note(c)
	w.written = w.written || c.stage == write
	if !strings.HasSuffix(r.URL.Hostname(), ".amazonaws.com") && r.URL.Hostname() != "management.azure.com" {
		w.foreign++
	}
	if until, ok := w.resting[keyOf(r)]; ok && time.Now().Before(until) {
		w.early = append(w.early, fmt.Sprintf("%s came %s too early", c, time.Until(until)))
	}
	x = &exchange{place: w.place, wire: w, req: r, body: body, call: c, fault: w.fault}
	if w.fault == nil || w.fault.strike == nil || w.at != (call{}) && w.at != c || w.fault.times > 0 && w.hits >= w.fault.times {
		return x, false, nil
	}
	w.hits++
	x.hit = w.hits
	if w.tries == nil {
		w.tries = map[string]int{}
	}
	w.tries[keyOf(r)]++
	return x, true, nil
}

func (w *wire) note(c call) {
	if !slices.Contains(w.order, c) {
		w.order = append(w.order, c)
	}
}

// leave notes how long the request has to rest.
func (w *wire) leave(x *exchange, resp *http.Response, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := x.told
	if rest == 0 && err == nil && (resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= http.StatusInternalServerError) {
		rest = breath
	}
	if w.resting == nil {
		w.resting = map[string]time.Time{}
	}
	w.resting[keyOf(x.req)] = time.Now().Add(rest)
	if x.id != "" {
		w.ids = append(w.ids, x.id)
	}
}

// most is how often one request was struck.
func (w *wire) most() int {
	most := 0
	for _, n := range w.tries {
		most = max(most, n)
	}
	return most
}

func keyOf(r *http.Request) string {
	return r.Method + " " + r.URL.String() + " " + r.Header.Get("X-Amz-Target")
}

// exchange is one request that a fault strikes.
type exchange struct {
	place *place
	wire  *wire
	fault *fault
	req   *http.Request
	body  []byte
	call  call
	hit   int           // counted from 1
	told  time.Duration // how long the answer asks to wait
	id    string        // the request id of the answer, where the fault makes it up
}

// pass lets the cloud answer.
func (x *exchange) pass() (*http.Response, error) {
	sent := x.req.Clone(x.req.Context())
	sent.Body = io.NopCloser(bytes.NewReader(x.body))
	return x.wire.cloud.RoundTrip(sent)
}

// answer is an answer that the cloud did not give. It bears a request id, as even most proxies pass on.
func (x *exchange) answer(status int, contentType, body string) *http.Response {
	x.id = fmt.Sprintf("rq-%d-%d", x.hit, x.wire.sent)
	h := http.Header{"X-Ms-Request-Id": {x.id}, "X-Amzn-Requestid": {x.id}, "Date": {time.Now().UTC().Format(http.TimeFormat)}}
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status, Header: h, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: x.req,
	}
}

package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"
)

// ServeHTTP answers one request to either cloud: ARM by its paths, AWS by the scope of the signature, and models by their
// host, which may also be the beginning of the path (/sandbox/hosts/HOST/…). A reply that a hook loses ends the connection
// without an answer.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	resp, err := s.exchange(meant(r))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if resp == nil {
		panic(http.ErrAbortHandler) //nolint:forbidigo // net/http's documented way to end a connection without an answer
	}
	defer resp.Body.Close() //nolint:errcheck // a body in memory
	maps.Copy(w.Header(), resp.Header)
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body) // the client may be gone
}

// RoundTrip answers one request in process, without a socket; it makes a Sandbox the transport of a cloud's real
// client. It returns the context's error when that ends first, and "connection reset" where a hook loses the reply.
func (s *Sandbox) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	sent := r.Clone(r.Context()) // a RoundTripper must not change the caller's request
	resp, err := s.exchange(sent)
	if r.Body != nil {
		_ = r.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if resp == nil {
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	}
	resp.Request = r
	return resp, nil
}

// exchange runs the hooks around one request. A nil response means that the connection is lost.
func (s *Sandbox) exchange(r *http.Request) (*http.Response, error) {
	arrived := time.Now()
	body, err := readBody(r)
	if err != nil {
		return nil, err
	}
	hooks := s.hooks.claim(r)
	resp := hooks.before(r)
	if resp == nil {
		r.Body = io.NopCloser(bytes.NewReader(body)) // a hook may have read it
		served, err := s.answer(r)
		if err != nil {
			return nil, err
		}
		resp = hooks.after(r, served)
	}
	s.calls.add(r, resp, arrived)
	if isLost(resp) {
		return nil, nil
	}
	return resp, r.Context().Err()
}

// answer serves the request against the state.
func (s *Sandbox) answer(r *http.Request) (*http.Response, error) {
	req, err := newRequest(r, time.Now(), &s.opts)
	if err != nil {
		return nil, err
	}
	rt, pathKnown := find(s.routes, req)
	if refusal := authorize(rt, pathKnown, req); refusal != nil {
		return response(r, *refusal), nil
	}
	var out reply
	if rt.changes() {
		err = s.store.write(r.Context(), func(st *state) bool {
			req.now = st.now(time.Now())
			out = rt.handle(st, req)
			return out.status < http.StatusBadRequest
		})
	} else {
		err = s.store.read(r.Context(), func(st *state) {
			req.now = st.now(time.Now())
			out = rt.handle(st, req)
		})
	}
	if err != nil {
		return nil, fmt.Errorf("serve %s %s: %w", req.method, req.path, err)
	}
	return response(r, out), nil
}

// authorize refuses what no handler should see: an unknown operation, or a request without credentials.
func authorize(rt *route, pathKnown bool, r *request) *reply {
	switch {
	case r.service == serviceARM:
		return armAuthorize(rt, pathKnown, r)
	case isInference(r.service):
		return inferenceAuthorize(rt, r)
	}
	return awsAuthorize(rt, pathKnown, r)
}

// response turns a reply into what http.Client expects of a transport.
func response(r *http.Request, p reply) *http.Response {
	header := p.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Length", strconv.Itoa(len(p.body)))
	header.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", p.status, http.StatusText(p.status)),
		StatusCode: p.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(p.body)), ContentLength: int64(len(p.body)), Request: r,
	}
}

// pause waits for d or for the end of ctx, whichever comes first.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

package sandbox

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Call is one request that the sandbox was sent.
type Call struct {
	Method  string
	Path    string // escaped, with the query
	Target  string // X-Amz-Target, "" where the protocol has none
	Service string // "arm", the AWS signing name, or "azure-account", "azure-api-gateway", "bedrock-runtime", "agentcore-gateway"
	Status  int    // 0 where the connection was lost
	Time    time.Time
}

type callLog struct {
	mu    sync.Mutex
	calls []Call
}

func (l *callLog) add(r *http.Request, resp *http.Response, arrived time.Time) {
	service, _ := serviceOf(r)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, Call{
		Method: r.Method, Path: r.URL.RequestURI(), Target: r.Header.Get("X-Amz-Target"),
		Service: service, Status: resp.StatusCode, Time: arrived,
	})
}

// Calls returns what this process asked of the sandbox since its start or since ResetCalls, in order of completion.
func (s *Sandbox) Calls() []Call {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	return append([]Call(nil), s.calls.calls...)
}

// ResetCalls forgets the calls made so far.
func (s *Sandbox) ResetCalls() {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	s.calls.calls = nil
}

// Route returns the operation that a call asked for, as "GET /inference-profiles/{id}" or by its X-Amz-Target; the
// method and the path as they came where the sandbox knows no such operation. Calls of one route differ in values only.
func (s *Sandbox) Route(c Call) string {
	if c.Target != "" {
		return c.Target
	}
	path, _, _ := strings.Cut(c.Path, "?")
	rt, _ := find(s.routes, &request{service: c.Service, method: c.Method, path: path})
	if rt == nil {
		return c.Method + " " + path
	}
	return c.Method + " " + rt.path
}

//go:build unix

package acceptance_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// moment is when, in the course of one call, a process is killed.
type moment string

const (
	beforeSend  moment = "before it is sent"       // the cloud never sees the call
	afterCommit moment = "after it was committed"  // the cloud did it, and nobody hears of it
	afterReply  moment = "after it was replied to" // the answer was sent, and nothing more
)

func moments() []moment { return []moment{beforeSend, afterCommit, afterReply} }

// progress is how far the sandbox's clock moves with every call, and making is
// how long a cloud works on what is not ready at once: the third look finds it
// ready, in no time of the test's own.
const (
	progress = 20 * time.Minute
	making   = 45 * time.Minute
)

// trap kills a process at one call. From then on no call is served until the
// trap is taken away: what was killed is not to be helped by what still runs.
type trap struct {
	call int // counted from 0
	at   moment
	kill func()
}

// served is a sandbox behind a socket, for processes that are not this one.
type served struct {
	t   *testing.T
	sb  *sandbox.Sandbox
	url string

	mu      sync.Mutex
	trap    *trap
	sprung  bool
	arrived []sandbox.Call // the calls so far
}

func serveSandbox(t *testing.T, sb *sandbox.Sandbox) *served {
	t.Helper()
	s := &served{t: t, sb: sb}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// set lays a trap, nil for none, and starts a new count of calls.
func (s *served) set(to *trap) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trap, s.sprung, s.arrived = to, false, nil
}

// heard is what was called since the last set, and whether the trap was sprung.
func (s *served) heard() (calls []sandbox.Call, sprung bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.arrived, s.sprung
}

// ServeHTTP serves a call, or lets the trap decide.
func (s *served) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // only then does the connection's end show in the context
	if err != nil {
		panic(http.ErrAbortHandler) // net/http's way to end a connection without an answer
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if strings.HasPrefix(r.URL.Path, "/sandbox/") {
		s.sb.ServeHTTP(w, r) // no call of any cloud
		return
	}
	springs, shut := s.note(r)
	switch {
	case springs:
		s.spring(w, r)
	case shut:
		s.drop(r)
	default:
		s.sb.ServeHTTP(w, r)
		s.pass() //nolint:contextcheck // the clouds work whoever listens
	}
}

// note counts a call and tells whether it springs the trap or comes after that.
func (s *served) note(r *http.Request) (springs, shut bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	springs = s.trap != nil && len(s.arrived) == s.trap.call
	shut, s.sprung = s.sprung, s.sprung || springs
	s.arrived = append(s.arrived, callOf(r))
	return springs, shut
}

// callOf is a call that was not answered yet.
func callOf(r *http.Request) sandbox.Call {
	call := sandbox.Call{Method: r.Method, Path: r.URL.Path, Target: r.Header.Get("X-Amz-Target")}
	switch {
	case strings.HasPrefix(call.Target, "ResourceGroupsTagging"):
		call.Service = "tagging"
	case call.Target != "":
		call.Service = "servicequotas"
	}
	return call
}

func (s *served) spring(w http.ResponseWriter, r *http.Request) {
	switch s.trap.at {
	case beforeSend:
	case afterCommit:
		s.sb.ServeHTTP(httptest.NewRecorder(), r)
		s.pass() //nolint:contextcheck // the clouds work whoever listens
	case afterReply:
		s.sb.ServeHTTP(w, r)
		if err := http.NewResponseController(w).Flush(); err != nil {
			s.t.Errorf("send the reply: %v", err)
		}
		s.pass() //nolint:contextcheck // the clouds work whoever listens
		s.trap.kill()
		return
	}
	s.trap.kill()
	s.drop(r)
}

// drop keeps a call until the process that sent it has ended.
func (s *served) drop(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-time.After(goodbye):
		s.t.Errorf("the process that sent %s %s outlived the kill", r.Method, r.URL.Path)
	}
	panic(http.ErrAbortHandler) // net/http's way to end a connection without an answer
}

// pass lets the clouds go on working.
func (s *served) pass() {
	if err := s.sb.Advance(progress); err != nil {
		s.t.Errorf("move the clock: %v", err)
	}
}

package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	// clockPath is where a served sandbox tells its own time, to anybody.
	clockPath = "/sandbox/clock"

	clockTimeout = 10 * time.Second

	// idleConnections is as many calls as terraform makes at once unless it is told otherwise.
	idleConnections = 10
)

// Remote is the transport to a sandbox that another process serves. It is safe for concurrent use.
type Remote struct {
	to        *url.URL
	transport *http.Transport

	mu    sync.Mutex
	ahead *time.Duration // of the machine's clock; nil: not asked yet
}

// Dial returns the transport to the sandbox at address, an http or https URL of this machine without a path. Nothing is
// sent yet. For https the certificate has to be one that this machine trusts.
func Dial(address string) (*Remote, error) {
	to, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("dial sandbox: %w", err)
	}
	if to.Scheme != "http" && to.Scheme != "https" || to.User != nil || to.Path != "" && to.Path != "/" || to.RawQuery != "" || !isLoopback(to.Hostname()) {
		return nil, fmt.Errorf("dial sandbox %q: it must be a URL of this machine, such as %q", address, "http://127.0.0.1:8080")
	}
	return &Remote{to: to, transport: &http.Transport{MaxIdleConnsPerHost: idleConnections}}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// RoundTrip sends the request to the sandbox. The address that it was meant for goes along, so that links in the answer
// lead there.
func (s *Remote) RoundTrip(r *http.Request) (*http.Response, error) {
	sent := r.Clone(r.Context())
	if sent.Host == "" {
		sent.Host = r.URL.Host
	}
	sent.Header.Set(forwardedProto, r.URL.Scheme)
	sent.URL.Scheme, sent.URL.Host = s.to.Scheme, s.to.Host
	return s.transport.RoundTrip(sent)
}

// Now returns the sandbox's own time, or the machine's where it cannot be asked. The sandbox is asked once: its clock runs
// as the machine's does.
func (s *Remote) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ahead == nil {
		ctx, cancel := context.WithTimeout(context.Background(), clockTimeout)
		defer cancel()
		now, err := s.clock(ctx)
		if err != nil {
			return time.Now()
		}
		s.ahead = new(time.Until(now))
	}
	return time.Now().Add(*s.ahead)
}

func (s *Remote) clock(ctx context.Context) (time.Time, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.to.JoinPath(clockPath).String(), http.NoBody)
	if err != nil {
		return time.Time{}, err
	}
	resp, err := s.transport.RoundTrip(r)
	if err != nil {
		return time.Time{}, err
	}
	defer resp.Body.Close() //nolint:errcheck // it was only read
	var told clock
	err = json.NewDecoder(resp.Body).Decode(&told)
	return told.Now, err
}

// clock is the answer of clockPath.
type clock struct {
	Now time.Time `json:"now"`
}

func clockRoutes() []route {
	return []route{{
		service: serviceARM, method: http.MethodGet, path: clockPath, open: true,
		handle: func(_ *state, r *request) reply { return jsonReply(http.StatusOK, clock{r.now}) },
	}}
}

package jsclient

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// held is a sandbox of one test file's own, served by this process: two items a page, and what takes time takes an
// hour by a clock that the client moves.
type held struct {
	url    string
	ca     []byte   // PEM; nil for plain HTTP
	custom []string // see addCustomModels
}

func hold(t *testing.T, secure bool) held {
	t.Helper()
	box := sandbox.New(sandbox.PageSize(2), sandbox.ProvisioningTime(time.Hour))
	hookClock(box)
	hookFaults(t, box)
	server := httptest.NewUnstartedServer(box)
	t.Cleanup(server.Close)
	if !secure {
		server.Start()
		return held{url: server.URL, custom: addCustomModels(t, box)}
	}
	server.StartTLS()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	return held{url: server.URL, ca: ca, custom: addCustomModels(t, box)}
}

// hookClock makes "POST /clock?by=2h" move the clock on.
func hookClock(box *sandbox.Sandbox) {
	box.Hook(sandbox.Hook{Match: sandbox.On(http.MethodPost, "^/clock$"), Before: func(r *http.Request) *http.Response {
		answer := httptest.NewRecorder()
		by, err := time.ParseDuration(r.URL.Query().Get("by"))
		if err == nil {
			err = box.Advance(by)
		}
		if err != nil {
			http.Error(answer, err.Error(), http.StatusBadRequest)
		}
		return answer.Result()
	}})
}

// hookFaults makes deployments named "doomed" fail right after their create, and refuses the first look at "throttled".
func hookFaults(t *testing.T, box *sandbox.Sandbox) {
	t.Helper()
	box.Hook(sandbox.Hook{
		Match: sandbox.On(http.MethodPut, "/deployments/doomed$"),
		After: func(r *http.Request, resp *http.Response) *http.Response {
			if err := box.FailDeployment(r.URL.Path, "Failed"); err != nil {
				t.Error(err)
			}
			return resp
		},
	})
	throttle := sandbox.Fault(sandbox.On(http.MethodGet, "/deployments/throttled$"), http.StatusTooManyRequests,
		`{"error": {"code": "TooManyRequests", "message": "Slow down."}}`,
		http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}})
	throttle.Times = 1
	box.Hook(throttle)
}

package sandbox

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHook_faultIsNotCommitted(t *testing.T) {
	sb := New()
	fault := Fault(On("PUT", "/deployments/"), 503, `{"error":{"code":"Busy"}}`, http.Header{"Retry-After": {"7"}})
	fault.Times = 1
	sb.Hook(fault)
	if status, answer := sb.Do("PUT", deploymentID("chat"), standardModel(1)); status != 503 || !strings.Contains(answer, "Busy") {
		t.Errorf("answers %d %s", status, answer)
	}
	if status, _ := sb.Do("GET", deploymentID("chat"), ""); status != 404 {
		t.Errorf("a faulted PUT was committed: GET answers %d", status)
	}
	mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(1)) // once only
}

func TestHook_connectionsAreLostBeforeAndAfterTheCommit(t *testing.T) {
	for name, c := range map[string]struct {
		hook      func(func(*http.Request) bool) Hook
		committed int
	}{
		"before the server saw it": {ResetBeforeSend, 404},
		"after it was committed":   {ResetAfterCommit, 200},
	} {
		t.Run(name+", in process", func(t *testing.T) {
			sb := New()
			remove := sb.Hook(c.hook(On("PUT", "")))
			r := httptest.NewRequestWithContext(t.Context(), "PUT", "https://x"+deploymentID("chat")+"?api-version=2026-03-01", strings.NewReader(standardModel(1)))
			r.Header.Set("Authorization", "Bearer x")
			if err := roundTripError(sb, r); !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("RoundTrip returned %v", err)
			}
			if status, _ := sb.Do("GET", deploymentID("chat"), ""); status != c.committed {
				t.Errorf("GET answers %d, want %d", status, c.committed)
			}
			remove()
			mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(1))
		})
		t.Run(name+", over a socket", func(t *testing.T) {
			sb := New()
			sb.Hook(c.hook(On("PUT", "")))
			server := httptest.NewServer(sb)
			defer server.Close()
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, server.URL+deploymentID("chat")+"?api-version=2026-03-01", strings.NewReader(standardModel(1)))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Authorization", "Bearer x")
			if err := roundTripError(http.DefaultTransport, r); err == nil {
				t.Error("the client got an answer")
			}
			if status, _ := sb.Do("GET", deploymentID("chat"), ""); status != c.committed {
				t.Errorf("GET answers %d, want %d", status, c.committed)
			}
		})
	}
}

// roundTripError sends r and returns the error alone.
func roundTripError(transport http.RoundTripper, r *http.Request) error {
	resp, err := transport.RoundTrip(r)
	if err == nil {
		_ = resp.Body.Close()
	}
	return err
}

func TestHook_delayEndsWithTheContext(t *testing.T) {
	sb := New()
	sb.Hook(Delay(On("PUT", ""), time.Hour))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, "PUT", "https://x"+deploymentID("chat")+"?api-version=2026-03-01", strings.NewReader(standardModel(1)))
	r.Header.Set("Authorization", "Bearer x")
	if err := roundTripError(sb, r); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("RoundTrip returned %v", err)
	}
	mustDo(t, sb, "GET", deploymentID("chat"), "")
}

func TestHook_delaySendCommitsLate(t *testing.T) {
	sb := New()
	sb.Hook(DelaySend(On("PUT", ""), 20*time.Millisecond))
	start := time.Now()
	mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(1))
	if took := time.Since(start); took < 20*time.Millisecond {
		t.Errorf("it took %v", took)
	}
}

func TestHook_lagHidesWhatIsNew(t *testing.T) {
	sb := New()
	mustDo(t, sb, "PUT", deploymentID("old"), standardModel(1))
	sb.Hook(Lag(50 * time.Millisecond))
	mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(1))
	mustDo(t, sb, "GET", deploymentID("old"), "")
	if status, _ := sb.Do("GET", deploymentID("CHAT"), ""); status != 404 {
		t.Errorf("GET answers %d at once", status)
	}
	time.Sleep(60 * time.Millisecond)
	mustDo(t, sb, "GET", deploymentID("chat"), "")
}

func TestHook_afterMayChangeTheAnswer(t *testing.T) {
	sb := New()
	sb.Hook(Hook{Match: On("GET", "/deployments$"), After: func(r *http.Request, _ *http.Response) *http.Response {
		return response(r, jsonReply(200, armList[string]{Value: []string{}}))
	}})
	mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(1))
	if got := mustDo(t, sb, "GET", AzureAccountID()+"/deployments", ""); got != `{"value":[]}` {
		t.Errorf("the list answers %s", got)
	}
}

func TestCalls_areLogged(t *testing.T) {
	sb := New()
	lost := ResetAfterCommit(On("DELETE", ""))
	sb.Hook(lost)
	mustDo(t, sb, "PUT", deploymentID("chat"), standardModel(1))
	sb.Do("DELETE", deploymentID("chat"), "")
	var got []string
	for _, call := range sb.Calls() {
		if call.Time.IsZero() || call.Service != "arm" {
			t.Errorf("call is %+v", call)
		}
		got = append(got, call.Method+" "+call.Path+" "+http.StatusText(call.Status))
	}
	want := []string{
		"PUT " + deploymentID("chat") + "?api-version=2026-03-01 Created",
		"DELETE " + deploymentID("chat") + "?api-version=2026-03-01 ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	sb.ResetCalls()
	if len(sb.Calls()) != 0 {
		t.Error("calls remain after the reset")
	}
}

func TestServiceOf_tellsTheServicesApart(t *testing.T) {
	sigv4 := func(service, region string) http.Header {
		return http.Header{"Authorization": {"AWS4-HMAC-SHA256 Credential=AKIA/20260822/" + region + "/" + service + "/aws4_request, SignedHeaders=host, Signature=0"}}
	}
	for name, c := range map[string]struct {
		path            string
		header          http.Header
		service, region string
	}{
		"ARM":                   {AzureAccountID(), http.Header{"Authorization": {"Bearer x"}}, "arm", ""},
		"a cloud's metadata":    {"/metadata/endpoints", http.Header{}, "arm", ""},
		"Bedrock":               {"/foundation-models", sigv4("bedrock", "eu-central-1"), "bedrock", "eu-central-1"},
		"tagging":               {"/", sigv4("tagging", "us-east-1"), "tagging", "us-east-1"},
		"a Bedrock API key":     {"/foundation-models", http.Header{"Authorization": {"Bearer x"}}, "bedrock", AWSRegion},
		"an unreadable scope":   {"/foundation-models", http.Header{"Authorization": {"AWS4-HMAC-SHA256 Credential=x"}}, "bedrock", AWSRegion},
		"a target, no signing":  {"/", http.Header{"X-Amz-Target": {"ServiceQuotasV20190624.ListServiceQuotas"}}, "bedrock", AWSRegion},
		"Service Quotas signed": {"/", sigv4("servicequotas", "us-west-2"), "servicequotas", "us-west-2"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), "GET", c.path, http.NoBody)
			r.Header = c.header
			if service, region := serviceOf(r); service != c.service || region != c.region {
				t.Errorf("got %s in %q, want %s in %q", service, region, c.service, c.region)
			}
		})
	}
}

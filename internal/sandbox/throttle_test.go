package sandbox

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBucket(t *testing.T) {
	start := time.Now()
	for sentence, row := range map[string]struct {
		taken int           // at the start
		after time.Duration // of the last one
		want  time.Duration // to wait
	}{
		"a full bucket gives at once":                {},
		"the last token is given":                    {taken: 249},
		"an empty bucket gives nothing":              {taken: 250, want: 40 * time.Millisecond},
		"a token that is half back is not given":     {taken: 250, after: 20 * time.Millisecond, want: 20 * time.Millisecond},
		"a token is back after its time":             {taken: 250, after: 40 * time.Millisecond},
		"a bucket never holds more than it did":      {taken: 1, after: time.Hour},
		"what is refused costs no token in the wait": {taken: 300, after: 40 * time.Millisecond},
	} {
		t.Run(sentence, func(t *testing.T) {
			b := newBucket(250, 25, start)
			for range row.taken {
				b.take(start)
			}
			if got := b.take(start.Add(row.after)); got.Round(time.Millisecond) != row.want {
				t.Errorf("wait %s, want %s", got, row.want)
			}
			if b.tokens > b.size {
				t.Errorf("%v tokens in a bucket of %v", b.tokens, b.size)
			}
		})
	}
}

// The 251st read at once is refused, with the header that tells when to come back; AWS's reads and ARM's writes go on.
func TestThrottle(t *testing.T) {
	sb := New()
	sb.Hook(Throttle())
	refused := 0
	for range 1000 {
		if status, _ := sb.Do(http.MethodGet, AzureAccountID(), ""); status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 || refused > 750 {
		t.Errorf("%d of 1000 reads refused, want some and at most 750", refused)
	}
	drain(t, sb)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://sandbox.invalid/", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if err := address(r, AzureAccountID()); err != nil {
		t.Fatal(err)
	}
	resp, err := sb.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := peek(resp)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") != "1" ||
		!strings.Contains(string(body), `"SubscriptionRequestsThrottled"`) || !strings.Contains(string(body), "Number of 'read' requests") {
		t.Errorf("%d, Retry-After %q: %s", resp.StatusCode, resp.Header.Get("Retry-After"), body)
	}
	if status, answer := sb.Do(http.MethodGet, "/inference-profiles", ""); status != http.StatusOK {
		t.Errorf("a read of AWS: %d %s", status, answer)
	}
	if status, answer := sb.Do(http.MethodDelete, AzureAccountID()+"/deployments/none", ""); status != http.StatusNoContent {
		t.Errorf("a delete: %d %s", status, answer)
	}
}

// drain reads until ARM refuses.
func drain(t *testing.T, sb *Sandbox) {
	t.Helper()
	for range 10000 {
		if status, _ := sb.Do(http.MethodGet, AzureAccountID(), ""); status == http.StatusTooManyRequests {
			return
		}
	}
	t.Fatal("10000 reads and none refused")
}

func TestServe_latencyAndThrottle(t *testing.T) {
	at := startServe(t, "-state", filepath.Join(t.TempDir(), "sandbox.json"), "-latency", "30ms", "-throttle")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at.URL+AzureAccountID()+"?api-version=2026-03-01", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer x")
	start := time.Now()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if took := time.Since(start); took < 30*time.Millisecond {
		t.Errorf("answered after %s", took)
	}
	if left := resp.Header.Get("X-Ms-Ratelimit-Remaining-Subscription-Reads"); left != "249" {
		t.Errorf("%s reads left, want 249", left)
	}
}

func TestRoute(t *testing.T) {
	sb := New()
	for _, target := range []string{AzureAccountID() + "/deployments/x", "/inference-profiles?maxResults=1", "/nowhere", taggingTarget + "GetResources"} {
		method := http.MethodGet
		if !strings.HasPrefix(target, "/") {
			method = http.MethodPost
		}
		sb.Do(method, target, "{}")
	}
	var got []string
	for _, call := range sb.Calls() {
		got = append(got, sb.Route(call))
	}
	want := []string{
		"GET /subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.CognitiveServices/accounts/{account}/deployments/{deployment}",
		"GET /inference-profiles", "GET /nowhere", "ResourceGroupsTaggingAPI_20170126.GetResources",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

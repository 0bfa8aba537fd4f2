package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func served(t *testing.T) (*sandbox.Sandbox, *sandbox.Remote) {
	t.Helper()
	sb := sandbox.New(sandbox.PageSize(1))
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	remote, err := sandbox.Dial(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return sb, remote
}

func TestRemote_tellsTheSandboxesTime(t *testing.T) {
	sb, remote := served(t)
	if err := sb.SetClock(time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if behind := sb.Now().Sub(remote.Now()); behind.Abs() > time.Second {
		t.Errorf("the remote's clock is %v behind", behind)
	}
}

// Clients refuse links that lead to another host than they asked.
func TestRemote_linksLeadToTheAddressThatWasAsked(t *testing.T) {
	_, remote := served(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://management.azure.com"+sandbox.AzureAccountID()+
		"/raiPolicies?api-version=2026-03-01", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer x")
	resp, err := remote.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%d %s %v", resp.StatusCode, body, err)
	}
	if !strings.Contains(string(body), `"nextLink":"https://management.azure.com/`) {
		t.Errorf("no link leads on at management.azure.com: %s", body)
	}
}

func TestDial_refusesWhatIsNotThisMachine(t *testing.T) {
	for _, address := range []string{"", "127.0.0.1:80", "ftp://127.0.0.1", "http://10.0.0.1", "https://example.com", "http://a@localhost", "http://localhost/x", "http://localhost?x=1"} {
		if _, err := sandbox.Dial(address); err == nil {
			t.Errorf("%q was taken", address)
		}
	}
}

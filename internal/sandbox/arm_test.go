package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// armBox is a sandbox seen by a client of ARM, over a real socket.
type armBox struct {
	*Sandbox
	t   *testing.T
	url string
}

func newARMBox(t *testing.T, opts ...Option) *armBox {
	t.Helper()
	sb := New(opts...)
	server := httptest.NewServer(sb)
	t.Cleanup(server.Close)
	return &armBox{Sandbox: sb, t: t, url: server.URL}
}

// answer is what a client sees.
type answer struct {
	status int
	header http.Header
	text   string
	json   map[string]any
}

// at follows keys into the JSON body; "" where there is nothing.
func (a answer) at(keys ...string) string {
	var value any = a.json
	for _, key := range keys {
		object, ok := value.(map[string]any)
		if !ok {
			return ""
		}
		value = object[key]
	}
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

func (a answer) code() string    { return a.at("error", "code") }
func (a answer) message() string { return a.at("error", "message") }

func (b *armBox) send(method, path, body string) answer {
	b.t.Helper()
	if !strings.Contains(path, "api-version=") {
		path += "?api-version=2026-03-01"
	}
	return b.sendWith(method, path, body, http.Header{"Authorization": {"Bearer token"}, "Content-Type": {"application/json"}})
}

func (b *armBox) sendWith(method, path, body string, header http.Header) answer {
	b.t.Helper()
	if !strings.Contains(path, "://") {
		path = b.url + path
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header = header
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := peek(resp)
	if err != nil {
		b.t.Fatal(err)
	}
	got := answer{status: resp.StatusCode, header: resp.Header, text: string(data)}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &got.json); err != nil {
			b.t.Fatalf("%s %s: the body is not JSON: %s", method, path, data)
		}
	}
	return got
}

// deploymentID is the path of a deployment in the seeded account.
func deploymentID(name string) string { return AzureAccountID() + "/deployments/" + name }

// deploy PUTs a deployment into the seeded account.
func (b *armBox) deploy(name, body string) answer {
	b.t.Helper()
	return b.send("PUT", deploymentID(name), body)
}

// mustDeploy is deploy for what a test takes for granted.
func (b *armBox) mustDeploy(name, body string) answer {
	b.t.Helper()
	got := b.deploy(name, body)
	if got.status >= 300 {
		b.t.Fatalf("deploy %s: %d %s", name, got.status, got.text)
	}
	return got
}

// model is the body of a deployment of an OpenAI model; more are further properties such as `,"serviceTier":"Default"`.
func model(sku string, capacity int, name, version, more string) string {
	return fmt.Sprintf(`{"sku":{"name":%q,"capacity":%d},"properties":{"model":{"format":"OpenAI","name":%q,"version":%q}%s}}`,
		sku, capacity, name, version, more)
}

func standardModel(capacity int) string {
	return model("GlobalStandard", capacity, "gpt-5-mini", "2025-08-07", "")
}

func wantStatus(t *testing.T, got answer, status int) {
	t.Helper()
	if got.status != status {
		t.Fatalf("status is %d, want %d: %s", got.status, status, got.text)
	}
}

func wantRefusal(t *testing.T, got answer, status int, code, message string) {
	t.Helper()
	if got.status != status || got.code() != code || !strings.Contains(got.message(), message) {
		t.Fatalf("got %d %s %q, want %d %s with %q", got.status, got.code(), got.message(), status, code, message)
	}
}

func TestARM_refusesWhatTheFrontDoorRefuses(t *testing.T) {
	b := newARMBox(t)
	bearer := http.Header{"Authorization": {"Bearer token"}}
	group := "/subscriptions/" + AzureSubscription + "/resourceGroups/sandbox"
	for name, c := range map[string]struct {
		method, path, body string
		header             http.Header
		status             int
		code, message      string
	}{
		"a request without a token": {"GET", AzureAccountID() + "?api-version=2026-03-01", "", http.Header{}, 401, "AuthenticationFailed", "The 'Authorization' header is missing."},
		"an empty token":            {"GET", AzureAccountID() + "?api-version=2026-03-01", "", http.Header{"Authorization": {"Bearer "}}, 401, "AuthenticationFailed", ""},
		"no api-version":            {"GET", AzureAccountID(), "", bearer, 400, "MissingApiVersionParameter", "(?api-version=) is required"},
		"an unknown api-version":    {"GET", AzureAccountID() + "?api-version=2031-01-01", "", bearer, 400, "NoRegisteredProviderFound", "API version '2031-01-01'"},
		"a group's api-version":     {"GET", group + "?api-version=2026-03-01", "", bearer, 400, "InvalidApiVersionParameter", ""},
		"another subscription":      {"GET", strings.Replace(group, AzureSubscription, "11111111-0000-0000-0000-000000000000", 1) + "?api-version=2021-04-01", "", bearer, 404, "SubscriptionNotFound", "11111111"},
		"an unknown group":          {"GET", strings.Replace(AzureAccountID(), "resourceGroups/sandbox", "resourceGroups/nope", 1) + "?api-version=2026-03-01", "", bearer, 404, "ResourceGroupNotFound", "'nope'"},
		"an unknown account":        {"GET", AzureAccountID() + "x?api-version=2026-03-01", "", bearer, 404, "ResourceNotFound", "accounts/sandboxx"},
		"a child of nobody":         {"GET", AzureAccountID() + "x/deployments/chat?api-version=2026-03-01", "", bearer, 404, "ParentResourceNotFound", "accounts/sandboxx' could not be found"},
		"an absent deployment":      {"GET", deploymentID("chat") + "?api-version=2026-03-01", "", bearer, 404, "ResourceNotFound", "deployments/chat"},
		"an unknown type":           {"GET", AzureAccountID() + "/nonsense?api-version=2026-03-01", "", bearer, 404, "InvalidResourceType", ""},
		"a method that is not":      {"POST", deploymentID("chat") + "?api-version=2026-03-01", "", bearer, 405, "MethodNotAllowed", ""},
		"a body that is not JSON":   {"PUT", deploymentID("chat") + "?api-version=2026-03-01", "<html>", bearer, 400, "InvalidRequestContent", ""},
		"an unknown member":         {"PUT", deploymentID("chat") + "?api-version=2026-03-01", `{"skew":{}}`, bearer, 400, "InvalidRequestContent", "'skew'"},
		"an unknown location":       {"GET", "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/atlantis/models?api-version=2026-03-01", "", bearer, 400, "LocationNotAvailableForResourceType", "atlantis"},
	} {
		t.Run(name, func(t *testing.T) {
			got := b.sendWith(c.method, c.path, c.body, c.header)
			wantRefusal(t, got, c.status, c.code, c.message)
			if got.header.Get("X-Ms-Request-Id") == "" || got.header.Get("X-Ms-Correlation-Request-Id") == "" {
				t.Errorf("the answer has no request ids: %v", got.header)
			}
			if c.status == 401 && !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer ") {
				t.Errorf("the answer does not say how to authenticate: %v", got.header)
			}
		})
	}
}

func TestARM_ignoresCaseInPathsAndKeepsTheCaseOfIDs(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("Chat", standardModel(1))
	got := b.send("GET", strings.ToUpper(deploymentID("chat")), "")
	wantStatus(t, got, 200)
	if got.at("id") != deploymentID("Chat") || got.at("name") != "Chat" {
		t.Errorf("id is %q, name %q; want the case of the create", got.at("id"), got.at("name"))
	}
	b.mustDeploy("CHAT", standardModel(2))
	if got := b.send("GET", AzureAccountID()+"/deployments", ""); strings.Count(got.text, `"currentCapacity"`) != 1 || !strings.Contains(got.text, `"name":"Chat"`) {
		t.Errorf("another case made another deployment: %s", got.text)
	}
}

func TestARM_resolvesDotSegmentsAsTheRealFrontEndDoes(t *testing.T) {
	b := newARMBox(t)
	for _, path := range []string{"/deployments/..", "/deployments/%2e%2e", "/deployments/x/../.."} {
		sb := New()
		if status, body := sb.Do("DELETE", AzureAccountID()+path, ""); status != 200 {
			t.Fatalf("DELETE %s: %d %s", path, status, body)
		}
		if status, _ := sb.Do("GET", AzureAccountID(), ""); status != 404 {
			t.Errorf("DELETE %s left the account in place", path)
		}
	}
	wantStatus(t, b.send("GET", AzureAccountID(), ""), 200)
}

func TestARM_limitsAreReported(t *testing.T) {
	b := newARMBox(t)
	for method, header := range map[string]string{"GET": "Reads", "PUT": "Writes", "DELETE": "Deletes"} {
		got := b.send(method, deploymentID("chat"), standardModel(1))
		if got.header.Get("X-Ms-Ratelimit-Remaining-Subscription-"+header) == "" {
			t.Errorf("%s: no limit of %s in %v", method, header, got.header)
		}
	}
}

package azureopenai

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

const (
	realSubscription = "11111111-2222-3333-4444-555555555555"
	realAccount      = "/subscriptions/" + realSubscription + "/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acct"
)

// outgoing is what may leave, written down apart from the driver's own list.
var outgoing = regexp.MustCompile(`^(GET|PUT|PATCH|DELETE) /subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+/providers/Microsoft\.CognitiveServices/accounts/[A-Za-z0-9._-]{2,64}/deployments/[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9]$` +
	`|^GET /subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+/providers/Microsoft\.CognitiveServices/accounts/[A-Za-z0-9._-]{2,64}(/deployments|/raiPolicies|/models)?$` +
	`|^GET /subscriptions/[0-9a-f-]{36}/providers/Microsoft\.CognitiveServices/locations/[a-z0-9]+/(models|usages)$`)

func guardOf(t *testing.T, endpoint string, sandbox bool) *guard {
	t.Helper()
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	return &guard{endpoint: u, templates: templates(), sandbox: sandbox}
}

func TestGuard(t *testing.T) {
	const version = "?api-version=2026-03-01"
	host := "https://management.azure.com"
	operation := "/subscriptions/" + realSubscription + "/providers/Microsoft.CognitiveServices/locations/JAPANEAST/operationResults/8d9ebbb9-2823-4f6b-a0db-4ceb8d7718de"
	for name, c := range map[string]struct {
		method, address string
		allowed         bool
	}{
		"a deployment is read":                             {"GET", host + realAccount + "/deployments/chat" + version, true},
		"a deployment is written":                          {"PUT", host + realAccount + "/deployments/chat" + version, true},
		"a deployment is deleted":                          {"DELETE", host + realAccount + "/deployments/chat" + version, true},
		"deployments are listed on another page":           {"GET", host + realAccount + "/deployments" + version + "&$skipToken=abc", true},
		"literals are read in any case":                    {"GET", host + strings.ToLower(realAccount) + "/deployments/chat" + version, true},
		"an operation is polled with its signature":        {"GET", host + operation + "?api-version=2017-04-18&t=1&c=2&s=3&h=4", true},
		"an account is read":                               {"GET", host + realAccount + version, true},
		"an account is never deleted":                      {"DELETE", host + realAccount + version, false},
		"an account is never written":                      {"PUT", host + realAccount + version, false},
		"all deployments are never deleted":                {"DELETE", host + realAccount + "/deployments" + version, false},
		"two dots do not lead to the account":              {"DELETE", host + realAccount + "/deployments/.." + version, false},
		"escaped dots do not either":                       {"DELETE", host + realAccount + "/deployments/%2e%2e" + version, false},
		"a dot is no name":                                 {"DELETE", host + realAccount + "/deployments/." + version, false},
		"an escaped slash is no part of a name":            {"DELETE", host + realAccount + "/deployments/a%2fb" + version, false},
		"a question mark cuts no name":                     {"DELETE", host + realAccount + "/deployments/a?x" + version, false},
		"a child of a deployment is not addressed":         {"GET", host + realAccount + "/deployments/chat/skus" + version, false},
		"an account's keys are read":                       {"POST", host + realAccount + "/listKeys" + version, true},
		"an account's keys are never renewed":              {"POST", host + realAccount + "/regenerateKey" + version, false},
		"a deployment is tagged":                           {"PATCH", host + realAccount + "/deployments/chat" + version, true},
		"an account is never tagged":                       {"PATCH", host + realAccount + version, false},
		"two dots do not lead a PATCH to the account":      {"PATCH", host + realAccount + "/deployments/.." + version, false},
		"a write carries nothing but the version":          {"PUT", host + realAccount + "/deployments/chat" + version + "&force=true", false},
		"a write names one version":                        {"PUT", host + realAccount + "/deployments/chat" + version + "&api-version=1", false},
		"another host gets nothing":                        {"GET", "https://evil.example" + realAccount + "/deployments" + version, false},
		"a host that begins alike gets nothing":            {"GET", host + ".evil.example" + realAccount + "/deployments" + version, false},
		"another port gets nothing":                        {"GET", host + ":8443" + realAccount + "/deployments" + version, false},
		"a user in the address is refused":                 {"GET", "https://a:b@management.azure.com" + realAccount + "/deployments" + version, false},
		"plain http is refused":                            {"GET", "http://management.azure.com" + realAccount + "/deployments" + version, false},
		"another provider is not addressed":                {"GET", host + strings.Replace(realAccount, "CognitiveServices", "Storage", 1) + version, false},
		"an account name with a right-to-left mark":        {"GET", host + realAccount + "%E2%80%8F" + version, false},
		"a subscription that is none":                      {"GET", host + strings.Replace(realAccount, realSubscription, "x", 1) + version, false},
		"a sandbox id is not sent to real accounts":        {"GET", host + strings.Replace(realAccount, realSubscription, sandboxSubscription, 1) + version, false},
		"an empty step is refused":                         {"GET", host + "/" + realAccount + version, false},
		"a trailing slash after a deployment is refused":   {"DELETE", host + realAccount + "/deployments/chat/" + version, false},
		"a trailing slash after all deployments is no one": {"DELETE", host + realAccount + "/deployments/" + version, false},
	} {
		t.Run(name, func(t *testing.T) {
			u, err := url.Parse(c.address)
			if err != nil {
				t.Fatal(err)
			}
			err = guardOf(t, host, false).check(c.method, u)
			if (err == nil) != c.allowed {
				t.Fatalf("check = %v, want allowed %v", err, c.allowed)
			}
			if err != nil && llm.CodeOf(err) != llm.CodeRefused {
				t.Errorf("code = %s, want refused", llm.CodeOf(err))
			}
		})
	}
}

func TestGuard_keepsToTheEndpointsOwnPath(t *testing.T) {
	g := guardOf(t, "https://proxy.example/arm/", false)
	for address, allowed := range map[string]bool{
		"https://proxy.example/arm" + realAccount + "?api-version=1": true,
		"https://proxy.example" + realAccount + "?api-version=1":     false,
	} {
		u, _ := url.Parse(address)
		if err := g.check(http.MethodGet, u); (err == nil) != allowed {
			t.Errorf("%s: %v, want allowed %v", address, err, allowed)
		}
	}
}

// recorder answers everything with 404 and keeps what was asked.
type recorder struct {
	mu   sync.Mutex
	sent []string
}

func (r *recorder) Do(req *http.Request) (*http.Response, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = append(r.sent, req.Method+" "+req.URL.EscapedPath())
	return reply(req, http.StatusNotFound, `{"error":{"code":"ResourceNotFound","message":"no"}}`), nil
}

func reply(req *http.Request, status int, body string, headers ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: req}
}

// FuzzNothingLeavesOffTemplate sends whatever the driver would send for any name
// and account: every request is on the list that stands above, or none is sent.
func FuzzNothingLeavesOffTemplate(f *testing.F) {
	for _, name := range llmtest.HostileNames() {
		f.Add(name, "acct", "rg")
		f.Add("chat", name, "rg")
		f.Add("chat", "acct", name)
	}
	f.Fuzz(func(t *testing.T, name, account, group string) {
		sent := &recorder{}
		d := NewPlatform(Config{Transport: sent, TokenCredential: fakeToken{}}).Deployments()
		parent := "/subscriptions/" + realSubscription + "/resourceGroups/" + group + "/providers/Microsoft.CognitiveServices/accounts/" + account
		id := llm.ID{Value: parent + "/deployments/" + name, Parent: parent, Name: name}
		spec := llm.DeploymentSpec{Name: name, Guardrail: name, Azure: llm.AzureDeployment{AccountID: parent, Spillover: name}}
		native := llm.Native{Format: "OpenAI", Name: name, Version: "1", Serving: "Standard", Capacity: 1}
		_, _ = d.Get(t.Context(), id)
		_ = d.Delete(t.Context(), id)
		_, _ = d.Create(t.Context(), spec, native)
		_ = d.Update(t.Context(), &llm.Deployment{ID: id}, spec, native)
		_, _ = d.Find(t.Context(), spec)
		for range d.List(t.Context(), llm.Filter{Parent: parent}) {
		}
		for _, request := range sent.sent {
			if !outgoing.MatchString(request) {
				t.Errorf("left off template: %s", request)
			}
		}
	})
}

func TestLists_refuseForeignAndCircularLinks(t *testing.T) {
	list := "https://management.azure.com" + realAccount + "/deployments?api-version=2026-03-01"
	for name, c := range map[string]struct {
		next string
		code llm.Code
	}{
		"a link to another host":        {"https://evil.example" + realAccount + "/deployments?api-version=1", llm.CodeRefused},
		"a link to another thing":       {"https://management.azure.com/subscriptions/" + realSubscription + "?api-version=1", llm.CodeRefused},
		"a link over plain http":        {"http://management.azure.com" + realAccount + "/deployments?api-version=1", llm.CodeRefused},
		"a link back to the first page": {list, llm.CodeProtocol},
		"a link that is none":           {"://", llm.CodeRefused},
	} {
		t.Run(name, func(t *testing.T) {
			hosts := map[string]bool{}
			d := scripted(t, func(req *http.Request) *http.Response {
				hosts[req.URL.Scheme+"://"+req.URL.Host] = true
				if strings.HasSuffix(req.URL.Path, "/deployments") {
					return reply(req, http.StatusOK, `{"value":[],"nextLink":"`+c.next+`"}`)
				}
				return reply(req, http.StatusOK, `{"location":"eastus2","kind":"OpenAI"}`)
			})
			err := listError(t, d)
			if llm.CodeOf(err) != c.code {
				t.Errorf("error = %v, want code %s", err, c.code)
			}
			if len(hosts) != 1 || !hosts["https://management.azure.com"] {
				t.Errorf("hosts asked: %v", hosts)
			}
		})
	}
}

func TestLists_stopAtLongCircles(t *testing.T) {
	pages := 0
	d := scripted(t, func(req *http.Request) *http.Response {
		if !strings.HasSuffix(req.URL.Path, "/deployments") {
			return reply(req, http.StatusOK, `{"location":"eastus2","kind":"OpenAI"}`)
		}
		pages++
		next := "https://management.azure.com" + realAccount + "/deployments?api-version=1&$skipToken=" + string(rune('a'+pages%3))
		return reply(req, http.StatusOK, `{"value":[],"nextLink":"`+next+`"}`)
	})
	if err := listError(t, d); llm.CodeOf(err) != llm.CodeProtocol || pages > 5 {
		t.Errorf("error = %v after %d pages", err, pages)
	}
}

func listError(t *testing.T, d llm.DeploymentDriver) error {
	t.Helper()
	var last error
	for _, err := range d.List(t.Context(), llm.Filter{Parent: realAccount}) {
		last = err
	}
	return last
}

type transportFunc func(*http.Request) *http.Response

func (f transportFunc) Do(req *http.Request) (*http.Response, error) {
	if resp := f(req); resp != nil {
		return resp, nil
	}
	return nil, errors.New("connection reset by peer")
}

// scripted is a driver whose requests are answered by f; nil loses the connection.
func scripted(t *testing.T, f func(*http.Request) *http.Response) *deployments {
	t.Helper()
	var mu sync.Mutex
	oneByOne := transportFunc(func(r *http.Request) *http.Response {
		mu.Lock()
		defer mu.Unlock()
		return f(r)
	})
	p := NewPlatform(Config{AccountID: realAccount, Transport: oneByOne, TokenCredential: fakeToken{}})
	return &deployments{p: p}
}

func TestRedirects_areNotFollowed(t *testing.T) {
	asked := 0
	d := scripted(t, func(req *http.Request) *http.Response {
		asked++
		return reply(req, http.StatusTemporaryRedirect, "", "Location", "https://evil.example/")
	})
	_, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
	if llm.CodeOf(err) != llm.CodeProtocol || asked != 1 {
		t.Errorf("error = %v after %d requests, want protocol after 1", err, asked)
	}
	client, ok := defaultTransport().(*http.Client)
	if !ok || !errors.Is(client.CheckRedirect(nil, nil), http.ErrUseLastResponse) {
		t.Error("the default client follows redirects")
	}
}

func TestAnswers_areCapped(t *testing.T) {
	d := scripted(t, func(req *http.Request) *http.Response {
		resp := reply(req, http.StatusOK, "")
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"name":"`), endless{}))
		return resp
	})
	_, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
	if llm.CodeOf(err) != llm.CodeProtocol || !errors.Is(err, errTooLarge) {
		t.Errorf("error = %v, want too large", err)
	}
}

// endless is a body that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

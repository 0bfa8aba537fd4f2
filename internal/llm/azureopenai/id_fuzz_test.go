package azureopenai

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// FuzzParseID: what is read as the id of a deployment prints as an id that reads
// the same, and its path leads to that deployment and nowhere else.
func FuzzParseID(f *testing.F) {
	for _, seed := range []string{
		realAccount + "/deployments/chat", strings.ToUpper(realAccount) + "/DEPLOYMENTS/chat", realAccount, realAccount + "/deployments/..",
		realAccount + "/deployments/%2e%2e", realAccount + "/raiPolicies/Microsoft.Default V2", strings.Replace(realAccount, "/rg/", "/Büro (1)/", 1) + "/deployments/a.b",
		strings.Replace(realAccount, "/rg/", "/../", 1) + "/deployments/chat", "https://management.azure.com" + realAccount, "//x", "", "\x00",
	} {
		f.Add(seed)
	}
	endpoint := &url.URL{Scheme: "https", Host: "management.azure.com"}
	g := &guard{endpoint: endpoint, templates: templates()}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := parseDeploymentID(text)
		if err != nil {
			if id != (childID{}) {
				t.Errorf("%q is refused, and yet read as %v", text, id)
			}
			return
		}
		if again, err := parseDeploymentID(id.deployment().Value); err != nil || again != id {
			t.Errorf("%q is read as %v and, when printed, as %v (%v)", text, id, again, err)
		}
		u, err := url.Parse("https://management.azure.com" + id.deploymentPath() + "?api-version=" + apiVersion)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if err := g.check(http.MethodDelete, u); err != nil && !strings.EqualFold(id.account.subscription, sandboxSubscription) {
			t.Errorf("%q is an id, and its deletion is refused: %v", text, err)
		}
		steps, ok := g.pathSteps(u)
		if !ok || len(steps) != 10 || steps[9] != id.name || steps[7] != id.account.name || steps[3] != id.account.group || steps[8] != "deployments" {
			t.Errorf("%q leads to %q", text, u.EscapedPath())
		}
	})
}

// FuzzGuard: whatever is asked for, what leaves goes to the endpoint, over TLS,
// and is a request that the driver has; a write names one deployment.
func FuzzGuard(f *testing.F) {
	for _, path := range []string{
		realAccount + "/deployments/chat?api-version=1", realAccount, realAccount + "/deployments/..", realAccount + "/deployments/%2e%2e?api-version=1",
		realAccount + "/deployments/chat/..%2f..", realAccount + "//deployments/chat", "@evil.example" + realAccount, ".evil.example" + realAccount, ":8443" + realAccount, "#", "?",
	} {
		f.Add(http.MethodDelete, path)
		f.Add(http.MethodGet, path)
	}
	g := &guard{endpoint: &url.URL{Scheme: "https", Host: "management.azure.com"}, templates: templates()}
	f.Fuzz(func(t *testing.T, method, rest string) {
		u, err := url.Parse("https://management.azure.com" + rest)
		if err != nil || g.check(method, u) != nil {
			return
		}
		if u.Scheme != "https" || !strings.EqualFold(u.Host, "management.azure.com") || u.User != nil {
			t.Errorf("%s %s leaves for %q", method, rest, u.Host)
		}
		decoded, err := url.PathUnescape(u.EscapedPath())
		if err != nil || strings.Contains(decoded, "/../") || strings.HasSuffix(decoded, "/..") || strings.ContainsAny(decoded, "?#\\\x00") {
			t.Errorf("%s %s leaves as %q", method, rest, decoded)
		}
		if method == http.MethodGet {
			return
		}
		if _, err := parseDeploymentID(decoded); (err != nil && !isPartOfRoute(decoded)) || !slices.Contains([]string{"PUT", "PATCH", "DELETE"}, method) {
			t.Errorf("%s %s is a write to no deployment and no part of a route: %v", method, rest, err)
		}
	})
}

// isPartOfRoute reports whether a path is a route's API or below it, a backend
// or a named value.
func isPartOfRoute(path string) bool {
	steps := strings.Split(path, "/")
	if len(steps) < 11 {
		return false
	}
	if _, err := parseServiceID(strings.Join(steps[:9], "/")); err != nil {
		return false
	}
	switch kind := strings.ToLower(steps[9]); {
	case kind == "backends" || kind == "namedvalues":
		return len(steps) == 11
	case kind == "apis" && len(steps) == 13:
		return strings.HasPrefix(strings.ToLower(steps[10]), apiPrefix) && (strings.EqualFold(steps[11], "operations") || strings.EqualFold(steps[12], "policy"))
	default:
		return kind == "apis" && len(steps) == 11 && strings.HasPrefix(strings.ToLower(steps[10]), apiPrefix)
	}
}

// FuzzParseRouteID: what is read as the id of a route prints as an id that reads
// the same, and its path leads to that API and nowhere else.
func FuzzParseRouteID(f *testing.F) {
	const service = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.ApiManagement/service/gw"
	for _, seed := range []string{
		service + "/apis/llm-chat", strings.ToUpper(service + "/apis/llm-chat"), service, service + "/apis/..", service + "/apis/llm-..",
		service + "/apis/petstore", service + "/apis/llm-chat;rev=2", service + "/apis/llm-%2e%2e", service + "/apis/llm-chat/", "//x", "", "\x00",
	} {
		f.Add(seed)
	}
	g := &guard{endpoint: &url.URL{Scheme: "https", Host: "management.azure.com"}, templates: templates()}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := parseRouteID(text)
		if err != nil {
			return
		}
		if again, err := parseRouteID(id.routeID().Value); err != nil || again != id {
			t.Errorf("%q is read as %v and, when printed, as %v (%v)", text, id, again, err)
		}
		u, err := url.Parse("https://management.azure.com" + id.path() + "?api-version=" + apimVersion)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if err := g.check(http.MethodDelete, u); err != nil && !strings.EqualFold(id.service.subscription, sandboxSubscription) {
			t.Errorf("%q is an id, and its deletion is refused: %v", text, err)
		}
		steps, ok := g.pathSteps(u)
		if !ok || len(steps) != 10 || steps[9] != id.name || steps[7] != id.service.name || steps[3] != id.service.group || steps[8] != "apis" {
			t.Errorf("%q leads to %q", text, u.EscapedPath())
		}
	})
}

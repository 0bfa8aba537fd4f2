package amazonbedrock

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// gatewayActions are the IAM actions of requests to AgentCore. Source: Service Authorization Reference, Amazon Bedrock AgentCore,
// whose actions are named as the operations.
func gatewayActions() map[string]string {
	const (
		gateway = "/gateways/main-abcdefghij"
		rule    = gateway + "/rules/12345678-1234-1234-1234-123456789012"
		target  = gateway + "/targets/ABCDEFGHIJ/"
		limit   = gateway + "/rate-limits/limit-1"
	)
	return map[string]string{
		"GET /gateways/":                "ListGateways",
		"GET " + gateway + "/":          "GetGateway",
		"GET " + gateway + "/targets/":  "ListGatewayTargets",
		"POST " + gateway + "/targets/": "CreateGatewayTarget",
		"GET " + target:                 "GetGatewayTarget",
		"PUT " + target:                 "UpdateGatewayTarget",
		"DELETE " + target:              "DeleteGatewayTarget",
		"GET " + gateway + "/rules":     "ListGatewayRules",
		"POST " + gateway + "/rules":    "CreateGatewayRule",
		"PATCH " + rule:                 "UpdateGatewayRule",
		"DELETE " + rule:                "DeleteGatewayRule",

		"GET " + gateway + "/rate-limits":  "ListGatewayRateLimits",
		"POST " + gateway + "/rate-limits": "CreateGatewayRateLimit",
		"PATCH " + limit:                   "UpdateGatewayRateLimit",
		"DELETE " + limit:                  "DeleteGatewayRateLimit",

		"POST /identities/GetApiKeyCredentialProvider": "GetApiKeyCredentialProvider",
		"POST /identities/GetOauth2CredentialProvider": "GetOauth2CredentialProvider",
	}
}

// The guide lists the permission of every request that the driver lets out to a gateway, and no other.
func TestPermissions_routes(t *testing.T) {
	allow, sent := restRequests(agentcoreTemplates()), map[string]bool{}
	var want []string
	for request, action := range gatewayActions() {
		method, path, _ := strings.Cut(request, " ")
		if !allow(&http.Request{Method: method, URL: &url.URL{Path: path}}) {
			t.Errorf("the driver does not send %s", request)
		}
		for _, template := range agentcoreTemplates() {
			if template.path.MatchString(path) {
				sent[method+" "+template.path.String()] = true
			}
		}
		want = append(want, "bedrock-agentcore:"+action)
	}
	for _, template := range agentcoreTemplates() {
		for method := range strings.FieldsSeq(template.methods) {
			if !sent[method+" "+template.path.String()] {
				t.Errorf("no action is known for %s %s", method, template.path)
			}
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, documented(t, "routing.md")); diff != "" {
		t.Errorf("docs/guides/routing.md (-sent +documented):\n%s", diff)
	}
}

// documented are the actions that a guide's list for the provider names, sorted.
func documented(t *testing.T, guide string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "guides", guide))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- actions: begin -->")
	list, _, ended := strings.Cut(rest, "<!-- actions: end -->")
	if !begun || !ended {
		t.Fatalf("%s has no list of actions", guide)
	}
	var actions []string
	for _, found := range regexp.MustCompile(`"([a-z-]+:[A-Z][A-Za-z0-9]+)"`).FindAllStringSubmatch(list, -1) {
		actions = append(actions, found[1])
	}
	slices.Sort(actions)
	return actions
}

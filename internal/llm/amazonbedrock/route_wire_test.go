package amazonbedrock

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

const (
	testTargetID = "TARGET0001"
	testRuleID   = "11111111-2222-3333-4444-555555555555"
	testLimitID  = "limit-of-models"
)

// gatewayHolds is a gateway with a route on it, as it answers. What is asked for beside that is an error of the test.
func gatewayHolds(t *testing.T, limited bool) *stub {
	t.Helper()
	const times = `"createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z"`
	spec := routeSpec()
	blue := members(spec)[0]
	limit := `{"rateLimits":[]}`
	if limited {
		limit = `{"rateLimits":[{"rateLimitId":"` + testLimitID + `","gatewayIdentifier":"main-abcdefghij","description":"theirs","dimensionKeys":["qualifiedModelId"],` +
			`"status":"ACTIVE",` + times + `,"entries":[{"dimensions":{"qualifiedModelId":"*"},"requests":[{"period":"second","rate":3}]},` +
			`{"dimensions":{"qualifiedModelId":"assistant"},"tokens":[{"period":"minute","rate":1}]}]}]}`
	}
	rule, err := json.Marshal(describe(toRule(spec, members(spec))))
	if err != nil {
		t.Fatal(err)
	}
	self := `{"gatewayArn":"` + testGateway + `","gatewayId":"main-abcdefghij","name":"main","status":"READY","authorizerType":"AWS_IAM",` + times + `}`
	in := "/gateways/main-abcdefghij"
	return routes(t, map[string]string{
		"GET /gateways/":             `{"items":[` + self + `]}`,
		"GET " + in + "/":            self,
		"GET " + in + "/rules":       `{"gatewayRules":[{"ruleId":"` + testRuleID + `","gatewayArn":"` + testGateway + `","status":"ACTIVE",` + times + `,` + strings.TrimPrefix(string(rule), "{") + `]}`,
		"GET " + in + "/targets/":    `{"items":[{"targetId":"` + testTargetID + `","name":"` + blue.native + `","status":"READY","description":"` + blue.marker() + `",` + times + `}]}`,
		"GET " + in + "/rate-limits": limit,
		"GET " + in + "/targets/.+/": `{"targetId":"` + testTargetID + `","gatewayArn":"` + testGateway + `","name":"` + blue.native + `","status":"READY","targetConfiguration":{},"credentialProviderConfigurations":[],` + times + `}`,
		"POST " + in + "/targets/":   `{}`, "PUT " + in + "/targets/.+/": `{}`, "DELETE " + in + "/targets/.+/": `{}`,
		"POST " + in + "/rules": `{}`, "PATCH " + in + "/rules/.+": `{}`, "DELETE " + in + "/rules/.+": `{}`,
		"POST " + in + "/rate-limits": `{}`, "PATCH " + in + "/rate-limits/.+": `{}`, "DELETE " + in + "/rate-limits/.+": `{}`,
		"POST /identities/.+": `{}`,
	})
}

// routeOperation makes the driver send one operation that is looked at.
type routeOperation struct {
	name    string // in AWS's words
	limited bool   // the gateway has a rate limit of models
	does    func(t *testing.T, d llm.RouteDriver) error
}

func routeOperations() []routeOperation {
	id := routeID(gateway{"aws", testRegion, testAccount, "main-abcdefghij"}, "assistant")
	blue := targetPrefix + members(routeSpec())[0].native
	empty := &llm.Composite{ID: id, Name: "assistant", Place: testGateway}
	whole := &llm.Composite{ID: id, Name: "assistant", Place: testGateway, Children: []llm.Child{
		{Name: blue, ID: testGateway + "/target/" + testTargetID},
		{Name: childLimit, ID: testGateway + "/rate-limit/" + testLimitID},
		{Name: childRule, ID: testGateway + "/rule/" + testRuleID},
	}}
	put := func(have *llm.Composite, child string) func(*testing.T, llm.RouteDriver) error {
		return func(t *testing.T, d llm.RouteDriver) error {
			_, err := d.Put(t.Context(), routeSpec(), have, child)
			return err
		}
	}
	remove := func(child string) func(*testing.T, llm.RouteDriver) error {
		return func(t *testing.T, d llm.RouteDriver) error { return d.Remove(t.Context(), whole, child) }
	}
	get := func(t *testing.T, d llm.RouteDriver) error { _, err := d.Get(t.Context(), id, nil); return err }
	list := func(t *testing.T, d llm.RouteDriver) error {
		_, err := llmtest.Listed(d.List(t.Context(), llm.Filter{}))
		return err
	}
	look := func(t *testing.T, d llm.RouteDriver) error {
		t.Helper()
		spec := routeSpec(func(s *llm.RouteSpec) { s.Fallbacks[0] = onAzure(tokenProvider, 0) })
		for _, p := range d.Preflight(t.Context(), spec) {
			t.Errorf("%+v", p)
		}
		return nil
	}
	return []routeOperation{
		{"GetGateway", true, get},
		{"ListGatewayTargets", true, get},
		{"GetGatewayTarget", true, get},
		{"ListGatewayRules", true, get},
		{"ListGatewayRateLimits", true, get},
		{"ListGateways", false, list},
		{"GetApiKeyCredentialProvider", false, look},
		{"GetOauth2CredentialProvider", false, look},
		{"CreateGatewayTarget", false, put(empty, blue)},
		{"UpdateGatewayTarget", false, put(whole, blue)},
		{"DeleteGatewayTarget", false, remove(blue)},
		{"CreateGatewayRule", false, put(empty, childRule)},
		{"UpdateGatewayRule", false, put(whole, childRule)},
		{"DeleteGatewayRule", false, remove(childRule)},
		{"CreateGatewayRateLimit", false, put(empty, childLimit)},
		{"UpdateGatewayRateLimit", true, put(whole, childLimit)},
	}
}

func wireRoutes(transport http.RoundTripper) llm.RouteDriver {
	return NewPlatform(testConfig(transport)).Routes()
}

// TestRouteWire compares the requests of every operation with the files that were reviewed.
func TestRouteWire(t *testing.T) {
	for _, op := range routeOperations() {
		t.Run(op.name, func(t *testing.T) {
			cloud := gatewayHolds(t, op.limited)
			if err := op.does(t, wireRoutes(cloud)); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range cloud.all() {
				got = append(got, r.line()+"\n")
				if r.body != "" {
					got = append(got, withoutToken(r.body)+"\n")
				}
			}
			golden(t, filepath.Join("testdata", "TestRouteWire", op.name+".txt"), strings.Join(got, ""))
		})
	}
}

// TestRouteWire_againstTheOfficialRequests holds method, path, query and body to the snapshots that AWS ships with its
// SDK. Those show the first member of every union alone, so that the comparison ends at unions; the sandbox, which is held
// to the service model, goes on from there.
func TestRouteWire_againstTheOfficialRequests(t *testing.T) {
	for _, op := range routeOperations() {
		t.Run(op.name, func(t *testing.T) {
			official := readSnapshot(t, "bedrockagentcorecontrol", op.name)
			cloud := gatewayHolds(t, op.limited)
			if err := op.does(t, wireRoutes(cloud)); err != nil {
				t.Fatal(err)
			}
			for _, r := range cloud.all() {
				if r.method == official.method && official.path.MatchString(r.path) {
					official.body, r.body = withoutUnions(t, official.body), flat(t, r.body)
					official.compare(t, r)
					return
				}
			}
			t.Fatalf("none of %q is %s %s", cloud.lines(), official.method, official.path)
		})
	}
}

// flat is a body without its unions.
func flat(t *testing.T, body string) string {
	t.Helper()
	if body == "" {
		return ""
	}
	var value any
	if err := json.Unmarshal([]byte(body), &value); err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(withoutUnions(t, value))
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

func withoutUnions(t *testing.T, value any) any {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = withoutUnions(t, member)
			if slices.Contains([]string{"actions", "conditions", "credentialProvider", "dimensions", "targetConfiguration"}, key) {
				v[key] = "union"
			}
		}
	case []any:
		for i := range v {
			v[i] = withoutUnions(t, v[i])
		}
	}
	return value
}

// TestRouteWire_signs: the configured credentials sign for AgentCore, whatever the environment holds for Bedrock.
func TestRouteWire_signs(t *testing.T) {
	t.Setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-canary")
	inner, seen, host := gatewayHolds(t, true), "", ""
	cloud := &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		seen, host = r.Header.Get("Authorization"), r.URL.Host
		return inner.answer(r, body)
	}}
	if _, err := llmtest.Listed(wireRoutes(cloud).List(t.Context(), llm.Filter{Parent: testGateway})); err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=AKIDTEST/\d{8}/us-east-1/bedrock-agentcore/aws4_request,`)
	if !want.MatchString(seen) || host != "bedrock-agentcore-control.us-east-1.amazonaws.com" {
		t.Errorf("%s: Authorization = %q, want a signature of the configured credentials", host, seen)
	}
}

func TestGuard_agentcore(t *testing.T) {
	const host = "bedrock-agentcore-control.us-east-1.amazonaws.com"
	const in = "https://" + host + "/gateways/main-abcdefghij"
	tests := []struct {
		name    string
		method  string
		address string
		allowed bool
	}{
		{"the read of a gateway", "GET", in + "/", true},
		{"the update of a target", "PUT", in + "/targets/" + testTargetID + "/", true},
		{"the patch of a rule", "PATCH", in + "/rules/" + testRuleID, true},
		{"a page of targets", "GET", in + "/targets/?maxResults=1000&nextToken=x", true},
		{"the deletion of a gateway", "DELETE", in + "/", false},
		{"the update of a gateway", "PUT", in + "/", false},
		{"the creation of a gateway", "POST", "https://" + host + "/gateways/", false},
		{"the deletion of a target that is the parent", "DELETE", in + "/targets/../", false},
		{"the deletion of a target that is the parent, escaped", "DELETE", in + "/targets/%2e%2e/", false},
		{"the deletion of all targets", "DELETE", in + "/targets/", false},
		{"the deletion of a target without an id", "DELETE", in + "/targets//", false},
		{"the deletion of a rule by another id", "DELETE", in + "/rules/abc", false},
		{"the replacement of all rate limits", "PUT", in + "/rate-limits/batch", false},
		{"the deletion of a rate limit that is the parent", "DELETE", in + "/rate-limits/..", false},
		{"a gateway that is the parent", "GET", "https://" + host + "/gateways/../", false},
		{"a query on a write", "DELETE", in + "/rules/" + testRuleID + "?x=1", false},
		{"a key that is made", "POST", "https://" + host + "/identities/CreateApiKeyCredentialProvider", false},
		{"a token that is fetched", "POST", "https://" + host + "/identities/GetResourceApiKey", false},
		{"another host", "GET", "https://evil.example/gateways/main-abcdefghij/", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := through(t, host, restRequests(agentcoreTemplates()), tt.method, tt.address)
			if out != tt.allowed || !tt.allowed && llm.CodeOf(err) != llm.CodeRefused {
				t.Errorf("allowed = %t (%v), want %t", out, err, tt.allowed)
			}
		})
	}
}

// TestRoute_endpointOverride: the address in the provider block comes first.
func TestRoute_endpointOverride(t *testing.T) {
	inner, host := gatewayHolds(t, true), ""
	cfg := testConfig(&stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		host = r.URL.Host
		return inner.answer(r, body)
	}})
	cfg.Endpoints.AgentCore = "https://agentcore.internal.example"
	if _, err := llmtest.Listed(NewPlatform(cfg).Routes().List(t.Context(), llm.Filter{Parent: testGateway})); err != nil || host != "agentcore.internal.example" {
		t.Errorf("asked %s: %v", host, err)
	}
}

package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// engine is one kind of gateway, with what a route on it can send to.
type engine struct {
	name    string
	gateway string // id of the one that the sandbox holds
	blue    string // targets without their weights, as HCL
	green   string
	spare   string
	id      string // of the route "chat"
	key     string // what may stand where green has its credential
}

// inOpenAI is an endpoint that is written out.
func inOpenAI(host, model, platform, location, auth string) string {
	return fmt.Sprintf(`{ platform = %q, location = %q, model = %q, urls = { openai = "https://%s/openai/v1" }, auth = %s, supports = { input = ["text"], tools = true, context = 128000 } }`,
		platform, location, model, host, auth)
}

const (
	signed = `{ schemes = ["sigv4"], signing_service = "bedrock" }`
	entra  = `{ schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" }`
)

func onRuntime(model string) string {
	return inOpenAI("bedrock-runtime.us-east-1.amazonaws.com", model, "bedrock", "us-east-1", signed)
}

func onAccount(model string) string {
	return inOpenAI("sandbox.openai.azure.com", model, "azure", "eastus2", entra)
}

func engines() []engine {
	bedrockKey := sandbox.APIManagementID() + "/namedValues/bedrock-api-key"
	return []engine{
		{
			name: "AgentCore", gateway: sandbox.AgentCoreGatewayARN(), id: sandbox.AgentCoreGatewayARN() + "/route/chat",
			blue:  "endpoint = " + onRuntime("openai.gpt-oss-120b-1:0"),
			green: "endpoint = " + onAccount("chat") + ", credential = " + quoted(sandbox.AgentCoreKeyProviderARN()),
			spare: "endpoint = " + onRuntime("openai.gpt-oss-20b-1:0"),
			key:   sandbox.AgentCoreKeyProviderARN(),
		},
		{
			name: "API Management", gateway: sandbox.APIManagementID(), id: sandbox.APIManagementID() + "/apis/llm-chat",
			blue:  "endpoint = " + onAccount("chat"),
			green: "endpoint = " + onRuntime("openai.gpt-oss-120b-1:0") + ", credential = " + quoted(bedrockKey),
			spare: "endpoint = " + onAccount("spare"),
			key:   bedrockKey,
		},
	}
}

// everyEngine runs a test on each.
func everyEngine(t *testing.T, test func(t *testing.T, e engine, w *world)) {
	t.Helper()
	for _, e := range engines() {
		t.Run(e.name, func(t *testing.T) { test(t, e, newWorld(t)) })
	}
}

// route is a block whose arguments are HCL.
func (e engine) route(more args) string {
	all := args{"name": `"chat"`, "gateway": quoted(e.gateway), "targets": e.split(90, 10)}.with(more)
	var b strings.Builder
	b.WriteString("resource \"llm_route\" \"chat\" {\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] != "" {
			fmt.Fprintf(&b, "  %s = %s\n", name, all[name])
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// split are two targets with these weights.
func (e engine) split(blue, green int) string {
	return fmt.Sprintf("{ blue = { weight = %d, %s }, green = { weight = %d, %s } }", blue, e.blue, green, e.green)
}

// full is a route with everything that both engines take.
func (e engine) full() args {
	return args{
		"fallbacks":       "[{ " + e.spare + " }]",
		"fallback_on":     `{ statuses = ["429", "503"], first_byte_timeout = "8s" }`,
		"circuit_breaker": "true",
		"requires":        `{ input = ["text"], tools = true, context = 1000 }`,
		"rate_limit":      "{ tokens_per_minute = 50000 }",
	}
}

const theRoute = "llm_route.chat"

// gatewayAPI is the address of something in the AgentCore Gateway.
func gatewayAPI(path string) string {
	return "https://bedrock-agentcore-control." + region + ".amazonaws.com/gateways/" + sandbox.AgentCoreGateway + "-0000000000" + path
}

// routeObjects lists everything that routes have made on both gateways.
func (w *world) routeObjects() []string {
	w.t.Helper()
	var all []string
	for _, target := range w.listed(gatewayAPI("/targets/"), "items", "targetId") {
		all = append(all, "/targets/"+target)
	}
	for _, rule := range w.listed(gatewayAPI("/rules"), "gatewayRules", "ruleId") {
		all = append(all, "/rules/"+rule)
	}
	for _, limit := range w.listed(gatewayAPI("/rate-limits"), "rateLimits", "rateLimitId") {
		all = append(all, "/rate-limits/"+limit)
	}
	for _, kind := range []string{"apis", "backends", "namedValues"} {
		for _, id := range w.listed(sandbox.APIManagementID()+"/"+kind, "value", "id") {
			if !strings.HasSuffix(id, "/bedrock-api-key") {
				all = append(all, id)
			}
		}
	}
	return all
}

// noRoutes is the error of what a destroyed route has left.
func (w *world) noRoutes() error {
	if left := w.routeObjects(); len(left) > 0 {
		return fmt.Errorf("the gateways still hold:\n%s", strings.Join(left, "\n"))
	}
	return nil
}

// emptied destroys everything and fails the test unless nothing is left.
func (c *cli) emptied() {
	c.w.t.Helper()
	c.apply("-destroy").must(c.w.t, 0)
	if err := c.w.noRoutes(); err != nil {
		c.w.t.Error(err)
	}
}

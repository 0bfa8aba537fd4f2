package acceptance_test

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// onGateways lists what both gateways of a new sandbox hold: parts of routes,
// and what the sandbox came with.
func (w *world) onGateways() []string {
	w.t.Helper()
	all := slices.Concat(
		w.listed(agentCore("targets/"), "items", "targetId"),
		w.listed(agentCore("rules"), "gatewayRules", "ruleId"),
		w.listed(agentCore("rate-limits"), "rateLimits", "rateLimitId"),
	)
	for _, kind := range []string{"apis", "backends", "namedValues"} {
		all = append(all, w.listed(sandbox.APIManagementID()+"/"+kind, "value", "id")...)
	}
	return all
}

// agentCore is the address of something on the sandbox's AgentCore Gateway.
func agentCore(path string) string {
	arn := sandbox.AgentCoreGatewayARN()
	return "https://bedrock-agentcore-control." + region + ".amazonaws.com/gateways/" + arn[strings.LastIndex(arn, "/")+1:] + "/" + path
}

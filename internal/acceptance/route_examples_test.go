package acceptance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// The examples of routes are applied, planned empty and destroyed, after which
// both gateways hold what they held before.
func TestRouteExamples(t *testing.T) {
	directories := slices.DeleteFunc(exampleDirectories(t), func(d string) bool { return !strings.HasPrefix(d, "route-") })
	if len(directories) < 5 {
		t.Fatalf("only these examples of routes were found: %v", directories)
	}
	for _, directory := range directories {
		t.Run(directory, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied(directory, nil)
			before := w.onGateways()
			c.apply().must(t, 0)
			if made := len(w.onGateways()) - len(before); made < 2 {
				t.Errorf("%d objects were made on the gateways", made)
			}
			c.plan().must(t, 0)
			c.apply("-destroy").must(t, 0)
			if diff := cmp.Diff(before, w.onGateways()); diff != "" {
				t.Errorf("on the gateways (-before +after):\n%s", diff)
			}
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// The example on the page of llm_route, on both gateways of a new sandbox.
func TestRouteExamples_ofTheResource(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.copied("resources/llm_route", []string{"resource.tf", "versions.tf"})
	before := w.onGateways()
	given := []string{
		"-var=agentcore_gateway_arn=" + sandbox.AgentCoreGatewayARN(), "-var=azure_key_provider_arn=" + sandbox.AgentCoreKeyProviderARN(),
		"-var=api_management_id=" + sandbox.APIManagementID(), "-var=bedrock_key_secret_id=https://vault.vault.azure.net/secrets/bedrock",
	}
	c.apply(given...).must(t, 0)
	c.plan(given...).must(t, 0)
	c.apply(append(given, "-destroy")...).must(t, 0)
	if diff := cmp.Diff(before, w.onGateways()); diff != "" {
		t.Errorf("on the gateways (-before +after):\n%s", diff)
	}
}

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

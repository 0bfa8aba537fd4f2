package faults_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// gatewayLists are where a gateway tells what it holds, by the member that holds it.
func gatewayLists(platform llm.Platform) map[string]string {
	if platform == llm.Azure {
		service := sandbox.APIManagementID()
		return map[string]string{service + "/backends": "value", service + "/namedValues": "value", service + "/apis": "value"}
	}
	gateway := "https://bedrock-agentcore-control." + sandbox.AWSRegion + ".amazonaws.com/gateways/" + sandbox.AgentCoreGatewayARN()[strings.LastIndex(sandbox.AgentCoreGatewayARN(), "/")+1:]
	return map[string]string{gateway + "/targets/": "items", gateway + "/rules": "gatewayRules", gateway + "/rate-limits": "rateLimits"}
}

// onGateway lists what a gateway holds, asked by hand.
func onGateway(t *testing.T, sb *sandbox.Sandbox, platform llm.Platform) []string {
	t.Helper()
	var found []string
	for list, member := range gatewayLists(platform) {
		status, answer := sb.Do(http.MethodGet, list, "")
		var page map[string]json.RawMessage
		var items []struct{ ID, Name, RuleID, TargetID, RateLimitID string }
		if status == http.StatusNotFound {
			continue
		}
		if err := errors.Join(json.Unmarshal([]byte(answer), &page), json.Unmarshal(page[member], &items)); err != nil {
			t.Fatalf("GET %s: %d %v %s", list, status, err, answer)
		}
		for _, item := range items {
			found = append(found, fmt.Sprintf("%s %s%s%s%s", member, item.ID, item.TargetID, item.RuleID, item.RateLimitID))
		}
	}
	slices.Sort(found)
	return found
}

// sends reports whether something on a gateway is what sends requests to the rest.
func sends(id string) bool {
	return strings.HasPrefix(id, "gatewayRules ") || strings.Contains(id, "/apis/")
}

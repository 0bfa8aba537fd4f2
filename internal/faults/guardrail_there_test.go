package faults_test

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// guardrailsIn lists what stands of guardrails, asked by hand, without what Microsoft has made.
func guardrailsIn(t *testing.T, sb *sandbox.Sandbox, platform llm.Platform) []string {
	t.Helper()
	if platform == llm.Bedrock {
		return listedIn(t, sb, "/guardrails", "guardrails")
	}
	all := slices.Concat(
		listedIn(t, sb, sandbox.AzureAccountID()+"/raiPolicies", "value"), listedIn(t, sb, sandbox.AzureAccountID()+"/raiBlocklists", "value"))
	return slices.DeleteFunc(all, func(id string) bool { return strings.Contains(id, "/raiPolicies/Microsoft.") })
}

// listedIn are the ids in a list, sorted.
func listedIn(t *testing.T, sb *sandbox.Sandbox, list, member string) []string {
	t.Helper()
	status, answer := sb.Do(http.MethodGet, list, "")
	var page map[string]json.RawMessage
	var items []struct{ ID, ARN, ConfigID string }
	if err := json.Unmarshal([]byte(answer), &page); err != nil || status != http.StatusOK || json.Unmarshal(page[member], &items) != nil {
		t.Fatalf("GET %s: %d %v %s", list, status, err, answer)
	}
	var ids []string
	for _, item := range items {
		ids = append(ids, cmp.Or(item.ARN, item.ID, item.ConfigID))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

package route

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// platform is whose gateway it is, by the form of its id; empty where that is
// not known, or nobody's.
func (r *Resource) platform(gateway types.String) llm.Platform {
	if gateway.IsNull() || gateway.IsUnknown() {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(r.data.Routes)) {
		if r.data.Routes[name].Owns(gateway.ValueString()) {
			return name
		}
	}
	return ""
}

// check adds what is wrong with the draft: what no gateway can give, and what
// its own cannot.
func (r *Resource) check(m tfModel, draft llm.RouteDraft, diags *diag.Diagnostics) {
	framework.AddProblems(diags, llm.CheckRoute(draft))
	if m.Gateway.IsUnknown() {
		return
	}
	routes := r.data.Routes[r.platform(m.Gateway)]
	if routes == nil {
		addNoGateway(diags, m.Gateway.ValueString())
		return
	}
	framework.AddProblems(diags, routes.Check(draft))
}

func addNoGateway(diags *diag.Diagnostics, given string) {
	diags.AddAttributeError(path.Root("gateway"), "Not a gateway", fmt.Sprintf(
		"The value of gateway is %s, which is neither kind of gateway that can hold a route.\n\n"+
			"Give the ARN of an AgentCore Gateway, arn:aws:bedrock-agentcore:<region>:<account>:gateway/<id>, or the ARM id of an API Management service, "+
			"/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ApiManagement/service/<name>.", framework.Shown(given)))
}

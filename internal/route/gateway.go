package route

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// On is whose gateway it is, by the form of its id.
func (m tfModel) On(data *framework.Data) llm.Platform {
	if m.Gateway.IsNull() || m.Gateway.IsUnknown() {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(data.Routes)) {
		if data.Routes[name].Owns(m.Gateway.ValueString()) {
			return name
		}
	}
	return ""
}

// Staying has nothing to add: a route names its gateway.
func (tfModel) Staying(spec llm.RouteSpec, _ llm.ID) llm.RouteSpec { return spec }

// Check adds what is wrong with the draft: what no gateway can give, and what
// its own cannot.
func (m tfModel) Check(data *framework.Data, draft llm.RouteDraft, diags *diag.Diagnostics) {
	var own []llm.Problem
	problems := llm.CheckRoute(draft)
	routes := data.Routes[m.On(data)]
	switch {
	case routes != nil:
		own = routes.Check(draft)
	case !m.Gateway.IsUnknown():
		addNoGateway(diags, m.Gateway.ValueString())
	}
	framework.AddProblems(diags, credentialsFirst(draft.Spec, problems, own))
}

// credentialsFirst leaves only what is wrong with credentials that are given, if
// anything is: terraform prints the lines of the argument that a problem is told
// at, and in those of targets and fallbacks a key may stand. Else it leaves what is wrong on
// every gateway, which its own would only tell again.
func credentialsFirst(spec llm.RouteSpec, every, own []llm.Problem) []llm.Problem {
	given := llm.FieldSet{}
	for _, place := range spec.Places() {
		given[place.Field("credential")] = place.Credential != ""
	}
	var first []llm.Problem
	for _, p := range slices.Concat(every, own) {
		if given[p.Field] {
			first = append(first, p)
		}
	}
	switch {
	case len(first) > 0:
		return first
	case len(every) > 0:
		return every
	}
	return own
}

func addNoGateway(diags *diag.Diagnostics, given string) {
	diags.AddAttributeError(path.Root("gateway"), "Not a gateway", fmt.Sprintf(
		"The value of gateway is %s, which is neither kind of gateway that can hold a route.\n\n"+
			"Give the ARN of an AgentCore Gateway, arn:aws:bedrock-agentcore:<region>:<account>:gateway/<id>, or the ARM id of an API Management service, "+
			"/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ApiManagement/service/<name>.", framework.Shown(given)))
}

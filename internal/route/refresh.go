package route

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Read brings state to what the gateway holds. Only "not found" of all of it
// removes the route from state.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var prior tfModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	platform := llm.Platform(prior.Platform.ValueString())
	if r.data.Unknown[platform] {
		resp.Diagnostics.AddWarning("Not refreshed", fmt.Sprintf(
			"Route %q was not read: the provider's %s configuration is not known before apply. This plan shows none of its drift.",
			prior.Name.ValueString(), platform))
		return
	}
	timeout, diags := prior.Timeouts.Read(ctx, readTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := framework.WithTimeout(ctx, timeout)
	defer cancel()
	made := readMade(ctx, req.Private, &resp.Diagnostics)
	r.refresh(ctx, prior, made, resp)
}

func (r *Resource) refresh(ctx context.Context, prior tfModel, made time.Time, resp *resource.ReadResponse) {
	routes := r.data.Routes[llm.Platform(prior.Platform.ValueString())]
	id, err := routes.ParseID(prior.ID.ValueString())
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
		return
	}
	have, err := routes.ReadMade(ctx, id, prior.names(), made)
	if llm.IsNotFound(err) {
		if !r.keepMissing(ctx, prior, resp) {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
		return
	}
	var before *llm.Composite
	if prior.Name.IsNull() {
		prior = prior.imported(routes, have)
	} else {
		known, d := prior.fromState(r.data, routes, id)
		resp.Diagnostics.Append(d...)
		before = known
	}
	policy := prior.policy(r.data)
	seen, drift := have.Tolerate(before, policy)
	state, d := prior.observe(r.data, routes, observation{have: seen, real: have, drift: drift})
	resp.Diagnostics.Append(d...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	framework.AddDrift(&resp.Diagnostics, llm.Subject{Noun: "route", Name: have.Name}, drift, policy)
	if made.IsZero() { // an import, or an apply that was killed, of which terraform keeps no private state
		writeMade(ctx, resp.Private, have.Made(), &resp.Diagnostics)
	}
}

// keepMissing keeps a route in state that is not there any more, where the
// policy says so.
func (r *Resource) keepMissing(ctx context.Context, prior tfModel, resp *resource.ReadResponse) (kept bool) {
	if prior.Name.IsNull() || prior.policy(r.data).Plans(llm.DriftMissing) {
		return false // nothing was ever there, where an import asks
	}
	const reason = "The gateway does not know it any more."
	prior.Health = framework.Health(llm.Missing, reason)
	prior.Drift = framework.Drift([]llm.Drift{{Class: llm.DriftMissing, Field: llm.FieldHealth, Detail: "nothing of it is there any more"}})
	resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
	resp.Diagnostics.AddAttributeWarning(path.Root("name"), "Route is missing", fmt.Sprintf(
		"Route %q is not on its gateway any more. drift_policy keeps it in state.\n\n"+
			"To make it again, run terraform apply -replace=<its address>. To forget it, remove its block, or run terraform state rm <its address>.",
		prior.Name.ValueString()))
	return true
}

// ImportState tells the platform by the form of the id.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var refusals []error
	for _, platform := range slices.Sorted(maps.Keys(r.data.Routes)) {
		id, err := r.data.Routes[platform].ParseID(req.ID)
		if err != nil {
			refusals = append(refusals, fmt.Errorf("%s: %w", platform, err))
			continue
		}
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.Value)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("platform"), string(platform))...)
		return
	}
	framework.AddImportError(&resp.Diagnostics, framework.ImportForm{
		Noun: "route",
		Give: "Give <ARN of the AgentCore Gateway>/route/<name of the route>, or the ARM id of the API in API Management, " +
			"/subscriptions/…/providers/Microsoft.ApiManagement/service/<service>/apis/<api>.",
	}, req.ID, refusals)
}

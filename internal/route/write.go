package route

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Create makes the route. Whatever may exist afterwards is in state.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var plan tfModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Create(ctx, createTimeout)
	resp.Diagnostics.Append(diags...)
	w := r.writing(plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	w.have, w.err = w.routes.Create(ctx, w.spec, timeout)
	if w.have != nil {
		writeMade(ctx, resp.Private, w.routes.Now(), &resp.Diagnostics)
	}
	r.store(ctx, w, &resp.State, &resp.Diagnostics)
}

// Update brings the route to the plan. With provider-only changes it sends
// nothing.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var plan, prior tfModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	timeout, diags := plan.Timeouts.Update(ctx, updateTimeout)
	resp.Diagnostics.Append(diags...)
	w := r.writing(plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	id, err := w.routes.ParseID(prior.ID.ValueString())
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
		return
	}
	before, diags := prior.fromState(r.data, w.routes, id)
	resp.Diagnostics.Append(diags...)
	w.have, w.err = w.routes.Update(ctx, before, w.spec, timeout)
	r.store(ctx, w, &resp.State, &resp.Diagnostics)
}

// Delete removes the route, unless what stands under its id is another
// resource's by now.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var state tfModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, deleteTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	routes := r.data.Routes[llm.Platform(state.Platform.ValueString())]
	id, err := routes.ParseID(state.ID.ValueString())
	if err == nil && routes.Adopted(id) {
		resp.Diagnostics.AddWarning("Route kept", fmt.Sprintf(
			"%s had not been made to its end, and was completed in this run as the route of another resource or of this one's replacement. "+
				"It stays as that; nothing was deleted.", id.Value))
		return
	}
	if err == nil {
		err = routes.Delete(ctx, id, state.names(), timeout)
	}
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
	}
}

// writing is one write and what came of it.
type writing struct {
	plan   tfModel
	spec   llm.RouteSpec
	routes *llm.Routes
	have   *llm.Composite // nil: nothing exists
	err    error
}

// writing is what a plan asks for at apply, when everything is known.
func (r *Resource) writing(plan tfModel, diags *diag.Diagnostics) writing {
	draft, d := plan.draft(r.data)
	diags.Append(d...)
	return writing{plan: plan, spec: draft.Spec, routes: r.data.Routes[llm.Platform(plan.Platform.ValueString())]}
}

// store keeps what is true. A write that counts as done leaves the plan with
// only its unknowns filled in; after an error state is what the gateway says.
func (r *Resource) store(ctx context.Context, w writing, state *tfsdk.State, diags *diag.Diagnostics) {
	done := framework.AddWriteError(diags, typeName, w.err)
	if w.have == nil {
		return
	}
	seen, drift := w.have.Tolerate(nil, w.spec.Policy)
	after, d := w.plan.observe(r.data, w.routes, observation{have: seen, real: w.have, drift: drift})
	diags.Append(d...)
	if done {
		after = w.plan.fill(after, seen)
	}
	diags.Append(state.Set(ctx, &after)...)
	if diags.HasError() && state.Raw.IsNull() {
		diags.Append(state.SetAttribute(ctx, path.Root("id"), w.have.ID.Value)...)
	}
}

// fill is the plan with its unknowns taken from what was observed.
func (m tfModel) fill(observed tfModel, have *llm.Composite) tfModel {
	full := m
	full.ID = framework.Known(m.ID, observed.ID)
	full.Platform = framework.Known(m.Platform, observed.Platform)
	full.Endpoint = framework.Known(m.Endpoint, observed.Endpoint)
	full.Health = framework.Known(m.Health, observed.Health)
	full.Drift = framework.Known(m.Drift, observed.Drift)
	full.Children = filled(m.Children, have)
	return full
}

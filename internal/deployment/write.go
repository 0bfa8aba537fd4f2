package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Create makes the deployment. Whatever may exist afterwards is in state.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	defer func() { identity().Keep(ctx, resp.Identity, tfsdk.State{}, resp.State, &resp.Diagnostics) }()
	var plan tfModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Create(ctx, createTimeout)
	resp.Diagnostics.Append(diags...)
	spec, deployments := r.request(plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	have, choice, err := deployments.Create(ctx, spec, timeout)
	if have != nil && deployments.Adopted(have.ID) {
		framework.AddResumed(&resp.Diagnostics, have)
	}
	if have != nil {
		framework.AddPassedOver(&resp.Diagnostics, have, deployments.PassedOver(have))
	}
	w := written{have: have, choice: choice, err: err}
	r.store(ctx, plan, w, &resp.State, resp.Private, &resp.Diagnostics)
}

// Update brings the deployment to the plan. With provider-only changes it reads
// and writes nothing.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	defer func() { identity().Keep(ctx, resp.Identity, req.State, resp.State, &resp.Diagnostics) }()
	var plan tfModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Update(ctx, updateTimeout)
	resp.Diagnostics.Append(diags...)
	spec, deployments := r.request(plan, &resp.Diagnostics)
	var prior tfModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	choice := readChoice(ctx, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	id, err := deployments.ParseID(prior.ID.ValueString())
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
		return
	}
	before, diags := prior.fromState(r.data, id)
	resp.Diagnostics.Append(diags...)
	if forbidGuardrail(unnamable(ctx, deployments, plan, prior, before), &resp.Diagnostics) {
		return
	}
	have, choice, err := deployments.Update(ctx, before, spec, choice, timeout)
	w := written{have: have, choice: choice, err: err}
	r.store(ctx, plan, w, &resp.State, resp.Private, &resp.Diagnostics)
}

// Delete removes the deployment, unless state says that it may not be.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var state tfModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	timeout, diags := state.Timeouts.Delete(ctx, deleteTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if forget := r.forbidDestroy(ctx, state, req.Private, &resp.Diagnostics); forget || resp.Diagnostics.HasError() {
		return
	}
	deployments := r.data.Deployments[llm.Platform(state.Platform.ValueString())]
	id, err := deployments.ParseID(state.ID.ValueString())
	if err == nil {
		err = deployments.Delete(ctx, id, timeout)
	}
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
	}
}

// request is what a plan asks for at apply, when everything is known.
func (r *Resource) request(plan tfModel, diags *diag.Diagnostics) (llm.DeploymentSpec, *llm.Deployments) {
	spec, _, d := plan.spec(r.data)
	diags.Append(d...)
	return spec, r.data.Deployments[llm.Platform(plan.Platform.ValueString())]
}

// written is what came of a write.
type written struct {
	have   *llm.Deployment // nil: nothing exists
	choice *llm.Choice
	err    error
}

// store keeps what is true. A write that counts as done leaves the plan with
// only its unknowns filled in; after an error state is what the platform says.
func (r *Resource) store(
	ctx context.Context, plan tfModel, w written, state *tfsdk.State, private framework.PrivateWriter, diags *diag.Diagnostics,
) {
	done := framework.AddWriteError(diags, typeName, w.err)
	if w.have == nil {
		return
	}
	o := observation{have: w.have, lifecycle: r.lifecycle(ctx, plan, w.have, diags), attached: r.attached(ctx, plan, diags)}
	if w.choice != nil {
		o.drift = plan.policy(r.data).Listed(llm.Drifted(w.choice, w.have))
	}
	after, d := plan.observe(r.data, o)
	diags.Append(d...)
	if done {
		after = plan.fill(after) //nolint:contextcheck // the types of attributes ask for one and look at none
	}
	framework.Keep(ctx, state, &after, w.have.ID, diags)
	held := after.lock(ctx, diags).held(r.now(plan.Platform))
	writePrivate(ctx, private, w.choice, held, diags)
}

// fill is the plan with its unknowns taken from what was observed.
func (m tfModel) fill(observed tfModel) tfModel {
	filled := m
	filled.ID = framework.Known(m.ID, observed.ID)
	filled.Name = framework.Known(m.Name, observed.Name)
	filled.VersionUpgrade = framework.Known(m.VersionUpgrade, observed.VersionUpgrade)
	filled.Throughput = framework.KnownWhole(m.Throughput, observed.Throughput)
	filled.DeletionProtection = framework.Known(m.DeletionProtection, protection(observed.Throughput))
	filled.TagsAll = framework.Known(m.TagsAll, observed.TagsAll)
	filled.Location = framework.Known(m.Location, observed.Location)
	filled.ModelVersion = framework.Known(m.ModelVersion, observed.ModelVersion)
	filled.CreatedAt = framework.Known(m.CreatedAt, observed.CreatedAt)
	filled.Resolved = framework.KnownWhole(m.Resolved, observed.Resolved)
	filled.Endpoint = filledEndpoint(m.Endpoint, observed.Endpoint)
	filled.Health = framework.Known(m.Health, observed.Health)
	filled.Drift = framework.Known(m.Drift, observed.Drift)
	filled.ModelLifecycle = framework.Known(m.ModelLifecycle, observed.ModelLifecycle)
	return filled
}

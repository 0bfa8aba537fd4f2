package composite

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Create makes it. Whatever may exist afterwards is in state.
func (r *Resource[S, M]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	defer func() { r.kind.Identity.Keep(ctx, resp.Identity, tfsdk.State{}, resp.State, &resp.Diagnostics) }()
	var plan M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Shared().Timeouts.Create(ctx, createTimeout)
	resp.Diagnostics.Append(diags...)
	w := r.writing(plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	w.have, w.err = w.composites.Create(ctx, w.spec, timeout)
	if w.have != nil {
		writeMade(ctx, resp.Private, w.composites.Now(), &resp.Diagnostics)
	}
	r.store(ctx, w, &resp.State, &resp.Diagnostics)
}

// Update brings it to the plan. With provider-only changes it sends nothing.
func (r *Resource[S, M]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	defer func() { r.kind.Identity.Keep(ctx, resp.Identity, req.State, resp.State, &resp.Diagnostics) }()
	var plan, prior M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	timeout, diags := plan.Shared().Timeouts.Update(ctx, updateTimeout)
	resp.Diagnostics.Append(diags...)
	w := r.writing(plan, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	id, err := w.composites.ParseID(prior.Shared().ID.ValueString())
	if err != nil {
		framework.AddError(&resp.Diagnostics, r.kind.TypeName, err)
		return
	}
	before, diags := r.FromState(prior, w.composites, id)
	resp.Diagnostics.Append(diags...)
	w.have, w.err = w.composites.Update(ctx, before, plan.Staying(w.spec, id), timeout)
	r.store(ctx, w, &resp.State, &resp.Diagnostics)
}

// Delete removes it, unless what stands under its id is another resource's by
// now.
func (r *Resource[S, M]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	shared := state.Shared()
	timeout, diags := shared.Timeouts.Delete(ctx, deleteTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	composites := r.composites(llm.Platform(shared.Platform.ValueString()))
	id, err := composites.ParseID(shared.ID.ValueString())
	if err == nil && composites.Adopted(id) {
		framework.AddKept(&resp.Diagnostics, r.kind.Noun, id)
		return
	}
	if err == nil {
		err = composites.Delete(ctx, id, shared.names(), timeout)
	}
	if err != nil {
		framework.AddError(&resp.Diagnostics, r.kind.TypeName, err)
	}
}

// writing is one write and what came of it.
type writing[S llm.CompositeSpec, M any] struct {
	plan       M
	spec       S
	composites *llm.Composites[S]
	have       *llm.Composite // nil: nothing exists
	err        error
}

// writing is what a plan asks for at apply, when everything is known.
func (r *Resource[S, M]) writing(plan M, diags *diag.Diagnostics) writing[S, M] {
	draft, d := plan.Draft(r.data)
	diags.Append(d...)
	return writing[S, M]{plan: plan, spec: draft.Spec, composites: r.composites(plan.On(r.data))}
}

// store keeps what is true. A write that counts as done leaves the plan with
// only its unknowns filled in; after an error state is what the platform says.
func (r *Resource[S, M]) store(ctx context.Context, w writing[S, M], state *tfsdk.State, diags *diag.Diagnostics) {
	done := framework.AddWriteError(diags, r.kind.TypeName, w.err)
	if w.have == nil {
		return
	}
	after, _, d := r.Observe(w.plan, w.composites, w.have, nil)
	diags.Append(d...)
	if done {
		after = w.plan.Filled(after).With(w.plan.Shared().filled(after.Shared(), w.have))
	}
	framework.Keep(ctx, state, &after, w.have.ID, diags)
}

// filled is the shared part of a plan with its unknowns taken from what was
// observed.
func (c Common) filled(observed Common, have *llm.Composite) Common {
	c.ID = framework.Known(c.ID, observed.ID)
	c.Platform = framework.Known(c.Platform, observed.Platform)
	c.Health = framework.Known(c.Health, observed.Health)
	c.Drift = framework.Known(c.Drift, observed.Drift)
	c.Children = filled(c.Children, have)
	return c
}

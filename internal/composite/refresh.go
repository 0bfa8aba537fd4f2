package composite

import (
	"cmp"
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// keyMade is the key of private state under which stands when it was made.
const keyMade = "made"

// readMade is the zero time where nothing was kept, as after an import.
func readMade(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) time.Time {
	if made := framework.ReadKey[time.Time](ctx, private, keyMade, diags); made != nil {
		return *made
	}
	return time.Time{}
}

func writeMade(ctx context.Context, private framework.PrivateWriter, made time.Time, diags *diag.Diagnostics) {
	framework.WriteKey(ctx, private, keyMade, made.UTC().Truncate(time.Second), diags)
}

// Read brings state to what the platform holds. Only "not found" of all of it
// removes it from state.
func (r *Resource[S, M]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	defer func() { r.kind.Identity.Keep(ctx, resp.Identity, req.State, resp.State, &resp.Diagnostics) }()
	var prior M
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	platform := llm.Platform(prior.Shared().Platform.ValueString())
	if r.data.Unknown[platform] {
		label := cmp.Or(prior.Label(), prior.Shared().ID.ValueString()) // an import brings no more than an id
		framework.AddNotRefreshed(&resp.Diagnostics, r.subject(label), platform)
		return
	}
	timeout, diags := prior.Shared().Timeouts.Read(ctx, readTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := framework.WithTimeout(ctx, timeout)
	defer cancel()
	r.refresh(ctx, prior, readMade(ctx, req.Private, &resp.Diagnostics), resp)
}

func (r *Resource[S, M]) refresh(ctx context.Context, prior M, made time.Time, resp *resource.ReadResponse) {
	diags := &resp.Diagnostics
	composites := r.composites(llm.Platform(prior.Shared().Platform.ValueString()))
	id, err := composites.ParseID(prior.Shared().ID.ValueString())
	if err != nil {
		framework.AddError(diags, r.kind.TypeName, err)
		return
	}
	have, err := composites.ReadMade(ctx, id, prior.Shared().names(), made)
	if llm.IsNotFound(err) {
		if !r.keepMissing(ctx, prior, resp) {
			resp.State.RemoveResource(ctx)
		}
		return
	}
	if err != nil {
		framework.AddError(diags, r.kind.TypeName, err)
		return
	}
	var before *llm.Composite
	if prior.Shared().isBare() {
		prior = prior.Imported(Look[S]{Data: r.data, Composites: composites, Have: have, Complete: true})
	} else {
		known, d := r.FromState(prior, composites, id)
		diags.Append(d...)
		before = known
	}
	state, drift, d := r.Observe(prior, composites, have, before)
	diags.Append(d...)
	diags.Append(resp.State.Set(ctx, &state)...)
	framework.AddDrift(diags, r.subject(have.Name), drift, r.data.Policy(prior.Shared().DriftPolicy))
	if made.IsZero() { // an import, or an apply that was killed, of which terraform keeps no private state
		writeMade(ctx, resp.Private, have.Made(), diags)
	}
}

// keepMissing keeps one in state that is not there any more, where the policy
// says so.
func (r *Resource[S, M]) keepMissing(ctx context.Context, prior M, resp *resource.ReadResponse) (kept bool) {
	shared := prior.Shared()
	if shared.isBare() || r.data.Policy(shared.DriftPolicy).Plans(llm.DriftMissing) {
		return false // nothing was ever there, where an import asks
	}
	shared.Health = framework.Health(llm.Missing, "The platform does not know it any more.")
	shared.Drift = framework.Drift([]llm.Drift{{Class: llm.DriftMissing, Field: llm.FieldHealth, Detail: "nothing of it is there any more"}})
	prior = prior.With(shared)
	resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
	framework.AddMissing(&resp.Diagnostics, r.subject(prior.Label()), r.kind.Held)
	return true
}

// ImportState tells the platform by the form of the id.
func (r *Resource[S, M]) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	framework.Import(ctx, r.kind.All(r.data), framework.ImportForm{Noun: r.kind.Noun, Give: r.kind.Give, Identity: r.kind.Identity}, req, resp)
}

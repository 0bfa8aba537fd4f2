package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// glance is a deployment whose state is held against a list.
type glance struct {
	deployments *llm.Deployments
	id          llm.ID
	prior       tfModel
	choice      *llm.Choice
}

// unchanged reports whether a list of everything at the deployment's place shows
// just what state holds, so that it need not be read by itself. Whatever makes a
// difference is left to a read.
func (r *Resource) unchanged(ctx context.Context, g glance, req resource.ReadRequest, resp *resource.ReadResponse) bool {
	have, events, sure := g.deployments.Glance(ctx, g.id, g.choice, g.prior.policy(r.data))
	if !sure || g.prior.Model.IsNull() {
		return false
	}
	var told diag.Diagnostics
	o := observation{have: have, drift: events, lifecycle: r.lifecycle(ctx, g.prior, have, &told)}
	o = r.tolerate(ctx, g.prior, o, g.choice, &told)
	state, diags := g.prior.observe(ctx, r.data, o)
	seen := tfsdk.State{Schema: req.State.Schema, Raw: req.State.Raw}
	diags.Append(seen.Set(ctx, &state)...)
	if len(diags) > 0 || !seen.Raw.Equal(req.State.Raw) {
		return false
	}
	resp.Diagnostics.Append(told...)
	warn(&resp.Diagnostics, o, g.prior.policy(r.data), g.deployments.Now())
	writePrivate(ctx, resp.Private, nil, state.lock(ctx, &resp.Diagnostics).held(g.deployments.Now()), &resp.Diagnostics)
	return true
}

package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
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
func (r *Resource) unchanged(ctx context.Context, g glance, resp *resource.ReadResponse) bool {
	var told diag.Diagnostics
	held, same := r.look(ctx, g, &told)
	if !same {
		return false
	}
	resp.Diagnostics.Append(told...)
	writePrivate(ctx, resp.Private, nil, held, &resp.Diagnostics)
	return true
}

// look compares, and returns what forbids a destroy. It tells what has to be told
// although nothing differs.
func (r *Resource) look(ctx context.Context, g glance, told *diag.Diagnostics) (held *lock, same bool) {
	have, events, sure := g.deployments.Glance(ctx, g.id, g.choice, g.prior.policy(r.data))
	if !sure || g.prior.Model.IsNull() {
		return nil, false
	}
	o := observation{have: have, drift: events, lifecycle: r.lifecycle(ctx, g.prior, have, told), attached: r.attached(ctx, g.prior, told)}
	o = r.tolerate(g.prior, o, g.choice, told)
	state, diags := g.prior.observe(r.data, o)
	if len(diags) > 0 || !framework.Same(state, g.prior) {
		return nil, false
	}
	warn(told, o, g.prior.policy(r.data), g.deployments.Now())
	return state.lock(ctx, told).held(g.deployments.Now()), true
}

package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// policy is what the configuration says of drift, over what the provider block
// says.
func (m tfModel) policy(data *framework.Data) llm.Policy {
	return data.Policy(m.DriftPolicy)
}

// tolerate carries out what the policy that was last applied says of arguments
// that were changed on the platform: where no difference is to be planned, what
// is returned bears those of prior, and the drift lists them.
func (r *Resource) tolerate(prior tfModel, o observation, choice *llm.Choice, diags *diag.Diagnostics) observation {
	if prior.policy(r.data).Plans(llm.DriftChanged) {
		return o
	}
	before, d := prior.fromState(r.data, o.have.ID)
	diags.Append(d...)
	spec, _, d := prior.spec(r.data)
	diags.Append(d...)
	have, changed := r.data.Deployments[llm.Platform(prior.Platform.ValueString())].Tolerate(o.have, before, spec, choice)
	o.have, o.drift = have, append(o.drift, changed...)
	return o
}

// keepMissing keeps a deployment in state that is not there any more, where the
// policy says so. Nothing protects it then.
func (r *Resource) keepMissing(ctx context.Context, prior tfModel, resp *resource.ReadResponse) (kept bool) {
	if prior.Model.IsNull() || prior.policy(r.data).Plans(llm.DriftMissing) {
		return false // nothing was ever there, where an import asks
	}
	gone := &llm.Deployment{Name: prior.Name.ValueString(), Phase: llm.Missing, Reason: "The platform does not know it any more."}
	prior.Health = framework.Health(gone.Phase, gone.Reason)
	prior.Drift = framework.Drift(llm.Drifted(&llm.Choice{}, gone))
	resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
	framework.AddMissing(&resp.Diagnostics, llm.Subject{Noun: "deployment", Name: gone.Name}, "on the platform")
	return true
}

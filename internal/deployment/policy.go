package deployment

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func policyArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"drift_policy": schema.MapAttribute{
			Optional: true, ElementType: types.StringType,
			MarkdownDescription: "What to do about drift, by class; what is left out is as in the provider block. `plan`: a plan shows a difference. `warn`: no difference, " +
				"a warning at every plan and an entry in `drift`. `list`: an entry only. `ignore`: neither. Classes, with what each can be, the default first: " +
				framework.DriftPolicyMarkdown() + ". Takes effect once it has been applied, which writes nothing to the platform.",
			Validators: []validator.Map{framework.DriftPolicy{}},
		},
	}
}

// policy is what the configuration says of drift, over what the provider block
// says.
func (m tfModel) policy(data *framework.Data) llm.Policy {
	return framework.DriftPolicyOf(m.DriftPolicy).Over(data.DriftPolicy)
}

// tolerate carries out what the policy that was last applied says of arguments
// that were changed on the platform: where no difference is to be planned, what
// is returned bears those of prior, and the drift lists them.
func (r *Resource) tolerate(ctx context.Context, prior tfModel, o observation, choice *llm.Choice, diags *diag.Diagnostics) observation {
	if prior.policy(r.data).Plans(llm.DriftChanged) {
		return o
	}
	before, d := prior.fromState(ctx, r.data, o.have.ID)
	diags.Append(d...)
	spec, _, d := prior.spec(ctx, r.data)
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
	prior.Health = health(gone)
	prior.Drift = drift(llm.Drifted(&llm.Choice{}, gone))
	resp.Diagnostics.Append(resp.State.Set(ctx, &prior)...)
	resp.Diagnostics.AddAttributeWarning(path.Root("name"), "Deployment is missing", fmt.Sprintf(
		"Deployment %q is not on the platform any more. drift_policy keeps it in state.\n\n"+
			"To make it again, run terraform apply -replace=<its address>. To forget it, remove its block, or run terraform state rm <its address>.", gone.Name))
	return true
}

// listedClasses names, for documentation, the classes that an entry of drift may have.
func listedClasses() string {
	var names []string
	for _, rule := range llm.DriftRules() {
		if rule.Class != llm.DriftRetirement && rule.Class != llm.DriftCommitment {
			names = append(names, "`"+string(rule.Class)+"`")
		}
	}
	return strings.Join(names, ", ")
}

// warning is the summary for drift of a class, and how the warning ends.
func warning(class llm.DriftClass) (summary, end string) {
	switch class {
	case llm.DriftHealth:
		return "Deployment does not serve", `drift_policy plans no repair. Remove the cause, or apply drift_policy = { health = "plan" } to have it repaired where the platform can.`
	case llm.DriftChanged:
		return "Changed outside Terraform", "drift_policy plans no difference. The next apply that writes the deployment for another reason takes it back too."
	}
	return "Changed outside Terraform", "The warning ends with the next apply that writes it."
}

package deployment

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// namesGuardrail reports whether requests have to name the guardrail, since
// nothing on the platform holds it: then the argument is not compared with it.
func (m tfModel) namesGuardrail() bool {
	return llm.Platform(m.Platform.ValueString()) == llm.Bedrock
}

// attached is what requests have to name. Where that cannot be looked up it is
// what was known, which a warning says and nothing stops.
func (r *Resource) attached(ctx context.Context, m tfModel, diags *diag.Diagnostics) llm.AttachedGuardrail {
	reference := m.Guardrail.ValueString()
	guardrails := r.data.Guardrails[llm.Platform(m.Platform.ValueString())]
	if guardrails == nil || reference == "" || !m.namesGuardrail() {
		return llm.AttachedGuardrail{}
	}
	attached, err := guardrails.Published(ctx, reference)
	if err == nil {
		return attached
	}
	diags.AddAttributeWarning(path.Root("guardrail"), "Published version not known", fmt.Sprintf(
		"What is published of the guardrail of deployment %q could not be looked up, so endpoint.guardrail stays as it was known: %v.", m.Name.ValueString(), err))
	known := framework.NewReader().Endpoint("endpoint", m.Endpoint).Guardrail
	if known.ID != "" && strings.HasPrefix(reference, known.ID) {
		return known
	}
	return llm.AttachedGuardrail{ID: reference}
}

// unnamable is what keeps requests from naming a guardrail that is another than
// before. Nothing is sent to the platform for it, so that nothing else would look.
func unnamable(ctx context.Context, deployments *llm.Deployments, plan, prior tfModel, have *llm.Deployment) []llm.Problem {
	if !plan.namesGuardrail() || plan.Guardrail.Equal(prior.Guardrail) {
		return nil
	}
	return deployments.Preflight(ctx, have, llm.DeploymentSpec{Guardrail: plan.Guardrail.ValueString()}, have.Native)
}

// forbidGuardrail reports whether the guardrail that became known at apply is not
// there, and tells of it. What could not be looked at is warned of where the
// version is looked up.
func forbidGuardrail(problems []llm.Problem, diags *diag.Diagnostics) bool {
	problems = slices.DeleteFunc(problems, func(p llm.Problem) bool { return p.Severity != llm.Blocking })
	framework.AddProblems(diags, problems)
	return len(problems) > 0
}

// renames reports whether a plan that keeps the endpoint gives requests another
// guardrail to name.
func (p *planning) renames() bool {
	return p.plan.namesGuardrail() && p.change.Action != llm.Replace && !p.unknownAfter("endpoint") &&
		!p.prior.Endpoint.IsNull() && !p.plan.Guardrail.Equal(p.prior.Guardrail)
}

// openGuardrail leaves only that part of the endpoint open.
func openGuardrail(ctx context.Context, resp *resource.ModifyPlanResponse) {
	at := path.Root("endpoint").AtName("guardrail")
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, at, types.ObjectUnknown(framework.GuardrailType()))...)
}

// filledEndpoint is the planned endpoint with what was left open of it.
func filledEndpoint(planned, observed types.Object) types.Object {
	if planned.IsNull() || planned.IsUnknown() || !planned.Attributes()["guardrail"].IsUnknown() {
		return framework.Known(planned, observed)
	}
	return framework.Overlaid(planned, map[string]attr.Value{"guardrail": observed.Attributes()["guardrail"]})
}

package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What Create takes for the object of an interrupted create must not be what
// another address holds. Create itself cannot tell: it is handed no private
// state. So what could go wrong is refused where it can be seen.

// unfinishedFirst refuses -replace of a deployment whose create has not come to
// its end: where the new one is made first, it would find the old one under its
// name and take it for its own, and Create cannot tell. Private state tells it
// here, and nowhere else: neither terraform nor the framework hands it to Create.
func (p *planning) unfinishedFirst(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) {
	first := readChoice(ctx, private, diags)
	if first == nil {
		p.plansCreate(diags)
		return
	}
	if !first.Unfinished || isReplaced(ctx, private, diags) {
		return
	}
	diags.AddError("Replacement of an unfinished deployment",
		"The deployment that would be replaced still bears the tag "+llm.TagUnfinished+": its create has not come to its end, and a new one "+
			"of the same name would be taken for it.\n\nApply once without -replace, which finishes it, and replace it then.")
}

// forbidDisowned adds the error for destroying what was left unfinished here and
// has since been finished by another address.
func (r *Resource) forbidDisowned(ctx context.Context, state tfModel, choice *llm.Choice, diags *diag.Diagnostics) {
	platform := llm.Platform(state.Platform.ValueString())
	if choice == nil || !choice.Unfinished || r.data.Unknown[platform] {
		return
	}
	deployments := r.data.Deployments[platform]
	ctx, cancel := context.WithTimeout(ctx, lookAheadTimeout)
	defer cancel()
	id, err := deployments.ParseID(state.ID.ValueString())
	if err == nil {
		err = deployments.Disowned(ctx, id, choice)
	}
	if err != nil {
		framework.AddError(diags, typeName, err)
	}
}

// plansCreate refuses a create that would take on what another resource holds.
func (p *planning) plansCreate(diags *diag.Diagnostics) {
	if p.draft.Unknown.Any(llm.FieldName, llm.FieldAccountID, llm.FieldRegion) {
		return
	}
	if err := p.deployments.PlanCreate(p.draft.Spec); err != nil {
		framework.AddError(diags, typeName, err)
	}
}

// plansUnfinished refuses a plan in which a create would take on what state holds.
func (r *Resource) plansUnfinished(state tfModel, choice *llm.Choice, diags *diag.Diagnostics) {
	if choice == nil || !choice.Unfinished || diags.HasError() {
		return
	}
	deployments := r.data.Deployments[llm.Platform(state.Platform.ValueString())]
	id, err := deployments.ParseID(state.ID.ValueString())
	if err != nil {
		return // whatever is done with it says so
	}
	have, d := state.fromState(r.data, id)
	diags.Append(d...)
	if err := deployments.PlanUnfinished(have); err != nil {
		framework.AddError(diags, typeName, err)
	}
}

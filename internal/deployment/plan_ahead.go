package deployment

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// lookAhead asks the catalog and the quotas, only when something would be
// written and everything that matters is known; where nothing would be, after a
// guardrail alone that requests would name anew. What it finds is told and not
// kept: the catalog may have moved on when the plan is applied.
func (r *Resource) lookAhead(ctx context.Context, p *planning, diags *diag.Diagnostics) {
	platform := llm.Platform(p.plan.Platform.ValueString())
	if !r.data.Configured || r.data.Unknown[platform] {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lookAheadTimeout)
	defer cancel()
	if p.change.Action == llm.Same || p.onlyHealth() {
		framework.AddProblems(diags, unnamable(ctx, p.deployments, p.plan, p.prior, p.have))
		return
	}
	if p.draft.Unknown.Any(llm.FieldModel, llm.FieldScope, llm.FieldAllowedLocations, llm.FieldMode, llm.FieldUnits,
		llm.FieldAccountID, llm.FieldRegion, llm.FieldSKU, llm.FieldAzureModel, llm.FieldModelID, llm.FieldInferenceProfile, llm.FieldAttestation) {
		return
	}
	native, err := p.native(ctx)
	if err != nil {
		framework.AddError(diags, typeName, err)
		return
	}
	ask := llm.Asking{Have: p.inPlace(), Kept: p.written, Want: p.draft.Spec, Native: native}
	framework.AddProblems(diags, p.deployments.PlanPreflight(ctx, ask, p.again))
}

// native is what the deployment would be made of.
func (p *planning) native(ctx context.Context) (llm.Native, error) {
	if p.change.Action != llm.Replace && !p.change.Has(llm.FieldModel) && p.draft.Kept != nil {
		return p.draft.Kept.Native.ServedAs(p.have.Native), nil
	}
	native, err := p.deployments.Resolve(ctx, p.draft.Spec)
	if have := p.inPlace(); have != nil {
		native = native.ServedAs(have.Native)
	}
	return native, err
}

// inPlace is the deployment that would be changed; nil if one would be made.
func (p *planning) inPlace() *llm.Deployment {
	if p.change.Action == llm.Replace {
		return nil
	}
	return p.have
}

func (p *planning) onlyHealth() bool {
	other := func(f llm.Field) bool { return f != llm.FieldHealth && f != llm.FieldCreatedAt }
	return p.change.Action == llm.Update && !slices.ContainsFunc(p.change.Fields, other)
}

// goes notes what was last written of what stands, which a replacement takes away. Of the plan of the new object alone,
// private state tells it.
func (p *planning) goes(ctx context.Context, kept *llm.Choice, private framework.PrivateReader, diags *diag.Diagnostics) {
	if p.isFirst {
		kept = readChoice(ctx, private, diags)
		p.again = isReplaced(ctx, private, diags)
	}
	p.written = kept
}

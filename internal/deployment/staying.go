package deployment

import (
	"cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// staying is the draft as it is checked: what is not replaced stays at its place,
// whatever the provider's default has become.
func (r *Resource) staying(p *planning) llm.Draft {
	draft := p.draft
	if p.isNew {
		return draft
	}
	id, err := p.deployments.ParseID(p.prior.ID.ValueString())
	if err != nil {
		return draft // the comparison tells it
	}
	have, _ := p.prior.fromState(r.data, id)
	if p.deployments.Diff(have, draft).Action == llm.Replace {
		return draft
	}
	switch llm.Platform(p.plan.Platform.ValueString()) {
	case llm.Azure:
		draft.Spec.Azure.AccountID = cmp.Or(draft.Spec.Azure.AccountID, id.Parent)
	case llm.Bedrock:
		draft.Spec.Bedrock.Region = cmp.Or(draft.Spec.Bedrock.Region, id.Location)
	}
	return draft
}

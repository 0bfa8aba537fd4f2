package composite

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Settle gives every computed attribute of the plan its value. With nothing to
// write that is what state holds.
func (r *Resource[S, M]) Settle(p *Planning[S, M]) {
	plan, prior := p.Plan.Shared(), p.Prior.Shared()
	plan.Platform, plan.ID = types.StringUnknown(), types.StringUnknown()
	if p.Platform != "" {
		plan.Platform = framework.Text(p.Platform)
	}
	if p.ID.Value != "" && !r.kind.Referred {
		plan.ID = framework.Text(p.ID.Value)
	}
	plan.Health, plan.Drift = prior.Health, prior.Drift
	if p.Change.Action != llm.Same {
		plan.Health = types.ObjectUnknown(framework.HealthType())
		plan.Drift = types.ListUnknown(types.ObjectType{AttrTypes: framework.DriftType()})
	}
	if p.Change.Action != llm.Replace {
		plan.ID = prior.ID
	}
	plan.Children = p.children(prior)
	if rest := unrecreated(prior.Drift); p.acknowledges(r.data.Policy(plan.DriftPolicy), len(rest.Elements()) < len(prior.Drift.Elements())) {
		plan.Drift = rest
	}
	p.Plan = p.Plan.With(plan)
	p.Plan = p.Plan.Settled(p)
}

// children are what a write leaves behind.
func (p *Planning[S, M]) children(prior Common) types.Map {
	switch {
	case p.Change.Action == llm.Same:
		return prior.Children
	case p.Composites == nil || len(p.Draft.Unknown) > 0:
		return types.MapUnknown(types.ObjectType{AttrTypes: childType()})
	case p.IsNew || p.Change.Action == llm.Replace:
		return planned(p.Composites.Render(p.Draft.Spec), &llm.Composite{})
	}
	return planned(p.Composites.Render(p.Draft.Spec), p.Have)
}

// acknowledges reports whether an apply that writes nothing takes note of
// children that are other objects than those that were made here.
func (p *Planning[S, M]) acknowledges(policy llm.Policy, recreated bool) bool {
	return p.Change.Action == llm.Same && policy.Plans(llm.DriftRecreated) && recreated
}

// unrecreated is drift without such children.
func unrecreated(drift types.List) types.List {
	rest := slices.DeleteFunc(slices.Clone(drift.Elements()), func(element attr.Value) bool {
		event, _ := element.(types.Object)
		return event.Attributes()["class"].Equal(framework.Text(llm.DriftRecreated))
	})
	return types.ListValueMust(types.ObjectType{AttrTypes: framework.DriftType()}, rest)
}

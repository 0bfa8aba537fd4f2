package route

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// settle gives every computed attribute of the plan its value. With nothing to
// write that is what state holds.
func (p *planning) settle() {
	p.plan.Platform, p.plan.ID = types.StringUnknown(), types.StringUnknown()
	if p.platform != "" {
		p.plan.Platform = framework.Text(p.platform)
	}
	if p.id.Value != "" {
		p.plan.ID = framework.Text(p.id.Value)
	}
	p.plan.Endpoint = p.endpoint()
	p.plan.Children = p.children()
	p.plan.Health, p.plan.Drift = p.prior.Health, p.prior.Drift
	if p.change.Action != llm.Same {
		p.plan.Health = types.ObjectUnknown(framework.HealthType())
		p.plan.Drift = types.ListUnknown(types.ObjectType{AttrTypes: framework.DriftType()})
	}
	if p.change.Action != llm.Replace {
		p.plan.ID = p.prior.ID
	}
	if p.acknowledges() {
		p.plan.Drift = p.unrecreated()
	}
}

// children are what a write leaves behind.
func (p *planning) children() types.Map {
	switch {
	case p.change.Action == llm.Same:
		return p.prior.Children
	case p.routes == nil || len(p.draft.Unknown) > 0:
		return types.MapUnknown(types.ObjectType{AttrTypes: childType()})
	case p.isNew || p.change.Action == llm.Replace:
		return planned(p.routes.Render(p.draft.Spec), &llm.Composite{})
	}
	return planned(p.routes.Render(p.draft.Spec), p.have)
}

// endpoint stays unless another protocol is spoken now. What the model name can
// be relied on for follows from the arguments alone.
func (p *planning) endpoint() types.Object {
	if p.change.Action == llm.Replace || len(p.draft.Unknown) > 0 || p.prior.Endpoint.IsNull() {
		return types.ObjectUnknown(framework.EndpointType())
	}
	r := framework.NewReader()
	before := llm.RouteSpec{Targets: p.prior.targets(r), Fallbacks: p.prior.fallbacks(r)}
	if !slices.Equal(before.Protocols(), p.draft.Spec.Protocols()) {
		return types.ObjectUnknown(framework.EndpointType())
	}
	endpoint := r.Endpoint("endpoint", p.prior.Endpoint)
	endpoint.Supports = p.draft.Spec.Supports()
	return framework.Endpoint(endpoint)
}

// acknowledges reports whether an apply that writes nothing takes note of
// children that are other objects than those that were made here.
func (p *planning) acknowledges() bool {
	return p.change.Action == llm.Same && p.draft.Spec.Policy.Plans(llm.DriftRecreated) && len(p.unrecreated().Elements()) < len(p.prior.Drift.Elements())
}

// unrecreated is the drift in state without such children.
func (p *planning) unrecreated() types.List {
	rest := slices.DeleteFunc(slices.Clone(p.prior.Drift.Elements()), func(element attr.Value) bool {
		event, _ := element.(types.Object)
		return event.Attributes()["class"].Equal(framework.Text(llm.DriftRecreated))
	})
	return types.ListValueMust(types.ObjectType{AttrTypes: framework.DriftType()}, rest)
}

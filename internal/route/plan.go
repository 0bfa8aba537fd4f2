package route

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// planning is one plan of one route on its way through ModifyPlan.
type planning struct {
	plan, prior tfModel
	isNew       bool         // nothing in state that could be changed in place
	platform    llm.Platform // empty while the gateway is not known
	routes      *llm.Routes  // nil then
	id          llm.ID       // empty while name or gateway is not known
	have        *llm.Composite   // nil when isNew
	draft       llm.RouteDraft
	change      llm.CompositeChange
}

// ModifyPlan decides what a plan does: which children a write makes, changes or
// takes away stands in the plan before anything is asked of a gateway, and
// whatever would fail at apply fails now.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	if req.Plan.Raw.IsNull() {
		return // whatever is there can be destroyed
	}
	p := r.read(ctx, req, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.compare(p, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.lookAhead(ctx, p, &resp.Diagnostics)
	p.settle()
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &p.plan)...)
	if p.change.Action == llm.Replace && !req.State.Raw.IsNull() {
		resp.RequiresReplace = append(resp.RequiresReplace, p.replacing()...)
	}
}

func (r *Resource) read(ctx context.Context, req resource.ModifyPlanRequest, diags *diag.Diagnostics) *planning {
	p := &planning{isNew: req.State.Raw.IsNull()}
	diags.Append(req.Plan.Get(ctx, &p.plan)...)
	if !p.isNew {
		diags.Append(req.State.Get(ctx, &p.prior)...)
	}
	p.platform = r.platform(p.plan.Gateway)
	p.routes = r.data.Routes[p.platform]
	return p
}

// compare checks the draft and finds out what to do about the difference.
func (r *Resource) compare(p *planning, diags *diag.Diagnostics) {
	draft, d := p.plan.draft(r.data)
	diags.Append(d...)
	p.draft = draft
	r.check(p.plan, draft, diags)
	if diags.HasError() {
		return
	}
	if p.routes != nil && !draft.Unknown.Any(llm.FieldName, llm.FieldGateway) {
		id, err := p.routes.Target(draft.Spec)
		if err != nil {
			framework.AddError(diags, typeName, err)
			return
		}
		p.id = id
	}
	switch {
	case p.isNew:
		p.change.Action = llm.Replace
	case p.prior.Platform.ValueString() != string(p.platform):
		p.change = llm.CompositeChange{Action: llm.Replace, Fields: []llm.Field{llm.FieldGateway}}
	default:
		r.difference(p, diags)
	}
}

func (r *Resource) difference(p *planning, diags *diag.Diagnostics) {
	id, err := p.routes.ParseID(p.prior.ID.ValueString())
	if err != nil {
		framework.AddError(diags, typeName, err)
		return
	}
	p.routes.Hold(id)
	have, d := p.prior.fromState(r.data, p.routes, id)
	diags.Append(d...)
	p.have = have
	p.change = p.routes.Diff(have, p.draft)
}

// lookAhead asks after the gateway and the credentials, only when something
// would be written. Targets that are not known yet are left out.
func (r *Resource) lookAhead(ctx context.Context, p *planning, diags *diag.Diagnostics) {
	if p.routes == nil || !r.data.Configured || r.data.Unknown[p.platform] || !p.writes() || p.draft.Unknown.Any(llm.FieldName, llm.FieldGateway) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lookAheadTimeout)
	defer cancel()
	framework.AddProblems(diags, p.routes.Preflight(ctx, p.draft.Spec.Known(p.draft.Unknown)))
}

// writes reports whether something is sent because of what was written here or
// changed there, and not only waited for or sent again.
func (p *planning) writes() bool {
	if p.change.Action != llm.Update {
		return p.change.Action == llm.Replace
	}
	return len(p.draft.Unknown) > 0 || slices.ContainsFunc(p.change.Children, func(c llm.ChildChange) bool {
		return c.Kind != llm.ChildPending && c.Kind != llm.ChildFailed
	})
}

// replacing names root attributes only: a mark on a path that does not change is
// dropped.
func (p *planning) replacing() path.Paths {
	marks := path.Paths{path.Root("id")}
	for _, field := range p.change.Fields {
		marks = append(marks, framework.Path(field))
	}
	return marks
}

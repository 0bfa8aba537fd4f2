package composite

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Planning is one plan of one composite on its way through ModifyPlan.
type Planning[S llm.CompositeSpec, M any] struct {
	Data        *framework.Data
	Plan, Prior M
	IsNew       bool               // nothing in state that could be changed in place
	Platform    llm.Platform       // empty while it is not known
	Composites  *llm.Composites[S] // nil then
	ID          llm.ID             // empty while what it is made from is not known
	Have        *llm.Composite     // nil when nothing is changed in place
	Draft       llm.Wanted[S]
	Change      llm.CompositeChange
}

// ModifyPlan decides what a plan does: which children a write makes, changes or
// takes away stands in the plan before anything is asked of a platform, and
// whatever would fail at apply fails now.
func (r *Resource[S, M]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	if req.Plan.Raw.IsNull() {
		return // whatever is there can be destroyed
	}
	p := &Planning[S, M]{IsNew: req.State.Raw.IsNull()}
	resp.Diagnostics.Append(req.Plan.Get(ctx, &p.Plan)...)
	if !p.IsNew {
		resp.Diagnostics.Append(req.State.Get(ctx, &p.Prior)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	r.Compare(p, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.lookAhead(ctx, p, &resp.Diagnostics)
	r.Settle(p)
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &p.Plan)...)
	if p.Change.Action == llm.Replace && !req.State.Raw.IsNull() {
		resp.RequiresReplace = append(resp.RequiresReplace, p.Replacing()...)
	}
}

// Compare checks the draft and finds out what to do about the difference,
// without asking anybody.
func (r *Resource[S, M]) Compare(p *Planning[S, M], diags *diag.Diagnostics) {
	p.Data, p.Platform = r.data, p.Plan.On(r.data)
	p.Composites = r.composites(p.Platform)
	draft, d := p.Plan.Draft(r.data)
	diags.Append(d...)
	p.Draft = draft
	p.Plan.Check(r.data, draft, diags)
	if diags.HasError() {
		return
	}
	if p.Composites != nil && !draft.Unknown.Any(r.kind.Place...) {
		id, err := p.Composites.Target(draft.Spec)
		if err != nil {
			framework.AddError(diags, r.kind.TypeName, err)
			return
		}
		p.ID = id
	}
	switch {
	case p.IsNew:
		p.Change.Action = llm.Replace
	case p.Prior.Shared().Platform.ValueString() != string(p.Platform):
		p.Change = llm.CompositeChange{Action: llm.Replace, Fields: []llm.Field{r.kind.Chooser}}
	default:
		r.difference(p, diags)
	}
}

func (r *Resource[S, M]) difference(p *Planning[S, M], diags *diag.Diagnostics) {
	id, err := p.Composites.ParseID(p.Prior.Shared().ID.ValueString())
	if err != nil {
		framework.AddError(diags, r.kind.TypeName, err)
		return
	}
	p.Composites.Hold(id)
	have, d := r.FromState(p.Prior, p.Composites, id)
	diags.Append(d...)
	p.Have = have
	p.Change = p.Composites.Diff(have, p.Draft)
}

// lookAhead asks after the place and whatever is referred to, only when something
// would be written.
func (r *Resource[S, M]) lookAhead(ctx context.Context, p *Planning[S, M], diags *diag.Diagnostics) {
	if p.Composites == nil || !r.data.Configured || r.data.Unknown[p.Platform] || !p.writes() || p.Draft.Unknown.Any(r.kind.Place...) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, lookAheadTimeout)
	defer cancel()
	spec := p.Draft.Spec
	if r.kind.Known != nil {
		spec = r.kind.Known(p.Draft)
	}
	framework.AddProblems(diags, p.Composites.Preflight(ctx, spec))
}

// writes reports whether something is sent because of what was written here or
// changed there, and not only waited for or sent again.
func (p *Planning[S, M]) writes() bool {
	if p.Change.Action != llm.Update {
		return p.Change.Action == llm.Replace
	}
	return len(p.Draft.Unknown) > 0 || slices.ContainsFunc(p.Change.Children, func(c llm.ChildChange) bool {
		return c.Kind != llm.ChildPending && c.Kind != llm.ChildFailed
	})
}

// Replacing names root attributes only: a mark on a path that does not change is
// dropped.
func (p *Planning[S, M]) Replacing() path.Paths {
	marks := path.Paths{path.Root("id")}
	for _, field := range p.Change.Fields {
		marks = append(marks, framework.Path(field))
	}
	return marks
}

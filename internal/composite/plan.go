package composite

import (
	"context"
	"slices"
	"strings"

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
	if !p.IsNew && p.Prior.Shared().isBare() {
		framework.AddUnread(diags, r.kind.Noun, p.Prior.Shared().ID.ValueString())
		return
	}
	p.Data, p.Platform = r.data, p.Plan.On(r.data)
	p.Composites = r.composites(p.Platform)
	draft, d := p.Plan.Draft(r.data)
	diags.Append(d...)
	p.Draft = draft
	r.recall(p, diags)
	p.Plan.Check(r.data, p.Draft, diags)
	if diags.HasError() {
		return
	}
	if p.Composites != nil && !p.Draft.Unknown.Any(r.kind.Place...) {
		id, err := p.Composites.Target(p.Draft.Spec)
		if err != nil {
			framework.AddError(diags, r.kind.TypeName, err)
			return
		}
		p.ID = id
	}
	switch {
	case p.IsNew:
		p.Change.Action = llm.Replace
	case p.Have == nil:
		p.Change = llm.CompositeChange{Action: llm.Replace, Fields: []llm.Field{r.kind.Chooser}}
	default:
		p.Change = p.Composites.Diff(p.Have, p.Draft)
	}
}

// recall finds in state what stands on the platform that is asked for. Unless it
// is replaced, the draft is judged where that stands.
func (r *Resource[S, M]) recall(p *Planning[S, M], diags *diag.Diagnostics) {
	if p.IsNew || p.Prior.Shared().Platform.ValueString() != string(p.Platform) {
		return
	}
	id, err := p.Composites.ParseID(p.Prior.Shared().ID.ValueString())
	if err != nil {
		framework.AddError(diags, r.kind.TypeName, err)
		return
	}
	p.Composites.Hold(id)
	have, d := r.FromState(p.Prior, p.Composites, id)
	diags.Append(d...)
	p.Have = have
	if len(p.Composites.Replaced(have, p.Draft)) == 0 {
		r.stay(p, diags)
	}
}

// stay keeps what exists at its place, and tells where the provider's default has
// become another one.
func (r *Resource[S, M]) stay(p *Planning[S, M], diags *diag.Diagnostics) {
	standard, unplaced := p.Composites.Target(p.Draft.Spec)
	p.Draft.Spec = p.Plan.Staying(p.Draft.Spec, p.Have.ID)
	stays, err := p.Composites.Target(p.Draft.Spec)
	if unplaced != nil || err != nil || strings.EqualFold(standard.Parent+standard.Location, stays.Parent+stays.Location) {
		return
	}
	framework.AddStays(diags, r.kind.Noun, standard, stays)
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

package deployment

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// planning is one plan of one deployment on its way through ModifyPlan.
type planning struct {
	config, plan, prior tfModel
	isFirst             bool // nothing in state
	isNew               bool // nothing in state that could be changed in place
	moves               bool // state holds a deployment on another platform
	deployments         *llm.Deployments
	have                *llm.Deployment // nil when isNew
	draft               llm.Draft
	change              llm.Change
	written             *llm.Choice // of what stands, or would go; nil: nothing of this platform
	again               bool        // the second plan of a replacement, whose first was of the same
}

// ModifyPlan decides what a plan does: the platform says whether a difference
// can be written in place, every computed attribute settles here, and whatever
// would fail at apply fails now.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	if req.Plan.Raw.IsNull() {
		r.planDestroy(ctx, req, resp)
		return
	}
	p := r.read(ctx, req, &resp.Diagnostics)
	if resp.Diagnostics.HasError() || p.plan.Platform.IsUnknown() {
		return
	}
	r.compare(ctx, p, req.Private, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.lookAhead(ctx, p, &resp.Diagnostics)
	p.settle(ctx, req, resp)
}

func (r *Resource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var prior tfModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.forbidDestroy(ctx, prior, req.Private, &resp.Diagnostics)
	r.plansUnfinished(prior, readChoice(ctx, req.Private, &resp.Diagnostics), &resp.Diagnostics)
}

// second judges a deployment that would be made beside the one that private
// state still tells of, as under -replace and taint.
func (p *planning) second(first *lock, diags *diag.Diagnostics) {
	switch {
	case first == nil:
	case first.refuses():
		first.forbidSecond(diags)
	case first.keepsNameOf(p):
		addNameKept(first.Name, diags)
	}
}

func (r *Resource) read(ctx context.Context, req resource.ModifyPlanRequest, diags *diag.Diagnostics) *planning {
	p := &planning{isFirst: req.State.Raw.IsNull()}
	p.isNew = p.isFirst
	diags.Append(req.Config.Get(ctx, &p.config)...)
	diags.Append(req.Plan.Get(ctx, &p.plan)...)
	if !p.isNew {
		diags.Append(req.State.Get(ctx, &p.prior)...)
		p.moves = !p.prior.Platform.Equal(p.plan.Platform)
		p.isNew = p.moves
	}
	p.deployments = r.data.Deployments[llm.Platform(p.plan.Platform.ValueString())]
	return p
}

// compare fills in defaults, checks the draft and asks the platform what it
// would do about the difference.
func (r *Resource) compare(ctx context.Context, p *planning, private framework.PrivateReader, diags *diag.Diagnostics) {
	if p.prior.forbidUnread(diags) {
		return
	}
	var choice *llm.Choice
	if !p.isNew {
		choice = readChoice(ctx, private, diags)
	}
	p.fillDefaults(choice, r.data)
	spec, unknown, d := p.plan.spec(r.data)
	diags.Append(d...)
	if p.config.Name.IsNull() {
		spec.Name = "" // the name that was made is judged by its prefix
	}
	if r.data.UnknownTags {
		unknown[llm.FieldTags] = true
	}
	p.draft = llm.Draft{Spec: spec, Unknown: unknown, Kept: choice}
	p.plan.TagsAll = framework.PlannedTags(spec.Tags, unknown)
	framework.AddProblems(diags, check(r.data, p.plan.Platform, r.staying(p)))
	if p.isNew {
		p.change.Action = llm.Replace
	}
	p.goes(ctx, choice, private, diags)
	switch {
	case p.isFirst:
		p.second(readLock(ctx, private, diags), diags)
		p.unfinishedFirst(ctx, private, diags)
	case p.moves:
		p.prior.lock(ctx, diags).forbid(p.prior.Name.ValueString(), r.now(p.prior.Platform), diags)
	case !diags.HasError():
		r.difference(ctx, p, diags)
		r.plansUnfinished(p.prior, choice, diags)
	}
}

func (r *Resource) difference(ctx context.Context, p *planning, diags *diag.Diagnostics) {
	id, err := p.deployments.ParseID(p.prior.ID.ValueString())
	if err != nil {
		framework.AddError(diags, typeName, err)
		return
	}
	p.deployments.Hold(id)
	have, d := p.prior.fromState(r.data, id)
	diags.Append(d...)
	p.prior.recallDefault(have, p.draft.Kept)
	p.have = have
	p.change = p.deployments.Diff(have, p.draft)
	framework.AddProblems(diags, p.draft.Spec.Policy.Heard(p.change.Problems))
	if p.change.Action == llm.Replace {
		first := p.prior.lock(ctx, diags)
		if abandon := first.forbid(have.Name, r.now(p.prior.Platform), diags); abandon && first.keepsNameOf(p) {
			addNameKept(have.Name, diags)
		}
	}
}

// settle writes the plan: arguments as they were filled in, computed attributes
// by one rule, and the marks for a replacement.
func (p *planning) settle(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if p.change.Action == llm.Replace {
		p.renew()
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &p.plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	settled, err := framework.Settle(resp.Plan.Raw, req.State.Raw, settledAttributes(), p.unknownAfter)
	if err != nil {
		resp.Diagnostics.AddError("Plan could not be settled", err.Error()+"\n\nThis is a bug in the provider; please report it.")
		return
	}
	resp.Plan.Raw = settled
	if p.resizes() {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("resolved").AtName("capacity"), types.Int64Unknown())...)
	}
	if p.renames() {
		openGuardrail(ctx, resp)
	}
	if req.State.Raw.IsNull() {
		return
	}
	markReplaced(ctx, resp.Private, p.change.Action == llm.Replace, &resp.Diagnostics)
	if p.change.Action == llm.Replace {
		resp.RequiresReplace = append(resp.RequiresReplace, p.replacing()...)
	}
}

// replacing names root attributes only, id among them: a mark on a path that
// does not change is dropped, and one below a null parent is not valid.
func (p *planning) replacing() path.Paths {
	marks := path.Paths{path.Root("id")}
	for _, field := range p.change.Replaced {
		root := path.Root(string(field.Root()))
		if !slices.ContainsFunc(marks, root.Equal) {
			marks = append(marks, root)
		}
	}
	return marks
}

// renew is what a new object leaves open again.
func (p *planning) renew() {
	if p.config.Name.IsNull() {
		p.plan.Name = types.StringUnknown()
	}
	p.plan.Throughput = p.plannedThroughput(types.Int64Unknown())
}

package deployment

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the list of deployments.
func NewListResource(pure *framework.Data) func() list.ListResource {
	return func() list.ListResource { return &Resource{pure: pure, data: pure} }
}

// ListResourceConfigSchema implements [list.ListResource].
func (*Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds the deployments that exist on Azure OpenAI / Microsoft Foundry and on Amazon Bedrock, whoever made them: " +
			"on Bedrock application inference profiles, provisioned throughputs and custom model deployments.",
		Attributes: map[string]schema.Attribute{
			"platform": framework.ListPlatform(), "azure": framework.ListAccounts(), "bedrock": framework.ListBedrock(),
			"name_prefix": framework.ListPrefix(), "owner": framework.ListOwner(), "tags": framework.ListTags(),
		},
	}
}

// List implements [list.ListResource]: calls by account, region and page. Only what
// a list does not tell whole is read by itself, and only where state is asked for.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var diags diag.Diagnostics
	block := framework.ReadListBlock(ctx, req.Config, &diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	listing := framework.Listing{
		TypeName: typeName, Noun: "deployment", Identity: identity(), Named: block.Narrows(), Prefix: block.Prefix, Data: r.data,
		On: block.Platforms(slices.Collect(maps.Keys(r.data.Deployments))),
		Find: func(ctx context.Context, platform llm.Platform) iter.Seq2[framework.Found, error] {
			return r.found(ctx, platform, block)
		},
	}
	listing.Stream(ctx, req, stream)
}

func (r *Resource) found(ctx context.Context, platform llm.Platform, block framework.ListBlock) iter.Seq2[framework.Found, error] {
	return func(yield func(framework.Found, error) bool) {
		for have, err := range r.data.Deployments[platform].List(ctx, block.On(platform)) {
			switch {
			case err != nil:
				if !yield(framework.Found{}, err) {
					return
				}
			case block.Chosen(have.Tags):
				if !yield(r.listed(platform, have), nil) {
					return
				}
			}
		}
	}
}

// listed is one deployment of a list.
func (r *Resource) listed(platform llm.Platform, have *llm.Deployment) framework.Found {
	where := framework.PlaceOf(have.ID)
	if model := have.Reference; model != "" {
		where = model + ", " + where
	}
	return framework.Found{
		ID: have.ID, Name: have.Name, Where: where,
		State: func(ctx context.Context, into *tfsdk.Resource, diags *diag.Diagnostics) bool {
			return r.fill(ctx, platform, have, into, diags)
		},
	}
}

// fill is the state that an import and its read would leave.
func (r *Resource) fill(ctx context.Context, platform llm.Platform, have *llm.Deployment, into *tfsdk.Resource, diags *diag.Diagnostics) (gone bool) {
	deployments := r.data.Deployments[platform]
	whole, events, err := deployments.Listed(ctx, have, r.data.DriftPolicy)
	if llm.IsNotFound(err) {
		return true
	}
	if err != nil {
		framework.AddError(diags, typeName, err)
		return false
	}
	diags.Append(into.SetAttribute(ctx, path.Root("id"), whole.ID.Value)...)
	diags.Append(into.SetAttribute(ctx, path.Root("platform"), string(platform))...)
	var bare tfModel
	if diags.Append(into.Get(ctx, &bare)...); diags.HasError() {
		return false
	}
	m := r.imported(bare, deployments, whole)
	o := observation{have: whole, drift: events, lifecycle: r.lifecycle(ctx, m, whole, diags), attached: r.attached(ctx, m, diags)}
	state, told := m.observe(r.data, o)
	diags.Append(told...)
	diags.Append(into.Set(ctx, &state)...)
	return false
}

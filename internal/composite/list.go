package composite

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

// Lists is what a kind's list block takes.
type Lists struct {
	About     string // the block, as a page begins
	Arguments map[string]schema.Attribute

	// Owner is the platform that a gateway belongs to; empty: nobody's. Nil where
	// no gateway is named.
	Owner func(data *framework.Data, gateway string) llm.Platform
}

// ListResourceConfigSchema implements [list.ListResource].
func (r *Resource[S, M]) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: r.kind.Lists.About, Attributes: r.kind.Lists.Arguments}
}

// List implements [list.ListResource]. A composite is read by itself, and only
// where its state is asked for.
func (r *Resource[S, M]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var diags diag.Diagnostics
	block := framework.ReadListBlock(ctx, req.Config, &diags)
	on := r.platforms(block, &diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	listing := framework.Listing{
		TypeName: r.kind.TypeName, Noun: r.kind.Noun, Identity: r.kind.Identity, Named: block.Narrows(), Prefix: block.Prefix, Data: r.data, On: on,
		Find: func(ctx context.Context, platform llm.Platform) iter.Seq2[framework.Found, error] {
			return r.found(ctx, platform, block.On(platform))
		},
	}
	listing.Stream(ctx, req, stream)
}

// platforms are those to look on: of a gateway, the one that it is of.
func (r *Resource[S, M]) platforms(block framework.ListBlock, diags *diag.Diagnostics) []llm.Platform {
	on := block.Platforms(slices.Collect(maps.Keys(r.kind.All(r.data))))
	if block.Gateway == "" || r.kind.Lists.Owner == nil {
		return on
	}
	owner := r.kind.Lists.Owner(r.data, block.Gateway)
	if slices.Contains(on, owner) {
		return []llm.Platform{owner}
	}
	diags.AddAttributeError(path.Root("gateway"), "Gateway not understood",
		"It is no gateway of a platform that is searched. Give the ARN of an AgentCore Gateway or the ARM id of an API Management service, and no other platform.")
	return nil
}

func (r *Resource[S, M]) found(ctx context.Context, platform llm.Platform, filter llm.Filter) iter.Seq2[framework.Found, error] {
	composites := r.composites(platform)
	return func(yield func(framework.Found, error) bool) {
		for id, err := range composites.List(ctx, filter) {
			state := func(ctx context.Context, into *tfsdk.Resource, diags *diag.Diagnostics) bool {
				return r.fill(ctx, platform, id, into, diags)
			}
			if !yield(framework.Found{ID: id, Name: id.Name, Where: framework.PlaceOf(id), State: state}, err) {
				return
			}
		}
	}
}

// fill is the state that an import and its read would leave.
func (r *Resource[S, M]) fill(ctx context.Context, platform llm.Platform, id llm.ID, into *tfsdk.Resource, diags *diag.Diagnostics) (gone bool) {
	composites := r.composites(platform)
	have, err := composites.Look(ctx, id)
	if llm.IsNotFound(err) {
		return true
	}
	if err != nil {
		framework.AddError(diags, r.kind.TypeName, err)
		return false
	}
	diags.Append(into.SetAttribute(ctx, path.Root("id"), id.Value)...)
	diags.Append(into.SetAttribute(ctx, path.Root("platform"), string(platform))...)
	var bare M
	if diags.Append(into.Get(ctx, &bare)...); diags.HasError() {
		return false
	}
	state, _, told := r.Observe(bare.Imported(Look[S]{Data: r.data, Composites: composites, Have: have, Complete: true}), composites, have, nil)
	diags.Append(told...)
	diags.Append(into.Set(ctx, &state)...)
	return false
}

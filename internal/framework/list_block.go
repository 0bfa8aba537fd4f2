package framework

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// ListBlock is what a list block says. Only a list's own arguments are ever set.
type ListBlock struct {
	Platform llm.Platform // empty: all
	Azure    llm.Filter   // Parent and Group
	Bedrock  llm.Filter   // Location
	Gateway  string       // decides the platform
	Prefix   string       // of the name
	Owner    *string      // nil: anybody's; empty: nobody's
	Tags     map[string]string
}

// Narrows reports whether a platform or a place is named.
func (b ListBlock) Narrows() bool {
	return b.Platform != "" || b.Gateway != "" || b.Azure != (llm.Filter{}) || b.Bedrock != (llm.Filter{})
}

// On is the filter for a platform.
func (b ListBlock) On(platform llm.Platform) llm.Filter {
	if b.Gateway != "" {
		return llm.Filter{Parent: b.Gateway}
	}
	if platform == llm.Azure {
		return b.Azure
	}
	return b.Bedrock
}

// ListPlatform is the argument that chooses one platform.
func ListPlatform() schema.StringAttribute {
	return schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "Where to look: `azure` or `bedrock`. Null is both; what cannot be listed is a warning then.",
		Validators:          []validator.String{OneOf(llm.Azure, llm.Bedrock)},
	}
}

// ListPrefix is the argument that chooses by name.
func ListPrefix() schema.StringAttribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: "Only those whose name begins with it, in these letters."}
}

// ListResourceGroup is the argument that searches a resource group.
func ListResourceGroup(of string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, MarkdownDescription: "Name of a resource group, all of whose " + of + " are searched.",
		Validators: []validator.String{Matching("must be the name of a resource group, not an id", group)},
	}
}

// ListAccounts is what narrows a list on Azure to accounts.
func ListAccounts() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional: true, MarkdownDescription: "Where to look on Azure. Null is the provider's account; where it has none, all accounts of its subscription.",
		Attributes: map[string]schema.Attribute{
			"account_id": schema.StringAttribute{
				Optional: true, MarkdownDescription: "ARM id of the one account to search.", Validators: []validator.String{AccountID()},
			},
			"resource_group": ListResourceGroup("accounts"),
		},
	}
}

// ListRegion is the argument that chooses a region.
func ListRegion() schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, MarkdownDescription: "AWS region to search. Null is the provider's. For several, write a list block with `for_each`.",
		Validators: []validator.String{AWSRegion()},
	}
}

// ListBedrock is what narrows a list on Bedrock.
func ListBedrock() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional: true, MarkdownDescription: "Where to look on Bedrock.", Attributes: map[string]schema.Attribute{"region": ListRegion()},
	}
}

// ListOwner is the argument that chooses by owner.
func ListOwner() schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true,
		MarkdownDescription: "Only those that bear this `owner` of a provider block. The empty text is for those that bear none: " +
			"nobody's, or a provider's that names no owner.",
	}
}

// ListTags is the argument that chooses by tags.
func ListTags() schema.MapAttribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType, MarkdownDescription: "Only those that bear all of these tags.",
		Validators: []validator.Map{mapvalidator.NoNullValues()},
	}
}

// ReadListBlock reads whatever of these arguments a list has.
func ReadListBlock(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) ListBlock {
	if !config.Raw.IsFullyKnown() {
		diags.AddError("List block not known", "Something in the list block is not known before apply. Write it out.")
		return ListBlock{}
	}
	read := &listReading{ctx, config, diags}
	block := ListBlock{
		Platform: llm.Platform(read.text("platform")), Gateway: read.text("gateway"), Prefix: read.text("name_prefix"),
		Azure:   llm.Filter{Parent: read.text("azure", "account_id"), Group: read.text("azure", "resource_group")},
		Bedrock: llm.Filter{Location: read.text("region") + read.text("bedrock", "region")},
		Owner:   read.optional("owner"),
	}
	if read.has("tags") {
		diags.Append(config.GetAttribute(ctx, path.Root("tags"), &block.Tags)...)
	}
	return block
}

type listReading struct {
	ctx    context.Context //nolint:containedctx // of the one call that it is made for
	config tfsdk.Config
	diags  *diag.Diagnostics
}

// has reports whether an argument is one of this list's, and anything is written.
func (r *listReading) has(steps ...string) bool {
	at := tftypes.NewAttributePath()
	for _, step := range steps {
		at = at.WithAttributeName(step)
	}
	_, rest, err := tftypes.WalkAttributePath(r.config.Raw, at)
	return err == nil && len(rest.Steps()) == 0
}

func (r *listReading) text(steps ...string) string {
	if text := r.optional(steps...); text != nil {
		return *text
	}
	return ""
}

func (r *listReading) optional(steps ...string) *string {
	if !r.has(steps...) {
		return nil
	}
	at := path.Root(steps[0])
	for _, step := range steps[1:] {
		at = at.AtName(step)
	}
	var text types.String
	r.diags.Append(r.config.GetAttribute(r.ctx, at, &text)...)
	return text.ValueStringPointer()
}

// Chosen reports whether an object's tags are asked for.
func (b ListBlock) Chosen(tags map[string]string) bool {
	for key, value := range b.Tags {
		if have, found := tags[key]; !found || have != value {
			return false
		}
	}
	return b.Owner == nil || tags[llm.TagOwner] == *b.Owner
}

// PlaceOf is where an object is, for people.
func PlaceOf(id llm.ID) string {
	if id.Parent == "" {
		return id.Location
	}
	return id.Parent[strings.LastIndex(id.Parent, "/")+1:]
}

// Platforms are those to look on, of all that there are.
func (b ListBlock) Platforms(all []llm.Platform) []llm.Platform {
	return slices.DeleteFunc(slices.Sorted(slices.Values(all)), func(p llm.Platform) bool { return b.Platform != "" && p != b.Platform })
}

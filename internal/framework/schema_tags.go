package framework

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TagAttributes are tags and tags_all of a resource that bears tags.
func TagAttributes(noun string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"tags": schema.MapAttribute{
			Optional: true, ElementType: types.StringType,
			MarkdownDescription: "Tags of this " + noun + ". They win over the provider's `default_tags`. At most 50 in all. " +
				"Keys that start with `llm:` belong to the provider.",
			Validators: []validator.Map{mapvalidator.NoNullValues(), mapvalidator.KeysAre(ownTagKey{})},
		},
		"tags_all": schema.MapAttribute{
			Computed: true, ElementType: types.StringType,
			MarkdownDescription: "All tags that are managed: `tags`, the provider's `default_tags` and, where `owner` is set, `llm:owner`. " +
				"Tags that match `ignore_tags` are left out. A tag that somebody else has added shows here, and a plan takes it away.",
		},
	}
}

// ownTagKey refuses the keys that the provider writes itself.
type ownTagKey struct{}

// Description says what is refused.
func (ownTagKey) Description(context.Context) string {
	return "must not start with " + llm.TagPrefix + ", which is the provider's own"
}

// MarkdownDescription says the same.
func (v ownTagKey) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString judges one key.
func (v ownTagKey) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if strings.HasPrefix(req.ConfigValue.ValueString(), llm.TagPrefix) {
		resp.Diagnostics.AddAttributeError(req.Path, "Reserved tag",
			"The tag "+Shown(req.ConfigValue.ValueString())+" "+v.Description(ctx)+`. To say who manages what is deployed here, set "owner" in the provider block.`)
	}
}

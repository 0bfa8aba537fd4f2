package deployment

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

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
			"The tag "+shown(req.ConfigValue.ValueString())+" "+v.Description(ctx)+`. To say who manages what is deployed here, set "owner" in the provider block.`)
	}
}

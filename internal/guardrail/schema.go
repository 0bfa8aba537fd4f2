package guardrail

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// stateVersion is the schema's. Who raises it upgrades states of the version before,
// and keeps state files of both (CONTRIBUTING.md).
const stateVersion = 0

// Schema is what users write and read.
func (*Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = composite.Schema(ctx, "guardrail",
		"What may be said to a model and by it: on Azure a RAI policy with its blocklist, on Bedrock a guardrail of which a version is published whenever its "+
			"content changes. Every plan reads all of it back and compares it, the draft behind a published version too.",
		arguments(), filters(), words(), data(), platformArguments(), framework.TagAttributes("guardrail"), results())
	resp.Schema.Version = stateVersion
}

func arguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"platform": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: "Where to make it: `azure` or `bedrock`. Another platform is another object, so a change replaces.",
			Validators:          []validator.String{framework.OneOf(llm.Azure, llm.Bedrock)},
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
		"name": schema.StringAttribute{
			Required: true,
			MarkdownDescription: "Name of the guardrail. On Azure unique in the account, and another name is another policy, so a change replaces; " +
				"on Bedrock 1 to 50 letters, digits, `_` and `-`, unique in account and region, and changed in place.",
		},
		"keep_versions": schema.Int64Attribute{
			Optional: true,
			MarkdownDescription: "How many published versions are kept, the one in force included: 1 or more. Older ones are deleted after a new one is published, and whoever still " +
				"names one by its number is refused; one in use, such as an enforced one, stays until it is let go of. Null: all. Azure publishes no versions: there it means nothing.",
		},
	}
}

func results() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": framework.Computed("ARN of the guardrail, or ARM id of the RAI policy. What `terraform import` takes. As `llm_deployment.guardrail` it " +
			"means the newest published version, which `endpoint` then follows one apply later."),
		"versioned_id": framework.Computed("What `llm_deployment.guardrail` takes for `endpoint` to name a new version in the apply that publishes it: on Bedrock `id`, a colon " +
			"and `version`. On Azure it is `id`."),
		"version":  framework.Computed("The published version in force. Null on Azure, which has none."),
		"versions": framework.ComputedList("All published versions, the oldest first. Empty on Azure."),
		"location": framework.Computed("Where it stands: the region on Bedrock, the ARM id of the account on Azure."),
	}
}

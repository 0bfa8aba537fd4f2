package enforcement

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// stateVersion is the schema's. Who raises it upgrades states of the version before,
// and keeps state files of both (CONTRIBUTING.md).
const stateVersion = 0

// Schema is what users write and read.
func (*Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = composite.Schema(ctx, "enforcement",
		"Makes every model request of an AWS account in a region pass one published version of a Bedrock guardrail, whatever the request itself names. An account has at most one "+
			"such configuration in a region: where another stands, it is not touched. Azure has nothing of the kind: there a deployment bears its guardrail.",
		arguments(), results())
	resp.Schema.Version = stateVersion
}

func arguments() map[string]schema.Attribute {
	mode := []validator.String{framework.OneOf("selective", "comprehensive")}
	models := func(description string) schema.Attribute {
		return schema.SetAttribute{
			Optional: true, ElementType: types.StringType, MarkdownDescription: description,
			Validators: []validator.Set{setvalidator.NoNullValues()},
		}
	}
	return map[string]schema.Attribute{
		"region": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "AWS region. Null is the provider's. A change replaces.",
			Validators:          []validator.String{framework.AWSRegion()},
		},
		"guardrail": schema.StringAttribute{
			Required: true,
			MarkdownDescription: "The guardrail, of the same account and region: the `versioned_id` of an `llm_guardrail`, which moves to a new version in the apply that publishes it, " +
				"or its `id` beside `version`. Changed in place.",
		},
		"version": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "The published version. Null: the one that `guardrail` names.",
		},
		"system_prompts": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Which system prompts are looked at: `selective`, those that a request tags, or `comprehensive`, all of them, whatever is tagged. Null: `comprehensive`.",
			Validators:          mode,
		},
		"guarded_messages": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "The same for the messages of a conversation. Null: `comprehensive`.",
			Validators:          mode,
		},
		"included_models": models("Ids of the models it is for. Null or empty: all."),
		"excluded_models": models("Ids of models that it is not for. Null or empty: none."),
	}
}

func results() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":       framework.Computed("`<region>/<account>/<configuration>`. `terraform import` takes it, or the region alone."),
		"platform": framework.Computed("`bedrock`."),
	}
}

package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// platformArguments hold what only one platform has. They are checked always
// and used only on their platform, so that one block serves several.
func platformArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"azure": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "What only Azure has. Checked always, used when `platform` is `azure`.",
			Attributes: map[string]schema.Attribute{
				"account_id": optional("ARM id of the account whose deployments may use it. Null is the provider's. A change replaces.", framework.AccountID()),
				"base_policy": optional("The system's policy that decides the filters that are not given, such as `Microsoft.Default`. Null: `Microsoft.DefaultV2`.",
					framework.Matching("must be the name of a policy of the system, such as Microsoft.DefaultV2", `(?i:microsoft)\.[a-zA-Z0-9]{1,60}`)),
				"mode": optional("`blocking`, or `asynchronous`, which streams an answer before it has been looked at and cuts it off where a filter strikes. Null: `blocking`.",
					framework.OneOf("blocking", "asynchronous")),
			},
		},
		"bedrock": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "What only Bedrock has. Checked always, used when `platform` is `bedrock`.",
			Attributes: map[string]schema.Attribute{
				"region":      optional("AWS region. Null is the provider's. A change replaces.", framework.AWSRegion()),
				"description": schema.StringAttribute{Optional: true, MarkdownDescription: "1 to 200 characters. Confidential in logs and messages. Null: none."},
				"tier": optional("`classic` or `standard`, which knows more languages and needs `guardrail_profile`. It is for `filters` and `blocked_topics`. Null: `classic`.",
					framework.OneOf("classic", "standard")),
				"images": schema.BoolAttribute{Optional: true, MarkdownDescription: "Filters look at images too. Null: `false`, at text alone."},
				"guardrail_profile": optional("Id or ARN of the guardrail profile that lets requests be checked in the other regions of a geography, such as `eu.guardrail.v1:0`. "+
					"Null: in its own region only.", framework.Matching("must be the id or ARN of a guardrail profile, such as eu.guardrail.v1:0", `[a-zA-Z0-9.:/-]{5,200}`)),
				"kms_key": optional("ARN of the KMS key that encrypts it. Null: a key of AWS's own.",
					framework.Matching("must be the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>", `arn:aws(-[a-z]{1,8}){0,3}:kms:[a-z0-9-]{1,20}:[0-9]{12}:key/[a-zA-Z0-9-]{36}`)),
			},
		},
	}
}

func optional(description string, form framework.Form) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, MarkdownDescription: description, Validators: []validator.String{form}}
}

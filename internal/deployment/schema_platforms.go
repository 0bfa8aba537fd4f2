package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// platformArguments hold what only one platform has. They are checked always
// and used only on their platform, so that one block serves several.
func platformArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"azure": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "What only Azure has. Checked always, used when `platform` is `azure`.",
			Attributes:          azureArguments(),
		},
		"bedrock": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "What only Bedrock has. Checked always, used when `platform` is `bedrock`.",
			Attributes: map[string]schema.Attribute{
				"region": optional("AWS region. Null is the provider's. A change replaces.", framework.AWSRegion()),
				"model_id": optional("Foundation model id or custom model ARN, in place of what `model` would resolve to. "+
					"A custom model ARN makes a custom model deployment on demand, or provisioned throughput of the custom model.", bedrockModel()),
				"inference_profile": optional("Id of the system inference profile to copy (`eu.anthropic.claude-sonnet-4-5-20250929-v1:0`), "+
					"in place of the one that `processing_scope` would choose. It has to keep within `processing_scope` and `allowed_locations`.", profileID()),
			},
		},
	}
}

func azureArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"account_id": optional("ARM id of the Azure OpenAI or Foundry account, which also decides the region. Null is the provider's. A change replaces.", framework.AccountID()),
		"spillover_deployment": optional("ARM id of a standard deployment on the same account that takes over what a provisioned one cannot. "+
			"Null is none.", deploymentID()),
		"service_tier": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "`default` (null means the same) or `priority`.",
			Validators:          []validator.String{framework.OneOf("default", "priority")},
		},
		"paused": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Answer inference with HTTP 423 instead of serving. Null is `false`. Standard deployments only.",
		},
		"routing": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "How a `model-router` deployment chooses. Other models have none.",
			Attributes: map[string]schema.Attribute{
				"mode": schema.StringAttribute{
					Optional:            true,
					MarkdownDescription: "`balanced` (null means the same), `cost` or `quality`.",
					Validators:          []validator.String{framework.OneOf("balanced", "cost", "quality")},
				},
				"models": schema.SetAttribute{
					Optional: true, ElementType: types.StringType,
					MarkdownDescription: "Members as `format/name/version`, such as `OpenAI/gpt-4.1/2025-04-14`. Null or empty is every model that the router knows, " +
						"later ones too.",
				},
			},
		},
		"attestation": schema.SingleNestedAttribute{
			Optional: true,
			MarkdownDescription: "What Anthropic asks of an organisation before it may deploy one of its models. Azure may not return it: " +
				"then `drift` lists it as unverified.",
			Attributes: map[string]schema.Attribute{
				"organization": required("Legal name of the organisation."),
				"country_code": required("Two capital letters, ISO 3166-1 alpha-2.", countryCode()),
				"industry":     required("Industry, in Anthropic's words."),
			},
		},
		"hosted_on": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Who runs a Claude model: `azure` or `anthropic`, which is another subprocessor. Null prefers `azure`.",
			Validators:          []validator.String{framework.OneOf("azure", "anthropic")},
		},
		"sku": optional("Deployment SKU, such as `DeveloperTier`, in place of the one that `processing_scope` and `throughput.mode` choose. "+
			"It has to keep within `processing_scope`.", skuName()),
		"model": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "The model in Azure's own terms, in place of what `model` would resolve to: for fine-tuned models and what the catalog does not list.",
			Attributes: map[string]schema.Attribute{
				"format":         required("Model format, spelled as Azure does: `OpenAI`, `Mistral AI`, …", modelWord()),
				"name":           required("Model name.", modelWord()),
				"version":        optional("Model version. Null is the newest that may be deployed.", modelWord()),
				"source":         optional("ARM id of the fine-tuned model.", anyARMID()),
				"source_account": optional("ARM id of the account that holds `source`. Null is the deployment's own.", framework.AccountID()),
			},
		},
	}
}

func optional(description string, forms ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, MarkdownDescription: description,
		Validators: append(forms, stringvalidator.LengthAtLeast(1)),
	}
}

func required(description string, forms ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{
		Required: true, MarkdownDescription: description,
		Validators: append(forms, stringvalidator.LengthAtLeast(1)),
	}
}

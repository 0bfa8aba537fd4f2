package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// results say what was made and how to call it.
func results() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":            computed("ARM id or ARN; what `terraform import` takes."),
		"location":      computed("Region of the deployment."),
		"model_version": computed("Version of the model that is served. Null where the platform's id has none."),
		"created_at":    computed("When the platform made it, RFC 3339. Null where it does not tell."),
		"resolved": object("What `model`, `processing_scope` and `throughput` became, in the platform's own terms.", map[string]schema.Attribute{
			"format":               computed("Azure model format; null on Bedrock."),
			"name":                 computed("Azure model name; on Bedrock the foundation model id or the custom model's ARN."),
			"version":              computed("Azure model version, or the version in a Bedrock id."),
			"source":               computed("Azure: the fine-tuned model."),
			"source_account":       computed("Azure: the account that holds `source`."),
			"serving":              computed("Azure SKU; on Bedrock the id of the profile or model that is copied, `provisioned` or `custom`."),
			"scope":                computed("How far a request really travels: `region`, `geo` or `global`."),
			"processing_locations": listOfStrings("Where a request may be processed: regions, geographies or `global`."),
			"capacity":             computedInt("Azure: `sku.capacity`."),
			"tokens_per_unit":      computedInt("Azure: tokens per minute of one unit of capacity. Null where capacity does not count tokens."),
			"commitment_ends_at":   computed("When the commitment ends, RFC 3339. Null without one."),
		}),
		"endpoint": object("What an application needs to call the model.", map[string]schema.Attribute{
			"platform": computed("The platform."),
			"location": computed("The region."),
			"model":    computed("The value of `model` in a request."),
			"urls": object("Base URL by protocol; null: not spoken.", map[string]schema.Attribute{
				"openai":    computed("OpenAI v1: `/chat/completions` and `/responses` below it."),
				"anthropic": computed("Anthropic: `/v1/messages` below it."),
				"converse":  computed("Bedrock runtime: `/model/{model}/converse` below it."),
			}),
			"auth": object("How a caller proves who it is.", map[string]schema.Attribute{
				"schemes":         listOfStrings("`entra_id`, `api_key`, `sigv4`."),
				"scope":           computed("OAuth scope, Azure only."),
				"signing_service": computed("SigV4 service name, AWS only."),
				"resources":       listOfStrings("What a policy or role assignment has to name."),
			}),
			"supports": object("What the model takes; null: not known.", map[string]schema.Attribute{
				"input":   listOfStrings("`text`, `image`, `audio`, `video`."),
				"tools":   schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it calls tools."},
				"context": computedInt("Context window in tokens."),
			}),
		}),
	}
}

// conditions say how it is doing.
func conditions() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"health": object("Whether it serves.", map[string]schema.Attribute{
			"status": computed("`ready`, `pending`, `failed` or, under `drift_policy`, `missing`."),
			"reason": computed("The platform's own word or message."),
		}),
		"drift": schema.ListNestedAttribute{
			Computed:            true,
			MarkdownDescription: "What differs from what was last applied and is not an ordinary difference from the configuration.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"class":  computed("One of " + listedClasses() + "."),
				"field":  computed("The attribute it is about."),
				"detail": computed("What was found."),
			}},
		},
		"model_lifecycle": object("What the catalog says about the future of the model.", map[string]schema.Attribute{
			"status":      computed("The platform's own word."),
			"retires_on":  computed("Date, `YYYY-MM-DD`. Null: none is known."),
			"replacement": computed("The successor that the platform names."),
		}),
	}
}

func computed(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

func computedInt(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}

func listOfStrings(description string) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

func object(description string, attributes map[string]schema.Attribute) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: attributes}
}

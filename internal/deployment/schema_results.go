package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// results say what was made and how to call it.
func results() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":            framework.Computed("ARM id or ARN; what `terraform import` takes."),
		"location":      framework.Computed("Region of the deployment."),
		"model_version": framework.Computed("Version of the model that is served. Null where the platform's id has none."),
		"created_at":    framework.Computed("When the platform made it, RFC 3339. Null where it does not tell."),
		"resolved": framework.Object("What `model`, `processing_scope` and `throughput` became, in the platform's own terms.", map[string]schema.Attribute{
			"format":               framework.Computed("Azure model format; null on Bedrock."),
			"name":                 framework.Computed("Azure model name; on Bedrock the foundation model id or the custom model's ARN."),
			"version":              framework.Computed("Azure model version, or the version in a Bedrock id."),
			"source":               framework.Computed("Azure: the fine-tuned model."),
			"source_account":       framework.Computed("Azure: the account that holds `source`."),
			"serving":              framework.Computed("Azure SKU; on Bedrock the id of the profile or model that is copied, `provisioned` or `custom`."),
			"scope":                framework.Computed("How far a request really travels: `region`, `geo` or `global`."),
			"processing_locations": framework.ComputedList("Where a request may be processed: regions, geographies or `global`."),
			"capacity":             framework.ComputedInt("Azure: `sku.capacity`."),
			"tokens_per_unit":      framework.ComputedInt("Azure: tokens per minute of one unit of capacity. Null where capacity does not count tokens."),
			"commitment_ends_at":   framework.Computed("When the commitment ends, RFC 3339. Null without one."),
		}),
		"endpoint": framework.Object("What an application needs to call the model.", framework.EndpointAttributes(framework.Told)),
	}
}

// conditions say how it is doing.
func conditions() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"health": framework.HealthAttribute(),
		"drift":  framework.DriftAttribute(llm.DriftClasses()),
		"model_lifecycle": framework.Object("What the catalog says about the future of the model.", map[string]schema.Attribute{
			"status":      framework.Computed("The platform's own word."),
			"retires_on":  framework.Computed("Date, `YYYY-MM-DD`, to which `timecmp` needs `T00:00:00Z` added. Null: none is known."),
			"replacement": framework.Computed("The successor that the platform names."),
		}),
	}
}

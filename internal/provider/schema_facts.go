package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

var (
	factPlatform = matching(`must be "azure" or "bedrock"`, `^(azure|bedrock)$`)
	factScope    = matching(`must be "region", "geo" or "global"`, `^(region|geo|global)$`)
)

func modelFactsAttribute() schema.Attribute {
	return schema.ListNestedAttribute{
		Optional: true,
		MarkdownDescription: "What you know of models, in place of the provider's own dated table: whether they call tools, how much they take, and " +
			"what they cost, which no catalog API tells. A fact counts for what it names. Of several facts about one model the one that names its " +
			"version counts, then the one that names its scope; of equally close ones the least context, no tools and the higher price. " +
			"Where the cloud itself tells the context window of a deployment, the smaller of the two counts in `endpoint.supports`. Default: none.",
		NestedObject: schema.NestedAttributeObject{
			Attributes: map[string]schema.Attribute{
				"model": schema.StringAttribute{
					Required: true, Validators: []validator.String{factModel},
					MarkdownDescription: "The model, as in a deployment: `publisher/name`, or `publisher/name@version` for one version alone.",
				},
				"platform": schema.StringAttribute{
					Optional: true, Validators: []validator.String{factPlatform},
					MarkdownDescription: "Where it holds: `azure` or `bedrock`. Default: on both.",
				},
				"processing_scope": schema.StringAttribute{
					Optional: true, Validators: []validator.String{factScope},
					MarkdownDescription: "How far requests travel where it holds: `region`, `geo` or `global`, as in `resolved.scope`. Default: every scope.",
				},
				"tools": schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether the model calls tools. Default: what the provider's table says."},
				"context": schema.Int64Attribute{
					Optional: true, Validators: []validator.Int64{int64validator.AtLeast(1)},
					MarkdownDescription: "Context window in tokens, at least 1. Default: what the provider's table says.",
				},
				"price": factPriceAttribute(),
			},
			Validators: []validator.Object{factObject{}},
		},
	}
}

func factPriceAttribute() schema.Attribute {
	above := []validator.Float64{aboveZero{}}
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "What tokens cost you on demand, in US dollars per million. Default: what the provider's table says.",
		Attributes: map[string]schema.Attribute{
			"input":  schema.Float64Attribute{Required: true, Validators: above, MarkdownDescription: "Price of a million tokens that are sent in, above 0."},
			"output": schema.Float64Attribute{Required: true, Validators: above, MarkdownDescription: "Price of a million tokens of the answer, above 0."},
		},
	}
}

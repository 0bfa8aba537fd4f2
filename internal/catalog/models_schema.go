package catalog

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// Schema is what users write and read.
func (m *Models) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Searches the live catalogs of both platforms: one entry for each version of a model that can be deployed within the bounds, at one place of each platform. " +
			"A requirement is met only by what is known: where a catalog and the provider's tables tell nothing, a model is not found.",
		Attributes: attributes(placeArguments(), boundArguments(), searchArguments(), map[string]schema.Attribute{
			"complete": framework.DataBool("Whether every platform could be read. A warning tells which could not."),
			"cheapest": framework.DataObject("The cheapest of `models` with a known price that is not `closed`. Null without `input_output_ratio`, and where there is none: "+
				"what costs an unknown amount is never the cheapest.", rowAttributes()),
			"models": framework.DataList("What was found: with `input_output_ratio` by `price_per_million`, those without a known price last; else by reference. What is `closed` follows all that is open.", rowAttributes()),
		}),
	}
}

func searchArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"publisher": schema.StringAttribute{
			Optional: true, MarkdownDescription: "Only models of this publisher, in any usual spelling (`mistral`, `mistralai`). Null is all. A warning tells where no catalog has it.",
			Validators: []validator.String{stringvalidator.LengthBetween(1, 80)},
		},
		"name_regex": schema.StringAttribute{
			Optional: true, MarkdownDescription: "Only references that this regular expression (RE2) finds, such as `^anthropic/claude-(sonnet|opus)`.",
			Validators: []validator.String{stringvalidator.LengthBetween(1, 512)},
		},
		"input": schema.SetAttribute{
			Optional: true, ElementType: types.StringType, MarkdownDescription: "Only models that are known to take all of these: `text`, `image`, `audio`, `video`.",
			Validators: []validator.Set{setvalidator.ValueStringsAre(framework.OneOf("text", "image", "audio", "video"))},
		},
		"features": schema.SetAttribute{
			Optional: true, ElementType: types.StringType, MarkdownDescription: "Only models whose platform tells all of these: " + featureWords() + ".",
			Validators: []validator.Set{setvalidator.ValueStringsAre(framework.OneOf(features()...))},
		},
		"tools": schema.BoolAttribute{Optional: true, MarkdownDescription: "Only models that are known to call tools (`true`), or not to (`false`)."},
		"min_context": schema.Int64Attribute{
			Optional: true, MarkdownDescription: "Only models whose context window is known to hold that many tokens, by the smallest claim.",
			Validators: []validator.Int64{int64validator.AtLeast(1)},
		},
		"include_preview": schema.BoolAttribute{Optional: true, MarkdownDescription: "Whether models count that are not generally available. Null means `true`."},
		"include_closed": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Whether models are listed, too, that nothing new may be deployed of: retired, deprecating, legacy. Their `closed` says why. Null means `false`.",
		},
		"input_output_ratio": schema.Float64Attribute{
			Optional:            true,
			MarkdownDescription: "How many tokens are sent for each token of the answers, such as `3`: sorts by the price of a million tokens in that proportion.",
			Validators:          []validator.Float64{float64validator.Between(0, 1_000_000)},
		},
	}
}

func rowAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"platform":             framework.DataText("The platform."),
		"location":             framework.DataText("The region whose catalog lists it."),
		"reference":            framework.DataText("Portable reference, without a version."),
		"version":              framework.DataText("Version, as `@version` takes it. Null: the platform tells none."),
		"native":               framework.DataObject("The platform's own identity of it.", nativeAttributes()),
		"preview":              framework.DataBool("Whether it is released before general availability."),
		"closed":               framework.DataText("Why nothing new may be deployed of it. Null: it may."),
		"lifecycle":            framework.DataObject("What the catalog says of its future.", lifecycleAttributes()),
		"serving":              framework.DataText("The serving that a deployment within the bounds would take."),
		"scope":                framework.DataText("How far its requests would travel."),
		"processing_locations": framework.DataTexts("Where they may be processed."),
		"supports":             framework.DataObject("What it takes and gives.", supportsAttributes()),
		"price":                priceAttribute("List price of `serving`."),
		"price_per_million":    framework.DataFloat("Price of a million tokens in the proportion of `input_output_ratio`. Null: not known, or no proportion is given."),
	}
}

// value is the row as Terraform holds it.
func (r row) value() types.Object {
	values := map[string]attr.Value{
		"platform": framework.Text(r.platform), "location": framework.Text(r.offer.Location), "reference": framework.Text(r.offer.Reference),
		"version": framework.Text(r.offer.Entry.Reference().Version), "native": native(r.offer.Native), "preview": types.BoolValue(r.offer.Preview),
		"closed": framework.Text(r.offer.Entry.Unusable), "lifecycle": lifecycle(r.offer.Lifecycle),
		"serving": types.StringNull(), "scope": types.StringNull(), "processing_locations": framework.List(nil),
		"supports": supports(r.card), "price": price(r.price), "price_per_million": r.blendedValue(),
	}
	if r.serving != nil {
		values["serving"], values["scope"] = framework.Text(r.serving.Name), framework.Text(r.serving.Scope)
		values["processing_locations"] = framework.List(r.serving.Locations)
	}
	return types.ObjectValueMust(framework.TypesOf(rowAttributes()), values)
}

package catalog

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// Schema is what users write and read.
func (m *Model) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What a model reference means on each platform today, from the live catalogs: the native identity, how it can be served and where requests " +
			"would be processed, until when, and what it costs. It resolves as `llm_deployment` does, so that `offers[…].serving` is what a deployment with the same bounds would take.",
		Attributes: attributes(placeArguments(), boundArguments(), map[string]schema.Attribute{
			"model": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "The model, as `publisher/name` with an optional `@version`, an alias of the provider's `model_aliases`, or a platform's own id. " +
					"What one platform names in its own words is looked up on the others by its reference.",
				Validators: []validator.String{stringvalidator.LengthBetween(1, 512)},
			},
			"reference": framework.DataText("The canonical reference, without a version."),
			"offered_on": framework.DataTexts("Platforms on which it can be deployed anew within the bounds. Null while a platform could not be read. It shrinks when a model is closed to new deployments, " +
				"so never drive `for_each` or `count` by it: what stands would be destroyed. Write the set out, and hold `offers[…].status` in a `precondition`."),
			"offers": framework.DataMap("What each platform says, by its name.", resultAttributes()),
		}),
	}
}

// result is what one platform says of the model.
type result struct {
	answer[llm.Offer]
	llm.Finding

	wish  llm.Wish
	table modelcard.Table
}

func resultAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"status": framework.DataText("`offered` (it can be deployed within the bounds), `out_of_bounds` (it can be deployed, but not within them), `closed` (it is listed and nothing new " +
			"may be deployed of it), `ambiguous`, `not_offered` or `unread` (the catalog could not be read, which a warning tells)."),
		"message":       framework.DataText("Why, in words; of `unread`, the warning holds the reason. Null where it is offered."),
		"candidates":    framework.DataTexts("What the reference may mean instead, or the nearest names."),
		"location":      framework.DataText("The region whose catalog was read."),
		"native":        framework.DataObject("The platform's own identity of it. Null where none is meant.", nativeAttributes()),
		"model_version": framework.DataText("The version that a deployment would take: a date or the platform's label."),
		"preview":       framework.DataBool("Whether it is released before general availability: shorter notice, no service level."),
		"lifecycle":     framework.DataObject("What the catalog says of its future.", lifecycleAttributes()),
		"serving":       framework.DataText("Name of the serving that a deployment within the bounds would take. Null: none."),
		"servings":      framework.DataList("All ways in which it can be deployed, the widest first.", servingAttributes()),
		"supports":      framework.DataObject("What it takes and gives.", supportsAttributes()),
		"price":         priceAttribute("List price of `serving`."),
	}
}

// value is the result as Terraform holds it.
func (r result) value() types.Object {
	values := r.blank()
	if o := r.Offer; o != nil {
		values["location"] = framework.Text(o.Location)
		values["native"] = native(o.Native)
		values["model_version"] = framework.Text(o.Native.Version)
		values["preview"] = types.BoolValue(o.Preview)
		values["lifecycle"] = lifecycle(o.Lifecycle)
		values["servings"] = r.servings(*o)
		values["supports"] = supports(cardOf(r.table, r.platform, *o))
		values["price"] = price(priceOf(r.table, r.platform, *o, r.Serving))
	}
	if r.Serving != nil {
		values["serving"] = types.StringValue(r.Serving.Name)
	}
	return types.ObjectValueMust(framework.TypesOf(resultAttributes()), values)
}

// blank is a result that means no model.
func (r result) blank() map[string]attr.Value {
	location := ""
	if len(r.told) > 0 {
		location = r.told[0].Location
	}
	return map[string]attr.Value{
		"status": framework.Text(r.Standing), "message": framework.Text(r.Why), "candidates": framework.List(r.Candidates),
		"location": framework.Text(location), "native": types.ObjectNull(framework.TypesOf(nativeAttributes())),
		"model_version": types.StringNull(), "preview": types.BoolNull(), "lifecycle": types.ObjectNull(framework.TypesOf(lifecycleAttributes())),
		"serving": types.StringNull(), "servings": framework.Objects(framework.TypesOf(servingAttributes()), nil),
		"supports": types.ObjectNull(framework.TypesOf(supportsAttributes())), "price": price(nil),
	}
}

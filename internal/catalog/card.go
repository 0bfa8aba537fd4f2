package catalog

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// fromCatalog is the source of what the platform's own list tells.
const fromCatalog = "catalog"

// card is what is known of an offer beyond what it is.
type card struct {
	input, output, features []string
	tools                   *bool
	context                 *int64
	toolsSource             string
	contextSource           string
}

// cardOf joins the catalog and the tables: of the context the smaller counts,
// unless the user says it.
func cardOf(table modelcard.Table, platform llm.Platform, o llm.Offer) card {
	known := table.Card(platform, o.Entry.Reference(), "")
	c := card{
		input: o.Input, output: o.Output, features: o.Features,
		tools: known.Tools, toolsSource: told(known.ToolsSource), context: known.Context, contextSource: told(known.ContextSource),
	}
	if o.Context > 0 && known.ContextSource.Name != modelcard.Own && (c.context == nil || o.Context < *c.context) {
		c.context, c.contextSource = &o.Context, fromCatalog
	}
	return c
}

func told(source modelcard.Source) string {
	if source.AsOf == "" {
		return source.Name
	}
	return source.Name + " " + source.AsOf
}

// priceOf is the list price of a serving. Tables tell those on demand alone.
func priceOf(table modelcard.Table, platform llm.Platform, o llm.Offer, s *llm.Serving) *modelcard.Price {
	if s == nil || s.Mode != llm.OnDemand {
		return nil
	}
	return table.Card(platform, o.Entry.Reference(), s.Scope).Price
}

func priceAttribute(description string) schema.Attribute {
	return framework.DataObject(description+" In US dollars per million tokens, without discounts and taxes: for comparing, not for billing. Null: not known.",
		priceAttributes())
}

func priceAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"input":  framework.DataFloat("For tokens that are sent."),
		"output": framework.DataFloat("For tokens of the answer."),
		"as_of":  framework.DataText("Day of the oldest claim that it rests on. Null for a price from the provider's `model_facts`."),
		"source": framework.DataText("Who claims it; `model_facts` is you."),
		"varies": framework.DataBool("Whether some claim is lower by more than 2 percent: sources disagree, or geographies are charged differently. The highest is told."),
	}
}

func price(p *modelcard.Price) types.Object {
	shape := framework.TypesOf(priceAttributes())
	if p == nil {
		return types.ObjectNull(shape)
	}
	return types.ObjectValueMust(shape, map[string]attr.Value{
		"input": types.Float64Value(p.Input), "output": types.Float64Value(p.Output), "as_of": framework.Text(p.AsOf),
		"source": framework.Text(p.Source), "varies": types.BoolValue(p.Varies),
	})
}

func supportsAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"input":    framework.DataTexts("Modalities that it takes: `text`, `image`, `audio`, `video`. Null: not known, as on Azure, whose catalog does not tell."),
		"output":   framework.DataTexts("Modalities that it gives, `embedding` among them. Null: not known."),
		"features": framework.DataTexts("What the platform's catalog says it can be asked for: " + featureWords() + "."),
		"tools":    framework.DataBool("Whether it calls tools. Null: not known; where sources differ it does not."),
		"context":  framework.DataInt("Context window in tokens, the smallest that is claimed. Null: not known."),

		"tools_source":   framework.DataText("Who says so of `tools`: a source and its day, or `model_facts`."),
		"context_source": framework.DataText("Who says so of `context`: `catalog` is the platform itself."),
	}
}

func supports(c card) types.Object {
	return types.ObjectValueMust(framework.TypesOf(supportsAttributes()), map[string]attr.Value{
		"input": textsOrNull(c.input), "output": textsOrNull(c.output), "features": framework.List(c.features),
		"tools": types.BoolPointerValue(c.tools), "context": types.Int64PointerValue(c.context),
		"tools_source": framework.Text(c.toolsSource), "context_source": framework.Text(c.contextSource),
	})
}

func textsOrNull(words []string) types.List {
	if len(words) == 0 {
		return types.ListNull(types.StringType)
	}
	return framework.List(words)
}

package catalog

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// features lists the words that a model's features are told in.
func features() []string {
	return []string{
		llm.FeatureChat, llm.FeatureResponses, llm.FeatureEmbeddings, llm.FeatureImages, llm.FeatureVideo, llm.FeatureAudio,
		llm.FeatureRealtime, llm.FeatureFineTuning, llm.FeatureStreaming, llm.FeatureBatch, llm.FeatureProvisioning,
	}
}

func featureWords() string { return "`" + strings.Join(features(), "`, `") + "`" }

func nativeAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"format":  framework.DataText("Azure's model format. Null on Bedrock."),
		"name":    framework.DataText("Azure's model name, or Bedrock's model id."),
		"version": framework.DataText("Azure's version, or what Bedrock's model id says of it."),
	}
}

func native(n llm.Native) types.Object {
	return types.ObjectValueMust(framework.TypesOf(nativeAttributes()), map[string]attr.Value{
		"format": framework.Text(n.Format), "name": framework.Text(n.Name), "version": framework.Text(n.Version),
	})
}

func lifecycleAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"status":      framework.DataText("The platform's own word, such as `GenerallyAvailable` or `LEGACY`."),
		"retires_on":  framework.DataText("When it retires, as RFC 3339, so that `timecmp` takes it. Null: no date is known, which is no promise."),
		"stage":       framework.DataText("The same in words of every platform: null (open to new deployments), `legacy` (its end is announced), `closed` (nothing new is taken) or `retired`."),
		"replacement": framework.DataText("The successor that the platform names. Null: none."),
		"newer":       framework.DataText("The newest of its family that is listed, where it comes to its end and the platform names no successor."),
	}
}

func lifecycle(l llm.Lifecycle) types.Object {
	return types.ObjectValueMust(framework.TypesOf(lifecycleAttributes()), map[string]attr.Value{
		"status": framework.Text(l.Status), "stage": framework.Text(l.Stage), "retires_on": framework.Moment(l.RetiresOn),
		"replacement": framework.Text(l.Replacement), "newer": framework.Text(l.Newer),
	})
}

func servingAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name":                 framework.DataText("Azure: the SKU. Bedrock: the id of the system inference profile or model, or `provisioned`."),
		"mode":                 framework.DataText("`on_demand`, `provisioned` or `batch`."),
		"scope":                framework.DataText("How far requests travel: `region`, `geo` or `global`."),
		"processing_locations": framework.DataTexts("Where requests may be processed: regions, geographies or `global`."),
		"within_bounds":        framework.DataBool("Whether it keeps `processing_scope` and `allowed_locations`."),
		"by_name":              framework.DataBool("Whether it is only taken where a deployment names it, with `azure.sku`."),
		"retires_on":           framework.DataText("The earlier of the model's date and this way's own, as RFC 3339. Null: no date is known."),
		"quota":                framework.DataText("Name of the quota it counts against (Azure). Null: not told."),
		"tokens_per_unit":      framework.DataInt("Tokens per minute of one unit of capacity (Azure). Null: not limited by tokens."),
		"price":                priceAttribute("List price."),
	}
}

// servings are the ways in which an offer can be deployed, the widest first.
func (r result) servings(o llm.Offer) types.List {
	shape := framework.TypesOf(servingAttributes())
	var ways []types.Object
	for _, s := range o.Servings {
		ways = append(ways, types.ObjectValueMust(shape, map[string]attr.Value{
			"name": framework.Text(s.Name), "mode": framework.Text(s.Mode), "scope": framework.Text(s.Scope),
			"processing_locations": framework.List(s.Locations), "within_bounds": types.BoolValue(r.wish.Keeps(s)),
			"by_name": types.BoolValue(s.ByName), "retires_on": framework.Moment(s.RetiresOn), "quota": framework.Text(s.Quota),
			"tokens_per_unit": framework.Number(s.UnitTokens), "price": price(priceOf(r.table, r.platform, o, &s)),
		}))
	}
	return framework.Objects(shape, ways)
}

package catalog

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Quota is the data source llm_quota: what an account may still use.
type Quota struct{ source }

// NewQuota makes the data source. Pure works before the provider is configured.
func NewQuota(pure *framework.Data) func() datasource.DataSource {
	return func() datasource.DataSource { return &Quota{source{pure: pure, data: pure}} }
}

var (
	_ datasource.DataSourceWithConfigure      = (*Quota)(nil)
	_ datasource.DataSourceWithValidateConfig = (*Quota)(nil)
)

type tfQuota struct {
	tfPlaces

	Model    types.String `tfsdk:"model"`
	Serving  types.String `tfsdk:"serving"`
	Complete types.Bool   `tfsdk:"complete"`
	Quotas   types.List   `tfsdk:"quotas"`
}

// Metadata names the data source.
func (q *Quota) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "llm_quota"
}

// Schema is what users write and read.
func (q *Quota) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What an account may use at a place and how much is left: on Azure by model and SKU, on Bedrock by model. Numbers are in the measure that `unit` names, " +
			"which for throughput is that of `tokens_per_minute` of an `llm_deployment`.",
		Attributes: attributes(placeArguments(), map[string]schema.Attribute{
			"model": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only quotas that a deployment of this model counts against: a reference or a platform's own id. Null is all. A warning tells where nobody lists it.",
				Validators:          []validator.String{stringvalidator.LengthBetween(1, 512)},
			},
			"serving": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Only quotas of this serving: an SKU such as `GlobalStandard`, or the scope of on-demand limits on Bedrock. Null is all. A warning names those that there are where none bears it.",
				Validators:          []validator.String{stringvalidator.LengthBetween(1, 128)},
			},
			"complete": framework.DataBool("Whether every platform could be read. A warning tells which could not."),
			"quotas":   framework.DataList("The quotas, by platform and name.", quotaAttributes()),
		}),
	}
}

func quotaAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"platform":  framework.DataText("The platform."),
		"location":  framework.DataText("The region."),
		"name":      framework.DataText("The platform's own name: of a usage on Azure, of a limit in Service Quotas on AWS."),
		"code":      framework.DataText("Code of the limit in Service Quotas. Null on Azure."),
		"models":    framework.DataTexts("References of the models that count against it. Empty: it is for none, or the platform does not tell."),
		"serving":   framework.DataText("Azure: the SKU. Bedrock: the scope (`region`, `geo`, `global`) of an on-demand limit. Null: several, or it does not matter."),
		"unit":      framework.DataText("`tokens_per_minute`, `tokens_per_day`, `requests_per_minute`, `units` (of capacity or provisioned throughput) or `count` (of objects)."),
		"limit":     framework.DataFloat("The most that may be in use, in `unit`."),
		"used":      framework.DataFloat("What is in use, in `unit`; it may exceed `limit`. Null: the platform does not tell, as AWS does of none."),
		"free":      framework.DataFloat("What is left, at least 0. Null where `used` is."),
		"unit_size": framework.DataInt("Tokens per minute of one unit in the platform's own counting (Azure). Null: it counts in `unit`."),
		"increases": framework.DataBool("Whether a higher limit can be asked for. Null: the platform does not tell."),
	}
}

// ValidateConfig judges without asking anybody.
func (q *Quota) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config tfQuota
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.check(&resp.Diagnostics)
	checkModel(config.Model, &resp.Diagnostics)
}

// limits is what one platform tells of an account's quotas, and the catalog that
// they are about.
type limits struct {
	quotas []llm.Quota
	offers []llm.Offer
}

// Read lists the quotas of every platform.
func (q *Quota) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	defer q.data.Conceal(&resp.Diagnostics)
	var config tfQuota
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	checkModel(config.Model, &resp.Diagnostics)
	at := config.read(q.data, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	answers := ask(ctx, &q.source, at, "the quota", &resp.Diagnostics, config.limitsOf)
	if resp.Diagnostics.HasError() {
		return
	}
	config.Complete = types.BoolValue(!slices.ContainsFunc(answers, func(a answer[limits]) bool { return a.err != nil }))
	quotas := config.choose(q.data, answers, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	config.Quotas = framework.Objects(framework.TypesOf(quotaAttributes()), quotas)
	resp.Diagnostics.Append(resp.State.Set(ctx, config)...)
}

// limitsOf reads the catalog too where a model is named, which has to be found in
// it.
func (c *tfQuota) limitsOf(ctx context.Context, driver llm.CatalogDriver, at llm.Site) ([]limits, error) {
	quotas, err := driver.Quotas(ctx, at)
	if err != nil || c.Model.IsNull() {
		return []limits{{quotas: quotas}}, err
	}
	offers, err := driver.Offers(ctx, at)
	return []limits{{quotas: quotas, offers: offers}}, err
}

// choose are the quotas that the arguments ask for. That there are none is told.
func (c *tfQuota) choose(data *framework.Data, answers []answer[limits], diags *diag.Diagnostics) []types.Object {
	means := c.meaning(data, answers, diags)
	var chosen []types.Object
	var unbound []served
	for i, a := range answers {
		for _, limits := range a.told {
			counted := c.wanted(means[i], limits.quotas)
			unbound = append(unbound, servedBy(a.platform, counted)...)
			for _, quota := range counted {
				if c.Serving.IsNull() || strings.EqualFold(quota.Serving, c.Serving.ValueString()) {
					chosen = append(chosen, quotaValue(a.platform, quota))
				}
			}
		}
	}
	asked, told := !c.Model.IsNull() || !c.Serving.IsNull(), len(*diags) > 0
	if asked && !told && len(chosen) == 0 && c.Complete.ValueBool() {
		c.warnUnmatched(unbound, diags)
	}
	return chosen
}

func quotaValue(platform llm.Platform, q llm.Quota) types.Object {
	return types.ObjectValueMust(framework.TypesOf(quotaAttributes()), map[string]attr.Value{
		"platform": framework.Text(platform), "location": framework.Text(q.Location), "name": framework.Text(q.Name), "code": framework.Text(q.Code),
		"models": framework.List(q.Models), "serving": framework.Text(q.Serving), "unit": framework.Text(q.Unit),
		"limit": types.Float64Value(q.Limit), "used": types.Float64PointerValue(q.Used), "free": types.Float64PointerValue(q.Free()),
		"unit_size": framework.Number(q.UnitSize), "increases": types.BoolPointerValue(q.Increases),
	})
}

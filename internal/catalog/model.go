package catalog

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Model is the data source llm_model: what one reference means on each platform.
type Model struct{ source }

// NewModel makes the data source. Pure works before the provider is configured.
func NewModel(pure *framework.Data) func() datasource.DataSource {
	return func() datasource.DataSource { return &Model{source{pure: pure, data: pure}} }
}

var (
	_ datasource.DataSourceWithConfigure      = (*Model)(nil)
	_ datasource.DataSourceWithValidateConfig = (*Model)(nil)
)

type tfModel struct {
	tfPlaces
	tfBounds

	Model     types.String `tfsdk:"model"`
	Reference types.String `tfsdk:"reference"`
	OfferedOn types.List   `tfsdk:"offered_on"`
	Offers    types.Map    `tfsdk:"offers"`
}

// Metadata names the data source.
func (m *Model) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "llm_model"
}

// ValidateConfig judges without asking anybody.
func (m *Model) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.check(&resp.Diagnostics)
	checkModel(config.Model, &resp.Diagnostics)
}

// checkModel refuses what can name no model.
func checkModel(model types.String, diags *diag.Diagnostics) {
	if model.IsNull() || model.IsUnknown() {
		return
	}
	if err := llm.CheckModel(model.ValueString()); err != nil {
		diags.AddAttributeError(path.Root("model"), "Invalid model", capital(err.Error())+".")
	}
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// Read looks the model up in the catalog of every platform.
func (m *Model) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	defer m.data.Conceal(&resp.Diagnostics)
	var config tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	checkModel(config.Model, &resp.Diagnostics) // what was not known when it was validated
	at := config.read(m.data, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	answers := ask(ctx, &m.source, at, "the catalog", &resp.Diagnostics, offersOf)
	if resp.Diagnostics.HasError() {
		return
	}
	results := find(m.data, config.tfBounds, config.Model.ValueString(), answers)
	warnUnlisted(results, "The data source tells so in offers[…].status.", &resp.Diagnostics)
	config.tell(results)
	resp.Diagnostics.Append(resp.State.Set(ctx, config)...)
}

func offersOf(ctx context.Context, driver llm.CatalogDriver, at llm.Site) ([]llm.Offer, error) {
	return driver.Offers(ctx, at)
}

// find looks the model up on each platform, and what one of them names in its own
// words on the others by the reference that it has there.
func find(data *framework.Data, bounds tfBounds, model string, answers []answer[llm.Offer]) []result {
	results := make([]result, len(answers))
	reference := ""
	for i, a := range answers {
		wish := bounds.wish(data, a.platform)
		wish.Model = model
		results[i] = result{answer: a, wish: wish, table: data.Cards, Finding: findingOf(wish, a)}
		if o := results[i].Offer; o != nil && reference == "" {
			reference = o.Reference
		}
	}
	for i := range results {
		r := &results[i]
		if _, err := llm.ParseReference(r.wish.Model); err != nil && reference != "" && r.Standing == llm.StandingNotOffered {
			r.wish.Model = reference
			r.Finding = findingOf(r.wish, r.answer)
		}
	}
	return results
}

// findingOf keeps a cloud's own words out of state: they hold the id of a request,
// by which an output would differ on every plan, and may repeat a credential.
func findingOf(wish llm.Wish, a answer[llm.Offer]) llm.Finding {
	if a.err != nil {
		return llm.Finding{Standing: llm.StandingUnread, Why: "the catalog could not be read; the warning says why"}
	}
	return wish.Find(a.told)
}

// tell fills in what was found.
func (c *tfModel) tell(results []result) {
	offers := map[string]attr.Value{}
	var offered []string
	for _, r := range results {
		offers[string(r.platform)] = r.value()
		if r.Standing == llm.StandingOffered {
			offered = append(offered, string(r.platform))
		}
		if o := r.Offer; o != nil && c.Reference.ValueString() == "" {
			c.Reference = framework.Text(o.Reference)
		}
	}
	if ref, err := llm.ParseReference(c.Model.ValueString()); c.Reference.ValueString() == "" && err == nil {
		ref.Version = ""
		c.Reference = types.StringValue(ref.String())
	}
	c.OfferedOn = framework.List(offered)
	if slices.ContainsFunc(results, func(r result) bool { return r.err != nil }) {
		c.OfferedOn = types.ListNull(types.StringType) // or an outage would shorten it
	}
	c.Offers = types.MapValueMust(types.ObjectType{AttrTypes: framework.TypesOf(resultAttributes())}, offers)
}

package catalog

import (
	"context"
	"regexp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Models is the data source llm_models: a search of both catalogs.
type Models struct{ source }

// NewModels makes the data source. Pure works before the provider is configured.
func NewModels(pure *framework.Data) func() datasource.DataSource {
	return func() datasource.DataSource { return &Models{source{pure: pure, data: pure}} }
}

var (
	_ datasource.DataSourceWithConfigure      = (*Models)(nil)
	_ datasource.DataSourceWithValidateConfig = (*Models)(nil)
)

type tfModels struct {
	tfPlaces
	tfBounds

	Publisher        types.String  `tfsdk:"publisher"`
	NameRegex        types.String  `tfsdk:"name_regex"`
	Input            types.Set     `tfsdk:"input"`
	Features         types.Set     `tfsdk:"features"`
	Tools            types.Bool    `tfsdk:"tools"`
	MinContext       types.Int64   `tfsdk:"min_context"`
	IncludePreview   types.Bool    `tfsdk:"include_preview"`
	IncludeClosed    types.Bool    `tfsdk:"include_closed"`
	InputOutputRatio types.Float64 `tfsdk:"input_output_ratio"`
	Complete         types.Bool    `tfsdk:"complete"`
	Cheapest         types.Object  `tfsdk:"cheapest"`
	Models           types.List    `tfsdk:"models"`
}

// Metadata names the data source.
func (m *Models) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "llm_models"
}

// ValidateConfig judges without asking anybody.
func (m *Models) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config tfModels
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.check(&resp.Diagnostics)
	config.pattern(&resp.Diagnostics)
	config.publisher(&resp.Diagnostics)
}

// pattern is the compiled name_regex; nil where there is none.
func (c *tfModels) pattern(diags *diag.Diagnostics) *regexp.Regexp {
	if c.NameRegex.IsNull() || c.NameRegex.IsUnknown() {
		return nil
	}
	compiled, err := regexp.Compile(c.NameRegex.ValueString())
	if err != nil {
		diags.AddAttributeError(path.Root("name_regex"), "Invalid regular expression", capital(err.Error())+". Write one of Go's (RE2).")
	}
	return compiled
}

// Read searches the catalogs.
func (m *Models) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	defer m.data.Conceal(&resp.Diagnostics)
	var config tfModels
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	search := config.search(m.data, &resp.Diagnostics)
	at := config.read(m.data, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	answers := ask(ctx, &m.source, at, "the catalog", &resp.Diagnostics, offersOf)
	if resp.Diagnostics.HasError() {
		return
	}
	var found []row
	for _, a := range answers {
		found = append(found, search.in(a)...)
	}
	config.Complete = types.BoolValue(!slices.ContainsFunc(answers, func(a answer[llm.Offer]) bool { return a.err != nil }))
	search.warnUnknown(answers, &resp.Diagnostics)
	config.tell(found)
	resp.Diagnostics.Append(resp.State.Set(ctx, config)...)
}

// tell fills in what was found: by price where a ratio is given, else by name, and
// what is closed last.
func (c *tfModels) tell(found []row) {
	slices.SortFunc(found, byName)
	if !c.InputOutputRatio.IsNull() {
		slices.SortStableFunc(found, byPrice)
	}
	slices.SortStableFunc(found, openFirst)
	shape := framework.TypesOf(rowAttributes())
	values := make([]types.Object, len(found))
	for i, r := range found {
		values[i] = r.value()
	}
	c.Models, c.Cheapest = framework.Objects(shape, values), types.ObjectNull(shape)
	if !c.InputOutputRatio.IsNull() && len(found) > 0 && found[0].blended != nil && !found[0].closed() {
		c.Cheapest = values[0]
	}
}

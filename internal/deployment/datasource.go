package deployment

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// listTimeout bounds the reading of all places, which goes side by side.
const listTimeout = 5 * time.Minute

// DataSource is llm_deployments: all that is deployed, whoever made it.
type DataSource struct{ data *framework.Data }

// NewDataSource makes the data source. Pure works before the provider is
// configured.
func NewDataSource(pure *framework.Data) func() datasource.DataSource {
	return func() datasource.DataSource { return &DataSource{data: pure} }
}

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

type tfDeployments struct {
	Platforms   types.Set    `tfsdk:"platforms"`
	Azure       types.Object `tfsdk:"azure"`
	Bedrock     types.Object `tfsdk:"bedrock"`
	Complete    types.Bool   `tfsdk:"complete"`
	Deployments types.List   `tfsdk:"deployments"`
}

type tfAccounts struct {
	AccountIDs types.Set `tfsdk:"account_ids"`
}

type tfRegions struct {
	Regions types.Set `tfsdk:"regions"`
}

// Metadata names the data source.
func (d *DataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "llm_deployments"
}

// Configure takes what the provider hands over.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.data = framework.FromProvider(req.ProviderData, d.data, &resp.Diagnostics)
}

// Read lists every place. A place that cannot be read is a warning, and an error
// where no other can be.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	defer d.data.Conceal(&resp.Diagnostics)
	var config tfDeployments
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, done := context.WithTimeout(ctx, listTimeout)
	defer done()
	inventories := d.take(ctx, config.places(d.data, &resp.Diagnostics))
	d.warn(inventories, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	config.tell(inventories)
	resp.Diagnostics.Append(resp.State.Set(ctx, config)...)
}

// places are where to look: every account and region that is named, else what
// the platform's configuration means.
func (c *tfDeployments) places(data *framework.Data, diags *diag.Diagnostics) []inventory {
	var (
		accounts tfAccounts
		regions  tfRegions
		all      []inventory
	)
	r := framework.NewReader()
	r.Object("azure", c.Azure, &accounts)
	r.Object("bedrock", c.Bedrock, &regions)
	diags.Append(r.Diags...)
	for _, platform := range data.Platforms(c.Platforms) {
		filters := []llm.Filter{{}}
		switch named := r.Strings("azure", accounts.AccountIDs.Elements(), accounts.AccountIDs); {
		case platform == llm.Azure && len(named) > 0:
			filters = each(named, func(id string) llm.Filter { return llm.Filter{Parent: id} })
		case platform == llm.Bedrock && len(regions.Regions.Elements()) > 0:
			filters = each(r.Strings("bedrock", regions.Regions.Elements(), regions.Regions), func(region string) llm.Filter { return llm.Filter{Location: region} })
		}
		for _, filter := range filters {
			all = append(all, inventory{platform: platform, filter: filter})
		}
	}
	return all
}

func each(words []string, filter func(string) llm.Filter) []llm.Filter {
	filters := make([]llm.Filter, len(words))
	for i, word := range words {
		filters[i] = filter(word)
	}
	return filters
}

// warn tells what could not be read.
func (d *DataSource) warn(inventories []inventory, diags *diag.Diagnostics) {
	readable := slices.ContainsFunc(inventories, func(i inventory) bool { return i.err == nil || len(i.found) > 0 })
	for _, i := range inventories {
		switch {
		case i.err != nil && readable:
			framework.AddUnasked(diags, i.platform, "the deployments"+i.where(), i.err)
		case i.err != nil:
			framework.AddError(diags, "", i.err)
		case i.unknown != nil:
			framework.AddUnasked(diags, i.platform, "the future of the models"+i.where(), i.unknown)
		}
	}
}

// tell fills in what was found, by platform and id, once: a place may have been
// named twice, in other letters.
func (c *tfDeployments) tell(inventories []inventory) {
	complete, told := true, map[string]bool{}
	var entries []types.Object
	for _, i := range inventories {
		complete = complete && i.err == nil
		for _, e := range i.found {
			if id := strings.ToLower(e.have.ID.Value); !told[id] {
				told[id] = true
				entries = append(entries, e.value(i.platform))
			}
		}
	}
	c.Complete = types.BoolValue(complete)
	c.Deployments = framework.Objects(framework.TypesOf(entryAttributes()), entries)
}

package catalog

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tfBounds are the arguments that a deployment would have, too.
type tfBounds struct {
	Mode             types.String `tfsdk:"mode"`
	ProcessingScope  types.String `tfsdk:"processing_scope"`
	AllowedLocations types.Set    `tfsdk:"allowed_locations"`
}

func boundArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"mode": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "How capacity would be bought: `on_demand` (null means the same), `provisioned` or `batch`.",
			Validators:          []validator.String{framework.OneOf(llm.OnDemand, llm.Provisioned, llm.Batch)},
		},
		"processing_scope": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "How far a request may travel to be processed, at most: `region`, `geo` or `global`. Null means `global`.",
			Validators:          []validator.String{framework.OneOf(llm.Scopes()...)},
		},
		"allowed_locations": framework.AllowedLocationsArgument(),
	}
}

// wish is what a deployment within the bounds would ask for.
func (b tfBounds) wish(data *framework.Data, platform llm.Platform) llm.Wish {
	w := llm.Wish{
		Aliases: data.ModelAliases, Mode: llm.OnDemand, Scope: llm.ScopeGlobal, Geography: data.Catalogs[platform].Geography,
		AllowedLocations: framework.NewReader().Strings(llm.FieldAllowedLocations, b.AllowedLocations.Elements(), b.AllowedLocations),
	}
	if mode := b.Mode.ValueString(); mode != "" {
		w.Mode = llm.Mode(mode)
	}
	if scope := b.ProcessingScope.ValueString(); scope != "" {
		w.Scope = llm.Scope(scope)
	}
	return w
}

// attributes is a schema's parts in one.
func attributes(parts ...map[string]schema.Attribute) map[string]schema.Attribute {
	whole := map[string]schema.Attribute{}
	for _, part := range parts {
		maps.Copy(whole, part)
	}
	return whole
}

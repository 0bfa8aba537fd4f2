package deployment

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// rootTypes are the types of the resource's arguments and attributes, which do
// not change and cost more to make than to use.
var rootTypes = sync.OnceValue(func() *framework.RootTypes {
	var answer resource.SchemaResponse
	(&Resource{}).Schema(context.Background(), resource.SchemaRequest{}, &answer)
	return framework.NewRootTypes(context.Background(), answer.Schema)
})

// configured reads the configuration. What cannot be read the cheap way is left
// to the framework, which says why.
func configured(ctx context.Context, req resource.ValidateConfigRequest) (tfModel, diag.Diagnostics) {
	var config tfModel
	if values, ok := rootTypes().Values(ctx, req.Config.Raw); ok && framework.Fill(&config, values) {
		return config, nil
	}
	return config, req.Config.Get(ctx, &config)
}

// checkNamed asks for one of name and name_prefix, as far as they are known.
func (m tfModel) checkNamed(diags *diag.Diagnostics) {
	switch {
	case m.Name.IsUnknown() || m.NamePrefix.IsUnknown():
	case m.Name.IsNull() && m.NamePrefix.IsNull():
		diags.AddAttributeError(path.Root("name"), "Missing name", "Neither name nor name_prefix is set. Set one of them: "+
			"name for a name of your own, name_prefix for one that the provider completes.")
	case !m.Name.IsNull() && !m.NamePrefix.IsNull():
		diags.AddAttributeError(path.Root("name_prefix"), "Two names", "Both name and name_prefix are set. Remove one of them.")
	}
}

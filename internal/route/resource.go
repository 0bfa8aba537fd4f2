// Package route is the resource llm_route.
package route

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

const typeName = "llm_route"

// How long an operation may take unless the timeouts block says otherwise. A
// gateway takes a minute or so for each of a route's objects.
const (
	createTimeout = 30 * time.Minute
	readTimeout   = 5 * time.Minute
	updateTimeout = 30 * time.Minute
	deleteTimeout = 30 * time.Minute

	lookAheadTimeout = 2 * time.Minute // the gateway and credentials, at plan
)

// Resource is llm_route. It speaks Terraform on one side and llm on the other
// and knows no cloud.
type Resource struct{ data *framework.Data }

// NewResource makes the resource. Pure holds drivers that are not configured:
// they check configurations before the provider is.
func NewResource(pure *framework.Data) func() resource.Resource {
	return func() resource.Resource { return &Resource{data: pure} }
}

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
)

// Metadata names the resource.
func (r *Resource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = typeName
}

// Configure takes what the provider hands over.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.data = framework.FromProvider(req.ProviderData, r.data, &resp.Diagnostics)
}

// ValidateConfig reports what no gateway can give, before anything is known of
// the provider's configuration.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	draft, diags := config.draft(r.data)
	resp.Diagnostics.Append(diags...)
	r.check(config, draft, &resp.Diagnostics)
}

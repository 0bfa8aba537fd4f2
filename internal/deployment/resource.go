// Package deployment is the resource llm_deployment.
package deployment

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const typeName = "llm_deployment"

// How long an operation may take unless the timeouts block says otherwise. A
// create or update covers the half hour that provisioned throughput can need.
const (
	createTimeout = 45 * time.Minute
	readTimeout   = 5 * time.Minute
	updateTimeout = 45 * time.Minute
	deleteTimeout = 30 * time.Minute

	lookAheadTimeout = 2 * time.Minute // catalog and quotas, at plan
)

// Resource is llm_deployment. It speaks Terraform on one side and llm on the
// other and knows no cloud.
type Resource struct{ pure, data *framework.Data }

// NewResource makes the resource. Pure holds drivers that are not configured:
// they check configurations before the provider is.
func NewResource(pure *framework.Data) func() resource.Resource {
	return func() resource.Resource { return &Resource{pure: pure, data: pure} }
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

// ValidateConfig reports what the platform cannot give, without the provider's
// configuration also where that is known: its default places may be none of what
// is in state, which only a plan tells.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	config, diags := configured(ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.checkNamed(&resp.Diagnostics)
	if config.Platform.IsUnknown() {
		return
	}
	if r.pure.Deployments[llm.Platform(config.Platform.ValueString())] == nil {
		return // the schema has said so
	}
	spec, unknown, diags := config.spec(r.pure)
	resp.Diagnostics.Append(diags...)
	framework.AddProblems(&resp.Diagnostics, check(r.pure, config.Platform, llm.Draft{Spec: spec, Unknown: unknown}))
}

// check asks the driver. Where the provider's own defaults are not known, it is
// too early to miss a place.
func check(data *framework.Data, platform types.String, draft llm.Draft) []llm.Problem {
	p := llm.Platform(platform.ValueString())
	problems := data.Deployments[p].Check(draft)
	for i := range problems {
		if problems[i].Field == llm.FieldTags && len(data.DefaultTags) > 0 {
			problems[i].Fix += " The provider's default_tags count too."
		}
	}
	if data.Configured && !data.Unknown[p] {
		return problems
	}
	var early []llm.Problem
	for _, problem := range problems {
		missing := problem.Field == llm.FieldAccountID && draft.Spec.Azure.AccountID == "" ||
			problem.Field == llm.FieldRegion && draft.Spec.Bedrock.Region == ""
		if !missing {
			early = append(early, problem)
		}
	}
	return early
}

// now is the platform's time.
func (r *Resource) now(platform types.String) time.Time {
	return r.data.Deployments[llm.Platform(platform.ValueString())].Now()
}

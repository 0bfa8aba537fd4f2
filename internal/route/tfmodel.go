package route

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tfModel is the resource as Terraform holds it, in configuration, plan and
// state. Nested values are objects, since they may be unknown as a whole.
type tfModel struct {
	composite.Common

	Name           types.String `tfsdk:"name"`
	Gateway        types.String `tfsdk:"gateway"`
	Targets        types.Map    `tfsdk:"targets"`
	Fallbacks      types.List   `tfsdk:"fallbacks"`
	FallbackOn     types.Object `tfsdk:"fallback_on"`
	CircuitBreaker types.Bool   `tfsdk:"circuit_breaker"`
	Requires       types.Object `tfsdk:"requires"`
	RateLimit      types.Object `tfsdk:"rate_limit"`
	Priority       types.Int64  `tfsdk:"priority"`

	Endpoint types.Object `tfsdk:"endpoint"`
}

// planning is one plan of one route.
type planning = composite.Planning[llm.RouteSpec, tfModel]

// With is the model with another shared part.
func (m tfModel) With(shared composite.Common) tfModel {
	m.Common = shared
	return m
}

// Label is the route's name.
func (m tfModel) Label() string { return m.Name.ValueString() }

type tfTarget struct {
	Endpoint   types.Object `tfsdk:"endpoint"`
	Weight     types.Int64  `tfsdk:"weight"`
	Credential types.String `tfsdk:"credential"`
	Supports   types.Object `tfsdk:"supports"`
}

type tfFallback struct {
	Endpoint   types.Object `tfsdk:"endpoint"`
	Credential types.String `tfsdk:"credential"`
	Supports   types.Object `tfsdk:"supports"`
}

type tfTriggers struct {
	Statuses         types.Set    `tfsdk:"statuses"`
	ConnectionError  types.Bool   `tfsdk:"connection_error"`
	FirstByteTimeout types.String `tfsdk:"first_byte_timeout"`
}

type tfRateLimit struct {
	TokensPerMinute types.Int64 `tfsdk:"tokens_per_minute"`
}

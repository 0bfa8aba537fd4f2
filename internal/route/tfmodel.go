package route

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// tfModel is the resource as Terraform holds it, in configuration, plan and
// state. Nested values are objects, since they may be unknown as a whole.
type tfModel struct {
	ID             types.String `tfsdk:"id"`
	Platform       types.String `tfsdk:"platform"`
	Name           types.String `tfsdk:"name"`
	Gateway        types.String `tfsdk:"gateway"`
	Targets        types.Map    `tfsdk:"targets"`
	Fallbacks      types.List   `tfsdk:"fallbacks"`
	FallbackOn     types.Object `tfsdk:"fallback_on"`
	CircuitBreaker types.Bool   `tfsdk:"circuit_breaker"`
	Requires       types.Object `tfsdk:"requires"`
	RateLimit      types.Object `tfsdk:"rate_limit"`
	Priority       types.Int64  `tfsdk:"priority"`
	DriftPolicy    types.Map    `tfsdk:"drift_policy"`

	Endpoint types.Object `tfsdk:"endpoint"`
	Health   types.Object `tfsdk:"health"`
	Drift    types.List   `tfsdk:"drift"`
	Children types.Map    `tfsdk:"children"`

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

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

type tfChild struct {
	ID      types.String `tfsdk:"id"`
	Content types.Map    `tfsdk:"content"`
}

package enforcement

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tfModel is the resource as Terraform holds it, in configuration, plan and
// state.
type tfModel struct {
	composite.Common

	Region          types.String `tfsdk:"region"`
	Guardrail       types.String `tfsdk:"guardrail"`
	Version         types.String `tfsdk:"version"`
	SystemPrompts   types.String `tfsdk:"system_prompts"`
	GuardedMessages types.String `tfsdk:"guarded_messages"`
	IncludedModels  types.Set    `tfsdk:"included_models"`
	ExcludedModels  types.Set    `tfsdk:"excluded_models"`
}

// planning is one plan of one enforcement, look one look at it.
type (
	planning = composite.Planning[llm.EnforcementSpec, tfModel]
	look     = composite.Look[llm.EnforcementSpec]
)

// With is the model with another shared part.
func (m tfModel) With(shared composite.Common) tfModel {
	m.Common = shared
	return m
}

// Label is the guardrail that is enforced.
func (m tfModel) Label() string { return m.Guardrail.ValueString() }

// On is the platform that enforces guardrails: there is one.
func (tfModel) On(data *framework.Data) llm.Platform {
	for _, platform := range slices.Sorted(maps.Keys(data.Enforcements)) {
		return platform
	}
	return ""
}

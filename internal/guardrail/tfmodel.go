package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tfModel is the resource as Terraform holds it, in configuration, plan and
// state. Nested values are objects, since they may be unknown as a whole.
type tfModel struct {
	composite.Common

	Name            types.String `tfsdk:"name"`
	Filters         types.Object `tfsdk:"filters"`
	BlockedWords    types.Set    `tfsdk:"blocked_words"`
	BlockedPatterns types.Set    `tfsdk:"blocked_patterns"`
	Profanity       types.Bool   `tfsdk:"profanity"`
	BlockedTopics   types.Map    `tfsdk:"blocked_topics"`
	PII             types.Object `tfsdk:"pii"`
	Grounding       types.Object `tfsdk:"grounding"`
	Messages        types.Object `tfsdk:"messages"`
	KeepVersions    types.Int64  `tfsdk:"keep_versions"`
	Tags            types.Map    `tfsdk:"tags"`
	TagsAll         types.Map    `tfsdk:"tags_all"`
	Azure           types.Object `tfsdk:"azure"`
	Bedrock         types.Object `tfsdk:"bedrock"`

	VersionedID types.String `tfsdk:"versioned_id"`
	Version     types.String `tfsdk:"version"`
	Versions    types.List   `tfsdk:"versions"`
	Location    types.String `tfsdk:"location"`
}

// planning is one plan of one guardrail, look one look at it.
type (
	planning = composite.Planning[llm.GuardrailSpec, tfModel]
	look     = composite.Look[llm.GuardrailSpec]
)

// With is the model with another shared part.
func (m tfModel) With(shared composite.Common) tfModel {
	m.Common = shared
	return m
}

// Label is the guardrail's name.
func (m tfModel) Label() string { return m.Name.ValueString() }

// On is the platform that was written.
func (m tfModel) On(*framework.Data) llm.Platform { return llm.Platform(m.Platform.ValueString()) }

type tfFilter struct {
	Input  types.String `tfsdk:"input"`
	Output types.String `tfsdk:"output"`
	Action types.String `tfsdk:"action"`
}

type tfTopic struct {
	Definition types.String `tfsdk:"definition"`
	Examples   types.List   `tfsdk:"examples"`
}

type tfPII struct {
	Entities types.Map `tfsdk:"entities"`
	Patterns types.Map `tfsdk:"patterns"`
}

type tfPattern struct {
	Pattern     types.String `tfsdk:"pattern"`
	Description types.String `tfsdk:"description"`
	Action      types.String `tfsdk:"action"`
}

type tfGrounding struct {
	Grounding types.Float64 `tfsdk:"grounding"`
	Relevance types.Float64 `tfsdk:"relevance"`
}

type tfMessages struct {
	Input  types.String `tfsdk:"input"`
	Output types.String `tfsdk:"output"`
}

type tfAzure struct {
	AccountID  types.String `tfsdk:"account_id"`
	BasePolicy types.String `tfsdk:"base_policy"`
	Mode       types.String `tfsdk:"mode"`
}

type tfBedrock struct {
	Region      types.String `tfsdk:"region"`
	Description types.String `tfsdk:"description"`
	Tier        types.String `tfsdk:"tier"`
	Images      types.Bool   `tfsdk:"images"`
	Profile     types.String `tfsdk:"guardrail_profile"`
	KMSKey      types.String `tfsdk:"kms_key"`
}

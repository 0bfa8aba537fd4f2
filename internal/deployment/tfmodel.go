package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// tfModel is the resource as Terraform holds it, in configuration, plan and
// state. Nested values are objects, since they may be unknown as a whole.
type tfModel struct {
	ID                 types.String `tfsdk:"id"`
	Platform           types.String `tfsdk:"platform"`
	Name               types.String `tfsdk:"name"`
	NamePrefix         types.String `tfsdk:"name_prefix"`
	Model              types.String `tfsdk:"model"`
	ProcessingScope    types.String `tfsdk:"processing_scope"`
	AllowedLocations   types.Set    `tfsdk:"allowed_locations"`
	Throughput         types.Object `tfsdk:"throughput"`
	VersionUpgrade     types.String `tfsdk:"version_upgrade"`
	Guardrail          types.String `tfsdk:"guardrail"`
	DeletionProtection types.Bool   `tfsdk:"deletion_protection"`
	OnCommitmentLock   types.String `tfsdk:"on_commitment_lock"`
	DriftPolicy        types.Map    `tfsdk:"drift_policy"`
	Tags               types.Map    `tfsdk:"tags"`
	TagsAll            types.Map    `tfsdk:"tags_all"`
	Azure              types.Object `tfsdk:"azure"`
	Bedrock            types.Object `tfsdk:"bedrock"`

	Location       types.String `tfsdk:"location"`
	ModelVersion   types.String `tfsdk:"model_version"`
	CreatedAt      types.String `tfsdk:"created_at"`
	Resolved       types.Object `tfsdk:"resolved"`
	Endpoint       types.Object `tfsdk:"endpoint"`
	Health         types.Object `tfsdk:"health"`
	Drift          types.List   `tfsdk:"drift"`
	ModelLifecycle types.Object `tfsdk:"model_lifecycle"`

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// The words of on_commitment_lock.
const (
	lockError   = "error"
	lockAbandon = "abandon"
)

type tfThroughput struct {
	Mode            types.String `tfsdk:"mode"`
	TokensPerMinute types.Int64  `tfsdk:"tokens_per_minute"`
	Units           types.Int64  `tfsdk:"units"`
	Commitment      types.String `tfsdk:"commitment"`
}

type tfAzure struct {
	AccountID   types.String `tfsdk:"account_id"`
	Spillover   types.String `tfsdk:"spillover_deployment"`
	ServiceTier types.String `tfsdk:"service_tier"`
	Paused      types.Bool   `tfsdk:"paused"`
	Routing     types.Object `tfsdk:"routing"`
	Attestation types.Object `tfsdk:"attestation"`
	HostedOn    types.String `tfsdk:"hosted_on"`
	SKU         types.String `tfsdk:"sku"`
	Model       types.Object `tfsdk:"model"`
}

type tfRouting struct {
	Mode   types.String `tfsdk:"mode"`
	Models types.Set    `tfsdk:"models"`
}

type tfAttestation struct {
	Organization types.String `tfsdk:"organization"`
	CountryCode  types.String `tfsdk:"country_code"`
	Industry     types.String `tfsdk:"industry"`
}

type tfAzureModel struct {
	Format        types.String `tfsdk:"format"`
	Name          types.String `tfsdk:"name"`
	Version       types.String `tfsdk:"version"`
	Source        types.String `tfsdk:"source"`
	SourceAccount types.String `tfsdk:"source_account"`
}

type tfBedrock struct {
	Region           types.String `tfsdk:"region"`
	ModelID          types.String `tfsdk:"model_id"`
	InferenceProfile types.String `tfsdk:"inference_profile"`
}

type tfResolved struct {
	Format           types.String `tfsdk:"format"`
	Name             types.String `tfsdk:"name"`
	Version          types.String `tfsdk:"version"`
	Source           types.String `tfsdk:"source"`
	SourceAccount    types.String `tfsdk:"source_account"`
	Serving          types.String `tfsdk:"serving"`
	Scope            types.String `tfsdk:"scope"`
	Locations        types.List   `tfsdk:"processing_locations"`
	Capacity         types.Int64  `tfsdk:"capacity"`
	TokensPerUnit    types.Int64  `tfsdk:"tokens_per_unit"`
	CommitmentEndsAt types.String `tfsdk:"commitment_ends_at"`
}

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// tfModel is the provider block as Terraform sends it. Blocks are objects, not
// structs, because a whole block can be unknown.
type tfModel struct {
	Azure        types.Object `tfsdk:"azure"`
	Bedrock      types.Object `tfsdk:"bedrock"`
	Sandbox      types.Object `tfsdk:"sandbox"`
	Owner        types.String `tfsdk:"owner"`
	DefaultTags  types.Map    `tfsdk:"default_tags"`
	IgnoreTags   types.Object `tfsdk:"ignore_tags"`
	DriftPolicy  types.Map    `tfsdk:"drift_policy"`
	ModelAliases types.Map    `tfsdk:"model_aliases"`
	ModelFacts   types.List   `tfsdk:"model_facts"`
}

type tfAzure struct {
	SubscriptionID                 types.String `tfsdk:"subscription_id"`
	AccountID                      types.String `tfsdk:"account_id"`
	Environment                    types.String `tfsdk:"environment"`
	ActiveDirectoryAuthorityHost   types.String `tfsdk:"active_directory_authority_host"`
	ResourceManagerEndpoint        types.String `tfsdk:"resource_manager_endpoint"`
	ResourceManagerAudience        types.String `tfsdk:"resource_manager_audience"`
	DisableInstanceDiscovery       types.Bool   `tfsdk:"disable_instance_discovery"`
	TenantID                       types.String `tfsdk:"tenant_id"`
	AuxiliaryTenantIDs             types.List   `tfsdk:"auxiliary_tenant_ids"`
	ClientID                       types.String `tfsdk:"client_id"`
	ClientIDFilePath               types.String `tfsdk:"client_id_file_path"`
	ClientSecret                   types.String `tfsdk:"client_secret"`
	ClientSecretFilePath           types.String `tfsdk:"client_secret_file_path"`
	ClientCertificate              types.String `tfsdk:"client_certificate"`
	ClientCertificatePath          types.String `tfsdk:"client_certificate_path"`
	ClientCertificatePassword      types.String `tfsdk:"client_certificate_password"`
	UseOIDC                        types.Bool   `tfsdk:"use_oidc"`
	OIDCToken                      types.String `tfsdk:"oidc_token"`
	OIDCTokenFilePath              types.String `tfsdk:"oidc_token_file_path"`
	OIDCRequestToken               types.String `tfsdk:"oidc_request_token"`
	OIDCRequestURL                 types.String `tfsdk:"oidc_request_url"`
	ADOPipelineServiceConnectionID types.String `tfsdk:"ado_pipeline_service_connection_id"`
	UseMSI                         types.Bool   `tfsdk:"use_msi"`
	MSIEndpoint                    types.String `tfsdk:"msi_endpoint"`
	UseAKSWorkloadIdentity         types.Bool   `tfsdk:"use_aks_workload_identity"`
	UseCLI                         types.Bool   `tfsdk:"use_cli"`
}

type tfBedrock struct {
	Region                    types.String `tfsdk:"region"`
	Profile                   types.String `tfsdk:"profile"`
	AccessKey                 types.String `tfsdk:"access_key"`
	SecretKey                 types.String `tfsdk:"secret_key"`
	Token                     types.String `tfsdk:"token"`
	SharedConfigFiles         types.List   `tfsdk:"shared_config_files"`
	SharedCredentialsFiles    types.List   `tfsdk:"shared_credentials_files"`
	AssumeRole                types.List   `tfsdk:"assume_role"`
	AssumeRoleWithWebIdentity types.Object `tfsdk:"assume_role_with_web_identity"`
	Endpoints                 types.Object `tfsdk:"endpoints"`
	AllowedAccountIDs         types.List   `tfsdk:"allowed_account_ids"`
	ForbiddenAccountIDs       types.List   `tfsdk:"forbidden_account_ids"`
	MaxRetries                types.Int64  `tfsdk:"max_retries"`
	CustomCABundle            types.String `tfsdk:"custom_ca_bundle"`
	HTTPProxy                 types.String `tfsdk:"http_proxy"`
	HTTPSProxy                types.String `tfsdk:"https_proxy"`
	NoProxy                   types.String `tfsdk:"no_proxy"`
	UseFIPSEndpoint           types.Bool   `tfsdk:"use_fips_endpoint"`
	UseDualStackEndpoint      types.Bool   `tfsdk:"use_dualstack_endpoint"`
	STSRegion                 types.String `tfsdk:"sts_region"`
	EC2MetadataEndpoint       types.String `tfsdk:"ec2_metadata_service_endpoint"`
	EC2MetadataEndpointMode   types.String `tfsdk:"ec2_metadata_service_endpoint_mode"`
	SkipMetadataAPICheck      types.Bool   `tfsdk:"skip_metadata_api_check"`
	SkipCredentialsValidation types.Bool   `tfsdk:"skip_credentials_validation"`
	SkipRequestingAccountID   types.Bool   `tfsdk:"skip_requesting_account_id"`
}

type tfAssumeRole struct {
	RoleARN           types.String `tfsdk:"role_arn"`
	Duration          types.String `tfsdk:"duration"`
	ExternalID        types.String `tfsdk:"external_id"`
	Policy            types.String `tfsdk:"policy"`
	PolicyARNs        types.List   `tfsdk:"policy_arns"`
	SessionName       types.String `tfsdk:"session_name"`
	SourceIdentity    types.String `tfsdk:"source_identity"`
	Tags              types.Map    `tfsdk:"tags"`
	TransitiveTagKeys types.List   `tfsdk:"transitive_tag_keys"`
}

type tfWebIdentity struct {
	RoleARN     types.String `tfsdk:"role_arn"`
	Duration    types.String `tfsdk:"duration"`
	Policy      types.String `tfsdk:"policy"`
	PolicyARNs  types.List   `tfsdk:"policy_arns"`
	SessionName types.String `tfsdk:"session_name"`
	Token       types.String `tfsdk:"web_identity_token"`
	TokenFile   types.String `tfsdk:"web_identity_token_file"`
}

type tfEndpoints struct {
	Bedrock       types.String `tfsdk:"bedrock"`
	AgentCore     types.String `tfsdk:"bedrockagentcore"`
	Tagging       types.String `tfsdk:"tagging"`
	ServiceQuotas types.String `tfsdk:"servicequotas"`
	STS           types.String `tfsdk:"sts"`
	IAM           types.String `tfsdk:"iam"`
	SSO           types.String `tfsdk:"sso"`
}

type tfSandbox struct {
	Path types.String `tfsdk:"path"`
	URL  types.String `tfsdk:"url"`
}

type tfIgnoreTags struct {
	Keys     types.List `tfsdk:"keys"`
	Prefixes types.List `tfsdk:"key_prefixes"`
}

// known reports whether no part of v is left to be known after apply.
func known(ctx context.Context, v attr.Value) bool {
	value, err := v.ToTerraformValue(ctx)
	return err == nil && value.IsFullyKnown()
}

package azureopenai

import (
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// Config is what a platform needs to be opened. Nothing in it is checked before
// the first operation that needs it.
type Config struct {
	SubscriptionID string // whose login the Azure CLI is asked for; empty: its current one
	AccountID      string // default account, as an ARM id; empty: every deployment has to name its own
	Credential     Credential
	IgnoreTags     llm.TagRules    // tags of guardrails that are somebody else's; those of deployments are told in their specs
	Cards          modelcard.Table // what no API tells of a model; the zero table tells nothing

	Transport       policy.Transporter     // nil: an HTTPS client that follows no redirects
	TokenCredential azcore.TokenCredential // nil: built from Credential on first use
	Now             func() time.Time       // the platform's time; nil: the machine's clock

	Sandbox      bool   // ids of the sandbox's subscription are required; otherwise they are refused
	Unconfigured bool   // the configuration is not known yet: only the pure methods work, and no id is taken for foreign
	UserAgent    string // at most 24 characters of it reach the User-Agent header
}

// Credential holds the arguments that azurerm and azapi take, under the same
// names. Nothing here is read before the first request.
type Credential struct {
	TenantID           string
	AuxiliaryTenantIDs []string
	ClientID           string
	ClientIDFilePath   string

	ClientSecret         string
	ClientSecretFilePath string

	ClientCertificate         string // base64 of a PKCS#12 bundle
	ClientCertificatePath     string
	ClientCertificatePassword string

	UseOIDC                        bool
	OIDCToken                      string
	OIDCTokenFilePath              string
	OIDCRequestToken               string
	OIDCRequestURL                 string
	ADOPipelineServiceConnectionID string // OIDC of Azure DevOps instead of GitHub
	UseMSI                         bool
	MSIEndpoint                    string
	UseAKSWorkloadIdentity         bool
	UseCLI                         bool   // the default of the provider block is true
	Environment                    string // "public" (also empty), "usgovernment", "china" or "custom"
	ActiveDirectoryAuthorityHost   string // the three endpoints of environment "custom"
	ResourceManagerEndpoint        string
	ResourceManagerAudience        string
	DisableInstanceDiscovery       bool
	Sources                        []string // where the caller looked for these values; named when none of them is enough

	Secrets *llm.Secrets // takes every token and secret that is found, so that none is shown; nil: nobody asks
}

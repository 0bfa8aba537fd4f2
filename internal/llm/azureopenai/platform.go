package azureopenai

import (
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Config is what a platform needs to be opened. The zero value is complete: it
// finds credentials as azurerm does without arguments, through the Azure CLI
// only where UseCLI is set.
type Config struct {
	SubscriptionID string // default subscription; only completes an AccountID that is a bare "group/account" pair
	AccountID      string // default account, as an ARM id; empty: every deployment has to name its own
	Credential     Credential

	Transport       policy.Transporter     // nil: an HTTPS client that follows no redirects
	TokenCredential azcore.TokenCredential // nil: built from Credential on first use
	Now             func() time.Time       // the platform's time; nil: the machine's clock

	Sandbox   bool   // ids of the sandbox's subscription are required; otherwise they are refused
	UserAgent string // at most 24 characters of it reach the User-Agent header
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
}

// Platform opens Azure lazily: no request is sent and no credential is
// exchanged before an operation needs it. It is safe for concurrent use.
type Platform struct {
	cfg Config

	open   sync.Once
	client *client
	err    error
}

// NewPlatform keeps the configuration. It never fails; what is wrong with the
// configuration is told by the first operation that needs it.
func NewPlatform(cfg Config) *Platform {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Platform{cfg: cfg}
}

// Deployments is the driver for Azure deployments.
func (p *Platform) Deployments() llm.DeploymentDriver {
	return nil
}

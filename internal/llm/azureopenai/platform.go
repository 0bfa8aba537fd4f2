package azureopenai

import (
	"net/url"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The name under which requests report themselves beside Config.UserAgent.
const (
	moduleName    = "llm"
	moduleVersion = "v1.0.0"
)

// keepShort is how long a plan with many deployments shares a reading of what
// others change too.
const keepShort = 10 * time.Second

// Platform opens Azure lazily: no request is sent and no credential is
// exchanged before an operation needs it. It is safe for concurrent use.
type Platform struct {
	cfg Config

	once   sync.Once
	client *client
	err    error

	accounts llm.Memo[*account]
	catalogs llm.Memo[*catalog]
	own      llm.Memo[[]offer]
	usages   llm.Memo[map[string]wireUsage]
	policies llm.Memo[[]wireRaiPolicy] // of an account, Microsoft's among them
	standing llm.Memo[[]string]        // standard deployments by name
	writes   operations

	services  llm.Memo[*wireService]
	apis      llm.Memo[[]wireEntity] // of a service
	routeJobs jobs

	guardDeletes guardDeletes
}

// NewPlatform keeps the configuration. It never fails; what is wrong with the
// configuration is told by the first operation that needs it.
func NewPlatform(cfg Config) *Platform {
	limitSDKLog()
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	p := &Platform{cfg: cfg}
	p.own.Keep, p.usages.Keep, p.policies.Keep, p.standing.Keep = keepShort, keepShort, keepShort, keepShort
	p.services.Keep, p.apis.Keep = keepShort, keepShort
	return p
}

// Deployments is the driver for Azure deployments.
func (p *Platform) Deployments() llm.DeploymentDriver { return &deployments{p: p} }

// outdated drops what any write of a deployment changes.
func (p *Platform) outdated() {
	p.usages.Forget()
	p.standing.Forget()
}

// open makes the client on first use.
func (p *Platform) open() (*client, error) {
	p.once.Do(func() { p.client, p.err = p.newClient() })
	return p.client, p.err
}

func (p *Platform) newClient() (*client, error) {
	if p.cfg.Unconfigured {
		return nil, &llm.Error{
			Op: "open Azure", Code: llm.CodeInvalid, Message: "the provider's configuration is not known yet",
			Fix: "Apply what it depends on first.",
		}
	}
	environment, err := p.cfg.Credential.environment()
	if err != nil {
		return nil, err
	}
	endpoint, err := url.Parse(environment.Services[cloud.ResourceManager].Endpoint)
	if err != nil || endpoint.Scheme != "https" || endpoint.Host == "" {
		return nil, &llm.Error{
			Op: "open Azure", Code: llm.CodeInvalid, Message: "the resource manager endpoint is not an https address",
			Fix: "Set resource_manager_endpoint to an address such as https://management.azure.com/.",
		}
	}
	transport := p.cfg.Transport
	if transport == nil {
		transport = defaultTransport()
	}
	options := &arm.ClientOptions{
		AuxiliaryTenants:      p.cfg.Credential.AuxiliaryTenantIDs,
		DisableRPRegistration: true,
		ClientOptions: policy.ClientOptions{
			Cloud:     environment,
			Transport: transport,
			Telemetry: policy.TelemetryOptions{ApplicationID: p.cfg.UserAgent},
			Retry:     policy.RetryOptions{MaxRetries: -1},
			PerCallPolicies: []policy.Policy{
				&guard{endpoint: endpoint, templates: templates(), sandbox: p.cfg.Sandbox},
				newRetry(),
			},
		},
	}
	return newClient(p.tokens(environment, transport), transport, endpoint, options)
}

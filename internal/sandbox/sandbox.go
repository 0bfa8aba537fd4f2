// Package sandbox holds stateful stand-ins of the control planes of Azure (ARM, Microsoft.CognitiveServices,
// Microsoft.ApiManagement) and of AWS (Bedrock, AgentCore's gateways, the tagging API, Service Quotas) at the level of
// HTTP, so that the clouds' own clients can be tried without an account, a network or credentials.
//
// The stand-ins are strict: they refuse what the clouds refuse, with the clouds' own words, and where a fact is
// unknown they take the stricter reading. A Sandbox is an http.Handler and an http.RoundTripper over one state, which
// lives in memory (New) or in a JSON file that many processes may share (Open).
package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// The identities of everything that a new sandbox holds. They cannot be mistaken for those of a real account.
const (
	// AzureSubscription is the only subscription of the sandbox.
	AzureSubscription = "5a4db0c5-0000-4000-8000-000000000000"
	// AzureTenant is the only Entra tenant of the sandbox.
	AzureTenant = "5a4db0c5-0000-4000-8000-00000000000e"
	// AzureResourceGroup is the resource group that a new sandbox holds.
	AzureResourceGroup = "sandbox"
	// AzureAccount is the name of the account (kind AIServices, sku S0) that a new sandbox holds.
	AzureAccount = "sandbox"
	// APIManagementService is the name of the API Management service that a new sandbox holds beside the account. It is
	// ready, of sku StandardV2, has a system-assigned identity, and holds the secret named value "bedrock-api-key".
	APIManagementService = "sandbox"
	// AzureLocation is the region of the seeded resource group, account and API Management service.
	AzureLocation = "eastus2"
	// AgentCoreGateway is the name of the AgentCore gateway that a new sandbox holds in AWSRegion.
	AgentCoreGateway = "sandbox"
	// AWSAccount is the only AWS account of the sandbox.
	AWSAccount = "000000000000"
	// AWSRegion is the region to use when nothing else is named; the sandbox answers for every region it knows.
	AWSRegion = "us-east-1"
)

// AzureAccountID returns the ARM id of the account that a new sandbox holds.
func AzureAccountID() string {
	return "/subscriptions/" + AzureSubscription + "/resourceGroups/" + AzureResourceGroup +
		"/providers/Microsoft.CognitiveServices/accounts/" + AzureAccount
}

// APIManagementID returns the ARM id of the API Management service that a new sandbox holds.
func APIManagementID() string {
	return "/subscriptions/" + AzureSubscription + "/resourceGroups/" + AzureResourceGroup +
		"/providers/" + apimServiceType + "/" + APIManagementService
}

// AgentCoreGatewayARN returns the ARN of the gateway that a new sandbox holds.
func AgentCoreGatewayARN() string {
	return agentcoreOwnARN(AWSRegion, "gateway/"+agentcoreSeededID)
}

// AgentCoreKeyProviderARN returns the ARN of the API key credential provider that a new sandbox holds.
func AgentCoreKeyProviderARN() string {
	return agentcoreOwnARN(AWSRegion, "token-vault/default/"+keyProviderKind+"/"+agentcoreSeededKey)
}

// AgentCoreOAuthProviderARN returns the ARN of the OAuth2 credential provider that a new sandbox holds.
func AgentCoreOAuthProviderARN() string {
	return agentcoreOwnARN(AWSRegion, "token-vault/default/"+oauthProviderKind+"/"+agentcoreSeededOAuth)
}

// Sandbox answers requests to both clouds. It is safe for concurrent use; requests are served one at a time, as the
// state is one. Make one with New or Open.
type Sandbox struct {
	store  *store
	opts   options
	routes []route
	hooks  hookList
	calls  callLog
}

// New returns a sandbox that lives in memory and dies with the process.
func New(opts ...Option) *Sandbox {
	return newSandbox(newStore(""), opts)
}

// Open returns a sandbox whose state is the JSON file at path. The file is made by the first request. Any number of
// processes may open one file: every request takes a lock (path + ".lock"), reads the file, is served, and replaces
// the file in one step if something changed. The folder must exist, and a file that exists must be a sandbox's.
func Open(path string, opts ...Option) (*Sandbox, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open sandbox %q: %w", path, err)
	}
	if dir, err := os.Stat(filepath.Dir(full)); err != nil || !dir.IsDir() { //nolint:gosec // a path that the user named is there to be opened
		return nil, fmt.Errorf("open sandbox %q: the folder %q does not exist", path, filepath.Dir(full))
	}
	st := newStore(full)
	if _, err := st.load(time.Now()); err != nil {
		return nil, fmt.Errorf("open sandbox %q: %w", path, err)
	}
	return newSandbox(st, opts), nil
}

func newSandbox(st *store, opts []Option) *Sandbox {
	s := &Sandbox{store: st, opts: defaultOptions()}
	for _, opt := range opts {
		opt(&s.opts)
	}
	s.routes = slices.Concat(clockRoutes(), armRoutes(), awsRoutes(), inferenceRoutes())
	return s
}

// Now returns the sandbox's own time. A new sandbox starts at 2026-08-22T00:00:00Z, the date of its catalog, and runs
// on with real time, so that no model retires under a demonstration. Date headers hold real time, since AWS clients
// correct their signatures by them. Where the state cannot be read, the catalog's date is returned.
func (s *Sandbox) Now() time.Time {
	now := catalogDate()
	_ = s.store.read(context.Background(), func(st *state) { now = st.now(time.Now()) }) // see the promise above
	return now
}

// SetClock moves the sandbox's clock to t; it runs on from there, also for other processes on the same file.
func (s *Sandbox) SetClock(t time.Time) error {
	return s.edit(func(st *state) error {
		st.ClockOffset += t.Sub(st.now(time.Now()))
		return nil
	})
}

// Advance moves the sandbox's clock by d, which may be negative.
func (s *Sandbox) Advance(d time.Duration) error {
	return s.edit(func(st *state) error {
		st.ClockOffset += d
		return nil
	})
}

// edit changes the state outside of any request: what a cloud does by itself.
func (s *Sandbox) edit(change func(*state) error) error {
	var refused error
	err := s.store.write(context.Background(), func(st *state) bool {
		refused = change(st)
		return refused == nil
	})
	if err != nil {
		return err
	}
	return refused
}

var (
	_ http.Handler      = (*Sandbox)(nil)
	_ http.RoundTripper = (*Sandbox)(nil)
)

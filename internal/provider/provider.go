// Package provider is the provider block: it reads the configuration and the
// environment and opens the platforms. It is the only package that knows which
// clouds exist.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	tflist "github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/catalog"
	"github.com/unified-llm/terraform-provider-llm/internal/credentials"
	"github.com/unified-llm/terraform-provider-llm/internal/deployment"
	"github.com/unified-llm/terraform-provider-llm/internal/enforcement"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/guardrail"
	"github.com/unified-llm/terraform-provider-llm/internal/invoke"
	"github.com/unified-llm/terraform-provider-llm/internal/route"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// llmProvider serves one provider block. It holds nothing of the configuration,
// which goes to the resources as framework.Data.
type llmProvider struct {
	version string
	lookup  func(variable string) string
	sandbox *sandbox.Sandbox // nil: as configured

	configured func(*framework.Data) // nil: nobody else wants to know
}

// Option adjusts a provider. Users have the provider block; options are for
// tests and for programs that embed the provider.
type Option func(*llmProvider)

// WithSandbox makes every configuration talk to s, whatever its sandbox
// argument and LLM_SANDBOX say.
func WithSandbox(s *sandbox.Sandbox) Option {
	return func(p *llmProvider) { p.sandbox = s }
}

// WithEnvironment replaces the process's environment for everything that the
// provider itself reads. Lookup returns the empty string for what is not set.
// AWS's own chain of credentials goes on reading the process's environment.
func WithEnvironment(lookup func(variable string) string) Option {
	return func(p *llmProvider) { p.lookup = lookup }
}

// New makes the function that framework servers and documentation tools want.
// Version is the release without a leading v, or any word for a development
// build.
func New(version string, opts ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &llmProvider{version: version, lookup: os.Getenv}
		for _, opt := range opts {
			opt(p)
		}
		return p
	}
}

// Metadata names the provider; every resource's name starts with it.
func (p *llmProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "llm"
	resp.Version = p.version
}

// Schema describes the provider block.
func (p *llmProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

// Resources lists what can be managed.
func (p *llmProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		deployment.NewResource(unconfigured()), route.NewResource(unconfigured()),
		guardrail.NewResource(unconfigured()), enforcement.NewResource(unconfigured()),
	}
}

// ListResources lists what can be searched for.
func (p *llmProvider) ListResources(context.Context) []func() tflist.ListResource {
	return []func() tflist.ListResource{
		deployment.NewListResource(unconfigured()), route.NewListResource(unconfigured()),
		guardrail.NewListResource(unconfigured()), enforcement.NewListResource(unconfigured()),
	}
}

// DataSources lists what can be looked up.
func (p *llmProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		catalog.NewModel(unconfigured()), catalog.NewModels(unconfigured()), catalog.NewQuota(unconfigured()),
		deployment.NewDataSource(unconfigured()),
	}
}

// EphemeralResources lists what can be fetched without being stored.
func (p *llmProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{credentials.NewResource(unconfigured())}
}

// Actions lists what can be done without being managed.
func (p *llmProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{invoke.NewAction(unconfigured())}
}

var (
	_ provider.ProviderWithEphemeralResources = (*llmProvider)(nil)
	_ provider.ProviderWithActions            = (*llmProvider)(nil)

	_ provider.Provider                   = (*llmProvider)(nil)
	_ provider.ProviderWithValidateConfig = (*llmProvider)(nil)
	_ provider.ProviderWithListResources  = (*llmProvider)(nil)
)

package provider

import (
	"context"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// NewServer makes the function that serves the provider to terraform: the
// framework's server, with shortcuts for what a plan finds unchanged. Version is
// as for [New].
func NewServer(ctx context.Context, version string, opts ...Option) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		var steady steadyTypes
		p := New(version, append(opts, func(p *llmProvider) { p.configured = func(data *framework.Data) { steady.set(ctx, p, data) } })...)()
		served := providerserver.NewProtocol6(p)()
		whole, ok := served.(framework.Whole)
		if !ok {
			return served // it serves less than everything, and no shortcut of what is left out
		}
		return framework.NewServer(whole, steady.get)
	}
}

// steadyTypes are the resources with a shortcut, by name, once the provider is configured.
type steadyTypes struct {
	types atomic.Pointer[map[string]*framework.SteadyType]
}

func (s *steadyTypes) get(typeName string) *framework.SteadyType {
	types := s.types.Load()
	if types == nil {
		return nil
	}
	return (*types)[typeName]
}

func (s *steadyTypes) set(ctx context.Context, p *llmProvider, data *framework.Data) {
	types := map[string]*framework.SteadyType{}
	for _, newResource := range p.Resources(ctx) {
		r := newResource()
		if configurable, ok := r.(resource.ResourceWithConfigure); ok {
			configurable.Configure(ctx, resource.ConfigureRequest{ProviderData: data}, &resource.ConfigureResponse{})
		}
		var named resource.MetadataResponse
		r.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "llm"}, &named)
		types[named.TypeName] = framework.NewSteadyType(ctx, r)
	}
	s.types.Store(&types)
}

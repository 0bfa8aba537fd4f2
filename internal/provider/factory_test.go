package provider_test

import (
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Factories serves the provider to the acceptance tests. Every provider process
// that they stand for talks to sb.
func Factories(sb *sandbox.Sandbox) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"llm": providerserver.NewProtocol6WithError(provider.New("test", provider.WithSandbox(sb))()),
	}
}

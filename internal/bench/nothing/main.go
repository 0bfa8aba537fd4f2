// Command nothing is the provider that the bench compares with: the schema is the real provider's, taken from its code,
// and every answer is what terraform sent. It speaks the protocol itself, so that not even the framework's work on a
// value is in it: what remains is what terraform core and the transport cost.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
)

const address = "registry.terraform.io/unified-llm/llm"

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "nothing:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	whole, err := providerserver.NewProtocol6WithError(provider.New("bench")())()
	if err != nil {
		return fmt.Errorf("open provider: %w", err)
	}
	schemas, err := whole.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return fmt.Errorf("read schema: %w", err)
	}
	server := &nothing{ProviderServer: whole, schemas: schemas}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return server })
}

// nothing agrees with terraform in everything. Of the real provider only the schema is ever asked.
type nothing struct {
	tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

func (n *nothing) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return n.schemas, nil
}

func (n *nothing) ValidateProviderConfig(
	_ context.Context, req *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: req.Config}, nil
}

func (n *nothing) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (n *nothing) ValidateResourceConfig(
	context.Context, *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

// UpgradeResourceState turns the state file's JSON into the protocol's encoding, which no provider is spared.
func (n *nothing) UpgradeResourceState(
	_ context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	shape := n.schemas.ResourceSchemas[req.TypeName].ValueType()
	value, err := req.RawState.UnmarshalWithOpts(shape, tfprotov6.UnmarshalOpts{
		ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true},
	})
	if err != nil {
		return nil, fmt.Errorf("read state: %w", err)
	}
	upgraded, err := tfprotov6.NewDynamicValue(shape, value)
	if err != nil {
		return nil, fmt.Errorf("encode state: %w", err)
	}
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &upgraded}, nil
}

func (n *nothing) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private, NewIdentity: req.CurrentIdentity}, nil
}

func (n *nothing) PlanResourceChange(
	_ context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	return &tfprotov6.PlanResourceChangeResponse{
		PlannedState: req.ProposedNewState, PlannedPrivate: req.PriorPrivate, PlannedIdentity: req.PriorIdentity,
	}, nil
}

package acceptance_test

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// peer is another provider, of which no more is served than the schemas of what
// it manages: terraform loads them while state holds one of its resources. It
// refuses to be configured, as without its credentials; any other call is a
// fault of the test's.
type peer struct {
	tfprotov6.ProviderServer // nil: what is not said below is never to be called
	schemas                  map[string]*tfprotov6.Schema
}

// served is what a cli takes beside the provider.
func (p peer) served() (tfprotov6.ProviderServer, error) { return p, nil }

func (p peer) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{Provider: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}}, ResourceSchemas: p.schemas}, nil
}

func (p peer) GetResourceIdentitySchemas(
	context.Context, *tfprotov6.GetResourceIdentitySchemasRequest,
) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (p peer) ValidateProviderConfig(
	_ context.Context, req *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: req.Config}, nil
}

func (p peer) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return nil, errors.New("the former provider was configured")
}

func (p peer) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

// texts are attributes that hold text.
func texts(names ...string) []*tfprotov6.SchemaAttribute {
	var attributes []*tfprotov6.SchemaAttribute
	for _, name := range names {
		attributes = append(attributes, &tfprotov6.SchemaAttribute{Name: name, Type: tftypes.String, Optional: true, Computed: true})
	}
	return attributes
}

func schemaBlock(attributes []*tfprotov6.SchemaAttribute, nested ...*tfprotov6.SchemaNestedBlock) *tfprotov6.SchemaBlock {
	return &tfprotov6.SchemaBlock{Attributes: attributes, BlockTypes: nested}
}

func listBlock(name string, block *tfprotov6.SchemaBlock) *tfprotov6.SchemaNestedBlock {
	return &tfprotov6.SchemaNestedBlock{TypeName: name, Nesting: tfprotov6.SchemaNestedBlockNestingModeList, Block: block}
}

func singleBlock(name string, block *tfprotov6.SchemaBlock) *tfprotov6.SchemaNestedBlock {
	return &tfprotov6.SchemaNestedBlock{TypeName: name, Nesting: tfprotov6.SchemaNestedBlockNestingModeSingle, Block: block}
}

// alongside serves a peer beside the provider: the one of that address, or for
// any other the one of the same name.
func (c *cli) alongside(address string) {
	for known, p := range peers() {
		if known[strings.LastIndex(known, "/"):] == address[strings.LastIndex(address, "/"):] {
			c.beside = map[string]func() (tfprotov6.ProviderServer, error){address: p.served}
		}
	}
}

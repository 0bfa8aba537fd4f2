package tfcore

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// RefusedError is what a provider's error diagnostics make of a step.
type RefusedError struct {
	Op          string // the step, such as "plan"
	Diagnostics []*tfprotov6.Diagnostic
}

// Error holds the summaries and details of the errors.
func (e *RefusedError) Error() string {
	parts := []string{e.Op + " was refused"}
	for _, d := range e.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			parts = append(parts, fmt.Sprintf("%s [%s]: %s", d.Summary, d.Attribute, d.Detail))
		}
	}
	return strings.Join(parts, "\n")
}

func refused(op string, diagnostics []*tfprotov6.Diagnostic, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return &RefusedError{Op: op, Diagnostics: diagnostics}
		}
	}
	return nil
}

// server is a provider as one walk of terraform starts and configures it.
type server struct {
	tfprotov6.ProviderServer

	typeName string
	block    *tfprotov6.SchemaBlock
	identity tftypes.Type // nil: identities are not asked for
}

// start does what every walk begins with.
func (d *Directory) start(ctx context.Context) (*server, error) {
	provider, err := d.Open()
	if err != nil {
		return nil, fmt.Errorf("start provider: %w", err)
	}
	schema, err := provider.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	s := &server{ProviderServer: provider, typeName: d.TypeName, block: schema.ResourceSchemas[d.TypeName].Block}
	if !d.Old {
		if s.identity, err = identityShape(ctx, provider, d.TypeName); err != nil {
			return nil, err
		}
	}
	return s, s.configure(ctx, schema.Provider.ValueType(), d.Provider)
}

// configure judges the provider block and hands it over.
func (s *server) configure(ctx context.Context, shape tftypes.Type, config Tree) error {
	value, err := Value(config, shape)
	if err != nil {
		return err
	}
	wire, err := tfprotov6.NewDynamicValue(shape, value)
	if err != nil {
		return err
	}
	judged, err := s.ValidateProviderConfig(ctx, &tfprotov6.ValidateProviderConfigRequest{Config: &wire})
	if err := refused("validate provider configuration", judged.Diagnostics, err); err != nil {
		return err
	}
	configured, err := s.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: &wire, TerraformVersion: "1.11.0"})
	return refused("configure provider", configured.Diagnostics, err)
}

func (s *server) shape() tftypes.Type { return s.block.ValueType() }

func (s *server) encode(value tftypes.Value) (*tfprotov6.DynamicValue, error) {
	wire, err := tfprotov6.NewDynamicValue(s.shape(), value)
	return &wire, err
}

func (s *server) decode(wire *tfprotov6.DynamicValue) (tftypes.Value, error) {
	return wire.Unmarshal(s.shape())
}

func (s *server) encodeAll(values ...tftypes.Value) ([]*tfprotov6.DynamicValue, error) {
	wires := make([]*tfprotov6.DynamicValue, len(values))
	for i, value := range values {
		wire, err := s.encode(value)
		if err != nil {
			return nil, err
		}
		wires[i] = wire
	}
	return wires, nil
}

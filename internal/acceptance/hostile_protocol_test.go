package acceptance_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
)

// tree is a configuration: arguments by name, nested blocks as trees, lists and
// sets as []any. What is missing is null.
type tree map[string]any

// protocol speaks Terraform's protocol with a provider in this process, as core
// does: nothing but core itself is left out.
type protocol struct {
	t        *testing.T
	server   tfprotov6.ProviderServer
	schema   *tfprotov6.GetProviderSchemaResponse
	typeName string // of the resource that is planned
}

// speak starts a provider that reads no environment, about deployments.
func speak(t *testing.T, opts ...provider.Option) *protocol {
	t.Helper()
	return speakOf(t, deploymentType, opts...)
}

// speakOf starts one about a type of resource.
func speakOf(t *testing.T, typeName string, opts ...provider.Option) *protocol {
	t.Helper()
	opts = append([]provider.Option{provider.WithEnvironment(func(string) string { return "" })}, opts...)
	p := &protocol{t: t, typeName: typeName, server: providerserver.NewProtocol6(provider.New("test", opts...)())()}
	schema, err := p.server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	p.schema = schema
	return p
}

const deploymentType = "llm_deployment"

func (p *protocol) resourceSchema() *tfprotov6.Schema {
	return p.schema.ResourceSchemas[p.typeName]
}

// planned is what a plan ended in.
type planned struct {
	diagnostics []*tfprotov6.Diagnostic
	config      tftypes.Value
	state       *tfprotov6.DynamicValue // nil where it was stopped
	private     []byte
}

func (p planned) stopped() bool { return len(errorsOf(p.diagnostics)) > 0 }

func errorsOf(diagnostics []*tfprotov6.Diagnostic) []*tfprotov6.Diagnostic {
	var found []*tfprotov6.Diagnostic
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			found = append(found, d)
		}
	}
	return found
}

// configure validates and configures the provider block.
func (p *protocol) configure(block tree) []*tfprotov6.Diagnostic {
	p.t.Helper()
	config := p.wire(p.value(p.schema.Provider, block))
	validated, err := p.server.ValidateProviderConfig(p.t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: config})
	if err != nil {
		p.t.Fatal(err)
	}
	if len(errorsOf(validated.Diagnostics)) > 0 {
		return validated.Diagnostics
	}
	configured, err := p.server.ConfigureProvider(p.t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.11.4", Config: config})
	if err != nil {
		p.t.Fatal(err)
	}
	return configured.Diagnostics
}

// validate judges a resource before the provider is configured, as core does.
func (p *protocol) validate(resource tree) planned {
	p.t.Helper()
	config := p.value(p.resourceSchema(), resource)
	resp, err := p.server.ValidateResourceConfig(p.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: p.typeName, Config: p.wire(config),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return planned{diagnostics: resp.Diagnostics, config: config}
}

// plan plans a resource; prior is what state holds, nil for nothing.
func (p *protocol) plan(config tftypes.Value, prior *tfprotov6.DynamicValue, private []byte) planned {
	p.t.Helper()
	proposed := config // what is new is proposed as it was written
	if prior != nil {
		proposed = keep(p.resourceSchema().Block, config, p.read(prior))
	} else {
		prior = p.wire(tftypes.NewValue(p.resourceSchema().ValueType(), nil))
	}
	resp, err := p.server.PlanResourceChange(p.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: p.typeName, PriorState: prior, ProposedNewState: p.wire(proposed), Config: p.wire(config), PriorPrivate: private,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return planned{diagnostics: resp.Diagnostics, config: config, state: resp.PlannedState, private: resp.PlannedPrivate}
}

// apply does what was planned for a new resource.
func (p *protocol) apply(of planned) *tfprotov6.ApplyResourceChangeResponse {
	p.t.Helper()
	resp, err := p.server.ApplyResourceChange(context.WithoutCancel(p.t.Context()), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: p.typeName, PriorState: p.wire(tftypes.NewValue(p.resourceSchema().ValueType(), nil)),
		PlannedState: of.state, Config: p.wire(of.config), PlannedPrivate: of.private,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return resp
}

// refresh reads a resource.
func (p *protocol) refresh(state *tfprotov6.DynamicValue, private []byte) *tfprotov6.ReadResourceResponse {
	p.t.Helper()
	resp, err := p.server.ReadResource(p.t.Context(), &tfprotov6.ReadResourceRequest{TypeName: p.typeName, CurrentState: state, Private: private})
	if err != nil {
		p.t.Fatal(err)
	}
	return resp
}

// importID imports and reads, as an import block does.
func (p *protocol) importID(id string) []*tfprotov6.Diagnostic {
	p.t.Helper()
	resp, err := p.server.ImportResourceState(p.t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: p.typeName, ID: id})
	if err != nil {
		p.t.Fatal(err)
	}
	if len(errorsOf(resp.Diagnostics)) > 0 || len(resp.ImportedResources) == 0 {
		return resp.Diagnostics
	}
	return p.refresh(resp.ImportedResources[0].State, resp.ImportedResources[0].Private).Diagnostics
}

package provider

import (
	"context"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// block is a block of HCL; an argument that is missing is null.
type block map[string]any

// afterApply is a value that is not known yet.
type afterApply struct{}

// environment is a process environment.
type environment map[string]string

func (e environment) lookup(variable string) string { return e[variable] }

// value makes what Terraform sends for v.
func value(t *testing.T, typ tftypes.Type, v any) tftypes.Value {
	t.Helper()
	switch v := v.(type) {
	case afterApply:
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	case block:
		return tftypes.NewValue(typ, blockValues(t, typ, v))
	case []any:
		var items []tftypes.Value
		for _, item := range v {
			items = append(items, value(t, typ.(tftypes.List).ElementType, item))
		}
		return tftypes.NewValue(typ, items)
	default:
		return tftypes.NewValue(typ, v)
	}
}

func blockValues(t *testing.T, typ tftypes.Type, v block) map[string]tftypes.Value {
	t.Helper()
	values := map[string]tftypes.Value{}
	if typ, ok := typ.(tftypes.Object); ok {
		for name, typ := range typ.AttributeTypes {
			values[name] = value(t, typ, v[name])
		}
		for name := range v {
			if _, ok := typ.AttributeTypes[name]; !ok {
				t.Fatalf("the schema has no argument %q", name)
			}
		}
		return values
	}
	for key, item := range v {
		values[key] = value(t, typ.(tftypes.Map).ElementType, item)
	}
	return values
}

// providerBlock is the whole provider block as Terraform sends it.
func providerBlock(t *testing.T, arguments block) tftypes.Value {
	t.Helper()
	return value(t, providerSchema().Type().TerraformType(t.Context()), arguments)
}

// decoded is the provider block as Configure sees it.
func decoded(t *testing.T, arguments block) tfModel {
	t.Helper()
	var model tfModel
	config := tfsdk.Config{Schema: providerSchema(), Raw: providerBlock(t, arguments)}
	if diags := config.Get(t.Context(), &model); diags.HasError() {
		t.Fatalf("decode provider block: %v", diags)
	}
	return model
}

// server speaks Terraform's protocol with a provider in the environment.
func server(env environment, opts ...Option) tfprotov6.ProviderServer {
	opts = append([]Option{WithEnvironment(env.lookup)}, opts...)
	return providerserver.NewProtocol6(New("test", opts...)())()
}

// wire encodes the provider block for the protocol.
func wire(t *testing.T, arguments block) *tfprotov6.DynamicValue {
	t.Helper()
	raw := providerBlock(t, arguments)
	encoded, err := tfprotov6.NewDynamicValue(raw.Type(), raw)
	if err != nil {
		t.Fatalf("encode provider block: %v", err)
	}
	return &encoded
}

// validate returns what a plan would show of the provider block.
func validate(t *testing.T, arguments block) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := server(nil).ValidateProviderConfig(context.Background(),
		&tfprotov6.ValidateProviderConfigRequest{Config: wire(t, arguments)})
	if err != nil {
		t.Fatalf("validate provider block: %v", err)
	}
	return resp.Diagnostics
}

// lines are diagnostics as text.
func lines(diags diag.Diagnostics) []string {
	var all []string
	for _, d := range diags {
		at := ""
		if d, ok := d.(diag.DiagnosticWithPath); ok {
			at = d.Path().String()
		}
		all = append(all, fmt.Sprintf("%s %s: %s: %s", d.Severity(), at, d.Summary(), d.Detail()))
	}
	return all
}

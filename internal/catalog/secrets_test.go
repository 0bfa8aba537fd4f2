package catalog

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const canary = "canary-4f7b2c9e1d"

// repeating is a cloud that repeats a credential in its refusals.
type repeating struct{ llm.CatalogDriver }

func refusal() error {
	return &llm.Error{Op: "list models", Code: llm.CodeDenied, Cloud: "AuthorizationFailed", Message: "The secret " + canary + " may not read."}
}

// Offers fails.
func (repeating) Offers(context.Context, llm.Site) ([]llm.Offer, error) { return nil, refusal() }

// Quotas fails.
func (repeating) Quotas(context.Context, llm.Site) ([]llm.Quota, error) { return nil, refusal() }

// Geography knows none.
func (repeating) Geography(location string) string { return location }

// quiet is a cloud that offers nothing.
type quiet struct{ repeating }

// Offers is empty.
func (quiet) Offers(context.Context, llm.Site) ([]llm.Offer, error) { return nil, nil }

// Quotas is empty.
func (quiet) Quotas(context.Context, llm.Site) ([]llm.Quota, error) { return nil, nil }

// What a cloud repeats of a credential is in no diagnostic and in no state, where
// one platform is told of beside another and where nothing can be told.
func TestSecrets_ofRefusals(t *testing.T) {
	for sentence, beside := range map[string]llm.CatalogDriver{"beside one that answers": quiet{}, "of all": repeating{}} {
		data := &framework.Data{
			Catalogs: map[llm.Platform]llm.CatalogDriver{llm.Azure: repeating{}, llm.Bedrock: beside},
			Named:    []llm.Platform{llm.Azure, llm.Bedrock}, Secrets: &llm.Secrets{},
		}
		data.Secrets.Add(canary)
		for name, source := range map[string]datasource.DataSource{
			"llm_model": NewModel(data)(), "llm_models": NewModels(data)(), "llm_quota": NewQuota(data)(),
		} {
			t.Run(name+" "+sentence, func(t *testing.T) { concealed(t, source) })
		}
	}
}

func concealed(t *testing.T, source datasource.DataSource) {
	t.Helper()
	var described datasource.SchemaResponse
	source.Schema(t.Context(), datasource.SchemaRequest{}, &described)
	shape := described.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
	values := map[string]tftypes.Value{}
	for name, of := range shape.AttributeTypes {
		values[name] = tftypes.NewValue(of, nil)
	}
	if _, asked := values["offers"]; asked {
		values["model"] = tftypes.NewValue(tftypes.String, "openai/gpt-4o")
	}
	config := tfsdk.Config{Schema: described.Schema, Raw: tftypes.NewValue(shape, values)}
	resp := datasource.ReadResponse{State: tfsdk.State{Schema: described.Schema, Raw: tftypes.NewValue(shape, nil)}}
	source.Read(t.Context(), datasource.ReadRequest{Config: config}, &resp)
	said := []string{resp.State.Raw.String()}
	for _, d := range resp.Diagnostics {
		said = append(said, d.Summary(), d.Detail())
	}
	shown := strings.Join(said, " ")
	if strings.Contains(shown, canary) {
		t.Errorf("the secret is shown: %s", shown)
	}
	if !strings.Contains(shown, "AuthorizationFailed") {
		t.Errorf("the refusal is not told: %s", shown)
	}
}

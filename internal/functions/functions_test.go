package functions_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/unified-llm/terraform-provider-llm/internal/functions"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

func platforms() functions.Platforms {
	return functions.Platforms{
		llm.Azure:   {Forms: azureopenai.Forms(), Address: azureopenai.Address, Answers: azureopenai.Answers, Reference: azureopenai.Reference},
		llm.Bedrock: {Forms: amazonbedrock.Forms(), Address: amazonbedrock.Address, Answers: amazonbedrock.Answers, Reference: amazonbedrock.Reference},
	}
}

// named makes the function of that name.
func named(t *testing.T, name string) function.Function {
	t.Helper()
	for _, construct := range functions.All(platforms()) {
		var metadata function.MetadataResponse
		f := construct()
		f.Metadata(t.Context(), function.MetadataRequest{}, &metadata)
		if metadata.Name == name {
			return f
		}
	}
	t.Fatalf("there is no function %s", name)
	return nil
}

func defined(f function.Function) function.Definition {
	var resp function.DefinitionResponse
	f.Definition(context.Background(), function.DefinitionRequest{}, &resp)
	return resp.Definition
}

// call runs a function as the framework does.
func call(t *testing.T, name string, arguments ...attr.Value) (attr.Value, *function.FuncError) {
	t.Helper()
	f := named(t, name)
	result, err := defined(f).Return.NewResultData(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	resp := function.RunResponse{Result: result}
	f.Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData(arguments)}, &resp)
	return resp.Result.Value(), resp.Error
}

// texts are the texts in an object, by name, those of objects in it as a.b; what
// is null is left out.
func texts(value attr.Value) map[string]string {
	all := map[string]string{}
	object, ok := value.(basetypes.ObjectValue)
	if !ok {
		return all
	}
	for name, attribute := range object.Attributes() {
		if text, ok := attribute.(types.String); ok && !text.IsNull() {
			all[name] = text.ValueString()
		}
		for below, text := range texts(attribute) {
			all[name+"."+below] = text
		}
	}
	return all
}

func TestFunctions_areDefinedAsTheFrameworkWants(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"parse_id", "model_reference", "to_litellm", "to_envoy_ai_gateway"} {
		definition := defined(named(t, name))
		var resp function.DefinitionValidateResponse
		definition.ValidateImplementation(t.Context(), function.DefinitionValidateRequest{FuncName: name}, &resp)
		if resp.Diagnostics.HasError() || definition.Summary == "" || definition.MarkdownDescription == "" {
			t.Errorf("%s: %v", name, resp.Diagnostics)
		}
	}
}

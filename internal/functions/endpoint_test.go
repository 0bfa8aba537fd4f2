package functions_test

import (
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	profileARN   = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl"
	guardrailARN = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl"
)

// The endpoints are as the drivers make them.

func onAzure(name string) llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Azure, Location: "eastus2", Model: name, URLs: llm.URLs{OpenAI: "https://acme.openai.azure.com/openai/v1/"},
		Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://cognitiveservices.azure.com/.default", Resources: []string{account}},
	}
}

func claudeOnAzure(name string) llm.Endpoint {
	e := onAzure(name)
	e.URLs = llm.URLs{Anthropic: "https://acme.services.ai.azure.com/anthropic"}
	return e
}

func withoutKeys(e llm.Endpoint) llm.Endpoint {
	e.Auth.Schemes = []string{"entra_id"}
	return e
}

func onBedrock(arn string, models ...string) llm.Endpoint {
	return llm.Endpoint{
		Platform: llm.Bedrock, Location: "us-east-1", Model: arn, URLs: llm.URLs{Converse: "https://bedrock-runtime.us-east-1.amazonaws.com"},
		Auth: llm.Auth{Schemes: []string{"sigv4"}, SigningService: "bedrock", Resources: append([]string{arn}, models...)},
	}
}

func profile() llm.Endpoint {
	e := onBedrock(profileARN, "arn:aws:bedrock:us-east-1::foundation-model/openai.gpt-5.6-sol")
	e.URLs.OpenAI = e.URLs.Converse + "/openai/v1"
	return e
}

func guarded(e llm.Endpoint) llm.Endpoint {
	e.Guardrail = llm.AttachedGuardrail{ID: guardrailARN, Version: "3"}
	return e
}

// everyKind holds one of each that can be exported.
func everyKind() map[string]llm.Endpoint {
	return map[string]llm.Endpoint{
		"assistant":         onAzure("chat"),
		"assistant-aws":     profile(),
		"assistant-guarded": guarded(profile()),
		"claude":            claudeOnAzure("claude-opus"),
		"custom":            onBedrock("arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abcdefghijkl", "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/abcdefghijkl"),
		"provisioned":       onBedrock("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"),
	}
}

func endpointsValue(t *testing.T, endpoints map[string]llm.Endpoint) types.Map {
	t.Helper()
	parameter := defined(named(t, "to_litellm")).Parameters[0].(function.MapParameter)
	shape := parameter.ElementType.(types.ObjectType)
	elements := map[string]attr.Value{}
	for name, e := range endpoints {
		elements[name] = endpointValue(t, shape, e)
	}
	return types.MapValueMust(shape, elements)
}

func endpointValue(t *testing.T, shape types.ObjectType, e llm.Endpoint) types.Object {
	t.Helper()
	auth := shape.AttrTypes["auth"].(types.ObjectType)
	guardrail := types.ObjectNull(shape.AttrTypes["guardrail"].(types.ObjectType).AttrTypes)
	if e.Guardrail != (llm.AttachedGuardrail{}) {
		guardrail = types.ObjectValueMust(guardrail.AttributeTypes(t.Context()), map[string]attr.Value{"id": told(e.Guardrail.ID), "version": told(e.Guardrail.Version)})
	}
	return types.ObjectValueMust(shape.AttrTypes, map[string]attr.Value{
		"platform": told(string(e.Platform)), "model": told(e.Model), "guardrail": guardrail,
		"urls": types.ObjectValueMust(shape.AttrTypes["urls"].(types.ObjectType).AttrTypes, map[string]attr.Value{
			"openai": told(e.URLs.OpenAI), "anthropic": told(e.URLs.Anthropic), "converse": told(e.URLs.Converse),
		}),
		"auth": types.ObjectValueMust(auth.AttrTypes, map[string]attr.Value{"schemes": list(e.Auth.Schemes), "scope": told(e.Auth.Scope), "resources": list(e.Auth.Resources)}),
	})
}

// told is null where there is nothing, as resources have it.
func told(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

func list(values []string) types.List {
	elements := make([]attr.Value, 0, len(values))
	for _, value := range values {
		elements = append(elements, types.StringValue(value))
	}
	return types.ListValueMust(types.StringType, slices.Clip(elements))
}

// gatewayValue is what routes are attached to.
func gatewayValue(t *testing.T, name, namespace string) types.Object {
	t.Helper()
	parameter := defined(named(t, "to_envoy_ai_gateway")).Parameters[1].(function.ObjectParameter)
	return types.ObjectValueMust(parameter.AttributeTypes, map[string]attr.Value{"name": types.StringValue(name), "namespace": types.StringValue(namespace)})
}

// identities are the variadic argument, as the framework hands it over.
func identities(t *testing.T, pairs ...[2]string) types.Tuple {
	t.Helper()
	shape := defined(named(t, "to_envoy_ai_gateway")).VariadicParameter.(function.ObjectParameter).AttributeTypes
	var all []attr.Value
	var kinds []attr.Type
	for _, pair := range pairs {
		all = append(all, types.ObjectValueMust(shape, map[string]attr.Value{"client_id": types.StringValue(pair[0]), "tenant_id": types.StringValue(pair[1])}))
		kinds = append(kinds, types.ObjectType{AttrTypes: shape})
	}
	return types.TupleValueMust(kinds, all)
}

func toLiteLLM(t *testing.T, endpoints map[string]llm.Endpoint) (string, *function.FuncError) {
	t.Helper()
	got, err := call(t, "to_litellm", endpointsValue(t, endpoints))
	return written(got), err
}

func toEnvoy(t *testing.T, endpoints map[string]llm.Endpoint, as ...[2]string) (string, *function.FuncError) {
	t.Helper()
	got, err := call(t, "to_envoy_ai_gateway", endpointsValue(t, endpoints), gatewayValue(t, "ai", "gateways"), identities(t, as...))
	return written(got), err
}

func written(value attr.Value) string {
	return value.(types.String).ValueString()
}

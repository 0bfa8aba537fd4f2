package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// The shapes of the nested objects. A test holds them to the schema.

func throughputType() map[string]attr.Type {
	shape := framework.OfStrings("mode", "commitment")
	shape["tokens_per_minute"], shape["units"] = types.Int64Type, types.Int64Type
	return shape
}

func azureType() map[string]attr.Type {
	shape := framework.OfStrings("account_id", "spillover_deployment", "service_tier", "hosted_on", "sku")
	shape["paused"] = types.BoolType
	shape["routing"] = types.ObjectType{AttrTypes: routingType()}
	shape["attestation"] = types.ObjectType{AttrTypes: attestationType()}
	shape["model"] = types.ObjectType{AttrTypes: azureModelType()}
	return shape
}

func routingType() map[string]attr.Type {
	return map[string]attr.Type{"mode": types.StringType, "models": types.SetType{ElemType: types.StringType}}
}

func attestationType() map[string]attr.Type {
	return framework.OfStrings("organization", "country_code", "industry")
}

func azureModelType() map[string]attr.Type {
	return framework.OfStrings("format", "name", "version", "source", "source_account")
}

func bedrockType() map[string]attr.Type {
	return framework.OfStrings("region", "model_id", "inference_profile")
}

func resolvedType() map[string]attr.Type {
	shape := framework.OfStrings("format", "name", "version", "source", "source_account", "serving", "scope", "commitment_ends_at")
	shape["processing_locations"] = framework.StringsType()
	shape["capacity"], shape["tokens_per_unit"] = types.Int64Type, types.Int64Type
	return shape
}

func lifecycleType() map[string]attr.Type {
	return framework.OfStrings("status", "retires_on", "replacement")
}

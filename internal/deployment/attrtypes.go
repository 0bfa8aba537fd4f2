package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The shapes of the nested objects. A test holds them to the schema.

func stringsType() attr.Type { return types.ListType{ElemType: types.StringType} }

// ofStrings is an object type whose attributes are all strings.
func ofStrings(names ...string) map[string]attr.Type {
	shape := make(map[string]attr.Type, len(names))
	for _, name := range names {
		shape[name] = types.StringType
	}
	return shape
}

func throughputType() map[string]attr.Type {
	shape := ofStrings("mode", "commitment")
	shape["tokens_per_minute"], shape["units"] = types.Int64Type, types.Int64Type
	return shape
}

func azureType() map[string]attr.Type {
	shape := ofStrings("account_id", "spillover_deployment", "service_tier", "hosted_on", "sku")
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
	return ofStrings("organization", "country_code", "industry")
}

func azureModelType() map[string]attr.Type {
	return ofStrings("format", "name", "version", "source", "source_account")
}

func bedrockType() map[string]attr.Type { return ofStrings("region", "model_id", "inference_profile") }

func resolvedType() map[string]attr.Type {
	shape := ofStrings("format", "name", "version", "source", "source_account", "serving", "scope", "commitment_ends_at")
	shape["processing_locations"] = stringsType()
	shape["capacity"], shape["tokens_per_unit"] = types.Int64Type, types.Int64Type
	return shape
}

func endpointType() map[string]attr.Type {
	shape := ofStrings("platform", "location", "model")
	shape["urls"] = types.ObjectType{AttrTypes: urlsType()}
	shape["auth"] = types.ObjectType{AttrTypes: authType()}
	shape["supports"] = types.ObjectType{AttrTypes: supportsType()}
	return shape
}

func urlsType() map[string]attr.Type { return ofStrings("openai", "anthropic", "converse") }

func authType() map[string]attr.Type {
	shape := ofStrings("scope", "signing_service")
	shape["schemes"], shape["resources"] = stringsType(), stringsType()
	return shape
}

func supportsType() map[string]attr.Type {
	return map[string]attr.Type{"input": stringsType(), "tools": types.BoolType, "context": types.Int64Type}
}

func healthType() map[string]attr.Type { return ofStrings("status", "reason") }

func driftType() map[string]attr.Type { return ofStrings("class", "field", "detail") }

func lifecycleType() map[string]attr.Type { return ofStrings("status", "retires_on", "replacement") }

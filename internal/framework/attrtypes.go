package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The shapes of nested objects that several resources have. A test of each
// resource holds them to its schema.

// StringsType is a list of texts.
func StringsType() attr.Type { return types.ListType{ElemType: types.StringType} }

// OfStrings is an object type whose attributes are all texts.
func OfStrings(names ...string) map[string]attr.Type {
	shape := make(map[string]attr.Type, len(names))
	for _, name := range names {
		shape[name] = types.StringType
	}
	return shape
}

// EndpointType is the shape of an endpoint.
func EndpointType() map[string]attr.Type {
	shape := OfStrings("platform", "location", "model")
	shape["urls"] = types.ObjectType{AttrTypes: urlsType()}
	shape["auth"] = types.ObjectType{AttrTypes: authType()}
	shape["supports"] = types.ObjectType{AttrTypes: SupportsType()}
	shape["guardrail"] = types.ObjectType{AttrTypes: GuardrailType()}
	return shape
}

func urlsType() map[string]attr.Type { return OfStrings("openai", "anthropic", "converse") }

func authType() map[string]attr.Type {
	shape := OfStrings("scope", "signing_service")
	shape["schemes"], shape["resources"] = StringsType(), StringsType()
	return shape
}

// SupportsType is the shape of what a model takes.
func SupportsType() map[string]attr.Type {
	return map[string]attr.Type{"input": StringsType(), "tools": types.BoolType, "context": types.Int64Type}
}

// GuardrailType is the shape of what requests have to name.
func GuardrailType() map[string]attr.Type { return OfStrings("id", "version") }

// HealthType is the shape of how an object stands.
func HealthType() map[string]attr.Type { return OfStrings("status", "reason") }

// DriftType is the shape of one entry of drift.
func DriftType() map[string]attr.Type { return OfStrings("class", "field", "detail") }

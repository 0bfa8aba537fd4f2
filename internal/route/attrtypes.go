package route

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// The shapes of the nested objects. A test holds them to the schema.

func targetType() map[string]attr.Type {
	shape := fallbackType()
	shape["weight"] = types.Int64Type
	return shape
}

func fallbackType() map[string]attr.Type {
	return map[string]attr.Type{
		"endpoint":   types.ObjectType{AttrTypes: framework.EndpointType()},
		"credential": types.StringType,
		"supports":   types.ObjectType{AttrTypes: framework.SupportsType()},
	}
}

func triggersType() map[string]attr.Type {
	return map[string]attr.Type{
		"statuses":           types.SetType{ElemType: types.StringType},
		"connection_error":   types.BoolType,
		"first_byte_timeout": types.StringType,
	}
}

func rateLimitType() map[string]attr.Type {
	return map[string]attr.Type{"tokens_per_minute": types.Int64Type}
}

package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The shapes of the nested objects. A test holds them to the schema.

func filtersType() map[string]attr.Type {
	shape := map[string]attr.Type{}
	for _, category := range llm.Categories() {
		shape[string(category)] = types.ObjectType{AttrTypes: filterType()}
	}
	return shape
}

func filterType() map[string]attr.Type { return framework.OfStrings("input", "output", "action") }

func topicType() map[string]attr.Type {
	return map[string]attr.Type{"definition": types.StringType, "examples": framework.StringsType()}
}

func piiType() map[string]attr.Type {
	return map[string]attr.Type{
		"entities": types.MapType{ElemType: types.StringType},
		"patterns": types.MapType{ElemType: types.ObjectType{AttrTypes: patternType()}},
	}
}

func patternType() map[string]attr.Type {
	return framework.OfStrings("pattern", "description", "action")
}

func groundingType() map[string]attr.Type {
	return map[string]attr.Type{"grounding": types.Float64Type, "relevance": types.Float64Type}
}

func messagesType() map[string]attr.Type { return framework.OfStrings("input", "output") }

func azureType() map[string]attr.Type {
	return framework.OfStrings("account_id", "base_policy", "mode")
}

func bedrockType() map[string]attr.Type {
	shape := framework.OfStrings("region", "description", "tier", "guardrail_profile", "kms_key")
	shape["images"] = types.BoolType
	return shape
}

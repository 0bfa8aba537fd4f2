package route

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// unlessLearned is the prior state where all that is new in the plan is what
// endpoints now tell of their models and did not tell before: a release of the
// provider that knows more models plans nothing by itself. What is learned
// comes into state with the next change.
func (m tfModel) unlessLearned(prior tfModel) tfModel {
	kept := m
	kept.Endpoint = prior.Endpoint
	if !m.Targets.IsNull() && !m.Targets.IsUnknown() {
		kept.Targets = unlearnedMap(m.Targets, prior.Targets)
	}
	if !m.Fallbacks.IsNull() && !m.Fallbacks.IsUnknown() {
		kept.Fallbacks = unlearnedList(m.Fallbacks, prior.Fallbacks)
	}
	if framework.Same(kept, prior) {
		return kept
	}
	return m
}

func unlearnedList(now, before types.List) types.List {
	elements := slices.Clone(now.Elements())
	for i := range min(len(elements), len(before.Elements())) {
		elements[i] = unlearned(elements[i], before.Elements()[i], fallbackType())
	}
	return types.ListValueMust(types.ObjectType{AttrTypes: fallbackType()}, elements)
}

func unlearnedMap(now, before types.Map) types.Map {
	elements := maps.Clone(now.Elements())
	for key, element := range elements {
		elements[key] = unlearned(element, before.Elements()[key], targetType())
	}
	return mapOf(elements)
}

// unlearned is a place with the endpoint that it had, where that only lacks what
// the new one tells.
func unlearned(now, before attr.Value, shape map[string]attr.Type) attr.Value {
	place, _ := now.(types.Object)
	was, _ := before.(types.Object)
	endpoint, _ := place.Attributes()["endpoint"].(types.Object)
	former, _ := was.Attributes()["endpoint"].(types.Object)
	if !learns(former, endpoint) {
		return now
	}
	parts := maps.Clone(place.Attributes())
	parts["endpoint"] = former
	return types.ObjectValueMust(shape, parts)
}

// learns reports whether an endpoint is the former one, with more known of what
// its model takes.
func learns(former, endpoint types.Object) bool {
	before, now := former.Attributes(), endpoint.Attributes()
	for name, value := range now {
		if was, known := before[name]; name != "supports" && (!known || !was.Equal(value)) {
			return false
		}
	}
	was, _ := before["supports"].(types.Object)
	told, _ := now["supports"].(types.Object)
	for name, value := range told.Attributes() {
		if known := was.Attributes()[name]; known != nil && !known.IsNull() && !known.Equal(value) {
			return false
		}
	}
	return !was.Equal(told)
}

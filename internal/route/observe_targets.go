package route

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// observeTargets overlays what the children tell of each target. One that they
// do not tell of stays: children shows that it is gone.
func observeTargets(r *framework.Reader, written types.Map, meant, seen map[string]llm.RouteTarget) types.Map {
	elements := maps.Clone(written.Elements())
	for key, element := range elements {
		was, known := meant[key]
		now, present := seen[key]
		object, _ := element.(types.Object)
		if known && present && !object.IsUnknown() {
			var t tfTarget
			r.Object(llm.FieldTargets, object, &t)
			place := t.fallback().observe(was, now)
			t.Endpoint, t.Credential = place.Endpoint, place.Credential
			t.Weight = framework.Kept(t.Weight, was.Weight == now.Weight, types.Int64Value(now.Weight))
			elements[key] = t.object()
		}
	}
	return mapOf(elements)
}

// observeFallbacks does the same for each that is where it was.
func observeFallbacks(r *framework.Reader, before types.List, meant, seen []llm.RouteTarget) types.List {
	if len(seen) == 0 && len(meant) == 0 {
		return before
	}
	elements := make([]attr.Value, len(seen))
	for i, now := range seen {
		f := written(now)
		if i < len(before.Elements()) && i < len(meant) {
			object, _ := before.Elements()[i].(types.Object)
			var was tfFallback
			r.Object(llm.FieldFallbacks, object, &was)
			f = was.observe(meant[i], now)
		}
		elements[i] = f.object()
	}
	return types.ListValueMust(types.ObjectType{AttrTypes: fallbackType()}, elements)
}

// observe overlays what was seen of one place. What no gateway stores (how a
// caller authenticates, what the model takes) goes with an endpoint that is
// another one.
func (f tfFallback) observe(meant, seen llm.RouteTarget) tfFallback {
	endpoint := framework.Endpoint(seen.Endpoint)
	f.Endpoint = framework.Kept(f.Endpoint, framework.Endpoint(meant.Endpoint).Equal(endpoint), endpoint)
	f.Credential = framework.Kept(f.Credential, meant.Credential == seen.Credential, framework.Text(seen.Credential))
	return f
}

func (f tfFallback) object() types.Object {
	return types.ObjectValueMust(fallbackType(), map[string]attr.Value{
		"endpoint": f.Endpoint, "credential": f.Credential, "supports": f.Supports,
	})
}

func (t tfTarget) object() types.Object {
	return types.ObjectValueMust(targetType(), map[string]attr.Value{
		"endpoint": t.Endpoint, "weight": t.Weight, "credential": t.Credential, "supports": t.Supports,
	})
}

func mapOf(targets map[string]attr.Value) types.Map {
	return types.MapValueMust(types.ObjectType{AttrTypes: targetType()}, targets)
}

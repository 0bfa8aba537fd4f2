package route

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Imported is the configuration that an existing route would have.
func (m tfModel) Imported(look composite.Look[llm.RouteSpec]) tfModel {
	have := look.Have
	spec := look.Composites.Decode(have.Children)
	spec.Name, spec.Gateway = have.Name, have.Place
	s := m
	s.Name, s.Gateway = framework.Text(have.Name), framework.Text(have.Place)
	targets := map[string]attr.Value{}
	for key, target := range spec.Targets {
		f := written(target)
		targets[key] = tfTarget{f.Endpoint, types.Int64Value(target.Weight), f.Credential, f.Supports}.object()
	}
	s.Targets = mapOf(targets)
	s.Fallbacks = types.ListNull(types.ObjectType{AttrTypes: fallbackType()})
	s.Fallbacks = observeFallbacks(framework.NewReader(), s.Fallbacks, nil, spec.Fallbacks)
	s.FallbackOn = observeTriggers(framework.NewReader(), types.ObjectNull(triggersType()), llm.DefaultTriggers(), spec.FallbackOn)
	s.CircuitBreaker = framework.Kept(types.BoolNull(), spec.CircuitBreaker, types.BoolValue(spec.CircuitBreaker))
	s.RateLimit = rateLimit(spec.TokensPerMinute)
	s.Priority = types.Int64PointerValue(spec.Priority)
	plain := spec
	plain.Priority = nil
	if rendersAs(look.Composites, plain, spec) {
		s.Priority = types.Int64Null()
	}
	return s
}

func written(target llm.RouteTarget) tfFallback {
	return tfFallback{
		Endpoint:   framework.Endpoint(target.Endpoint),
		Credential: framework.Text(target.Credential),
		Supports:   types.ObjectNull(framework.SupportsType()),
	}
}

// rendersAs reports whether two specs are the same to a gateway.
func rendersAs(routes *llm.Composites[llm.RouteSpec], a, b llm.RouteSpec) bool {
	return slices.EqualFunc(routes.Render(a), routes.Render(b), func(x, y llm.Child) bool {
		return x.Name == y.Name && maps.Equal(x.Content, y.Content)
	})
}

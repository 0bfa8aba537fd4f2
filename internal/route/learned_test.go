package route

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// telling is a target whose endpoint tells this of its model.
func telling(model string, weight int64, supports llm.Supports) attr.Value {
	endpoint := framework.Endpoint(llm.Endpoint{Platform: "fake", Model: model, URLs: llm.URLs{OpenAI: "https://" + model}, Supports: supports})
	return tfTarget{endpoint, types.Int64Value(weight), types.StringNull(), types.ObjectNull(framework.SupportsType())}.object()
}

func spare(supports llm.Supports) types.List {
	endpoint := framework.Endpoint(llm.Endpoint{Platform: "fake", Model: "spare", URLs: llm.URLs{OpenAI: "https://spare"}, Supports: supports})
	fallback := tfFallback{endpoint, types.StringNull(), types.ObjectNull(framework.SupportsType())}
	return types.ListValueMust(types.ObjectType{AttrTypes: fallbackType()}, []attr.Value{fallback.object()})
}

// A release of the provider that knows more of models than the one that wrote
// the state plans nothing by itself, and what it knows counts with the next
// change.
func TestPlan_whatEndpointsHaveLearnedIsNoChange(t *testing.T) {
	little, much := llm.Supports{Input: []string{"text"}}, llm.Supports{Input: []string{"text"}, Tools: new(true), Context: new(int64(128000))}
	b := newBench(t)
	b.state.Targets = mapOf(map[string]attr.Value{"blue": telling("nova", 90, little), "green": telling("gpt", 10, llm.Supports{})})
	b.state.Fallbacks = spare(little)
	b.state = b.plan(t, b.config()).Plan
	b.state.Children = b.plan(t, b.config()).Plan.Children
	before := b.state
	learned := func() tfModel {
		config := b.config()
		config.Targets = mapOf(map[string]attr.Value{"blue": telling("nova", 90, much), "green": telling("gpt", 10, much)})
		config.Fallbacks = spare(much)
		return config
	}
	settled := func(t *testing.T, config tfModel) *planning {
		t.Helper()
		p := &planning{Plan: config, Prior: before, Data: b.data}
		draft, _ := config.Draft(b.data)
		p.Draft = draft
		p.Plan.ID, p.Plan.Platform = before.ID, before.Platform
		p.Plan = p.Plan.Settled(p)
		return p
	}
	t.Run("alone it plans nothing", func(t *testing.T) {
		if p := settled(t, learned()); !framework.Same(p.Plan, before) {
			t.Errorf("targets %s\nendpoint %s", p.Plan.Targets, p.Plan.Endpoint)
		}
	})
	t.Run("with another change it is taken over", func(t *testing.T) {
		config := learned()
		config.Requires = framework.Supports(llm.Supports{Tools: new(true)})
		p := settled(t, config)
		supports := p.Plan.Endpoint.Attributes()["supports"].(types.Object).Attributes()
		if !p.Plan.Targets.Equal(config.Targets) || !p.Plan.Fallbacks.Equal(config.Fallbacks) || !supports["tools"].Equal(types.BoolValue(true)) {
			t.Errorf("targets %s\nendpoint %s", p.Plan.Targets, p.Plan.Endpoint)
		}
	})
	for name, blue := range map[string]attr.Value{
		"what is told otherwise":    telling("nova", 90, llm.Supports{Input: []string{"image"}}),
		"what is not told any more": telling("nova", 90, llm.Supports{}),
		"another endpoint":          telling("nova2", 90, much),
		"another weight":            telling("nova", 80, much),
	} {
		t.Run(name+" is a change", func(t *testing.T) {
			config := learned()
			config.Targets = mapOf(map[string]attr.Value{"blue": blue, "green": telling("gpt", 10, llm.Supports{})})
			if p := settled(t, config); !p.Plan.Targets.Equal(config.Targets) {
				t.Errorf("targets %s", p.Plan.Targets)
			}
		})
	}
}

package guardrail

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Imported is the configuration that an existing guardrail would have: whatever
// is not as it would be without an argument is one.
func (m tfModel) Imported(seen look) tfModel {
	plain := llm.GuardrailSpec{Name: seen.Have.Name, Tags: seen.Data.AllTags(nil), IgnoreTags: seen.Data.IgnoreTags}
	spec := briefly(seen.Composites, seen.Composites.Decode(seen.Have.Children))
	meant := seen.Composites.Decode(seen.Composites.Render(plain))
	meant.Filters = nil // what is left of them has to be said
	m, _ = m.WithArguments(seen.Data, meant, spec)
	m.Name = framework.Text(seen.Have.Name)
	m.Tags = seen.Data.ImportedTags(spec.Tags)
	return m.placed(seen)
}

// placed writes down a place that is not the provider's default.
func (m tfModel) placed(seen look) tfModel {
	have := seen.Have.ID
	if target, err := seen.Composites.Target(llm.GuardrailSpec{Name: seen.Have.Name}); err == nil && target.Parent == have.Parent && target.Location == have.Location {
		return m
	}
	if have.Location == "" {
		m.Azure = framework.Overlaid(m.Azure, map[string]attr.Value{"account_id": framework.Text(have.Parent)})
		return m
	}
	m.Bedrock = framework.Overlaid(m.Bedrock, map[string]attr.Value{"region": framework.Text(have.Location)})
	return m
}

// briefly leaves out filters, and arguments of filters, that say no more than
// their absence.
func briefly(guardrails *llm.Composites[llm.GuardrailSpec], spec llm.GuardrailSpec) llm.GuardrailSpec {
	shortens := []func(*llm.ContentFilter){
		func(f *llm.ContentFilter) { *f = llm.ContentFilter{} },
		func(f *llm.ContentFilter) { f.Input = "" }, func(f *llm.ContentFilter) { f.Output = "" }, func(f *llm.ContentFilter) { f.Action = "" },
	}
	for _, category := range llm.Categories() {
		for _, shorten := range shortens {
			filter, said := spec.Filters[category]
			if shorten(&filter); !said {
				continue
			}
			other := spec
			other.Filters = maps.Clone(spec.Filters)
			other.Filters[category] = filter
			if filter == (llm.ContentFilter{}) {
				delete(other.Filters, category) // one of which nothing is said is none
			}
			if rendersAs(guardrails, other, spec) {
				spec = other
			}
		}
	}
	return spec
}

// rendersAs reports whether two specs are the same to a platform.
func rendersAs(guardrails *llm.Composites[llm.GuardrailSpec], a, b llm.GuardrailSpec) bool {
	return slices.EqualFunc(guardrails.Render(a), guardrails.Render(b), func(x, y llm.Child) bool {
		return x.Name == y.Name && maps.Equal(x.Content, y.Content)
	})
}

package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Imported is the configuration that an existing guardrail would have: whatever
// is not as it would be without an argument is one.
func (m tfModel) Imported(seen look) tfModel {
	plain := llm.GuardrailSpec{Name: seen.Have.Name, Tags: seen.Data.AllTags(nil), IgnoreTags: seen.Data.IgnoreTags}
	spec := seen.Composites.Decode(seen.Have.Children)
	m, _ = m.WithArguments(seen.Data, seen.Composites.Decode(seen.Composites.Render(plain)), spec)
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

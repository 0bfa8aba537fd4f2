package enforcement

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// WithArguments takes over what differs between what the arguments meant, as the
// configuration would tell it, and what it tells. A version that was written
// behind the guardrail's id stays there.
func (m tfModel) WithArguments(_ *framework.Data, meant, seen llm.EnforcementSpec) (tfModel, diag.Diagnostics) {
	same := meant.Guardrail == seen.Guardrail && meant.Version == seen.Version
	if _, inID := split(m.Guardrail.ValueString()); inID != "" {
		m.Guardrail = framework.Kept(m.Guardrail, same, framework.Text(seen.Guardrail+":"+seen.Version))
		m.Version = framework.Kept(m.Version, m.Version.IsNull() || same, framework.Text(seen.Version))
	} else {
		m.Guardrail = framework.Kept(m.Guardrail, meant.Guardrail == seen.Guardrail, framework.Text(seen.Guardrail))
		m.Version = framework.Kept(m.Version, meant.Version == seen.Version, framework.Text(seen.Version))
	}
	m.SystemPrompts = framework.Kept(m.SystemPrompts, meant.System == seen.System, framework.Text(seen.System))
	m.GuardedMessages = framework.Kept(m.GuardedMessages, meant.Messages == seen.Messages, framework.Text(seen.Messages))
	m.IncludedModels = framework.Kept(m.IncludedModels, slices.Equal(meant.IncludedModels, seen.IncludedModels), framework.Set(seen.IncludedModels))
	m.ExcludedModels = framework.Kept(m.ExcludedModels, slices.Equal(meant.ExcludedModels, seen.ExcludedModels), framework.Set(seen.ExcludedModels))
	return m, nil
}

// WithResults has nothing to add: everything that the provider alone writes is
// shared.
func (m tfModel) WithResults(look, tfModel) (tfModel, diag.Diagnostics) { return m, nil }

// Settled has nothing to add either.
func (m tfModel) Settled(*planning) tfModel { return m }

// Filled neither.
func (m tfModel) Filled(tfModel) tfModel { return m }

// Recall adds what state says of an enforcement beside its child.
func (m tfModel) Recall(have *llm.Composite, _ *framework.Reader) {
	have.Name, _ = split(m.Guardrail.ValueString())
	have.Place = have.ID.Location
}

// Imported is the configuration that an existing enforcement would have.
func (m tfModel) Imported(seen look) tfModel {
	spec := seen.Composites.Decode(seen.Have.Children)
	plain := llm.EnforcementSpec{Guardrail: spec.Guardrail, Version: spec.Version}
	m, _ = m.WithArguments(seen.Data, seen.Composites.Decode(seen.Composites.Render(plain)), spec)
	m.Guardrail, m.Version = framework.Text(spec.Guardrail), framework.Text(spec.Version)
	if target, err := seen.Composites.Target(llm.EnforcementSpec{}); err != nil || target.Location != seen.Have.ID.Location {
		m.Region = framework.Text(seen.Have.ID.Location)
	}
	return m
}

package deployment

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fromState is the deployment as it was last observed: what a plan compares
// with, without asking anybody. It is the inverse of observe in everything that
// a comparison looks at.
func (m tfModel) fromState(data *framework.Data, id llm.ID) (*llm.Deployment, diag.Diagnostics) {
	spec, _, diags := m.spec(data)
	r := framework.NewReader()
	var resolved tfResolved
	r.Object(llm.FieldResolved, m.Resolved, &resolved)
	phase, reason := r.Health(m.Health)
	have := &llm.Deployment{
		ID:             id,
		Name:           m.Name.ValueString(),
		Location:       m.Location.ValueString(),
		Native:         resolved.native(r),
		Throughput:     spec.Throughput,
		CommitmentEnds: instant(resolved.CommitmentEndsAt.ValueString()),
		VersionUpgrade: spec.VersionUpgrade,
		Guardrail:      spec.Guardrail,
		Azure:          spec.Azure,
		Tags:           r.StringMap(llm.FieldTags, m.TagsAll),
		Phase:          phase,
		Reason:         reason,
		Created:        instant(m.CreatedAt.ValueString()),
		Unverified:     m.unverified(),
	}
	if have.Native.UnitTokens == 0 {
		have.Throughput.TokensPerMinute = nil // an argument that no platform stores
	}
	diags.Append(r.Diags...)
	return have, diags
}

// recallDefault notes that the guardrail in force is the platform's own default,
// however it is written: its name is in the choice alone. A default that has
// changed since is none that could be meant by name.
func (m tfModel) recallDefault(have *llm.Deployment, kept *llm.Choice) {
	if kept == nil || kept.Guardrail == "" || len(m.drifted(llm.DriftDefault)) > 0 {
		return
	}
	standard := &llm.Deployment{DefaultPolicy: kept.Guardrail}
	if sameGuardrail(have.Guardrail, standard) {
		have.Guardrail, have.DefaultPolicy = "", kept.Guardrail
	}
}

// unverified is what the platform did not return, as drift lists it.
func (m tfModel) unverified() []llm.Field { return m.drifted(llm.DriftUnverified) }

// drifted are the fields that drift lists in a class.
func (m tfModel) drifted(class llm.DriftClass) []llm.Field {
	var fields []llm.Field
	for _, element := range m.Drift.Elements() {
		event, ok := element.(types.Object)
		if !ok || !event.Attributes()["class"].Equal(framework.Text(class)) {
			continue
		}
		if field, ok := event.Attributes()["field"].(types.String); ok {
			fields = append(fields, llm.Field(field.ValueString()))
		}
	}
	return fields
}

func (t tfResolved) native(r *framework.Reader) llm.Native {
	return llm.Native{
		Format:        t.Format.ValueString(),
		Name:          t.Name.ValueString(),
		Version:       t.Version.ValueString(),
		Source:        t.Source.ValueString(),
		SourceAccount: t.SourceAccount.ValueString(),
		Serving:       t.Serving.ValueString(),
		Capacity:      t.Capacity.ValueInt64(),
		Scope:         llm.Scope(t.Scope.ValueString()),
		Locations:     r.Strings(llm.FieldLocations, t.Locations.Elements(), t.Locations),
		UnitTokens:    t.TokensPerUnit.ValueInt64(),
	}
}

// instant is the zero time where there is none.
func instant(value string) time.Time {
	parsed, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return time.Time{}
	}
	return parsed
}

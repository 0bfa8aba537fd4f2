package enforcement

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Draft is what the configuration or plan asks for, and which of it is not known
// yet. It is the way out of Terraform; WithArguments is the way back.
func (m tfModel) Draft(data *framework.Data) (llm.EnforcementDraft, diag.Diagnostics) {
	r := framework.NewReader()
	guardrail, version := split(r.String(llm.FieldGuardrail, m.Guardrail))
	if version == "" {
		version = r.String(llm.FieldVersion, m.Version)
	}
	if m.Guardrail.IsUnknown() && m.Version.IsNull() {
		r.Note(llm.FieldVersion, m.Guardrail) // it may be named with its version
	}
	spec := llm.EnforcementSpec{
		Region:         r.String(llm.FieldEnforcedRegion, m.Region),
		Guardrail:      guardrail,
		Version:        version,
		System:         r.String(llm.FieldSystemPrompts, m.SystemPrompts),
		Messages:       r.String(llm.FieldGuardedMessages, m.GuardedMessages),
		IncludedModels: r.Strings(llm.FieldIncludedModels, m.IncludedModels.Elements(), m.IncludedModels),
		ExcludedModels: r.Strings(llm.FieldExcludedModels, m.ExcludedModels.Elements(), m.ExcludedModels),
		Policy:         data.Policy(m.DriftPolicy),
	}
	r.StringMap(llm.FieldDriftPolicy, m.DriftPolicy) // for what is unknown in it
	return llm.EnforcementDraft{Spec: spec, Unknown: r.Unknown}, r.Diags
}

// split takes a version off a guardrail's id: what stands behind a colon that
// comes after the last slash. A colon with nothing behind it is none of an id, and
// left for the check of the id to refuse.
func split(guardrail string) (id, version string) {
	at := strings.LastIndexByte(guardrail, ':')
	if at > strings.LastIndexByte(guardrail, '/') && at < len(guardrail)-1 && strings.Contains(guardrail, "/") {
		return guardrail[:at], guardrail[at+1:]
	}
	return guardrail, ""
}

// Staying names the region in which it is enforced.
func (tfModel) Staying(spec llm.EnforcementSpec, at llm.ID) llm.EnforcementSpec {
	spec.Region = cmp.Or(spec.Region, at.Location)
	return spec
}

// Check adds what is wrong with the draft.
func (m tfModel) Check(data *framework.Data, draft llm.EnforcementDraft, diags *diag.Diagnostics) {
	_, inID := split(m.Guardrail.ValueString())
	switch {
	case inID != "" && !m.Version.IsNull() && !m.Version.IsUnknown() && m.Version.ValueString() != inID:
		framework.AddProblems(diags, []llm.Problem{{
			Field: llm.FieldVersion, Summary: "Two versions", Detail: fmt.Sprintf("guardrail names the version %s, and version is %s.", framework.Shown(inID), framework.Shown(m.Version.ValueString())),
			Fix: "Leave version out, or give guardrail the id without a version.",
		}})
		return
	case draft.Spec.Version == "" && !draft.Unknown.Has(llm.FieldVersion):
		framework.AddProblems(diags, []llm.Problem{{
			Field: llm.FieldVersion, Summary: "Missing version", Detail: "A published version of a guardrail is enforced, and none is given.",
			Fix: "Give guardrail the versioned_id of an llm_guardrail, or give version.",
		}})
		return
	}
	if enforcements := data.Enforcements[m.On(data)]; enforcements != nil {
		framework.AddProblems(diags, enforcements.Check(draft))
	}
}

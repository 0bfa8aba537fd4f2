package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Check adds what is wrong with the draft: what no platform can give, and what
// the chosen one cannot.
func (m tfModel) Check(data *framework.Data, draft llm.GuardrailDraft, diags *diag.Diagnostics) {
	problems := llm.CheckGuardrail(draft)
	if guardrails := data.Guardrails[m.On(data)]; guardrails != nil {
		problems = append(problems, guardrails.Check(draft)...)
	}
	for i := range problems {
		if problems[i].Field == llm.FieldTags && len(data.DefaultTags) > 0 {
			problems[i].Fix += " The provider's default_tags count too."
		}
	}
	framework.AddProblems(diags, problems)
}

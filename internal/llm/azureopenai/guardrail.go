package azureopenai

import (
	"context"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardrails is the driver of RAI policies and their blocklists; all its state is
// the platform's.
type guardrails struct{ p *Platform }

// Guardrails is the driver for RAI policies with their blocklists.
func (p *Platform) Guardrails() llm.GuardrailDriver { return &guardrails{p: p} }

// Target implements [llm.CompositeDriver].
func (g *guardrails) Target(spec llm.GuardrailSpec) (llm.ID, error) {
	in, err := g.p.guardedAccount(spec.Azure.AccountID)
	if err != nil {
		return llm.ID{}, err
	}
	if problem := guardrailNameProblem(spec.Name); problem != "" {
		return llm.ID{}, invalidGuardrail(llm.FieldName, problem, guardrailNameFix)
	}
	return guardrailID{account: in, name: spec.Name}.llmID(), nil
}

// ParseID implements [llm.CompositeDriver].
func (g *guardrails) ParseID(s string) (llm.ID, error) {
	id, err := g.p.guardrailOf(s)
	if err != nil {
		return llm.ID{}, err
	}
	return id.llmID(), nil
}

// Replaced implements [llm.CompositeDriver]. An account that is not named is that
// of the stored id, whatever the provider's default has become. ARM does not tell
// upper from lower case.
func (g *guardrails) Replaced(have *llm.Composite, want llm.GuardrailDraft) []llm.Field {
	var fields []llm.Field
	if want.Unknown.Has(llm.FieldName) || !strings.EqualFold(have.Name, want.Spec.Name) {
		fields = append(fields, llm.FieldName)
	}
	named := want.Spec.Azure.AccountID
	if want.Unknown.Has(llm.FieldAccountID) || named != "" && !strings.EqualFold(have.Place, named) {
		fields = append(fields, llm.FieldAccountID)
	}
	return fields
}

// Reference implements [llm.GuardrailDriver]: a policy has no versions.
func (*guardrails) Reference(have *llm.Composite) (reference, version string) {
	return have.ID.Value, ""
}

// Published implements [llm.GuardrailDriver]: a deployment bears its policy, and
// requests name none.
func (*guardrails) Published(context.Context, string) (llm.AttachedGuardrail, error) {
	return llm.AttachedGuardrail{}, nil
}

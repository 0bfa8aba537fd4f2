package azureopenai

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Preflight implements [llm.CompositeDriver].
func (g *guardrails) Preflight(ctx context.Context, spec llm.GuardrailSpec) []llm.Problem {
	in, err := g.p.guardedAccount(spec.Azure.AccountID)
	if err == nil {
		_, err = g.p.account(ctx, in)
		err = notGone(err)
	}
	if err != nil {
		return []llm.Problem{guardedAccountProblem(err)}
	}
	if spec.Azure.BasePolicy == "" {
		return nil // the service knows its own default
	}
	policies, err := g.p.policiesOf(ctx, in)
	if err != nil {
		return []llm.Problem{notChecked(llm.FieldBasePolicy, "the RAI policies", err)}
	}
	if names := policyNames(policies); !containsFold(names, spec.Azure.BasePolicy) {
		return []llm.Problem{{
			Field: llm.FieldBasePolicy, Summary: "Base policy not found",
			Detail: fmt.Sprintf("account %s has no RAI policy %q; it has %s.", in.name, spec.Azure.BasePolicy, strings.Join(names, ", ")),
			Fix:    `Use one of Microsoft's among them, or leave azure.base_policy out.`,
		}}
	}
	return nil
}

// guardedAccountProblem stops the write where the account is wrong, and warns where
// it could not be looked at.
func guardedAccountProblem(err error) llm.Problem {
	known, ok := errors.AsType[*llm.Error](err)
	if ok && (known.Code == llm.CodeInvalid || known.Code == llm.CodeRefused) {
		return llm.Problem{Field: llm.FieldAccountID, Summary: "Azure account not usable", Detail: known.Error() + ".", Fix: known.Fix}
	}
	return notChecked(llm.FieldAccountID, "the account", err)
}

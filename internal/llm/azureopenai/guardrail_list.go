package azureopenai

import (
	"context"
	"iter"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// List implements [llm.GuardrailDriver]. Microsoft's own policies are nobody's to
// manage, so they are left out.
func (g *guardrails) List(ctx context.Context, filter llm.Filter) iter.Seq2[llm.ID, error] {
	return func(yield func(llm.ID, error) bool) {
		accounts, err := g.p.accountsIn(ctx, filter)
		if err != nil {
			yield(llm.ID{}, err)
			return
		}
		for _, in := range accounts {
			if !tell(yield, func() ([]llm.ID, error) { return g.in(ctx, in) }) {
				return
			}
		}
	}
}

// in lists the policies of an account that a guardrail can be.
func (g *guardrails) in(ctx context.Context, account accountID) ([]llm.ID, error) {
	c, err := g.p.open()
	if err != nil {
		return nil, err
	}
	all, err := c.raiPolicies(ctx, account)
	if err != nil {
		return nil, notGone(err)
	}
	var ids []llm.ID
	for _, policy := range all {
		if id := (guardrailID{account: account, name: policy.Name}); policyRule.MatchString(policy.Name) && !isReserved(policy.Name) {
			ids = append(ids, id.asAnswered(policy).llmID())
		}
	}
	return ids, nil
}

package azureopenai

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardrail looks whether the policy exists: Azure accepts the name of one that
// does not (azurerm #23454), and of one of another account.
func (f *preflight) guardrail(ctx context.Context) {
	if f.want.Guardrail == "" {
		return
	}
	id, err := parsePolicyID(f.want.Guardrail)
	if err != nil {
		f.add(llm.Blocking, llm.FieldGuardrail, "Not an Azure guardrail", err.Error(), attachFix)
		return
	}
	if !id.account.same(f.on.id) {
		f.add(llm.Blocking, llm.FieldGuardrail, "Guardrail of another account",
			fmt.Sprintf("policy %q is on account %s, and the deployment on %s", id.name, id.account.name, f.on.id.name),
			"Make a guardrail on the deployment's account, and use its id.")
		return
	}
	found, names, err := f.d.p.hasPolicy(ctx, guardrailID(id))
	switch {
	case err != nil:
		f.unchecked(llm.FieldGuardrail, "the RAI policies", err)
	case !found:
		f.add(llm.Blocking, llm.FieldGuardrail, "Guardrail not found",
			fmt.Sprintf("account %s has no RAI policy %q; it has %s", f.on.id.name, id.name, strings.Join(names, ", ")),
			"Use the id of a policy of this account, or create it first.")
	}
}

// attachFix is the way out for what is no guardrail's id.
const attachFix = "Use the id of an llm_guardrail with platform = \"azure\", or the ARM id of an RAI policy of the same account. A blocklist is attached to a policy, not to a deployment."

// hasPolicy looks for a policy in the account's list, which other plans share for a
// while, and where it is not in it by itself: it may be new. The names are those
// that there are.
func (p *Platform) hasPolicy(ctx context.Context, id guardrailID) (found bool, names []string, err error) {
	all, err := p.policiesOf(ctx, id.account)
	if err != nil || containsFold(policyNames(all), id.name) {
		return err == nil, nil, err
	}
	c, err := p.open()
	if err != nil {
		return false, nil, err
	}
	if _, err := c.raiPolicy(ctx, id); !llm.IsNotFound(err) {
		return err == nil, nil, err
	}
	p.policies.Forget()
	all, err = p.policiesOf(ctx, id.account)
	return false, policyNames(all), err
}

// policiesOf lists the policies of an account, for a plan with many deployments
// once in a while.
func (p *Platform) policiesOf(ctx context.Context, in accountID) ([]wireRaiPolicy, error) {
	c, err := p.open()
	if err != nil {
		return nil, err
	}
	return p.policies.Get(ctx, strings.ToLower(in.String()), func(ctx context.Context) ([]wireRaiPolicy, error) {
		return c.raiPolicies(ctx, in)
	})
}

func policyNames(all []wireRaiPolicy) []string {
	names := make([]string, len(all))
	for i, policy := range all {
		names[i] = policy.Name
	}
	return names
}

func containsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

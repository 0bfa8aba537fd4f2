package azureopenai

import (
	"context"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// standardLimit is how many standard deployments one account holds (Microsoft's
// page on quotas and limits, August 2026).
const standardLimit = 32

const accountFullFix = "Unless this plan also destroys one of them, the apply will fail. Set azure.account_id to another account, delete a deployment that is not needed, or share one between applications."

// places is the place that one more standard deployment takes on the account.
// One of the same name is not counted: it is what would be replaced. A full
// account is a warning, since the same plan may take another one away.
func (f *preflight) places(ctx context.Context) {
	if f.have != nil || !isStandard(f.native.Serving) {
		return
	}
	standing, err := f.d.p.standingOn(ctx, f.on)
	if err != nil {
		f.unchecked(llm.FieldAccountID, "the account's deployments", err)
		return
	}
	if slices.ContainsFunc(standing, f.replaced) {
		return
	}
	used := float64(len(standing))
	f.demands = append(f.demands, llm.Demand{
		Quota: strings.ToLower(f.on.id.String()), Label: "the places of account " + f.on.id.name, Field: llm.FieldAccountID,
		Measure: "standard deployments", More: 1, Limit: standardLimit, Used: &used, Severity: llm.Warning, Fix: accountFullFix,
	})
}

// replaced reports whether a deployment bears the name that is asked for.
func (f *preflight) replaced(name string) bool {
	if f.want.Name == "" {
		return llm.MadeFrom(strings.ToLower(f.want.NamePrefix), strings.ToLower(name))
	}
	return strings.EqualFold(name, f.want.Name)
}

// standingOn are the names of the account's standard deployments.
func (p *Platform) standingOn(ctx context.Context, on *account) ([]string, error) {
	return p.standing.Get(ctx, strings.ToLower(on.id.String()), func(ctx context.Context) ([]string, error) {
		all, err := (&deployments{p: p}).list(ctx, on.id)
		var names []string
		for _, have := range all {
			if isStandard(have.Native.Serving) {
				names = append(names, have.Name)
			}
		}
		return names, err
	})
}

package amazonbedrock

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// quota is a limit of the account in one region.
type quota struct {
	words []string // of its name, in comparable form
	name  string
	value float64
}

const quotaService = "bedrock" // in the terms of Service Quotas

// Preflight compares the tokens per minute that are counted on, or the model units that are bought, with the account's
// quotas. AWS has no such limit per deployment.
func (d *driver) Preflight(ctx context.Context, have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) []llm.Problem {
	ctx, done := bounded(ctx)
	defer done()
	ask := demanded(have, want, native)
	if ask.amount == 0 {
		return nil
	}
	region := d.platform.regionOf(want)
	if have != nil {
		region = have.Location
	}
	c, err := d.platform.client(ctx, region)
	if err != nil {
		return unchecked(ask, err.Error())
	}
	quotas, err := d.platform.readQuotas(ctx, c)
	if err != nil {
		return unchecked(ask, err.Error())
	}
	known, err := d.platform.catalog(ctx, c)
	if err != nil {
		return unchecked(ask, err.Error())
	}
	m, _ := known.model(withoutVariant(native.Name))
	return ask.compare(quotas, deref(m.ModelName), deref(m.ProviderName), region)
}

// demand is what a write would use of a quota.
type demand struct {
	field  llm.Field
	amount int64
	prefix string // of the quota's name; the model's name follows
	what   string
}

// demanded is what is asked for; its amount is 0 where no quota says anything about it, or nothing more is asked for.
func demanded(have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) demand {
	switch {
	case isCustomModel(native.Name):
		return demand{}
	case want.Throughput.Mode == llm.Provisioned && want.Throughput.Commitment == "" && have == nil:
		return demand{llm.FieldUnits, deref(want.Throughput.Units), "model units no-commitment provisioned throughputs for", "model units"}
	case want.Throughput.Mode == llm.OnDemand && want.Throughput.TokensPerMinute != nil:
		return demand{llm.FieldTokensPerMinute, *want.Throughput.TokensPerMinute, tokenQuota(native.Scope), "tokens per minute"}
	}
	return demand{}
}

// tokenQuota is how the quota of each kind of serving is named. Source: names listed by Service Quotas, 2026-10.
func tokenQuota(scope llm.Scope) string {
	switch scope {
	case llm.ScopeGlobal:
		return "global cross-region model inference tokens per minute for"
	case llm.ScopeGeo:
		return "cross-region model inference tokens per minute for"
	}
	return "on-demand model inference tokens per minute for"
}

// compare looks for the one quota of this model. Its code tells nothing and its name is made for people, so an unknown
// name is a warning.
func (a demand) compare(quotas []quota, model, provider, region string) []llm.Problem {
	wanted := append(words(a.prefix), modelWords(model, provider)...)
	i := slices.IndexFunc(quotas, func(q quota) bool {
		prefix := len(words(a.prefix))
		return len(q.words) > prefix && slices.Equal(append(slices.Clone(q.words[:prefix]), withoutWords(q.words[prefix:], provider)...), wanted)
	})
	if i < 0 || model == "" {
		return unchecked(a, fmt.Sprintf("Service Quotas lists no limit named after %s in %s", model, region))
	}
	if q := quotas[i]; float64(a.amount) > q.value {
		return problem(a.field, "Quota too small",
			fmt.Sprintf("%d %s are asked for; the account's quota %q in %s is %.0f.", a.amount, a.what, q.name, region, q.value),
			"Ask for less, or for a higher quota in Service Quotas.")
	}
	return nil
}

func unchecked(a demand, why string) []llm.Problem {
	return []llm.Problem{{
		Field: a.field, Severity: llm.Warning, Summary: "Quota not checked",
		Detail: fmt.Sprintf("Whether the account's quota has room for %d %s could not be checked: %s.", a.amount, a.what, strings.TrimSuffix(why, ".")),
		Fix:    "Look at the quotas of Amazon Bedrock in Service Quotas, and allow servicequotas:ListServiceQuotas to these credentials.",
	}}
}

// readQuotas lists the quotas of a region once per process.
func (p *Platform) readQuotas(ctx context.Context, c *client) ([]quota, error) {
	return p.quotas.at(c.region).get(ctx, func(ctx context.Context) ([]quota, error) {
		listed, err := collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.ServiceQuota, *string, error) {
			answer, err := c.quotas.ListServiceQuotas(ctx, &servicequotas.ListServiceQuotasInput{
				ServiceCode: new(quotaService), MaxResults: new(int32(100)), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			return answer.Quotas, answer.NextToken, nil
		}))
		if err != nil {
			return nil, translate("list quotas", c.region, err)
		}
		quotas := make([]quota, len(listed))
		for i, q := range listed {
			quotas[i] = quota{words: words(deref(q.QuotaName)), name: deref(q.QuotaName), value: deref(q.Value)}
		}
		return quotas, nil
	})
}

// words cuts a name made for people into what can be compared.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func modelWords(model, provider string) []string { return withoutWords(words(model), provider) }

// withoutWords drops the provider in front and a closing "v1", which only some of the names bear.
func withoutWords(name []string, provider string) []string {
	own := words(provider)
	if len(own) > 0 && len(name) > len(own) && slices.Equal(name[:len(own)], own) {
		name = name[len(own):]
	}
	if n := len(name); n > 1 && name[n-1] == "v1" {
		name = name[:n-1]
	}
	return name
}

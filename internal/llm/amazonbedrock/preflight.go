package amazonbedrock

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	bedrocktypes "github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// quota is a limit of the account in one region.
type quota struct {
	words      []string // of its name, in comparable form
	name       string
	code       string
	value      float64
	adjustable bool
}

const quotaService = "bedrock" // in the terms of Service Quotas

// Foresee looks whether a guardrail and a custom model are there, whether the account may call a model that is new to the
// deployment, and compares the tokens per minute that are counted on, or the model units that are bought, with the account's
// quotas. AWS has no such limit per deployment, and does not tell what is in use.
func (d *driver) Foresee(ctx context.Context, ask llm.Asking) ([]llm.Problem, []llm.Demand) {
	ctx, done := bounded(ctx)
	defer done()
	problems := d.missingGuardrail(ctx, ask.Want.Guardrail)
	need := demanded(ask)
	isNew := ask.Native.Name != "" && (ask.Have == nil || ask.Have.Native.Name != ask.Native.Name)
	if need.amount <= 0 && !isNew {
		return problems, nil
	}
	c, err := d.platform.client(ctx, d.regionFor(ask.Have, ask.Want))
	if err != nil {
		return append(problems, notLooked(modelField(ask.Want), ask.Native.Name, err)), nil
	}
	if isNew {
		problems = append(problems, d.newModel(ctx, c, modelField(ask.Want), ask.Native)...)
	}
	unknown, demands := d.quotasFor(ctx, c, need, ask.Native)
	return append(problems, unknown...), demands
}

// newModel is what keeps a model that is new to a deployment from being called.
func (d *driver) newModel(ctx context.Context, c *client, field llm.Field, native llm.Native) []llm.Problem {
	if isCustomModel(native.Name) {
		return missingModel(ctx, c, field, native.Name)
	}
	return d.noAccess(ctx, c, field, native)
}

// regionFor is where a write goes: to what stands, or to where it would be made.
func (d *driver) regionFor(have *llm.Deployment, want llm.DeploymentSpec) string {
	if have != nil {
		return have.Location
	}
	return d.platform.regionOf(want)
}

// quotasFor finds what a need counts against.
func (d *driver) quotasFor(ctx context.Context, c *client, need demand, native llm.Native) ([]llm.Problem, []llm.Demand) {
	if need.amount <= 0 {
		return nil, nil
	}
	quotas, err := d.platform.readQuotas(ctx, c)
	if err != nil {
		return unchecked(need, err.Error()), nil
	}
	known, err := d.platform.catalog(ctx, c)
	if err != nil {
		return unchecked(need, err.Error()), nil
	}
	m, _ := known.model(withoutVariant(native.Name))
	return need.against(quotas, modelWords(deref(m.ModelName), deref(m.ProviderName)), deref(m.ProviderName), c.region)
}

// missingModel reports a custom model that does not exist or is not finished.
func missingModel(ctx context.Context, c *client, field llm.Field, model string) []llm.Problem {
	answer, err := c.bedrock.GetCustomModel(ctx, &bedrock.GetCustomModelInput{ModelIdentifier: &model})
	switch err = translate("read custom model", model, err); {
	case llm.IsNotFound(err):
		return problem(field, "Custom model not found", err.Error()+".", "Give the ARN of a custom model that exists in the deployment's region.")
	case err != nil:
		return []llm.Problem{{
			Field: field, Severity: llm.Warning, Summary: "Custom model not checked", Detail: err.Error() + ".",
			Fix: "Allow bedrock:GetCustomModel to these credentials.",
		}}
	case answer.ModelStatus == bedrocktypes.ModelStatusFailed:
		return problem(field, "Custom model not usable", fmt.Sprintf("%s is %s.", clip(model), answer.ModelStatus), "Give the ARN of a custom model that is active.")
	}
	return nil
}

// demand is what a write would use of a quota.
type demand struct {
	field    llm.Field
	severity llm.Severity // of exceeding it
	amount   int64
	held     int64 // of what stands already
	freed    int64 // by what is replaced
	what     string
	prefix   string // of the quota's name
	model    bool   // the name ends in that of the model
	kind     string // a word of the name, where it does not
}

// demanded is what is asked for; its amount is above 0 only where a quota says anything about it and more is asked for than
// before. What stands already is not stopped by a quota that has shrunk.
func demanded(ask llm.Asking) demand {
	severity, throughput, native := llm.Blocking, ask.Want.Throughput, ask.Native
	if ask.Have != nil {
		severity = llm.Warning
	}
	switch {
	case throughput.Mode == llm.Provisioned && throughput.Commitment == "" && ask.Have == nil:
		d := demand{field: llm.FieldUnits, severity: severity, amount: deref(throughput.Units), what: "model units", kind: "base"}
		d.prefix = "model units no-commitment provisioned throughputs across"
		if isCustomModel(native.Name) {
			d.kind = "custom"
		}
		return d
	case throughput.Mode == llm.OnDemand && throughput.TokensPerMinute != nil && !isCustomModel(native.Name):
		d := demand{
			field: llm.FieldTokensPerMinute, severity: severity, amount: *throughput.TokensPerMinute, what: "tokens per minute",
			prefix: tokenQuota(native.Scope), model: true,
		}
		return d.beside(tokensBefore(ask), ask.Have != nil)
	}
	return demand{}
}

// beside is the demand of what counts on some of the same quota already: in place it asks for the rest, and a replacement for
// all while it gives that back.
func (a demand) beside(before int64, inPlace bool) demand {
	if inPlace {
		a.held, a.amount = before, a.amount-before
	} else {
		a.freed = min(before, a.amount)
	}
	return a
}

// tokensBefore is what was counted on when it was last written, of the same quota. Bedrock keeps no such number.
func tokensBefore(ask llm.Asking) int64 {
	if ask.Kept == nil || !ask.Kept.Native.SameModel(ask.Native) || ask.Kept.Native.Scope != ask.Native.Scope {
		return 0
	}
	return deref(ask.Kept.TokensPerMinute)
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

// against looks for the one quota that is meant. Its code tells nothing and its name is made for people, so a name that is
// not found is a warning.
func (a demand) against(quotas []quota, model []string, provider, region string) ([]llm.Problem, []llm.Demand) {
	i := slices.IndexFunc(quotas, func(q quota) bool { return a.meant(q, model, provider) })
	if i < 0 {
		return unchecked(a, "Service Quotas lists no such limit in "+region), nil
	}
	q := quotas[i]
	return nil, []llm.Demand{{
		Quota: region + "/" + q.name, Label: fmt.Sprintf("the account's quota %q in %s", q.name, region), Field: a.field, Measure: a.what,
		More: a.amount, Held: a.held, Freed: a.freed, Limit: q.value, Severity: a.severity, Fix: "Ask for less, or for a higher quota in Service Quotas.",
	}}
}

func (a demand) meant(q quota, model []string, provider string) bool {
	prefix := words(a.prefix)
	if len(q.words) <= len(prefix) || !slices.Equal(q.words[:len(prefix)], prefix) {
		return false
	}
	rest := q.words[len(prefix):]
	if a.model {
		return len(model) > 0 && slices.Equal(withoutWords(rest, provider), model)
	}
	return slices.Contains(rest, a.kind)
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
	return p.quotas.Get(ctx, c.region, func(ctx context.Context) ([]quota, error) {
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
			quotas[i] = quota{
				words: words(deref(q.QuotaName)), name: deref(q.QuotaName), code: deref(q.QuotaCode), value: deref(q.Value), adjustable: q.Adjustable,
			}
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

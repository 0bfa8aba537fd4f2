package amazonbedrock

import (
	"context"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Quotas lists the region's limits in Service Quotas that are about calling models, units of throughput and what this provider
// makes. AWS tells how much of none is in use.
func (d catalogs) Quotas(ctx context.Context, at llm.Site) ([]llm.Quota, error) {
	ctx, done := bounded(ctx)
	defer done()
	c, err := d.region(ctx, at)
	if err != nil {
		return nil, err
	}
	listed, err := d.platform.readQuotas(ctx, c)
	if err != nil {
		return nil, err
	}
	known := d.platform.catalogIfReadable(ctx, c) // without it, limits are told without their models
	kinds, titles := quotaKinds(), known.titles()
	var quotas []llm.Quota
	for _, q := range listed {
		if told, about := quotaOf(q, kinds, titles); about {
			told.Location = c.region
			quotas = append(quotas, told)
		}
	}
	return quotas, nil
}

// quotaOf is a limit in the portable vocabulary; false where it is about something else.
func quotaOf(q quota, kinds []quotaKind, titles map[string][]string) (llm.Quota, bool) {
	i := slices.IndexFunc(kinds, func(k quotaKind) bool { return startsWith(q.words, k.words) })
	if i < 0 {
		return llm.Quota{}, false
	}
	told := llm.Quota{
		Name: q.name, Code: q.code, Limit: q.value, Increases: &q.adjustable, Unit: kinds[i].unit, Serving: string(kinds[i].scope),
	}
	if kinds[i].scope != "" {
		told.Models = titles[titleOf(q.words[len(kinds[i].words):])]
	}
	return told, true
}

func startsWith(name, prefix []string) bool {
	return len(name) >= len(prefix) && slices.Equal(name[:len(prefix)], prefix)
}

// quotaKind is one sort of limit, by how its name begins. With a scope, the rest of the name is a model's title.
type quotaKind struct {
	words []string
	unit  string
	scope llm.Scope // of calls on demand; empty: it is about something else
}

// quotaKinds are told apart by how the name of a limit begins, since nothing else of it says what it is. Source: names listed by
// Service Quotas, 2026-10.
func quotaKinds() []quotaKind {
	kinds := []quotaKind{
		{words: words("model units"), unit: llm.QuotaUnits},
		{words: words("inference profiles per account"), unit: llm.QuotaCount},
		{words: words("custom models per account"), unit: llm.QuotaCount},
		{words: words("guardrails per account"), unit: llm.QuotaCount},
		{words: words("versions per guardrail"), unit: llm.QuotaCount},
	}
	for _, scope := range llm.Scopes() {
		for measure, unit := range map[string]string{
			"tokens per minute": llm.QuotaTokensPerMinute, "tokens per day": llm.QuotaTokensPerDay, "requests per minute": llm.QuotaRequestsPerMinute,
		} {
			name := strings.Replace(tokenQuota(scope), "tokens per minute", measure, 1)
			kinds = append(kinds, quotaKind{words: words(name), unit: unit, scope: scope})
		}
	}
	return kinds
}

// titles are the references of the models that bear a title, with and without their provider's name in front.
func (k *catalog) titles() map[string][]string {
	titles := map[string][]string{}
	for _, m := range k.models {
		reference := referenceOf(deref(m.ModelId))
		own := modelWords(deref(m.ModelName), deref(m.ProviderName))
		if len(own) == 0 || !strings.Contains(reference, "/") {
			continue
		}
		for _, title := range []string{titleOf(own), titleOf(slices.Concat(words(deref(m.ProviderName)), own))} {
			if !slices.Contains(titles[title], reference) {
				titles[title] = append(titles[title], reference)
				slices.Sort(titles[title])
			}
		}
	}
	return titles
}

// titleOf is a title in comparable form, without the revision that only some limits name.
func titleOf(title []string) string { return strings.Join(withoutWords(title, ""), " ") }

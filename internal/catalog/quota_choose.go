package catalog

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// meaning is what each platform calls the model; nil where it has none.
func (c *tfQuota) meaning(data *framework.Data, answers []answer[limits], diags *diag.Diagnostics) []*llm.Offer {
	means := make([]*llm.Offer, len(answers))
	if c.Model.IsNull() {
		return means
	}
	catalogs := make([]answer[llm.Offer], len(answers))
	for i, a := range answers {
		catalogs[i] = answer[llm.Offer]{platform: a.platform, err: a.err}
		for _, told := range a.told {
			catalogs[i].told = told.offers
		}
	}
	results := find(data, tfBounds{}, c.Model.ValueString(), catalogs)
	refuseAmbiguous(results, diags)
	warnUnlisted(results, "So quotas is empty, and a check over it proves nothing.", diags)
	for i, r := range results {
		means[i] = r.Offer
	}
	return means
}

// wanted are the quotas of a model: what its servings name, and what names it.
func (c *tfQuota) wanted(means *llm.Offer, quotas []llm.Quota) []llm.Quota {
	if c.Model.IsNull() {
		return quotas
	}
	var of []llm.Quota
	for _, quota := range quotas {
		if means != nil && countsAgainst(*means, quota) {
			of = append(of, quota)
		}
	}
	return of
}

func countsAgainst(o llm.Offer, quota llm.Quota) bool {
	named := slices.ContainsFunc(o.Servings, func(s llm.Serving) bool { return s.Quota != "" && strings.EqualFold(s.Quota, quota.Name) })
	return named || !hasQuotas(o) && o.Reference != "" && slices.Contains(quota.Models, o.Reference)
}

// served are the servings that a platform has quotas of.
type served struct {
	platform llm.Platform
	servings []string
}

// servedBy is empty where there is no quota.
func servedBy(platform llm.Platform, quotas []llm.Quota) []served {
	if len(quotas) == 0 {
		return nil
	}
	var servings []string
	for _, quota := range quotas {
		if quota.Serving != "" {
			servings = append(servings, quota.Serving)
		}
	}
	slices.Sort(servings)
	return []served{{platform, slices.Compact(servings)}}
}

// hasQuotas reports whether the servings say what they count against.
func hasQuotas(o llm.Offer) bool {
	return slices.ContainsFunc(o.Servings, func(s llm.Serving) bool { return s.Quota != "" })
}

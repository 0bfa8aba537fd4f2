package azureopenai

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Quotas implements [llm.CatalogDriver]: the usages of the location, joined to
// models by the names that their SKUs give, since a usage's own name follows no
// rule.
func (d catalogs) Quotas(ctx context.Context, at llm.Site) ([]llm.Quota, error) {
	l, listed, err := d.listed(ctx, at)
	if err != nil {
		return nil, err
	}
	c, err := d.p.open()
	if err != nil {
		return nil, err
	}
	usages, err := d.p.usagesAt(ctx, c, l)
	if err != nil {
		return nil, err
	}
	pools := listed.pools()
	var quotas []llm.Quota
	for _, key := range slices.Sorted(maps.Keys(usages)) {
		quotas = append(quotas, pools[key].quota(usages[key], l.location))
	}
	return quotas, nil
}

// pool is what counts against one usage.
type pool struct {
	models map[string]bool // by reference
	skus   map[string]bool
	units  map[int64]bool // tokens per minute of one unit
}

// pools are the usages that the catalog's SKUs name, in lower case.
func (c *catalog) pools() map[string]pool {
	pools := map[string]pool{}
	for _, o := range c.offers {
		reference := portable(DecomposeModel(o.Format, o.publisher, o.Name, o.Version))
		for _, s := range o.skus {
			key := strings.ToLower(s.usageName)
			p, found := pools[key]
			if !found {
				p = pool{models: map[string]bool{}, skus: map[string]bool{}, units: map[int64]bool{}}
				pools[key] = p
			}
			p.models[reference], p.skus[s.name], p.units[s.unitTokens] = true, true, true
		}
	}
	return pools
}

// quota is a usage in the portable vocabulary. Tokens are only told where one
// unit is worth the same for all that counts.
func (p pool) quota(usage wireUsage, location string) llm.Quota {
	q := llm.Quota{
		Name: usage.Name.Value, Location: location, Models: slices.Sorted(maps.Keys(p.models)),
		Unit: llm.QuotaUnits, Limit: usage.Limit,
	}
	q.Models = slices.DeleteFunc(q.Models, func(reference string) bool { return reference == "" })
	used, worth := usage.Current, int64(0)
	if len(p.skus) == 1 {
		q.Serving = only(p.skus)
	}
	if len(p.units) == 1 {
		worth = only(p.units)
	}
	switch {
	case strings.HasSuffix(strings.ToLower(q.Name), "count"):
		q.Unit = llm.QuotaCount
	case worth > 0 && servingOf(cmp.Or(q.Serving, "unknown")).mode == llm.OnDemand:
		q.Unit, q.UnitSize = llm.QuotaTokensPerMinute, worth
		q.Limit, used = q.Limit*float64(worth), used*float64(worth)
	}
	q.Used = &used
	return q
}

func only[T comparable](set map[T]bool) T {
	for member := range set {
		return member
	}
	var none T
	return none
}

package azureopenai

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// quota is what this write takes of its SKU's quota in the account's location.
func (f *preflight) quota(ctx context.Context, listed *catalog, s offerSKU, capacity int64) {
	more := capacity
	if f.have != nil && f.have.Native.SameModel(f.native) && f.have.Native.Serving == f.native.Serving {
		more -= f.have.Native.Capacity
	}
	if more != 0 && s.usageName != "" {
		f.demand(ctx, s, more, listed.freed(f.replaces, s.usageName))
	}
}

// demand compares with what the subscription has at the location.
func (f *preflight) demand(ctx context.Context, s offerSKU, more, freed int64) {
	field := llm.FieldThroughput
	switch {
	case f.want.Throughput.Units != nil:
		field = llm.FieldUnits
	case f.want.Throughput.TokensPerMinute != nil:
		field = llm.FieldTokensPerMinute
	}
	usages, err := f.d.p.usagesOf(ctx, f.on)
	if err != nil {
		f.unchecked(field, "the quota", err)
		return
	}
	usage, found := usages[strings.ToLower(s.usageName)]
	if !found {
		return
	}
	location := normalRegion(f.on.Location)
	f.demands = append(f.demands, llm.Demand{
		Quota: strings.ToLower(f.on.id.subscription + "/" + location + "/" + s.usageName),
		Label: fmt.Sprintf("the quota %s in %s", s.usageName, location), Field: field,
		Measure: measureOf(s), Scale: s.unitTokens, More: more, Freed: freed,
		Limit: usage.Limit, Used: &usage.Current, Severity: llm.Blocking, Fix: quotaReached().fix,
	})
}

// measureOf is what one unit of a SKU's capacity stands for.
func measureOf(s offerSKU) string {
	switch {
	case s.unitTokens > 0:
		return "tokens per minute"
	case servingOf(s.name).mode == llm.Provisioned:
		return "PTUs"
	}
	return "units of capacity"
}

// freed is what a replaced deployment gives back to a quota.
func (c *catalog) freed(replaced *llm.Native, usageName string) int64 {
	if replaced == nil {
		return 0
	}
	o, _ := c.find(*replaced)
	if s, ok := o.sku(replaced.Serving, replaced.Source != ""); !ok || !strings.EqualFold(s.usageName, usageName) {
		return 0
	}
	return replaced.Capacity
}

// usagesOf reads the quotas of the account's location, by name in lower case.
func (p *Platform) usagesOf(ctx context.Context, on *account) (map[string]wireUsage, error) {
	c, err := p.open()
	if err != nil {
		return nil, err
	}
	return p.usagesAt(ctx, c, listing{on.id.subscription, normalRegion(on.Location), on.Kind})
}

func (p *Platform) usagesAt(ctx context.Context, c *client, l listing) (map[string]wireUsage, error) {
	path := l.at("usages")
	return p.usages.Get(ctx, path, func(ctx context.Context) (map[string]wireUsage, error) {
		found := map[string]wireUsage{}
		err := c.pages(ctx, "list usages", l.location, path, func(r io.Reader) (string, error) {
			return eachItem(r, func(decoder *json.Decoder) error {
				var row wireUsage
				err := decoder.Decode(&row)
				found[strings.ToLower(row.Name.Value)] = row
				return err
			})
		})
		return found, err
	})
}

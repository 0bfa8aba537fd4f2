package azureopenai

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// quota compares what this write adds with what is free. Sums over a plan are
// not formed: replacements free quota.
func (f *preflight) quota(ctx context.Context, s offerSKU, capacity int64) {
	more := capacity
	if f.have != nil && f.have.Native.SameModel(f.native) && f.have.Native.Serving == f.native.Serving {
		more -= f.have.Native.Capacity
	}
	if more <= 0 || s.usageName == "" {
		return
	}
	field, measure := llm.FieldThroughput, "units of capacity"
	switch {
	case f.want.Throughput.Units != nil:
		field, measure = llm.FieldUnits, "PTUs"
	case f.want.Throughput.TokensPerMinute != nil:
		field = llm.FieldTokensPerMinute
	}
	usages, err := f.d.p.usagesOf(ctx, f.on)
	if err != nil {
		f.unchecked(field, "the quota", err)
		return
	}
	usage, found := usages[strings.ToLower(s.usageName)]
	free := max(int64(usage.Limit-usage.Current), 0)
	if !found || more <= free {
		return
	}
	told := fmt.Sprintf("%d more %s are needed of %s in %s; %d are free (limit %.0f, in use %.0f)",
		more, measure, s.usageName, normalRegion(f.on.Location), free, usage.Limit, usage.Current)
	if s.unitTokens > 0 {
		told += fmt.Sprintf("; one unit is %d tokens per minute", s.unitTokens)
	}
	f.add(llm.Blocking, field, "Quota exceeded", told, quotaReached().fix)
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

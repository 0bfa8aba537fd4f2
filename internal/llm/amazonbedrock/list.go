package amazonbedrock

import (
	"cmp"
	"context"
	"iter"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tagReaders is how many pages of tags are read at a time: the tagging API takes 15 requests a second.
const tagReaders = 4

// listed is what the list of one kind told until it ended or broke off.
type listed struct {
	found []*llm.Deployment
	err   error
}

// listKinds lists all kinds side by side: a plan waits for the slowest and not for the sum.
func (d *driver) listKinds(ctx context.Context, c *client) []listed {
	names := []string{kindProfile, kindThroughput, kindCustom}
	lists := make([]listed, len(names))
	var side sync.WaitGroup
	for i, name := range names {
		side.Go(func() { lists[i] = d.listKind(ctx, c, kindNamed(name)) })
	}
	side.Wait()
	return lists
}

// listKind reads one kind, then the tags of some pages at a time and beside them the catalog that will describe what
// was found. What came before an error counts.
func (d *driver) listKind(ctx context.Context, c *client, k kind) listed {
	var (
		all     [][]*llm.Deployment
		broken  error
		side    sync.WaitGroup
		readers = make(chan struct{}, tagReaders)
	)
	for page, err := range pages(k.list(ctx, c), tagPage) {
		if broken = err; err != nil {
			break
		}
		all = append(all, page)
	}
	if len(all) > 0 {
		side.Go(func() { _, _ = d.platform.catalog(ctx, c) }) // who asks for it next is told why there is none
	}
	failed := make([]error, len(all))
	for i, page := range all {
		side.Go(func() {
			readers <- struct{}{}
			defer func() { <-readers }()
			failed[i] = bulkTags(ctx, c, page)
		})
	}
	side.Wait()
	var told listed
	for i, page := range all {
		if failed[i] != nil {
			told.err = failed[i]
			return told
		}
		told.found = append(told.found, page...)
	}
	told.err = broken
	return told
}

// tell yields what one list told, and then why no more is known of its kind. It reports whether to go on.
func (d *driver) tell(ctx context.Context, c *client, list listed, yield func(*llm.Deployment, error) bool) bool {
	for _, have := range list.found {
		d.describe(ctx, c, have)
		if !yield(have, nil) {
			return false
		}
	}
	return list.err == nil || yield(nil, translate("list deployments", c.region, list.err))
}

// idsOf yields what a list of one place tells.
func idsOf(list func() ([]llm.ID, error)) iter.Seq2[llm.ID, error] {
	return func(yield func(llm.ID, error) bool) {
		ids, err := list()
		if err != nil {
			yield(llm.ID{}, err)
			return
		}
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
}

// listedRegion is where a list looks, at the region that is named or at the provider's.
func (p *Platform) listedRegion(ctx context.Context, op, region string) (*client, error) {
	region = cmp.Or(region, p.defaultRegion())
	if !regionPattern.MatchString(region) {
		message := "no region is given"
		if region != "" {
			message = "it is no AWS region"
		}
		return nil, &llm.Error{Op: op, Object: clip(region), Code: llm.CodeInvalid, Field: llm.FieldRegion, Message: message, Fix: regionFix}
	}
	return p.client(ctx, region)
}

// pages cuts a sequence into slices of at most size.
func pages[T any](items iter.Seq2[T, error], size int) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		var page []T
		for item, err := range items {
			if err != nil {
				yield(nil, err)
				return
			}
			if page = append(page, item); len(page) < size {
				continue
			}
			if !yield(page, nil) {
				return
			}
			page = nil
		}
		if len(page) > 0 {
			yield(page, nil)
		}
	}
}

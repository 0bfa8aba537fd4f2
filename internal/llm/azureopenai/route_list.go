package azureopenai

import (
	"context"
	"iter"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// List implements [llm.RouteDriver].
func (r *routes) List(ctx context.Context, filter llm.Filter) iter.Seq2[llm.ID, error] {
	return func(yield func(llm.ID, error) bool) {
		services, err := r.p.servicesIn(ctx, filter)
		if err != nil {
			yield(llm.ID{}, err)
			return
		}
		for _, in := range services {
			if !tell(yield, func() ([]llm.ID, error) { return r.on(ctx, in) }) {
				return
			}
		}
	}
}

// tell yields what one place holds, or why nothing is known of it. It reports
// whether to go on.
func tell(yield func(llm.ID, error) bool, list func() ([]llm.ID, error)) bool {
	ids, err := list()
	if err != nil {
		return yield(llm.ID{}, err)
	}
	for _, id := range ids {
		if !yield(id, nil) {
			return false
		}
	}
	return true
}

// on lists the routes of a service.
func (r *routes) on(ctx context.Context, in serviceID) ([]llm.ID, error) {
	c, err := r.p.open()
	if err != nil {
		return nil, err
	}
	all, err := c.parts(ctx, "apis", in.path()+"/apis")
	if err != nil {
		return nil, err
	}
	var ids []llm.ID
	for _, e := range all {
		p := part{at: in.route(e.Name), kind: kindAPI, name: e.Name}
		if name := routeOfAPI(e.Name, contentOf(kindAPI, e.Properties)); apiRule.MatchString(e.Name) && name != "" {
			id := p.at.routeID()
			id.Name = name
			ids = append(ids, id)
		}
	}
	return ids, nil
}

package azureopenai

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// List implements [llm.RouteDriver]. The gateway has to be named: no argument
// of the provider's is one.
func (r *routes) List(ctx context.Context, gateway string) ([]llm.ID, error) {
	in, err := r.p.serviceOf(gateway)
	if err != nil {
		return nil, err
	}
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
		if apiRule.MatchString(e.Name) && routeOfAPI(e.Name, contentOf(kindAPI, e.Properties)) != "" {
			ids = append(ids, p.at.routeID())
		}
	}
	return ids, nil
}

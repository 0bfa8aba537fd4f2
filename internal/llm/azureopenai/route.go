package azureopenai

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routes is the driver of routes on API Management; all its state is the
// platform's.
type routes struct{ p *Platform }

// Routes is the driver for routes on API Management.
func (p *Platform) Routes() llm.RouteDriver { return &routes{p: p} }

// Owns implements [llm.RouteDriver].
func (*routes) Owns(gateway string) bool {
	lower := strings.ToLower(gateway)
	return strings.HasPrefix(lower, "/subscriptions/") && strings.Contains(lower, "/microsoft.apimanagement/")
}

// Target implements [llm.RouteDriver].
func (r *routes) Target(spec llm.RouteSpec) (llm.ID, error) {
	in, err := r.p.serviceOf(spec.Gateway)
	if err != nil {
		return llm.ID{}, err
	}
	return in.route(apiName(spec.Name)).routeID(), nil
}

// ParseID implements [llm.RouteDriver].
func (r *routes) ParseID(s string) (llm.ID, error) {
	id, err := r.p.routeOf(s)
	if err != nil {
		return llm.ID{}, err
	}
	return id.routeID(), nil
}

// Replaced implements [llm.CompositeDriver].
func (*routes) Replaced(have *llm.Composite, want llm.RouteDraft) []llm.Field {
	return llm.ReplacedRoute(have, want)
}

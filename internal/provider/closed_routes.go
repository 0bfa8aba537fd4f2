package provider

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// closedRoutes does for routes what closed does for deployments.
type closedRoutes struct {
	llm.RouteDriver

	reason reason
}

// Preflight has nothing to say: nothing can be looked at.
func (c closedRoutes) Preflight(context.Context, llm.RouteSpec) []llm.Problem { return nil }

// Get fails.
func (c closedRoutes) Get(_ context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	return nil, c.reason.refuse("read route", id.Value)
}

// Put fails.
func (c closedRoutes) Put(_ context.Context, spec llm.RouteSpec, _ *llm.Composite, _ string) (llm.ID, error) {
	return llm.ID{}, c.reason.refuse("write route", spec.Name)
}

// Remove fails.
func (c closedRoutes) Remove(_ context.Context, have *llm.Composite, _ string) error {
	return c.reason.refuse("delete route", have.ID.Value)
}

// List fails.
func (c closedRoutes) List(_ context.Context, gateway string) ([]llm.ID, error) {
	return nil, c.reason.refuse("list routes", gateway)
}

var _ llm.RouteDriver = closedRoutes{}

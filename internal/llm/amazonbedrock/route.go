package amazonbedrock

import (
	"context"
	"errors"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routeDriver keeps routes on AgentCore Gateways.
type routeDriver struct{ platform *Platform }

// Routes returns the driver of routes.
func (p *Platform) Routes() llm.RouteDriver { return &routeDriver{platform: p} }

var errTODO = errors.New("not yet")

func (d *routeDriver) Preflight(ctx context.Context, spec llm.RouteSpec) []llm.Problem { return nil }

func (d *routeDriver) Get(ctx context.Context, id llm.ID, known []string) (*llm.Route, error) {
	return nil, errTODO
}

func (d *routeDriver) Put(ctx context.Context, spec llm.RouteSpec, have *llm.Route, child string) error {
	return errTODO
}

func (d *routeDriver) Remove(ctx context.Context, have *llm.Route, child string) error {
	return errTODO
}

func (d *routeDriver) List(ctx context.Context, gateway string) ([]llm.ID, error) {
	return nil, errTODO
}

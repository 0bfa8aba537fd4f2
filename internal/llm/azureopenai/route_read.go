package azureopenai

import (
	"context"
	"errors"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var errNotYet = errors.New("not yet")

func (*routes) Preflight(context.Context, llm.RouteSpec) []llm.Problem { return nil }
func (*routes) Get(context.Context, llm.ID, []string) (*llm.Route, error) {
	return nil, errNotYet
}
func (*routes) Put(context.Context, llm.RouteSpec, *llm.Route, string) error { return errNotYet }
func (*routes) Remove(context.Context, *llm.Route, string) error             { return errNotYet }
func (*routes) List(context.Context, string) ([]llm.ID, error)               { return nil, errNotYet }

package amazonbedrock

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestRoute_leavesARateLimitAloneThatNoRouteMade: the limit of the route's model was there before the route.
func TestRoute_leavesARateLimitAloneThatNoRouteMade(t *testing.T) {
	t.Run("a route without a limit stands beside it, is told of it and goes without it", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newGatewayWorld(t)
			w.foreignLimit(t)
			made := w.create(t, sandboxRoute(unlimited))
			if len(made.Beside) != 1 || !strings.Contains(made.Beside[0].Detail, "budget of finance") {
				t.Errorf("beside the route: %+v", made.Beside)
			}
			if err := w.Delete(t.Context(), made.ID, known(made), routePatience); err != nil {
				t.Fatal(err)
			}
			w.expectForeignLimit(t)
		})
	})
	t.Run("a route with a limit is not made", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newGatewayWorld(t)
			w.foreignLimit(t)
			made, err := w.Create(t.Context(), sandboxRoute(), routePatience)
			if made != nil || err == nil || !strings.Contains(err.Error(), "was not made by a route") {
				t.Errorf("create answers %+v, %v", made, err)
			}
			w.expectForeignLimit(t)
		})
	})
}

func unlimited(s *llm.RouteSpec) { s.TokensPerMinute = nil }

func (w gatewayWorld) foreignLimit(t *testing.T) {
	t.Helper()
	_, err := w.c.agentcore.CreateGatewayRateLimit(t.Context(), &control.CreateGatewayRateLimitInput{
		GatewayIdentifier: &w.g.ID, DimensionKeys: []string{modelDimension}, Description: new("budget of finance"),
		Entries: []types.LimitEntry{{
			Dimensions: map[string]string{modelDimension: sandboxRoute().Name}, Tokens: []types.RateConfig{{Period: types.PeriodMinute, Rate: new(7.0)}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second)
}

// expectForeignLimit wants somebody else's rate limit as it was.
func (w gatewayWorld) expectForeignLimit(t *testing.T) {
	t.Helper()
	limit, err := modelLimit(t.Context(), w.c, w.g)
	if err != nil || limit == nil {
		t.Fatalf("the rate limit is gone: %v", err)
	}
	if len(limit.Entries) != 1 || *limit.Entries[0].Tokens[0].Rate != 7 {
		t.Errorf("the rate limit holds %+v", limit.Entries)
	}
}

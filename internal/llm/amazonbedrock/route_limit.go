package amazonbedrock

import (
	"context"
	"errors"
	"slices"
	"time"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The entries of the gateway's one rate limit of models are written as a whole, and no condition guards them. So they are
// read right before each write, and not sent again as they were after a conflict: what others wrote meanwhile would be lost.

// putLimit puts the route's entry in.
func putLimit(ctx context.Context, c *client, g gateway, spec llm.RouteSpec) error {
	return share(ctx, c, g, func(ctx context.Context, limit *types.GatewayRateLimitDetail) error {
		if limit == nil {
			_, err := c.agentcore.CreateGatewayRateLimit(ctx, &control.CreateGatewayRateLimitInput{
				GatewayIdentifier: &g.ID, DimensionKeys: []string{modelDimension}, Description: new(limitMarker), Entries: []types.LimitEntry{toLimit(spec)},
			})
			return err
		}
		return writeEntries(ctx, c, g, limit, append(slices.DeleteFunc(slices.Clone(limit.Entries), limits(spec.Name)), toLimit(spec)))
	})
}

// removeLimit takes the route's entry out, and the rate limit away when that was the last: it cannot be without one.
func removeLimit(ctx context.Context, c *client, g gateway, name string) error {
	return share(ctx, c, g, func(ctx context.Context, limit *types.GatewayRateLimitDetail) error {
		if limit == nil || !slices.ContainsFunc(limit.Entries, limits(name)) {
			return nil
		}
		if rest := slices.DeleteFunc(slices.Clone(limit.Entries), limits(name)); len(rest) > 0 {
			return writeEntries(ctx, c, g, limit, rest)
		}
		_, err := c.agentcore.DeleteGatewayRateLimit(ctx, &control.DeleteGatewayRateLimitInput{GatewayIdentifier: &g.ID, RateLimitId: limit.RateLimitId})
		return err
	})
}

// share writes the rate limit as it was read right before, nil where there is none, and does both again for a while where
// somebody else's write came first.
func share(ctx context.Context, c *client, g gateway, write func(ctx context.Context, limit *types.GatewayRateLimitDetail) error) error {
	started := time.Now()
	for wait := firstWait; ; wait = min(wait*3/2, lastWait) {
		overtaken := false
		err := c.write(ctx, func(ctx context.Context, _ func(*control.Options)) error {
			limit, err := modelLimit(ctx, c, g)
			if err != nil {
				return err
			}
			err = write(ctx, limit)
			overtaken = isOvertaken(err)
			return err
		})
		if !overtaken || time.Since(started) > conflictPatience || !pause(ctx, wait) {
			return err
		}
	}
}

// How long to wait before the rate limit is read again.
const (
	firstWait = 300 * time.Millisecond
	lastWait  = 5 * time.Second
)

// isOvertaken reports whether what was read is not there any more, is being written, or is there by now.
func isOvertaken(err error) bool {
	_, gone := errors.AsType[*types.ResourceNotFoundException](err)
	_, taken := errors.AsType[*types.ConflictException](err)
	return gone || taken
}

// pause reports whether the caller still waits after it.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// limitMarker describes a rate limit that routes share.
const limitMarker = marker + "limits of models"

func writeEntries(ctx context.Context, c *client, g gateway, limit *types.GatewayRateLimitDetail, entries []types.LimitEntry) error {
	_, err := c.agentcore.UpdateGatewayRateLimit(ctx, &control.UpdateGatewayRateLimitInput{
		GatewayIdentifier: &g.ID, RateLimitId: limit.RateLimitId, Entries: entries, Description: limit.Description,
	})
	return err
}

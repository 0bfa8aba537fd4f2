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

// putLimit puts the route's entry into the gateway's one rate limit of models, which is read just before: the entries are
// written as a whole, and those of others stay. Where others make or delete it in between, it is read again.
func putLimit(ctx context.Context, c *client, g gateway, spec llm.RouteSpec) error {
	var err error
	for try := range sharedTries {
		if err = putEntry(ctx, c, g, spec); !isOvertaken(err) || !pause(ctx, time.Duration(try+1)*sharedPause) {
			return err
		}
	}
	return err
}

// How often the rate limit is read and written when others write it in between, and how much longer the wait before each
// next time is.
const (
	sharedTries = 6
	sharedPause = 300 * time.Millisecond
)

// isOvertaken reports whether what was read is not there any more, or what was not there is by now.
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

func putEntry(ctx context.Context, c *client, g gateway, spec llm.RouteSpec) error {
	return c.write(ctx, func(ctx context.Context, patiently func(*control.Options)) error {
		limit, err := modelLimit(ctx, c, g)
		if err != nil {
			return err
		}
		if limit == nil {
			_, err := c.agentcore.CreateGatewayRateLimit(ctx, &control.CreateGatewayRateLimitInput{
				GatewayIdentifier: &g.ID, DimensionKeys: []string{modelDimension}, Description: new(limitMarker), Entries: []types.LimitEntry{toLimit(spec)},
			}) // a conflict means that there is one by now
			return err
		}
		entries := append(slices.DeleteFunc(slices.Clone(limit.Entries), limits(spec.Name)), toLimit(spec))
		return writeEntries(ctx, c, g, limit, entries, patiently)
	})
}

// limitMarker describes a rate limit that routes share.
const limitMarker = marker + "limits of models"

func writeEntries(ctx context.Context, c *client, g gateway, limit *types.GatewayRateLimitDetail, entries []types.LimitEntry, patiently func(*control.Options)) error {
	_, err := c.agentcore.UpdateGatewayRateLimit(ctx, &control.UpdateGatewayRateLimitInput{
		GatewayIdentifier: &g.ID, RateLimitId: limit.RateLimitId, Entries: entries, Description: limit.Description,
	}, patiently)
	return err
}

// removeLimit takes the route's entry out, and the rate limit away when that was the last: it cannot be without one.
func removeLimit(ctx context.Context, c *client, g gateway, name string, patiently func(*control.Options)) error {
	limit, err := modelLimit(ctx, c, g)
	if err != nil || limit == nil || !slices.ContainsFunc(limit.Entries, limits(name)) {
		return err
	}
	if rest := slices.DeleteFunc(slices.Clone(limit.Entries), limits(name)); len(rest) > 0 {
		return writeEntries(ctx, c, g, limit, rest, patiently)
	}
	_, err = c.agentcore.DeleteGatewayRateLimit(ctx, &control.DeleteGatewayRateLimitInput{GatewayIdentifier: &g.ID, RateLimitId: limit.RateLimitId}, patiently)
	return err
}

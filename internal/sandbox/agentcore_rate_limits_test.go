package sandbox

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"
)

// limitInput limits every value of the keys to 1,000 tokens a minute.
func limitInput(id string, keys ...string) *agentcore.CreateGatewayRateLimitInput {
	in := &agentcore.CreateGatewayRateLimitInput{GatewayIdentifier: gatewayID(), DimensionKeys: keys}
	if id != "" {
		in.RateLimitId = &id
	}
	wild := map[string]string{}
	for _, key := range keys {
		wild[key] = "*"
	}
	in.Entries = []types.LimitEntry{perMinute(1000, wild)}
	return in
}

func perMinute(tokens float64, dimensions map[string]string) types.LimitEntry {
	return types.LimitEntry{Dimensions: dimensions, Tokens: []types.RateConfig{{Rate: &tokens, Period: types.PeriodMinute}}}
}

func mustCreateLimit(t *testing.T, c cloud, in *agentcore.CreateGatewayRateLimitInput) (id string) {
	t.Helper()
	out, err := c.gateway.CreateGatewayRateLimit(t.Context(), in)
	noError(t, err)
	if out.Status != types.GatewayRateLimitStatusCreating {
		t.Errorf("made %s", out.Status)
	}
	c.settle(t)
	return *out.RateLimitId
}

func TestRateLimit_livesFromCreateToDelete(t *testing.T) {
	c := newCloud(t)
	id := mustCreateLimit(t, c, limitInput("", "qualifiedModelId"))
	entries := []types.LimitEntry{perMinute(5000, map[string]string{"qualifiedModelId": "assistant"}), perMinute(0, map[string]string{"qualifiedModelId": "*"})}
	update := &agentcore.UpdateGatewayRateLimitInput{GatewayIdentifier: gatewayID(), RateLimitId: &id, Entries: entries, Description: aws.String("llm_route assistant")}
	out, err := c.gateway.UpdateGatewayRateLimit(t.Context(), update)
	noError(t, err)
	if out.Status != types.GatewayRateLimitStatusUpdating {
		t.Errorf("updating it is %s", out.Status)
	}
	wantError[*types.ConflictException](t, ignore(c.gateway.UpdateGatewayRateLimit(t.Context(), update)), "UPDATING")
	c.settle(t)
	get := &agentcore.GetGatewayRateLimitInput{GatewayIdentifier: gatewayID(), RateLimitId: &id}
	got, err := c.gateway.GetGatewayRateLimit(t.Context(), get)
	noError(t, err)
	if got.Status != types.GatewayRateLimitStatusActive || *got.Description != "llm_route assistant" || *got.GatewayIdentifier != *gatewayID() {
		t.Errorf("got %s %s %s", got.Status, *got.Description, *got.GatewayIdentifier)
	}
	if diff := cmp.Diff(entries, got.Entries, ignoreSerde()); diff != "" {
		t.Errorf("(-sent +got):\n%s", diff)
	}
	noError(t, ignore(c.gateway.DeleteGatewayRateLimit(t.Context(), &agentcore.DeleteGatewayRateLimitInput{GatewayIdentifier: gatewayID(), RateLimitId: &id})))
	c.settle(t)
	wantError[*types.ResourceNotFoundException](t, ignore(c.gateway.GetGatewayRateLimit(t.Context(), get)), id)
}

func TestRateLimit_createRefuses(t *testing.T) {
	entries := func(id string, keys []string, list ...types.LimitEntry) *agentcore.CreateGatewayRateLimitInput {
		in := limitInput(id, keys...)
		in.Entries = list
		return in
	}
	two := []string{"targetName", "qualifiedModelId"}
	cases := map[string]struct {
		in   *agentcore.CreateGatewayRateLimitInput
		want func(*testing.T, error)
	}{
		"an id that is taken":                     {limitInput("taken", "targetName"), conflicts("already exists")},
		"keys that are taken":                     {limitInput("other", "toolName"), conflicts("same dimension keys")},
		"keys that are taken, in another order":   {limitInput("other", "qualifiedModelId", "toolName"), conflicts("same dimension keys")},
		"a key twice":                             {limitInput("other", "targetName", "targetName"), invalidates("twice")},
		"a key that does not exist":               {limitInput("other", "model"), invalidates("dimensionKeys")},
		"an entry without a key":                  {entries("other", two, perMinute(1, map[string]string{"targetName": "a"})), invalidates("must be the rate limit's dimension keys")},
		"an entry of another key":                 {entries("other", two[:1], perMinute(1, map[string]string{"qualifiedModelId": "a"})), invalidates("must be the rate limit's dimension keys")},
		"a wildcard before a value":               {entries("other", two, perMinute(1, map[string]string{"targetName": "*", "qualifiedModelId": "a"})), invalidates("trailing positions")},
		"a wildcard within a value":               {entries("other", two[:1], perMinute(1, map[string]string{"targetName": "a*"})), invalidates("stands alone")},
		"an entry that limits nothing":            {entries("other", two[:1], types.LimitEntry{Dimensions: map[string]string{"targetName": "a"}}), invalidates("limits nothing")},
		"two entries for the same":                {entries("other", two[:1], perMinute(1, map[string]string{"targetName": "a"}), perMinute(2, map[string]string{"targetName": "a"})), invalidates("dimensions of an earlier entry")},
		"a rate that is more than the most":       {entries("other", two[:1], perMinute(10000001, map[string]string{"targetName": "a"})), invalidates("less than or equal to 10000000")},
		"an id with a blank":                      {limitInput("a b", "targetName"), invalidates("rateLimitId")},
		"an id of one character: the model's two": {limitInput("a", "targetName"), invalidates("rateLimitId")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			mustCreateLimit(t, c, limitInput("taken", "toolName"))
			mustCreateLimit(t, c, limitInput("both", "toolName", "qualifiedModelId"))
			tc.want(t, ignore(c.gateway.CreateGatewayRateLimit(t.Context(), tc.in)))
			if got := limitIDs(t, c); len(got) != 2 {
				t.Errorf("after the refusal: %v", got)
			}
		})
	}
}

func limitIDs(t *testing.T, c cloud) []string {
	t.Helper()
	var ids []string
	pages := agentcore.NewListGatewayRateLimitsPaginator(c.gateway, &agentcore.ListGatewayRateLimitsInput{GatewayIdentifier: gatewayID(), MaxResults: aws.Int32(2)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, item := range page.RateLimits {
			ids = append(ids, *item.RateLimitId)
		}
	}
	return ids
}

func batch(ins ...*agentcore.CreateGatewayRateLimitInput) *agentcore.BatchPutGatewayRateLimitsInput {
	in := &agentcore.BatchPutGatewayRateLimitsInput{GatewayIdentifier: gatewayID()}
	for _, one := range ins {
		in.RateLimits = append(in.RateLimits, types.BatchPutLimitEntry{RateLimitId: one.RateLimitId, DimensionKeys: one.DimensionKeys, Entries: one.Entries})
	}
	return in
}

func TestRateLimit_batchesChangeAllOrNothing(t *testing.T) {
	c := newCloud(t)
	mustCreateLimit(t, c, limitInput("model", "qualifiedModelId"))
	changed := limitInput("model", "qualifiedModelId")
	changed.Entries = []types.LimitEntry{perMinute(7, map[string]string{"qualifiedModelId": "*"})}
	wrong := limitInput("model", "targetName")
	wantError[*types.ValidationException](t, ignore(c.gateway.BatchPutGatewayRateLimits(t.Context(), batch(limitInput("tool", "toolName"), wrong))), "cannot be changed")
	if diff := cmp.Diff([]string{"model"}, limitIDs(t, c)); diff != "" {
		t.Errorf("a refused batch left (-want +got):\n%s", diff)
	}
	other := limitInput("", "qualifiedModelId")
	out, err := c.gateway.BatchPutGatewayRateLimits(t.Context(), batch(changed, limitInput("tool", "toolName")))
	noError(t, err)
	if out.RateLimits[0].Status != types.GatewayRateLimitStatusUpdating || *out.RateLimits[0].Entries[0].Tokens[0].Rate != 7 || out.RateLimits[1].Status != types.GatewayRateLimitStatusCreating {
		t.Errorf("got %+v", out.RateLimits)
	}
	c.settle(t)
	if diff := cmp.Diff([]string{"model", "tool"}, limitIDs(t, c)); diff != "" {
		t.Error(diff)
	}
	out, err = c.gateway.BatchPutGatewayRateLimits(t.Context(), batch(other)) // matched by its keys
	noError(t, err)
	if *out.RateLimits[0].RateLimitId != "model" {
		t.Errorf("changed %s", *out.RateLimits[0].RateLimitId)
	}
	c.settle(t)
	other.RateLimitId = aws.String("second")
	wantError[*types.ConflictException](t, ignore(c.gateway.BatchPutGatewayRateLimits(t.Context(), batch(other))), "same dimension keys")
}

func TestRateLimit_fiftyAndNoMore(t *testing.T) {
	c := newCloud(t, ProvisioningTime(0))
	for i := range 50 {
		_, err := c.gateway.CreateGatewayRateLimit(t.Context(), limitInput(fmt.Sprintf("limit-%d", i), "$.context.jwt."+strings.Repeat("a", i+2)))
		noError(t, err)
	}
	wantError[*types.ServiceQuotaExceededException](t, ignore(c.gateway.CreateGatewayRateLimit(t.Context(), limitInput("more", "targetName"))), "50 rate limits")
}

func TestRateLimit_oneTokenIsOneRateLimit(t *testing.T) {
	c := newCloud(t)
	in := limitInput("", "targetName")
	in.ClientToken = aws.String(strings.Repeat("t", 33))
	if first, again := mustCreateLimit(t, c, in), limitIDs(t, c); len(again) != 1 || again[0] != first {
		t.Fatalf("made %s, listed %v", first, again)
	}
	noError(t, ignore(c.gateway.CreateGatewayRateLimit(t.Context(), in)))
	if got := limitIDs(t, c); len(got) != 1 {
		t.Errorf("made twice: %v", got)
	}
}

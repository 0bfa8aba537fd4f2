package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
)

// agentcoreMaxRateLimits is how many rate limits a gateway can have.
const agentcoreMaxRateLimits = 50

// rateLimitInput is CreateGatewayRateLimitRequest, UpdateGatewayRateLimitRequest and BatchPutLimitEntry.
type rateLimitInput struct {
	ClientToken   *string
	RateLimitID   *string
	Description   *string
	DimensionKeys []string
	Entries       json.RawMessage
}

func createRateLimit(st *state, r *request) (any, *awsError) {
	var in rateLimitInput
	if refused := shaped(r.body, createRateLimitShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "CreateGatewayRateLimit")
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := agentcoreOnce(st, r, "CreateGatewayRateLimit/"+g.ID, in.ClientToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		if l := g.rateLimit(earlier, r.now); l != nil {
			return l.view(g, r), nil
		}
		return nil, agentcoreConflict("The clientToken %s made the rate limit %s, which is deleted", *in.ClientToken, earlier)
	}
	if refused := in.checkNew(g, r); refused != nil {
		return nil, refused
	}
	l := in.make(st, r)
	g.RateLimits = append(present(g.RateLimits, r.now), l)
	o.keep(st.AWS.edit(r.region), l.ID)
	return l.view(g, r), nil
}

// checkNew refuses a rate limit that a gateway has already, by id or by dimension keys.
func (in *rateLimitInput) checkNew(g *agentcoreGateway, r *request) *awsError {
	if in.RateLimitID != nil && g.rateLimit(*in.RateLimitID, r.now) != nil {
		return agentcoreConflict("A rate limit with id %s already exists in gateway %s", *in.RateLimitID, g.ID)
	}
	if other := g.rateLimitFor(in.DimensionKeys, r.now); other != nil {
		return agentcoreConflict("The rate limit %s of gateway %s has the same dimension keys %v", other.ID, g.ID, other.Keys)
	}
	if n := len(present(g.RateLimits, r.now)); n >= agentcoreMaxRateLimits {
		return agentcoreQuota("Gateway %s has %d rate limits, which is the quota", g.ID, n)
	}
	return checkEntries(in.DimensionKeys, in.Entries)
}

func (in *rateLimitInput) make(st *state, r *request) *agentcoreRateLimit {
	l := &agentcoreRateLimit{Keys: in.DimensionKeys}
	l.Serial, l.Created = st.nextSerial(), r.now
	l.ID = newBedrockID(l.Serial)
	if in.RateLimitID != nil {
		l.ID = *in.RateLimitID
	}
	in.fill(l)
	l.start(r, "CREATING")
	return l
}

func (in *rateLimitInput) fill(l *agentcoreRateLimit) {
	l.Entries = in.Entries
	if in.Description != nil {
		l.Description = *in.Description
	}
}

func updateRateLimit(st *state, r *request) (any, *awsError) {
	var in rateLimitInput
	if refused := shaped(r.body, updateRateLimitShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "UpdateGatewayRateLimit")
	if refused != nil {
		return nil, refused
	}
	l, refused := findRateLimit(g, r)
	if refused != nil {
		return nil, refused
	}
	if refused := in.checkUpdate(l, r); refused != nil {
		return nil, refused
	}
	in.fill(l)
	l.start(r, "UPDATING")
	return l.view(g, r), nil
}

func (in *rateLimitInput) checkUpdate(l *agentcoreRateLimit, r *request) *awsError {
	if l.busy(r.now) {
		return agentcoreConflict("Cannot update the rate limit %s when it is in %s status", l.ID, l.status(r.now, "ACTIVE"))
	}
	return checkEntries(l.Keys, in.Entries)
}

// limitEntry is LimitEntry, as far as something depends on it.
type limitEntry struct {
	Dimensions  map[string]string `json:"dimensions"`
	Requests    json.RawMessage   `json:"requests"`
	Tokens      json.RawMessage   `json:"tokens"`
	Connections json.RawMessage   `json:"connections"`
}

// checkEntries holds the entries of a rate limit to its dimension keys.
func checkEntries(keys []string, raw json.RawMessage) *awsError {
	if n := len(slices.Compact(slices.Sorted(slices.Values(keys)))); n != len(keys) {
		return invalidInput("The dimensionKeys %v hold a key twice", keys)
	}
	var entries []limitEntry
	if err := json.Unmarshal(raw, &entries); err != nil {
		return invalidInput("%s", err)
	}
	var seen [][]string
	for i, e := range entries {
		values, refused := e.values(keys)
		switch {
		case refused != nil:
			return refused
		case slices.ContainsFunc(seen, func(other []string) bool { return slices.Equal(other, values) }):
			return invalidInput("entries.%d.member has the dimensions of an earlier entry: %v", i+1, values)
		case e.Requests == nil && e.Tokens == nil && e.Connections == nil:
			return invalidInput("entries.%d.member limits nothing: it takes requests, tokens or connections", i+1)
		}
		seen = append(seen, values)
	}
	return nil
}

// values returns the entry's values in the order of the keys. A wildcard stands alone, and only wildcards follow it.
func (e limitEntry) values(keys []string) ([]string, *awsError) {
	var values []string
	wild := false
	for _, key := range keys {
		value, has := e.Dimensions[key]
		if !has || len(e.Dimensions) != len(keys) {
			return nil, invalidInput("The dimensions of an entry must be the rate limit's dimension keys %v", keys)
		}
		if wild && value != "*" || value != "*" && strings.Contains(value, "*") {
			return nil, invalidInput("The dimension %s is '%s': the wildcard * stands alone, and only in trailing positions", key, value)
		}
		wild = value == "*"
		values = append(values, value)
	}
	return values, nil
}

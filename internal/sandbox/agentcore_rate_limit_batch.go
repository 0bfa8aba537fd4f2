package sandbox

import "slices"

// batchPutRateLimits changes and creates rate limits, all or none of them. An entry is matched by its id, or else by its
// dimension keys.
func batchPutRateLimits(st *state, r *request) (any, *awsError) {
	var in struct {
		ClientToken *string
		RateLimits  []rateLimitInput
	}
	if refused := shaped(r.body, batchPutShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "BatchPutGatewayRateLimits")
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := agentcoreOnce(st, r, "BatchPutGatewayRateLimits/"+g.ID, in.ClientToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return map[string]any{"rateLimits": rateLimitViews(g, r, present(g.RateLimits, r.now))}, nil
	}
	draft := &agentcoreGateway{ID: g.ID, RateLimits: present(g.RateLimits, r.now)}
	var put []*agentcoreRateLimit
	for i := range in.RateLimits {
		l, refused := in.RateLimits[i].put(st, r, draft)
		if refused != nil {
			return nil, refused
		}
		put = append(put, l)
	}
	g.RateLimits = draft.RateLimits
	o.keep(st.AWS.edit(r.region), g.ID)
	return map[string]any{"rateLimits": rateLimitViews(g, r, put)}, nil
}

// put changes or adds one rate limit of a draft, which shares none of its changes with the gateway.
func (in *rateLimitInput) put(st *state, r *request, draft *agentcoreGateway) (*agentcoreRateLimit, *awsError) {
	found := draft.rateLimitFor(in.DimensionKeys, r.now)
	if in.RateLimitID != nil {
		byID := draft.rateLimit(*in.RateLimitID, r.now)
		if byID != nil && byID != found {
			return nil, invalidInput("The dimension keys %v of rate limit %s cannot be changed", byID.Keys, byID.ID)
		}
		if byID == nil && found != nil {
			return nil, agentcoreConflict("The rate limit %s of gateway %s has the same dimension keys %v", found.ID, draft.ID, found.Keys)
		}
	}
	if found == nil {
		if refused := in.checkNew(draft, r); refused != nil {
			return nil, refused
		}
		l := in.make(st, r)
		draft.RateLimits = append(draft.RateLimits, l)
		return l, nil
	}
	if refused := in.checkUpdate(found, r); refused != nil {
		return nil, refused
	}
	changed := *found
	in.fill(&changed)
	changed.start(r, "UPDATING")
	draft.RateLimits[slices.Index(draft.RateLimits, found)] = &changed
	return &changed, nil
}

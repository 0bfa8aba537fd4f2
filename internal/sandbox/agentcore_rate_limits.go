package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

func rateLimitRoutes() []route {
	const all, one = "/gateways/{gateway}/rate-limits", "/gateways/{gateway}/rate-limits/{limit}"
	return []route{
		agentcoreRoute(http.MethodPost, all, http.StatusCreated, createRateLimit),
		agentcoreRead(http.MethodGet, all, listRateLimits),
		agentcoreRoute(http.MethodPut, all+"/batch", http.StatusOK, batchPutRateLimits),
		agentcoreRead(http.MethodGet, one, getRateLimit),
		agentcoreRoute(http.MethodPatch, one, http.StatusOK, updateRateLimit),
		agentcoreRoute(http.MethodDelete, one, http.StatusOK, deleteRateLimit),
	}
}

// rateLimitView is what Get and List show of a rate limit.
type rateLimitView struct {
	ID          string          `json:"rateLimitId"`
	Gateway     string          `json:"gatewayIdentifier"`
	Description string          `json:"description,omitempty"`
	Keys        []string        `json:"dimensionKeys"`
	Entries     json.RawMessage `json:"entries"`
	Status      string          `json:"status"`
	Created     *string         `json:"createdAt"`
	Updated     *string         `json:"updatedAt"`
}

func (l *agentcoreRateLimit) view(g *agentcoreGateway, r *request) rateLimitView {
	return rateLimitView{
		ID: l.ID, Gateway: g.ID, Description: l.Description, Keys: l.Keys, Entries: l.Entries, Status: l.status(r.now, "ACTIVE"),
		Created: awsStamp(l.Created), Updated: awsStamp(l.Updated),
	}
}

// rateLimit finds a rate limit by id, or returns nil.
func (g *agentcoreGateway) rateLimit(id string, now time.Time) *agentcoreRateLimit {
	for _, l := range g.RateLimits {
		if l.ID == id && !l.gone(now) {
			return l
		}
	}
	return nil
}

// rateLimitFor finds the rate limit of the dimension keys, in whatever order, or returns nil.
func (g *agentcoreGateway) rateLimitFor(keys []string, now time.Time) *agentcoreRateLimit {
	for _, l := range g.RateLimits {
		if !l.gone(now) && slices.Equal(slices.Sorted(slices.Values(l.Keys)), slices.Sorted(slices.Values(keys))) {
			return l
		}
	}
	return nil
}

// findRateLimit reads the rate limit's id in a path.
func findRateLimit(g *agentcoreGateway, r *request) (*agentcoreRateLimit, *awsError) {
	id := r.vars["limit"]
	c := &constraints{}
	c.text("rateLimitId", id, 2, 64, rateLimitIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if l := g.rateLimit(id, r.now); l != nil {
		return l, nil
	}
	return nil, agentcoreMissing("Rate limit", id+" of gateway "+g.ID)
}

func getRateLimit(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	l, refused := findRateLimit(g, r)
	if refused != nil {
		return nil, refused
	}
	return l.view(g, r), nil
}

func listRateLimits(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	page, next, refused := agentcorePage(r, "rate-limits/"+g.ID, present(g.RateLimits, r.now), 100)
	if refused != nil {
		return nil, refused
	}
	return bedrockList("rateLimits", rateLimitViews(g, r, page), next), nil
}

func rateLimitViews(g *agentcoreGateway, r *request, limits []*agentcoreRateLimit) []rateLimitView {
	views := make([]rateLimitView, 0, len(limits))
	for _, l := range limits {
		views = append(views, l.view(g, r))
	}
	return views
}

func deleteRateLimit(st *state, r *request) (any, *awsError) {
	g, refused := readyGateway(st, r, "DeleteGatewayRateLimit")
	if refused != nil {
		return nil, refused
	}
	l, refused := findRateLimit(g, r)
	if refused != nil {
		return nil, refused
	}
	if l.busy(r.now) {
		return nil, agentcoreConflict("Cannot perform operation DeleteGatewayRateLimit when rate limit is in %s status", l.status(r.now, "ACTIVE"))
	}
	l.start(r, "DELETING")
	return map[string]any{"rateLimitId": l.ID, "status": l.status(r.now, "DELETING")}, nil
}

package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

func ruleRoutes() []route {
	const all, one = "/gateways/{gateway}/rules", "/gateways/{gateway}/rules/{rule}"
	return []route{
		agentcoreRoute(http.MethodPost, all, http.StatusAccepted, createRule),
		agentcoreRead(http.MethodGet, all, listRules),
		agentcoreRead(http.MethodGet, one, getRule),
		agentcoreRoute(http.MethodPatch, one, http.StatusAccepted, updateRule),
		agentcoreRoute(http.MethodDelete, one, http.StatusAccepted, deleteRule),
	}
}

// ruleView is what Get and List show of a rule. The answer to a create has no time of update.
type ruleView struct {
	ID          string          `json:"ruleId"`
	GatewayARN  string          `json:"gatewayArn"`
	Priority    int             `json:"priority"`
	Description string          `json:"description,omitempty"`
	Conditions  json.RawMessage `json:"conditions,omitempty"`
	Actions     json.RawMessage `json:"actions"`
	Status      string          `json:"status"`
	Created     *string         `json:"createdAt"`
	Updated     *string         `json:"updatedAt,omitempty"`
}

func (a *agentcoreRule) view(g *agentcoreGateway, r *request) ruleView {
	return ruleView{
		ID: a.ID, GatewayARN: g.arn(r.region), Priority: a.Priority, Description: a.Description, Conditions: a.Conditions, Actions: a.Actions,
		Status: a.status(r.now, "ACTIVE"), Created: awsStamp(a.Created), Updated: awsStamp(a.Updated),
	}
}

// rule finds a rule by id, or returns nil.
func (g *agentcoreGateway) rule(id string, now time.Time) *agentcoreRule {
	for _, a := range g.Rules {
		if a.ID == id && !a.gone(now) {
			return a
		}
	}
	return nil
}

// ruleNaming finds a rule that names the target, or returns nil.
func (g *agentcoreGateway) ruleNaming(target string, now time.Time) *agentcoreRule {
	for _, a := range g.Rules {
		if !a.gone(now) && slices.Contains(targetsOf(a.Actions), target) {
			return a
		}
	}
	return nil
}

// findRule reads the rule's id in a path.
func findRule(g *agentcoreGateway, r *request) (*agentcoreRule, *awsError) {
	id := r.vars["rule"]
	c := &constraints{}
	c.text("ruleId", id, 36, 36, ruleIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if a := g.rule(id, r.now); a != nil {
		return a, nil
	}
	return nil, agentcoreMissing("Rule", id+" of gateway "+g.ID)
}

func getRule(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	a, refused := findRule(g, r)
	if refused != nil {
		return nil, refused
	}
	return a.view(g, r), nil
}

func listRules(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	page, next, refused := agentcorePage(r, "rules/"+g.ID, present(g.Rules, r.now), 100)
	if refused != nil {
		return nil, refused
	}
	views := make([]ruleView, 0, len(page))
	for _, a := range page {
		views = append(views, a.view(g, r))
	}
	return bedrockList("gatewayRules", views, next), nil
}

func deleteRule(st *state, r *request) (any, *awsError) {
	g, refused := readyGateway(st, r, "DeleteGatewayRule")
	if refused != nil {
		return nil, refused
	}
	a, refused := findRule(g, r)
	if refused != nil {
		return nil, refused
	}
	if a.busy(r.now) {
		return nil, notWhile("DeleteGatewayRule", "rule", a.status(r.now, "ACTIVE"))
	}
	a.start(r, "DELETING")
	return map[string]any{"ruleId": a.ID, "status": a.status(r.now, "DELETING")}, nil
}

package sandbox

import (
	"encoding/json"
	"net/http"
	"time"
)

func targetRoutes() []route {
	const all, one = "/gateways/{gateway}/targets/", "/gateways/{gateway}/targets/{target}/"
	return []route{
		agentcoreRoute(http.MethodPost, all, http.StatusAccepted, createTarget),
		agentcoreRead(http.MethodGet, all, listTargets),
		agentcoreRead(http.MethodGet, one, getTarget),
		agentcoreRoute(http.MethodPut, one, http.StatusAccepted, updateTarget),
		agentcoreRoute(http.MethodDelete, one, http.StatusAccepted, deleteTarget),
		agentcoreRoute(http.MethodPut, "/gateways/{gateway}/synchronizeTargets", http.StatusAccepted, synchronizeTargets),
	}
}

// targetSummary is what a list shows of a target: nothing of its configuration.
type targetSummary struct {
	ID          string  `json:"targetId"`
	Name        string  `json:"name"`
	Description string  `json:"description,omitempty"`
	Status      string  `json:"status"`
	Type        string  `json:"targetType,omitempty"`
	Created     *string `json:"createdAt"`
	Updated     *string `json:"updatedAt"`
}

// targetView is what Get shows of a target.
type targetView struct {
	GatewayARN    string          `json:"gatewayArn"`
	ID            string          `json:"targetId"`
	Name          string          `json:"name"`
	Description   string          `json:"description,omitempty"`
	Status        string          `json:"status"`
	StatusReasons []string        `json:"statusReasons,omitempty"`
	Configuration json.RawMessage `json:"targetConfiguration"`
	Credentials   json.RawMessage `json:"credentialProviderConfigurations"`
	Metadata      json.RawMessage `json:"metadataConfiguration,omitempty"`
	Created       *string         `json:"createdAt"`
	Updated       *string         `json:"updatedAt"`
}

func (t *agentcoreTarget) view(g *agentcoreGateway, r *request) targetView {
	return targetView{
		GatewayARN: g.arn(r.region), ID: t.ID, Name: t.Name, Description: t.Description, Status: t.status(r.now, "READY"), StatusReasons: t.Reasons,
		Configuration: t.Configuration, Credentials: t.Credentials, Metadata: t.Metadata, Created: awsStamp(t.Created), Updated: awsStamp(t.Updated),
	}
}

// kind is the targetType of a list.
func (t *agentcoreTarget) kind() string {
	if t.inference().Connector != nil {
		return "CONNECTOR"
	}
	return "PROVIDER"
}

// target finds a target by id, or returns nil.
func (g *agentcoreGateway) target(id string, now time.Time) *agentcoreTarget {
	for _, t := range g.Targets {
		if t.ID == id && !t.gone(now) {
			return t
		}
	}
	return nil
}

// targetNamed finds a target by its name, or returns nil.
func (g *agentcoreGateway) targetNamed(name string, now time.Time) *agentcoreTarget {
	for _, t := range g.Targets {
		if t.Name == name && !t.gone(now) {
			return t
		}
	}
	return nil
}

// findTarget reads the target's id in a path.
func findTarget(g *agentcoreGateway, r *request) (*agentcoreTarget, *awsError) {
	id := r.vars["target"]
	c := &constraints{}
	c.text("targetId", id, 10, 10, targetIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if t := g.target(id, r.now); t != nil {
		return t, nil
	}
	return nil, agentcoreMissing("Target", id+" of gateway "+g.ID)
}

func getTarget(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	t, refused := findTarget(g, r)
	if refused != nil {
		return nil, refused
	}
	return t.view(g, r), nil
}

func listTargets(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	page, next, refused := agentcorePage(r, "targets/"+g.ID, present(g.Targets, r.now), 1000)
	if refused != nil {
		return nil, refused
	}
	summaries := make([]targetSummary, 0, len(page))
	for _, t := range page {
		summaries = append(summaries, targetSummary{
			ID: t.ID, Name: t.Name, Description: t.Description, Status: t.status(r.now, "READY"), Type: t.kind(),
			Created: awsStamp(t.Created), Updated: awsStamp(t.Updated),
		})
	}
	return bedrockList("items", summaries, next), nil
}

// deleteTarget refuses a target that a rule still names: the stricter reading.
func deleteTarget(st *state, r *request) (any, *awsError) {
	g, refused := readyGateway(st, r, "DeleteGatewayTarget")
	if refused != nil {
		return nil, refused
	}
	t, refused := findTarget(g, r)
	if refused != nil {
		return nil, refused
	}
	if t.busy(r.now) {
		return nil, notWhile("DeleteGatewayTarget", "target", t.status(r.now, "READY"))
	}
	if rule := g.ruleNaming(t.Name, r.now); rule != nil {
		return nil, agentcoreConflict("Target %s (%s) is named by rule %s. Change or delete the rule before deleting the target.", t.Name, t.ID, rule.ID)
	}
	if refused := g.tooManyTargetOperations(r); refused != nil {
		return nil, refused
	}
	t.start(r, "DELETING")
	return map[string]any{"gatewayArn": g.arn(r.region), "targetId": t.ID, "status": t.status(r.now, "DELETING")}, nil
}

// synchronizeTargets is for MCP servers; an inference target has nothing to synchronize.
func synchronizeTargets(_ *state, _ *request) (any, *awsError) {
	return nil, invalidInput("The sandbox holds inference targets only, and they have no tools to synchronize")
}

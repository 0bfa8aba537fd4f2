package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

func gatewayRoutes() []route {
	const one = "/gateways/{gateway}/"
	return []route{
		agentcoreRoute(http.MethodPost, "/gateways/", http.StatusAccepted, createGateway),
		agentcoreRead(http.MethodGet, "/gateways/", listGateways),
		agentcoreRead(http.MethodGet, one, getGateway),
		agentcoreRoute(http.MethodPut, one, http.StatusAccepted, updateGateway),
		agentcoreRoute(http.MethodDelete, one, http.StatusAccepted, deleteGateway),
	}
}

// gatewaySummary is what a list shows of a gateway.
type gatewaySummary struct {
	ID             string  `json:"gatewayId"`
	Name           string  `json:"name"`
	Description    string  `json:"description,omitempty"`
	Status         string  `json:"status"`
	AuthorizerType string  `json:"authorizerType"`
	ProtocolType   string  `json:"protocolType,omitempty"`
	Created        *string `json:"createdAt"`
	Updated        *string `json:"updatedAt"`
}

// gatewayView is what Get shows of a gateway.
type gatewayView struct {
	gatewaySummary
	ARN            string            `json:"gatewayArn"`
	URL            string            `json:"gatewayUrl"`
	StatusReasons  []string          `json:"statusReasons,omitempty"`
	RoleARN        string            `json:"roleArn"`
	Authorizer     json.RawMessage   `json:"authorizerConfiguration,omitempty"`
	ExceptionLevel string            `json:"exceptionLevel,omitempty"`
	KMSKeyARN      string            `json:"kmsKeyArn,omitempty"`
	Workload       map[string]string `json:"workloadIdentityDetails"`
}

func (g *agentcoreGateway) arn(region string) string {
	return agentcoreOwnARN(region, "gateway/"+g.ID)
}

// url is where clients send requests; a gateway of the protocol MCP answers below /mcp.
func (g *agentcoreGateway) url(region string) string {
	url := "https://" + g.ID + ".gateway." + serviceAgentCore + "." + region + ".amazonaws.com"
	if g.ProtocolType == "MCP" {
		return url + "/mcp"
	}
	return url
}

func (g *agentcoreGateway) summary(now time.Time) gatewaySummary {
	return gatewaySummary{
		ID: g.ID, Name: g.Name, Description: g.Description, Status: g.status(now, "READY"), AuthorizerType: g.AuthorizerType,
		ProtocolType: g.ProtocolType, Created: awsStamp(g.Created), Updated: awsStamp(g.Updated),
	}
}

func (g *agentcoreGateway) view(r *request) gatewayView {
	return gatewayView{
		gatewaySummary: g.summary(r.now), ARN: g.arn(r.region), URL: g.url(r.region), StatusReasons: g.Reasons, RoleARN: g.RoleARN,
		Authorizer: g.Authorizer, ExceptionLevel: g.ExceptionLevel, KMSKeyARN: g.KMSKeyARN,
		Workload: map[string]string{"workloadIdentityArn": agentcoreOwnARN(r.region, "workload-identity-directory/default/workload-identity/"+g.ID)},
	}
}

// gateway finds a gateway by id, or returns nil.
func (held *awsRegion) gateway(id string, now time.Time) *agentcoreGateway {
	for _, g := range held.Gateways {
		if g.ID == id && !g.gone(now) {
			return g
		}
	}
	return nil
}

// findGateway reads the identifier of a path.
func findGateway(st *state, r *request) (*agentcoreGateway, *awsError) {
	id := r.vars["gateway"]
	c := &constraints{}
	c.text("gatewayIdentifier", id, 1, 1024, gatewayIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if g := st.AWS.at(r.region).gateway(id, r.now); g != nil {
		return g, nil
	}
	return nil, agentcoreMissing("Gateway", id)
}

// readyGateway finds the gateway of a write to something in it. It has to be READY.
func readyGateway(st *state, r *request, operation string) (*agentcoreGateway, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	if status := g.status(r.now, "READY"); status != "READY" && status != "UPDATE_UNSUCCESSFUL" {
		return nil, notWhile(operation, "gateway", status)
	}
	return g, nil
}

func getGateway(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	return g.view(r), nil
}

func listGateways(st *state, r *request) (any, *awsError) {
	page, next, refused := agentcorePage(r, "gateways", present(st.AWS.at(r.region).Gateways, r.now), 1000)
	if refused != nil {
		return nil, refused
	}
	summaries := make([]gatewaySummary, 0, len(page))
	for _, g := range page {
		summaries = append(summaries, g.summary(r.now))
	}
	return bedrockList("items", summaries, next), nil
}

// deleteGateway refuses a gateway that still holds something. Of targets this is known, of the rest it is the stricter
// reading.
func deleteGateway(st *state, r *request) (any, *awsError) {
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	status := g.status(r.now, "READY")
	switch {
	case slices.Contains([]string{"CREATING", "UPDATING", "DELETING"}, status):
		return nil, notWhile("DeleteGateway", "gateway", status)
	case len(present(g.Targets, r.now)) > 0:
		return nil, invalidInput("Gateway %s has targets associated with it. Delete all targets before deleting the gateway.", g.ID)
	case len(present(g.Rules, r.now))+len(present(g.RateLimits, r.now)) > 0:
		return nil, invalidInput("Gateway %s has rules or rate limits associated with it. Delete them before deleting the gateway.", g.ID)
	}
	g.start(r, "DELETING")
	return map[string]any{"gatewayId": g.ID, "status": g.status(r.now, "DELETING")}, nil
}

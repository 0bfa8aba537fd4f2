package amazonbedrock

import (
	"context"
	"iter"
	"slices"
	"strings"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routeDriver keeps routes on AgentCore Gateways: a target for every deployment that a route sends to, one rule for the
// route's name, and an entry in the gateway's rate limit of models.
type routeDriver struct{ platform *Platform }

var _ llm.RouteDriver = (*routeDriver)(nil)

// Routes returns the driver of routes.
func (p *Platform) Routes() llm.RouteDriver { return &routeDriver{platform: p} }

// open reaches the gateway's region, if the account is the right one. What the ARN alone tells is judged before any
// credentials are looked for.
func (d *routeDriver) open(ctx context.Context, op, object string, arn string) (*client, gateway, error) {
	g, err := parseGateway(arn)
	if err != nil {
		return nil, gateway{}, &llm.Error{Op: op, Object: clip(object), Code: llm.CodeRefused, Field: llm.FieldGateway, Message: err.Error(), Fix: gatewayFix, Err: err}
	}
	if err := d.platform.foreignGateway(g); err != nil {
		return nil, gateway{}, d.foreignError(op, g, err)
	}
	c, err := d.platform.client(ctx, g.Region)
	if err != nil {
		return nil, gateway{}, err
	}
	if err := foreignTo(g.Account, c.account, d.platform.config.Sandbox); err != nil {
		return nil, gateway{}, d.foreignError(op, g, err)
	}
	return c, g, nil
}

func (d *routeDriver) foreignError(op string, g gateway, cause error) error {
	return d.platform.foreignError(op, arn{Partition: g.Partition, Region: g.Region, Account: g.Account}, cause)
}

// Get reads the gateway once: its targets, its rules and its rate limits are lists, and of each target that is the route's
// the rest is read.
func (d *routeDriver) Get(ctx context.Context, id llm.ID, known []string) (*llm.Composite, error) {
	const op = "read route"
	ctx, done := bounded(ctx)
	defer done()
	c, g, err := d.open(ctx, op, id.Value, id.Parent)
	if err != nil {
		return nil, err
	}
	held, err := d.look(ctx, c, g)
	if err != nil {
		return nil, routeError(op, id.Value, err)
	}
	name := id.Name
	if rule := ruleOf(id); rule != "" {
		if name, err = held.nameOf(rule); err != nil {
			return nil, err
		}
	}
	children, err := held.children(ctx, c, name, known)
	if err != nil {
		return nil, routeError(op, id.Value, err)
	}
	if len(children) == 0 {
		return nil, &llm.Error{Op: op, Object: routeID(g, name).Value, Code: llm.CodeNotFound, Message: "the gateway has nothing of it"}
	}
	return &llm.Composite{
		ID: routeID(g, name), Name: name, Place: g.String(), Children: children,
		Endpoint: held.endpoint(name, children), Beside: held.beside(name, children),
	}, nil
}

// List names the routes whose rule is on the gateway; on every gateway of the region where none is named.
func (d *routeDriver) List(ctx context.Context, filter llm.Filter) iter.Seq2[llm.ID, error] {
	const op = "list routes"
	if filter.Parent != "" {
		return idsOf(func() ([]llm.ID, error) { return d.listOn(ctx, op, filter.Parent) })
	}
	return func(yield func(llm.ID, error) bool) {
		gateways, err := d.gatewaysIn(ctx, op, filter.Location)
		if err != nil {
			yield(llm.ID{}, err)
			return
		}
		for _, g := range gateways {
			for id, err := range idsOf(func() ([]llm.ID, error) { return d.listFound(ctx, op, g) }) {
				if !yield(id, err) {
					return
				}
			}
		}
	}
}

// gatewaysIn are the gateways of a region, without an account where the credentials' is not asked for.
func (d *routeDriver) gatewaysIn(ctx context.Context, op, region string) ([]gateway, error) {
	ctx, done := bounded(ctx)
	defer done()
	c, err := d.platform.listedRegion(ctx, op, region)
	if err != nil {
		return nil, err
	}
	all, err := listGateways(ctx, c)
	if err != nil {
		return nil, routeError(op, c.region, err)
	}
	own, _ := partition(c.region)
	var gateways []gateway
	for _, summary := range all {
		gateways = append(gateways, gateway{Partition: own, Region: c.region, Account: c.account, ID: deref(summary.GatewayId)})
	}
	return gateways, nil
}

func (d *routeDriver) listFound(ctx context.Context, op string, g gateway) ([]llm.ID, error) {
	if g.Account == "" {
		var err error
		if g, err = d.withAccount(ctx, op, g); err != nil {
			return nil, err
		}
	}
	return d.listOn(ctx, op, g.String())
}

// withAccount asks a gateway whose it is: the list of gateways does not tell.
func (d *routeDriver) withAccount(ctx context.Context, op string, g gateway) (gateway, error) {
	ctx, done := bounded(ctx)
	defer done()
	c, err := d.platform.client(ctx, g.Region)
	if err != nil {
		return gateway{}, err
	}
	self, err := c.agentcore.GetGateway(ctx, &control.GetGatewayInput{GatewayIdentifier: &g.ID})
	if err != nil {
		return gateway{}, routeError(op, g.ID, err)
	}
	told, err := parseGateway(deref(self.GatewayArn))
	if g.Account = told.Account; err != nil || told != g {
		return gateway{}, &llm.Error{Op: sendOp, Object: clip(g.ID), Code: llm.CodeProtocol, Message: "the answer is about " + clip(deref(self.GatewayArn)), Err: err}
	}
	return g, nil
}

func (d *routeDriver) listOn(ctx context.Context, op, gatewayARN string) ([]llm.ID, error) {
	ctx, done := bounded(ctx)
	defer done()
	c, g, err := d.open(ctx, op, gatewayARN, gatewayARN)
	if err != nil {
		return nil, err
	}
	rules, err := listRules(ctx, c, g)
	if err != nil {
		return nil, routeError(op, g.String(), err)
	}
	var ids []llm.ID
	for _, rule := range rules {
		if name := readRouteMarker(deref(rule.Description)); name != "" {
			ids = append(ids, routeID(g, name))
		}
	}
	slices.SortFunc(ids, func(a, b llm.ID) int { return strings.Compare(a.Value, b.Value) })
	return slices.Compact(ids), nil
}

func listGateways(ctx context.Context, c *client) ([]types.GatewaySummary, error) {
	return collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.GatewaySummary, *string, error) {
		answer, err := c.agentcore.ListGateways(ctx, &control.ListGatewaysInput{MaxResults: new(int32(pageSize)), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return answer.Items, answer.NextToken, nil
	}))
}

// readRouteMarker reads "llm_route NAME"; empty for any other text.
func readRouteMarker(description string) string {
	name, found := strings.CutPrefix(description, marker)
	if !found || !routeNamePattern.MatchString(name) {
		return ""
	}
	return name
}

// Replaced implements [llm.CompositeDriver].
func (*routeDriver) Replaced(have *llm.Composite, want llm.RouteDraft) []llm.Field {
	return llm.ReplacedRoute(have, want)
}

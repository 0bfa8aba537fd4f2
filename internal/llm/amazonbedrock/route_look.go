package amazonbedrock

import (
	"context"
	"slices"
	"strings"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// held is what a gateway holds.
type held struct {
	gateway gateway
	self    *control.GetGatewayOutput
	targets []types.TargetSummary
	rules   []types.GatewayRuleDetail
	limit   *types.GatewayRateLimitDetail // of models; nil: there is none
}

// look reads a gateway and its lists.
func (d *routeDriver) look(ctx context.Context, c *client, g gateway) (*held, error) {
	h := &held{gateway: g}
	var err error
	if h.self, err = c.agentcore.GetGateway(ctx, &control.GetGatewayInput{GatewayIdentifier: &g.ID}); err != nil {
		return nil, err
	}
	if deref(h.self.GatewayArn) != g.String() {
		return nil, &llm.Error{Op: sendOp, Object: g.String(), Code: llm.CodeProtocol, Message: "the answer is about " + clip(deref(h.self.GatewayArn))}
	}
	if h.targets, err = listTargets(ctx, c, g); err != nil {
		return nil, err
	}
	if h.rules, err = listRules(ctx, c, g); err != nil {
		return nil, err
	}
	h.limit, err = modelLimit(ctx, c, g)
	return h, err
}

func listTargets(ctx context.Context, c *client, g gateway) ([]types.TargetSummary, error) {
	return collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.TargetSummary, *string, error) {
		answer, err := c.agentcore.ListGatewayTargets(ctx, &control.ListGatewayTargetsInput{
			GatewayIdentifier: &g.ID, MaxResults: new(int32(pageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.Items, answer.NextToken, nil
	}))
}

const rulePageSize = 100 // the most that AgentCore's lists of rules and rate limits give at once

func listRules(ctx context.Context, c *client, g gateway) ([]types.GatewayRuleDetail, error) {
	return collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.GatewayRuleDetail, *string, error) {
		answer, err := c.agentcore.ListGatewayRules(ctx, &control.ListGatewayRulesInput{
			GatewayIdentifier: &g.ID, MaxResults: new(int32(rulePageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.GatewayRules, answer.NextToken, nil
	}))
}

// modelLimit finds the rate limit by model; a gateway has one at most for the same dimensions.
func modelLimit(ctx context.Context, c *client, g gateway) (*types.GatewayRateLimitDetail, error) {
	limits, err := collect(allPages(ctx, func(ctx context.Context, token *string) ([]types.GatewayRateLimitDetail, *string, error) {
		answer, err := c.agentcore.ListGatewayRateLimits(ctx, &control.ListGatewayRateLimitsInput{
			GatewayIdentifier: &g.ID, MaxResults: new(int32(rulePageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.RateLimits, answer.NextToken, nil
	}))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(limits, func(l types.GatewayRateLimitDetail) bool {
		return slices.Equal(l.DimensionKeys, []string{modelDimension})
	})
	if i < 0 {
		return nil, nil //nolint:nilnil // a gateway without that limit is no error
	}
	return &limits[i], nil
}

// nameOf finds the route whose rule has the id.
func (h *held) nameOf(rule string) (string, error) {
	const op = "read route"
	i := slices.IndexFunc(h.rules, func(r types.GatewayRuleDetail) bool { return deref(r.RuleId) == rule })
	if i < 0 {
		return "", &llm.Error{Op: op, Object: rule, Code: llm.CodeNotFound, Message: "the gateway has no such rule"}
	}
	if name := readRouteMarker(deref(h.rules[i].Description)); name != "" {
		return name, nil
	}
	return "", &llm.Error{
		Op: op, Object: rule, Code: llm.CodeInvalid, Field: llm.FieldID, Message: "the rule was not made by a route",
		Fix: "Only a route's own rule can be imported; its description begins with \"" + strings.TrimSpace(marker) + "\". Write an llm_route of another name beside it, and delete the rule when nobody asks for its model any more.",
	}
}

// endpoint is what clients of the route call: the gateway, at its address for inference.
func (h *held) endpoint(name string, children []llm.Child) llm.Endpoint {
	_, domain := partition(h.gateway.Region)
	base := "https://" + h.gateway.ID + ".gateway.bedrock-agentcore." + h.gateway.Region + "." + domain + "/inference"
	if host := hostOf(llm.URLs{OpenAI: deref(h.self.GatewayUrl)}); host != "" && host != "https://" {
		base = host + "/inference"
	}
	endpoint := llm.Endpoint{
		Platform: llm.Bedrock, Location: h.gateway.Region, Model: name,
		Auth: llm.Auth{Schemes: []string{strings.ToLower(string(h.self.AuthorizerType))}, Resources: []string{h.gateway.String()}},
	}
	switch h.self.AuthorizerType {
	case types.AuthorizerTypeAwsIam:
		endpoint.Auth.Schemes, endpoint.Auth.SigningService = []string{"sigv4"}, "bedrock-agentcore"
	case types.AuthorizerTypeCustomJwt:
		endpoint.Auth.Schemes = []string{"jwt"}
	}
	openai, anthropic := spokenByAll(children)
	if openai {
		endpoint.URLs.OpenAI = base + "/v1"
	}
	if anthropic {
		endpoint.URLs.Anthropic = base
	}
	return endpoint
}

// spokenByAll tells which protocols every target of a route speaks.
func spokenByAll(children []llm.Child) (openai, anthropic bool) {
	openai, anthropic = true, true
	for _, child := range children {
		if strings.HasPrefix(child.Name, targetPrefix) {
			urls := decodeTarget(child.Content).Endpoint.URLs
			openai, anthropic = openai && urls.OpenAI != "", anthropic && urls.Anthropic != ""
		}
	}
	return openai, anthropic
}

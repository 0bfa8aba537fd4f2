package amazonbedrock

import (
	"context"
	"fmt"
	"slices"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Preflight looks whether the gateway takes the route, whether its priority is free, and whether the credentials are there.
func (d *routeDriver) Preflight(ctx context.Context, spec llm.RouteSpec) []llm.Problem {
	const op = "check route"
	ctx, done := bounded(ctx)
	defer done()
	c, g, err := d.open(ctx, op, spec.Name, spec.Gateway)
	if err != nil {
		return unlooked(err)
	}
	self, err := c.agentcore.GetGateway(ctx, &control.GetGatewayInput{GatewayIdentifier: &g.ID})
	if err = routeError("read gateway", g.String(), err); err != nil {
		return missingGateway(g, err)
	}
	if unusable := self.Status == types.GatewayStatusFailed || self.Status == types.GatewayStatusDeleting; unusable {
		return problem(llm.FieldGateway, "Gateway not ready", fmt.Sprintf("The gateway %s is %s.", g, self.Status), "Repair the gateway, or give another one.")
	}
	problems, err := takenPriority(ctx, c, g, spec)
	if err != nil {
		return append(problems, unlooked(routeError("list rules", g.String(), err))...)
	}
	return append(problems, missingProviders(ctx, c, spec)...)
}

// missingGateway names the region, which the ARN alone decides.
func missingGateway(g gateway, err error) []llm.Problem {
	if !llm.IsNotFound(err) {
		return unlooked(err)
	}
	return problem(llm.FieldGateway, "Gateway not found",
		fmt.Sprintf("There is no gateway %s in %s of the account %s: the ARN decides where it is looked for, not the provider's region.", g.ID, g.Region, g.Account),
		"Correct the ARN, or create the gateway first (aws_bedrockagentcore_gateway).")
}

// unlooked is the one warning for what could not be looked at.
func unlooked(err error) []llm.Problem {
	return []llm.Problem{{
		Field: llm.FieldGateway, Severity: llm.Warning, Summary: "Gateway not checked", Detail: err.Error() + ".",
		Fix: "Allow bedrock-agentcore:GetGateway, ListGatewayRules, ListGatewayTargets, GetApiKeyCredentialProvider and GetOauth2CredentialProvider to these credentials.",
	}}
}

// takenPriority reports a rule of somebody else's with the route's priority, which the service would refuse.
func takenPriority(ctx context.Context, c *client, g gateway, spec llm.RouteSpec) ([]llm.Problem, error) {
	rules, err := listRules(ctx, c, g)
	if err != nil {
		return nil, err
	}
	var targets []string
	for _, m := range members(spec) {
		targets = append(targets, m.native)
	}
	own := ownRules(rules, spec.Name, targets, priorityOf(spec))
	for _, rule := range rules {
		mine := slices.ContainsFunc(own, func(r types.GatewayRuleDetail) bool { return deref(r.RuleId) == deref(rule.RuleId) })
		if !mine && deref(rule.Priority) == priorityOf(spec) {
			return problem(llm.FieldPriority, "Priority taken",
				fmt.Sprintf("Rule %s of the gateway has the priority %d already.", deref(rule.RuleId), priorityOf(spec)), priorityFix), nil
		}
	}
	return nil, nil
}

// missingProviders looks at every credential provider once.
func missingProviders(ctx context.Context, c *client, spec llm.RouteSpec) []llm.Problem {
	var problems []llm.Problem
	seen := map[string]bool{}
	for _, s := range spec.Places() {
		used, err := parseProvider(s.Credential)
		if err != nil || seen[s.Credential] {
			continue
		}
		seen[s.Credential] = true
		err = routeError("read credential provider", used.Name, readProvider(ctx, c, used))
		switch {
		case llm.IsNotFound(err):
			problems = append(problems, problem(s.Field("credential"), "Credential not found",
				fmt.Sprintf("%s: there is no %s %s in %s.", s.Label(), used.Kind, used.Name, used.Region), credentialFix)...)
		case err != nil:
			return append(problems, unlooked(err)...)
		}
	}
	return problems
}

func readProvider(ctx context.Context, c *client, p provider) error {
	if p.Kind == kindKeyProvider {
		_, err := c.agentcore.GetApiKeyCredentialProvider(ctx, &control.GetApiKeyCredentialProviderInput{Name: &p.Name})
		return err
	}
	_, err := c.agentcore.GetOauth2CredentialProvider(ctx, &control.GetOauth2CredentialProviderInput{Name: &p.Name})
	return err
}

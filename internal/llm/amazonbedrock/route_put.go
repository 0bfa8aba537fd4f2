package amazonbedrock

import (
	"context"
	"slices"
	"strings"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Put makes or changes one child.
func (d *routeDriver) Put(ctx context.Context, spec llm.RouteSpec, have *llm.Composite, child string) (llm.ID, error) {
	return have.ID, d.put(ctx, spec, have, child)
}

func (d *routeDriver) put(ctx context.Context, spec llm.RouteSpec, have *llm.Composite, child string) error {
	const op = "write route"
	ctx, done := bounded(ctx)
	defer done()
	c, g, err := d.open(ctx, op, have.ID.Value, have.ID.Parent)
	if err != nil {
		return err
	}
	id := ""
	if held := have.Child(child); held != nil {
		id = nativeID(held.ID)
	}
	switch all := members(spec); {
	case child == childLimit && spec.TokensPerMinute != nil:
		return putError(op, child, llm.FieldRateLimit, putLimit(ctx, c, g, spec))
	case child == childRule:
		return putError(op, child, llm.FieldTargets, putRule(ctx, c, g, id, toRule(spec, all)))
	default:
		i := slices.IndexFunc(all, func(m member) bool { return targetPrefix+m.native == child })
		if i < 0 {
			return &llm.Error{Op: op, Object: child, Code: llm.CodeRefused, Message: "the route has no such child"}
		}
		return putError(op, child, all[i].Field("endpoint"), putTarget(ctx, c, g, id, toTarget(all[i])))
	}
}

// putTarget sends the whole target in either case: what an update leaves out is taken away.
func putTarget(ctx context.Context, c *client, g gateway, id string, in *control.CreateGatewayTargetInput) error {
	in.GatewayIdentifier = &g.ID
	return c.write(ctx, func(ctx context.Context, patiently func(*control.Options)) error {
		if id == "" {
			_, err := c.agentcore.CreateGatewayTarget(ctx, in, patiently)
			return err
		}
		_, err := c.agentcore.UpdateGatewayTarget(ctx, &control.UpdateGatewayTargetInput{
			GatewayIdentifier: in.GatewayIdentifier, TargetId: &id, Name: in.Name, Description: in.Description,
			TargetConfiguration: in.TargetConfiguration, CredentialProviderConfigurations: in.CredentialProviderConfigurations,
		}, patiently)
		return err
	})
}

// putRule changes the rule in place, so that there is no moment without one.
func putRule(ctx context.Context, c *client, g gateway, id string, in *control.CreateGatewayRuleInput) error {
	in.GatewayIdentifier = &g.ID
	return c.write(ctx, func(ctx context.Context, patiently func(*control.Options)) error {
		if id == "" {
			_, err := c.agentcore.CreateGatewayRule(ctx, in, patiently)
			return err
		}
		_, err := c.agentcore.UpdateGatewayRule(ctx, &control.UpdateGatewayRuleInput{
			GatewayIdentifier: in.GatewayIdentifier, RuleId: &id, Description: in.Description, Priority: in.Priority,
			Conditions: in.Conditions, Actions: in.Actions,
		}, patiently)
		return err
	})
}

// Remove takes one child away. What is not there, or whose gateway is not, is gone.
func (d *routeDriver) Remove(ctx context.Context, have *llm.Composite, child string) error {
	const op = "delete from route"
	ctx, done := bounded(ctx)
	defer done()
	c, g, err := d.open(ctx, op, have.ID.Value, have.ID.Parent)
	if err != nil {
		return err
	}
	held := have.Child(child)
	if held == nil {
		return nil
	}
	if child == childLimit {
		err = removeLimit(ctx, c, g, have.Name)
	} else {
		err = removePart(ctx, c, g, strings.HasPrefix(child, targetPrefix), nativeID(held.ID))
	}
	if err = routeError(op, child, err); llm.IsNotFound(err) {
		return nil
	}
	return err
}

// removePart deletes a target, or a rule.
func removePart(ctx context.Context, c *client, g gateway, isTarget bool, id string) error {
	return c.write(ctx, func(ctx context.Context, patiently func(*control.Options)) error {
		if isTarget {
			_, err := c.agentcore.DeleteGatewayTarget(ctx, &control.DeleteGatewayTargetInput{GatewayIdentifier: &g.ID, TargetId: &id}, patiently)
			return err
		}
		_, err := c.agentcore.DeleteGatewayRule(ctx, &control.DeleteGatewayRuleInput{GatewayIdentifier: &g.ID, RuleId: &id}, patiently)
		return err
	})
}

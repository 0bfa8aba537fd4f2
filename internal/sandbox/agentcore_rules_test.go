package sandbox

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/aws/smithy-go/document"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// ignoreSerde leaves out what the client's types hold against being encoded by others.
func ignoreSerde() cmp.Option {
	return cmpopts.IgnoreTypes(document.NoSerde{})
}

// ruleInputFor routes a model to targets: one of them all, of two half each.
func ruleInputFor(model string, priority int32, targets ...string) *agentcore.CreateGatewayRuleInput {
	in := &agentcore.CreateGatewayRuleInput{
		GatewayIdentifier: gatewayID(), Priority: &priority,
		Conditions: []types.Condition{&types.ConditionMemberMatchModels{Value: types.MatchModels{
			AnyOf: []types.MatchModelEntry{{Value: &model, Operator: types.MatchOperatorStringEquals}},
		}}},
	}
	if len(targets) == 1 {
		in.Actions = toTarget(&types.RouteToTargetActionMemberStaticRoute{Value: types.StaticRoute{TargetName: &targets[0], Model: aws.String("gpt-a")}})
		return in
	}
	in.Actions = toTarget(split(50, 50, targets[0], targets[1]))
	return in
}

func toTarget(route types.RouteToTargetAction) []types.Action {
	return []types.Action{&types.ActionMemberRouteToTarget{Value: route}}
}

func split(first, second int32, names ...string) types.RouteToTargetAction {
	entries := []types.TargetTrafficSplitEntry{
		{Name: aws.String("a"), Weight: &first, TargetName: &names[0]}, {Name: aws.String("b"), Weight: &second, TargetName: &names[1]},
	}
	return &types.RouteToTargetActionMemberWeightedRoute{Value: types.WeightedRoute{TrafficSplit: entries}}
}

func mustCreateRule(t *testing.T, c cloud, in *agentcore.CreateGatewayRuleInput) (id string) {
	t.Helper()
	out, err := c.gateway.CreateGatewayRule(t.Context(), in)
	noError(t, err)
	c.settle(t)
	return *out.RuleId
}

func getRuleOf(t *testing.T, c cloud, id string) *agentcore.GetGatewayRuleOutput {
	t.Helper()
	out, err := c.gateway.GetGatewayRule(t.Context(), &agentcore.GetGatewayRuleInput{GatewayIdentifier: gatewayID(), RuleId: &id})
	noError(t, err)
	return out
}

func TestRule_weightsMoveInPlaceAndTheTargetsStayWhileTheyAreNamed(t *testing.T) {
	c := newCloud(t)
	ids := mustCreateTargets(t, c, "blue", "green")
	in := ruleInputFor("assistant", 100, "blue", "green")
	made, err := c.gateway.CreateGatewayRule(t.Context(), in)
	noError(t, err)
	if made.Status != types.GatewayRuleStatusCreating {
		t.Errorf("made %s", made.Status)
	}
	c.settle(t)
	got := getRuleOf(t, c, *made.RuleId)
	if got.Status != types.GatewayRuleStatusActive || *got.Priority != 100 || got.UpdatedAt == nil {
		t.Errorf("got %s %d %v", got.Status, *got.Priority, got.UpdatedAt)
	}
	if diff := cmp.Diff(in.Conditions, got.Conditions, ignoreSerde()); diff != "" {
		t.Errorf("conditions (-sent +got):\n%s", diff)
	}
	if diff := cmp.Diff(in.Actions, got.Actions, ignoreSerde()); diff != "" {
		t.Errorf("actions (-sent +got):\n%s", diff)
	}
	wantError[*types.ConflictException](t, deleteTargetOf(t, c, ids[0]), *made.RuleId)
	moved := toTarget(&types.RouteToTargetActionMemberStaticRoute{Value: types.StaticRoute{TargetName: aws.String("green")}})
	update := &agentcore.UpdateGatewayRuleInput{GatewayIdentifier: gatewayID(), RuleId: made.RuleId, Actions: moved}
	out, err := c.gateway.UpdateGatewayRule(t.Context(), update)
	noError(t, err)
	if out.Status != types.GatewayRuleStatusUpdating || *out.Priority != 100 || len(out.Conditions) != 1 {
		t.Errorf("updating: %s, priority %d, %d conditions", out.Status, *out.Priority, len(out.Conditions))
	}
	noError(t, deleteTargetOf(t, c, ids[0]))
	c.settle(t)
	wantError[*types.ConflictException](t, deleteTargetOf(t, c, ids[1]), *made.RuleId)
	_, err = c.gateway.DeleteGatewayRule(t.Context(), &agentcore.DeleteGatewayRuleInput{GatewayIdentifier: gatewayID(), RuleId: made.RuleId})
	noError(t, err)
	c.settle(t)
	noError(t, deleteTargetOf(t, c, ids[1]))
}

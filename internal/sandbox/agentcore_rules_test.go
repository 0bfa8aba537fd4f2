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

func TestRule_createRefuses(t *testing.T) {
	fallbackTo := func(names ...string) *types.Fallback {
		f := &types.Fallback{}
		for _, name := range names {
			f.TargetFallback = append(f.TargetFallback, types.FallbackTarget{TargetName: &name})
		}
		return f
	}
	static := func(name string, f *types.Fallback) []types.Action {
		return toTarget(&types.RouteToTargetActionMemberStaticRoute{Value: types.StaticRoute{TargetName: &name, Fallback: f}})
	}
	same := split(50, 50, "blue", "green").(*types.RouteToTargetActionMemberWeightedRoute)
	same.Value.TrafficSplit[1].Name = aws.String("a")
	cases := map[string]struct {
		priority int32
		actions  []types.Action
		want     func(*testing.T, error)
	}{
		"a priority that is taken":                {1, static("blue", nil), conflicts("The priority 1 is taken")},
		"a target that does not exist":            {2, static("red", nil), invalidates("red does not exist")},
		"a target that is not ready yet":          {2, static("busy", nil), invalidates("in CREATING status")},
		"a fallback that does not exist":          {2, static("blue", fallbackTo("green", "red")), invalidates("red does not exist")},
		"a fallback to the target itself":         {2, static("blue", fallbackTo("blue")), invalidates("appears twice")},
		"the same fallback twice":                 {2, static("blue", fallbackTo("green", "green")), invalidates("appears twice")},
		"three fallbacks":                         {2, static("blue", fallbackTo("green", "green", "green")), invalidates("less than or equal to 2")},
		"weights that do not add up to 100":       {2, toTarget(split(50, 49, "blue", "green")), invalidates("add up to 100")},
		"a weight of 0":                           {2, toTarget(split(0, 99, "blue", "green")), invalidates("weight")},
		"a weight of 100":                         {2, toTarget(split(100, 1, "blue", "green")), invalidates("less than or equal to 99")},
		"two entries of one name":                 {2, toTarget(same), invalidates("two entries with the name a")},
		"two routes":                              {2, append(static("blue", nil), static("green", nil)...), invalidates("at most one action")},
		"a priority of 0":                         {0, static("blue", nil), invalidates("priority")},
		"what the sandbox does not hold: bundles": {2, bundled(), invalidates("sandbox does not hold it")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			mustCreateTargets(t, c, "blue", "green")
			kept := mustCreateRule(t, c, ruleInputFor("other", 1, "blue"))
			_, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget("busy"))
			noError(t, err)
			in := ruleInputFor("assistant", tc.priority, "blue")
			in.Actions = tc.actions
			_, err = c.gateway.CreateGatewayRule(t.Context(), in)
			tc.want(t, err)
			if tc.priority == 1 { // an update must not take it either
				return
			}
			_, err = c.gateway.UpdateGatewayRule(t.Context(), &agentcore.UpdateGatewayRuleInput{
				GatewayIdentifier: gatewayID(), RuleId: &kept, Priority: &tc.priority, Actions: tc.actions,
			})
			tc.want(t, err)
			if got := getRuleOf(t, c, kept); *got.Priority != 1 || got.Status != types.GatewayRuleStatusActive {
				t.Errorf("the refused update left priority %d, %s", *got.Priority, got.Status)
			}
		})
	}
}

func bundled() []types.Action {
	return []types.Action{&types.ActionMemberConfigurationBundle{Value: &types.ConfigurationBundleActionMemberStaticOverride{
		Value: types.StaticOverride{BundleArn: aws.String("x"), BundleVersion: aws.String("00000000-0000-0000-0000-000000000000")},
	}}}
}

func TestRule_listsInFullAndByPages(t *testing.T) {
	c := newCloud(t)
	mustCreateTargets(t, c, "blue", "green")
	var want []types.GatewayRuleDetail
	for i, model := range []string{"a", "b", "c"} {
		got := getRuleOf(t, c, mustCreateRule(t, c, ruleInputFor(model, int32(100-i), "blue", "green")))
		want = append(want, types.GatewayRuleDetail{
			Actions: got.Actions, Conditions: got.Conditions, CreatedAt: got.CreatedAt, UpdatedAt: got.UpdatedAt, GatewayArn: got.GatewayArn,
			Priority: got.Priority, RuleId: got.RuleId, Status: got.Status,
		})
	}
	var got []types.GatewayRuleDetail
	pages := agentcore.NewListGatewayRulesPaginator(c.gateway, &agentcore.ListGatewayRulesInput{GatewayIdentifier: gatewayID(), MaxResults: aws.Int32(2)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		got = append(got, page.GatewayRules...)
	}
	if diff := cmp.Diff(want, got, ignoreSerde()); diff != "" {
		t.Errorf("(-read one by one +listed):\n%s", diff)
	}
}

func TestRule_isLeftAloneUntilItsWriteIsDone(t *testing.T) {
	c := newCloud(t)
	mustCreateTargets(t, c, "blue")
	made, err := c.gateway.CreateGatewayRule(t.Context(), ruleInputFor("assistant", 1, "blue"))
	noError(t, err)
	update := &agentcore.UpdateGatewayRuleInput{GatewayIdentifier: gatewayID(), RuleId: made.RuleId, Description: aws.String("llm_route assistant")}
	_, err = c.gateway.UpdateGatewayRule(t.Context(), update)
	wantError[*types.ValidationException](t, err, "when rule is in CREATING status")
	c.settle(t)
	noError(t, ignore(c.gateway.UpdateGatewayRule(t.Context(), update)))
	remove := &agentcore.DeleteGatewayRuleInput{GatewayIdentifier: gatewayID(), RuleId: made.RuleId}
	_, err = c.gateway.DeleteGatewayRule(t.Context(), remove)
	wantError[*types.ValidationException](t, err, "when rule is in UPDATING status")
	c.settle(t)
	if got := getRuleOf(t, c, *made.RuleId); *got.Description != "llm_route assistant" || !got.UpdatedAt.After(*got.CreatedAt) {
		t.Errorf("got %s, updated %s", *got.Description, got.UpdatedAt)
	}
	noError(t, ignore(c.gateway.DeleteGatewayRule(t.Context(), remove)))
	c.settle(t)
	wantError[*types.ResourceNotFoundException](t, ignore(c.gateway.DeleteGatewayRule(t.Context(), remove)), *made.RuleId)
}

// ignore keeps only the error of a call.
func ignore[T any](_ T, err error) error { return err }

func TestRule_aFallbackToTheSameTargetTakesAnotherModel(t *testing.T) {
	c := newCloud(t)
	mustCreateTargets(t, c, "blue")
	in := ruleInputFor("assistant", 1, "blue")
	in.Actions = toTarget(&types.RouteToTargetActionMemberStaticRoute{Value: types.StaticRoute{
		TargetName: aws.String("blue"), Model: aws.String("gpt-a"),
		Fallback: &types.Fallback{
			TargetFallback: []types.FallbackTarget{{TargetName: aws.String("blue"), Model: aws.String("gpt-b")}},
			TriggerOn:      &types.FallbackTriggers{StatusCodes: []string{"429", "5XX"}, Errors: []types.FallbackError{types.FallbackErrorConnectionError}},
			CircuitBreaker: &types.CircuitBreakerConfiguration{Mode: types.CircuitBreakerModeDisabled}, FirstByteTimeoutMilliseconds: aws.Int32(8000),
		},
	}})
	got := getRuleOf(t, c, mustCreateRule(t, c, in))
	if diff := cmp.Diff(in.Actions, got.Actions, ignoreSerde()); diff != "" {
		t.Errorf("(-sent +got):\n%s", diff)
	}
}

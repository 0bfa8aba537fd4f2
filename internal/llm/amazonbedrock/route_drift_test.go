package amazonbedrock

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// byHand is what somebody does on the gateway, and what a plan then says of the child.
type byHand struct {
	name   string
	child  string // kind of the child that the plan names
	kind   llm.ChildDifference
	detail string // a part of what it says
	do     func(t *testing.T, w gatewayWorld, have *llm.Composite) error
}

// targetOf is the request that made the target of a key.
func targetOf(key string) *control.CreateGatewayTargetInput {
	all := members(sandboxRoute())
	return toTarget(all[slices.IndexFunc(all, func(m member) bool { return m.Key == key })])
}

// retarget updates the target of a key with a change.
func retarget(key string, change func(*control.CreateGatewayTargetInput)) func(*testing.T, gatewayWorld, *llm.Composite) error {
	return func(t *testing.T, w gatewayWorld, have *llm.Composite) error {
		t.Helper()
		in := targetOf(key)
		id := nativeID(have.Child(targetPrefix + *in.Name).ID)
		change(in)
		_, err := w.c.agentcore.UpdateGatewayTarget(t.Context(), &control.UpdateGatewayTargetInput{
			GatewayIdentifier: &w.g.ID, TargetId: &id, Name: in.Name, Description: in.Description, TargetConfiguration: in.TargetConfiguration,
			CredentialProviderConfigurations: in.CredentialProviderConfigurations, MetadataConfiguration: in.MetadataConfiguration,
		})
		time.Sleep(2 * time.Second)
		return err
	}
}

func providerOf(in *control.CreateGatewayTargetInput) *types.InferenceProviderTargetConfiguration {
	return &in.TargetConfiguration.(*types.TargetConfigurationMemberInference).Value.(*types.InferenceTargetConfigurationMemberProvider).Value
}

// rerule patches the route's rule.
func rerule(change func(*control.UpdateGatewayRuleInput)) func(*testing.T, gatewayWorld, *llm.Composite) error {
	return func(t *testing.T, w gatewayWorld, have *llm.Composite) error {
		t.Helper()
		id := nativeID(have.Child(childRule).ID)
		in := &control.UpdateGatewayRuleInput{GatewayIdentifier: &w.g.ID, RuleId: &id}
		change(in)
		_, err := w.c.agentcore.UpdateGatewayRule(t.Context(), in)
		time.Sleep(2 * time.Second)
		return err
	}
}

// reroute patches the actions of the route's rule.
func reroute(change func([]types.TargetTrafficSplitEntry)) func(*testing.T, gatewayWorld, *llm.Composite) error {
	return rerule(func(in *control.UpdateGatewayRuleInput) {
		spec := sandboxRoute()
		in.Actions = toRule(spec, members(spec)).Actions
		change(in.Actions[0].(*types.ActionMemberRouteToTarget).Value.(*types.RouteToTargetActionMemberWeightedRoute).Value.TrafficSplit)
	})
}

func deleteRule(t *testing.T, w gatewayWorld, have *llm.Composite) error {
	t.Helper()
	id := nativeID(have.Child(childRule).ID)
	_, err := w.c.agentcore.DeleteGatewayRule(t.Context(), &control.DeleteGatewayRuleInput{GatewayIdentifier: &w.g.ID, RuleId: &id})
	time.Sleep(2 * time.Second)
	return err
}

func handMade() []byHand {
	return []byHand{
		{"a target's host", "target", llm.ChildChanged, "provider.endpoint is https://evil.example", retarget("blue", func(in *control.CreateGatewayTargetInput) {
			providerOf(in).Endpoint = new("https://evil.example")
		})},
		{"a target's host, with a key in it", "target", llm.ChildChanged, "provider.endpoint is sha256:", retarget("blue", func(in *control.CreateGatewayTargetInput) {
			providerOf(in).Endpoint = new("https://evil.example/?key=secret")
		})},
		{"a target's path", "target", llm.ChildChanged, "providerPath", retarget("blue", func(in *control.CreateGatewayTargetInput) {
			providerOf(in).Operations[0].ProviderPath = new("/elsewhere")
		})},
		{"a target's models", "target", llm.ChildChanged, "models.1.model", retarget("green", func(in *control.CreateGatewayTargetInput) {
			providerOf(in).Operations[0].Models = append(providerOf(in).Operations[0].Models, types.ModelEntry{Model: new("*")})
		})},
		{"a target's prefix", "target", llm.ChildChanged, "providerPrefix.strip is true", retarget("green", func(in *control.CreateGatewayTargetInput) {
			providerOf(in).ModelMapping = &types.ModelMapping{ProviderPrefix: &types.ProviderPrefix{Strip: true}}
		})},
		{"a target's kind", "target", llm.ChildChanged, "connector.source.connectorId is bedrock-mantle", retarget("spare", func(in *control.CreateGatewayTargetInput) {
			in.TargetConfiguration = &types.TargetConfigurationMemberInference{Value: &types.InferenceTargetConfigurationMemberConnector{
				Value: types.InferenceConnectorTargetConfiguration{Source: &types.InferenceConnectorSource{ConnectorId: new("bedrock-mantle")}},
			}}
			in.CredentialProviderConfigurations = []types.CredentialProviderConfiguration{{CredentialProviderType: types.CredentialProviderTypeGatewayIamRole}}
		})},
		{"a target's credential", "target", llm.ChildChanged, "apiKeyCredentialProvider.credentialParameterName is x-key", retarget("green", func(in *control.CreateGatewayTargetInput) {
			in.CredentialProviderConfigurations[0].CredentialProvider.(*types.CredentialProviderMemberApiKeyCredentialProvider).Value.CredentialParameterName = new("x-key")
		})},
		{"a target's headers", "target", llm.ChildChanged, "metadataConfiguration.allowedRequestHeaders.0 is x-spy", retarget("blue", func(in *control.CreateGatewayTargetInput) {
			in.MetadataConfiguration = &types.MetadataConfiguration{AllowedRequestHeaders: []string{"x-spy"}}
		})},
		{"a target's description", "target", llm.ChildChanged, "description is mine", retarget("spare", func(in *control.CreateGatewayTargetInput) {
			in.Description = new("mine")
		})},
		{"the weights", "rule", llm.ChildChanged, "weight is 1, wanted 90", reroute(func(split []types.TargetTrafficSplitEntry) {
			split[0].Weight, split[1].Weight = new(int32(1)), new(int32(99))
		})},
		{"a model", "rule", llm.ChildChanged, "model is another", reroute(func(split []types.TargetTrafficSplitEntry) { split[0].Model = new("another") })},
		{"the fallbacks", "rule", llm.ChildChanged, "targetFallback.1", reroute(func(split []types.TargetTrafficSplitEntry) {
			split[0].Fallback.TargetFallback = split[0].Fallback.TargetFallback[:1]
		})},
		{"no fallbacks", "rule", llm.ChildChanged, "fallback", reroute(func(split []types.TargetTrafficSplitEntry) { split[1].Fallback = nil })},
		{"the triggers", "rule", llm.ChildChanged, "triggerOn", reroute(func(split []types.TargetTrafficSplitEntry) { split[0].Fallback.TriggerOn = nil })},
		{"the timeout", "rule", llm.ChildChanged, "firstByteTimeoutMilliseconds is 50", reroute(func(split []types.TargetTrafficSplitEntry) {
			split[0].Fallback.FirstByteTimeoutMilliseconds = new(int32(50))
		})},
		{"the circuit breaker", "rule", llm.ChildChanged, "circuitBreaker.mode is DISABLED", reroute(func(split []types.TargetTrafficSplitEntry) {
			split[0].Fallback.CircuitBreaker.Mode = types.CircuitBreakerModeDisabled
		})},
		{"the model that the rule is for", "rule", llm.ChildChanged, "value is other", rerule(func(in *control.UpdateGatewayRuleInput) {
			in.Conditions = []types.Condition{toCondition("other")}
		})},
		{"a pattern of models", "rule", llm.ChildChanged, "operator is StringLike", rerule(func(in *control.UpdateGatewayRuleInput) {
			condition := toCondition("assistant")
			condition.(*types.ConditionMemberMatchModels).Value.AnyOf[0].Operator = types.MatchOperatorStringLike
			in.Conditions = []types.Condition{condition}
		})},
		{"one more condition", "rule", llm.ChildChanged, "conditions.1.matchPaths", rerule(func(in *control.UpdateGatewayRuleInput) {
			in.Conditions = []types.Condition{toCondition("assistant"), &types.ConditionMemberMatchPaths{Value: types.MatchPaths{AnyOf: []string{"/inference/*"}}}}
		})},
		{"the rule's priority", "rule", llm.ChildChanged, "priority is 5", rerule(func(in *control.UpdateGatewayRuleInput) { in.Priority = new(int32(5)) })},
		{"the rule's description", "rule", llm.ChildChanged, "description is mine", rerule(func(in *control.UpdateGatewayRuleInput) { in.Description = new("mine") })},
		{"the rule, deleted", "rule", llm.ChildMissing, "", deleteRule},
		{"a target, deleted", "target", llm.ChildMissing, "", func(t *testing.T, w gatewayWorld, have *llm.Composite) error {
			t.Helper()
			id := nativeID(have.Child(targetPrefix + *targetOf("spare").Name).ID)
			_, err := w.c.agentcore.DeleteGatewayTarget(t.Context(), &control.DeleteGatewayTargetInput{GatewayIdentifier: &w.g.ID, TargetId: &id})
			time.Sleep(2 * time.Second)
			return err
		}},
		{"a second rule of the route", "rule", llm.ChildSurplus, "", func(t *testing.T, w gatewayWorld, _ *llm.Composite) error {
			t.Helper()
			spec := sandboxRoute(func(s *llm.RouteSpec) { s.Priority = new(int64(999_999)) })
			err := putRule(t.Context(), w.c, w.g, "", toRule(spec, members(spec)))
			time.Sleep(2 * time.Second)
			return err
		}},
		{"a target that nobody asked for", "target", llm.ChildSurplus, "", func(t *testing.T, w gatewayWorld, _ *llm.Composite) error {
			t.Helper()
			in := targetOf("spare")
			in.Name = new("by-hand")
			err := putTarget(t.Context(), w.c, w.g, "", in)
			time.Sleep(2 * time.Second)
			return err
		}},
		{"more tokens", "rate-limit", llm.ChildChanged, "tokens.0.rate is 9, wanted 50000", func(t *testing.T, w gatewayWorld, _ *llm.Composite) error {
			t.Helper()
			return putLimit(t.Context(), w.c, w.g, sandboxRoute(func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(9)) }))
		}},
		{"the rate limit, deleted", "rate-limit", llm.ChildMissing, "", func(t *testing.T, w gatewayWorld, have *llm.Composite) error {
			t.Helper()
			id := nativeID(have.Child(childLimit).ID)
			_, err := w.c.agentcore.DeleteGatewayRateLimit(t.Context(), &control.DeleteGatewayRateLimitInput{GatewayIdentifier: &w.g.ID, RateLimitId: &id})
			time.Sleep(2 * time.Second)
			return err
		}},
	}
}

// TestRoute_everyHandMadeChangeIsShownAndRepairedByOneApply counts its cells.
func TestRoute_everyHandMadeChangeIsShownAndRepairedByOneApply(t *testing.T) {
	for _, tt := range handMade() {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				made := w.create(t, sandboxRoute())
				if err := tt.do(t, w, made); err != nil {
					t.Fatal(err)
				}
				have := w.shown(t, made, tt)
				repaired := w.update(t, have, sandboxRoute())
				ids := cmpopts.IgnoreFields(llm.Child{}, "ID", "Created")
				if diff := cmp.Diff(made, repaired, ids); diff != "" {
					t.Errorf("(-made +repaired):\n%s", diff)
				}
				if err := w.Delete(t.Context(), made.ID, nil, routePatience); err != nil {
					t.Fatal(err)
				}
				expectNothing(t, w)
			})
		})
	}
	t.Logf("%d changes", len(handMade()))
}

// shown reads the route and looks whether the plan says what was done.
func (w gatewayWorld) shown(t *testing.T, made *llm.Composite, tt byHand) *llm.Composite {
	t.Helper()
	have, err := w.Get(t.Context(), made.ID, known(made))
	if err != nil {
		t.Fatal(err)
	}
	diff := w.Diff(have, llm.RouteDraft{Spec: sandboxRoute()})
	said := slices.ContainsFunc(diff.Children, func(c llm.ChildChange) bool {
		return strings.HasPrefix(c.Name, tt.child) && c.Kind == tt.kind && strings.Contains(strings.Join(c.Details, "; "), tt.detail)
	})
	if len(diff.Children) != 1 || !said {
		t.Errorf("the plan says %+v, want %s to be %s: %s", diff.Children, tt.child, tt.kind, tt.detail)
	}
	return have
}

// TestRoute_brokenTargetsAreRepaired: health that an update can mend.
func TestRoute_brokenTargetsAreRepaired(t *testing.T) {
	for _, status := range []string{"FAILED", "UPDATE_UNSUCCESSFUL", "SYNCHRONIZE_UNSUCCESSFUL"} {
		t.Run(status, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				made := w.create(t, sandboxRoute())
				if err := w.sb.SetAgentCoreStatus(made.Children[0].ID, status, "the role may not sign"); err != nil {
					t.Fatal(err)
				}
				have := w.shown(t, made, byHand{child: "target", kind: llm.ChildFailed, detail: status + ": the role may not sign"})
				if phase, _ := w.update(t, have, sandboxRoute()).Health(); phase != llm.Ready {
					t.Errorf("phase = %s", phase)
				}
			})
		})
	}
}

package amazonbedrock

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// rival makes a rule of somebody else's, to a target of theirs.
func rival(t *testing.T, w gatewayWorld, priority int32, conditions ...types.Condition) (id string) {
	t.Helper()
	in := targetOf("spare")
	in.Name, in.Description = new("theirs"), new("not a route's")
	if err := putTarget(t.Context(), w.c, w.g, "", in); err != nil && !strings.Contains(err.Error(), "already exists") {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second)
	made, err := w.c.agentcore.CreateGatewayRule(t.Context(), &control.CreateGatewayRuleInput{
		GatewayIdentifier: &w.g.ID, Priority: &priority, Conditions: conditions,
		Actions: []types.Action{&types.ActionMemberRouteToTarget{Value: &types.RouteToTargetActionMemberStaticRoute{Value: types.StaticRoute{TargetName: in.Name}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second)
	return *made.RuleId
}

func models(operator types.MatchOperator, patterns ...string) types.Condition {
	var entries []types.MatchModelEntry
	for _, p := range patterns {
		entries = append(entries, types.MatchModelEntry{Value: &p, Operator: operator})
	}
	return &types.ConditionMemberMatchModels{Value: types.MatchModels{AnyOf: entries}}
}

func paths(patterns ...string) types.Condition {
	return &types.ConditionMemberMatchPaths{Value: types.MatchPaths{AnyOf: patterns}}
}

func TestRoute_preflight(t *testing.T) {
	tests := []struct {
		name     string
		prepare  func(t *testing.T, w gatewayWorld)
		change   func(*llm.RouteSpec)
		field    llm.Field
		severity llm.Severity
		says     string
	}{
		{name: "everything is there"},
		{
			name: "the gateway is not", change: func(s *llm.RouteSpec) { s.Gateway = strings.Replace(s.Gateway, "sandbox-", "elsewhere-", 1) },
			field: llm.FieldGateway, says: "There is no gateway elsewhere-0000000000 in us-east-1",
		},
		{
			name: "the gateway is in another region", change: func(s *llm.RouteSpec) { s.Gateway = strings.Replace(s.Gateway, "us-east-1", "eu-west-1", 1) },
			field: llm.FieldGateway, says: "in eu-west-1 of the account 000000000000: the ARN decides",
		},
		{
			name: "the gateway failed", field: llm.FieldGateway, says: "is FAILED",
			prepare: func(t *testing.T, w gatewayWorld) {
				t.Helper()
				if err := w.sb.SetAgentCoreStatus(w.g.String(), "FAILED"); err != nil {
					t.Fatal(err)
				}
			},
		},
		{
			name: "another rule has the priority", change: func(s *llm.RouteSpec) { s.Priority = new(int64(7)) },
			prepare: func(t *testing.T, w gatewayWorld) {
				t.Helper()
				rival(t, w, 7, models(types.MatchOperatorStringEquals, "other"))
			},
			field: llm.FieldPriority, says: "has the priority 7 already",
		},
		{
			name: "a key is not there", change: target("green", func(t *llm.RouteTarget) { t.Credential += "-gone" }),
			field: "targets.green.credential", says: "no apikeycredentialprovider azure-openai-gone in us-east-1",
		},
		{
			name: "a token is not there", change: func(s *llm.RouteSpec) { s.Fallbacks[0] = onAzure(sandbox.AgentCoreOAuthProviderARN()+"-gone", 0) },
			field: "fallbacks.0.credential", says: "no oauth2credentialprovider azure-entra-gone",
		},
		{
			name: "the gateway may not be read", field: llm.FieldGateway, severity: llm.Warning, says: "AccessDeniedException",
			prepare: denying("^/gateways/[^/]+/$"),
		},
		{
			name: "rules may not be listed", field: llm.FieldGateway, severity: llm.Warning, says: "AccessDeniedException",
			prepare: denying("/rules$"),
		},
		{
			name: "credentials may not be read, both of them", field: llm.FieldGateway, severity: llm.Warning, says: "AccessDeniedException",
			prepare: denying("^/identities/"),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				spec := sandboxRoute()
				if tt.change != nil {
					tt.change(&spec)
				}
				if tt.prepare != nil {
					tt.prepare(t, w)
				}
				problems := w.Preflight(t.Context(), spec)
				switch {
				case tt.field == "" && len(problems) == 0:
				case len(problems) != 1 || problems[0].Field != tt.field || problems[0].Severity != tt.severity || !strings.Contains(problems[0].Detail, tt.says) || problems[0].Fix == "":
					t.Errorf("problems = %+v, want one at %q that says %q", problems, tt.field, tt.says)
				}
			})
		})
	}
}

func denying(path string) func(*testing.T, gatewayWorld) {
	return func(_ *testing.T, w gatewayWorld) {
		w.sb.Hook(sandbox.Fault(func(r *http.Request) bool { return sandbox.On("", path)(r) }, 403, `{"message":"not authorized"}`, typed("AccessDeniedException")))
	}
}

// TestRoute_whatWouldBeRefusedWritesNothing: a problem of the preflight comes before the first target.
func TestRoute_whatWouldBeRefusedWritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		rival(t, w, 7)
		w.writes()
		_, err := w.Create(t.Context(), sandboxRoute(func(s *llm.RouteSpec) { s.Priority = new(int64(7)) }), routePatience)
		if err == nil || len(w.writes()) > 0 {
			t.Errorf("%v, with writes", err)
		}
	})
}

func TestRoute_beside(t *testing.T) {
	const early, late = 1, 999_999
	tests := []struct {
		name       string
		priority   int32
		conditions []types.Condition
		told       string // empty: it is not in the way
	}{
		{"an earlier rule for all", early, nil, "sends the requests for the model assistant to theirs"},
		{"an earlier rule for the same model", early, []types.Condition{models(types.MatchOperatorStringEquals, "other", "assistant")}, "of priority 1"},
		{"an earlier rule for a pattern", early, []types.Condition{models(types.MatchOperatorStringLike, "ass?st*")}, "of priority 1"},
		{"a pattern without an operator", early, []types.Condition{models("", "*")}, "of priority 1"},
		{"an earlier rule for the inference path", early, []types.Condition{paths("/other/*", "/inference/*")}, "of priority 1"},
		{"an earlier rule for some callers", early, []types.Condition{&types.ConditionMemberMatchPrincipals{Value: types.MatchPrincipals{
			AnyOf: []types.MatchPrincipalEntry{&types.MatchPrincipalEntryMemberIamPrincipal{Value: types.IamPrincipal{Arn: new("arn:aws:iam::000000000000:role/x")}}},
		}}}, "requests of some callers"},
		{"a later rule for all", late, nil, ""},
		{"an earlier rule for another model", early, []types.Condition{models(types.MatchOperatorStringEquals, "assistant2")}, ""},
		{"an earlier rule for another pattern", early, []types.Condition{models("", "assistant-?")}, ""},
		{"a pattern that is meant literally", early, []types.Condition{models(types.MatchOperatorStringEquals, "assist*")}, ""},
		{"an earlier rule for another path", early, []types.Condition{paths("/tools/*")}, ""},
		{"the model on another path", early, []types.Condition{models("", "*"), paths("/tools/*")}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newGatewayWorld(t)
				id := rival(t, w, tt.priority, tt.conditions...)
				made := w.create(t, sandboxRoute())
				switch {
				case tt.told == "" && len(made.Beside) == 0:
				case len(made.Beside) != 1 || made.Beside[0].Child != "rule/"+id || tt.told == "" || !strings.Contains(made.Beside[0].Detail, tt.told):
					t.Errorf("beside = %+v, want %q", made.Beside, tt.told)
				}
				if diff := w.Diff(made, llm.RouteDraft{Spec: sandboxRoute()}); diff.Action != llm.Same {
					t.Errorf("what is beside is no change of the route: %+v", diff)
				}
			})
		})
	}
}

// TestRoute_othersEntriesInTheRateLimitStay, whoever made the rate limit.
func TestRoute_othersEntriesInTheRateLimitStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGatewayWorld(t)
		theirs := types.LimitEntry{
			Dimensions: map[string]string{modelDimension: "*"}, Requests: []types.RateConfig{{Period: types.PeriodSecond, Rate: new(3.0)}},
		}
		made, err := w.c.agentcore.CreateGatewayRateLimit(t.Context(), &control.CreateGatewayRateLimitInput{
			GatewayIdentifier: &w.g.ID, DimensionKeys: []string{modelDimension}, Description: new("theirs"), Entries: []types.LimitEntry{theirs},
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		have := w.create(t, sandboxRoute())
		if id := nativeID(have.Child(childLimit).ID); id != *made.RateLimitId {
			t.Errorf("the entry is in %s, want %s", id, *made.RateLimitId)
		}
		have = w.update(t, have, sandboxRoute(func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(9)) }))
		if err := w.Delete(t.Context(), have.ID, known(have), routePatience); err != nil {
			t.Fatal(err)
		}
		limit, err := modelLimit(t.Context(), w.c, w.g)
		if err != nil || limit == nil {
			t.Fatalf("%v, %v", limit, err)
		}
		if diff := cmp.Diff(limitContent(theirs), limitContent(limit.Entries[0])); diff != "" || len(limit.Entries) != 1 || *limit.Description != "theirs" {
			t.Errorf("%d entries, %q (-want +got):\n%s", len(limit.Entries), *limit.Description, diff)
		}
	})
}

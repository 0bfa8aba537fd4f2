package amazonbedrock

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/aws/smithy-go/middleware"
	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestRoute_everyFieldIsContentOrReadOnly fills what the service answers, field by field.
func TestRoute_everyFieldIsContentOrReadOnly(t *testing.T) {
	cells := 0
	for name, of := range map[string]struct {
		answer  reflect.Type
		content func(any) map[string]string
	}{
		"target": {reflect.TypeFor[control.GetGatewayTargetOutput](), func(v any) map[string]string { return targetContent(v.(*control.GetGatewayTargetOutput)) }},
		"rule":   {reflect.TypeFor[types.GatewayRuleDetail](), func(v any) map[string]string { return foundRuleContent(v.(*types.GatewayRuleDetail)) }},
		"limit":  {reflect.TypeFor[types.LimitEntry](), func(v any) map[string]string { return limitContent(*v.(*types.LimitEntry)) }},
	} {
		for field := range of.answer.Fields() {
			if !field.IsExported() || field.Type == reflect.TypeFor[middleware.Metadata]() {
				continue
			}
			t.Run(name+"."+field.Name, func(t *testing.T) {
				value := reflect.New(of.answer)
				fill(t, value.Elem().FieldByIndex(field.Index))
				content := of.content(value.Interface())
				wire := strings.ToLower(field.Name[:1]) + field.Name[1:]
				if slices.Contains(readOnly(), wire) != (len(content) == 0) {
					t.Errorf("read-only: %t, content: %v", slices.Contains(readOnly(), wire), content)
				}
			})
			cells++
		}
	}
	t.Logf("%d fields", cells)
}

// fill sets a value to something that is not its default. Of a union it takes the member that a route uses, or any.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem())
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(7)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		fill(t, value)
		v.SetMapIndex(reflect.ValueOf("x"), value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(1, 0)))
			return
		}
		for field := range v.Type().Fields() {
			if field.IsExported() {
				fill(t, v.FieldByIndex(field.Index))
			}
		}
	case reflect.Interface:
		fillUnion(t, v)
	default:
		t.Fatalf("cannot fill a %s", v.Type())
	}
}

func fillUnion(t *testing.T, v reflect.Value) {
	t.Helper()
	for _, member := range []any{
		&types.TargetConfigurationMemberInference{}, &types.InferenceTargetConfigurationMemberProvider{}, &types.ActionMemberRouteToTarget{},
		&types.RouteToTargetActionMemberWeightedRoute{}, &types.ConditionMemberMatchModels{}, &types.CredentialProviderMemberApiKeyCredentialProvider{},
		&types.CertificateConfigurationMemberS3{}, &types.PrivateEndpointMemberSelfManagedLatticeResource{},
		&types.SelfManagedLatticeResourceMemberResourceConfigurationIdentifier{}, &types.AuthorizationDataMemberOauth2{},
	} {
		if reflect.TypeOf(member).Implements(v.Type()) {
			fill(t, reflect.ValueOf(member).Elem().FieldByName("Value"))
			v.Set(reflect.ValueOf(member))
			return
		}
	}
	t.Fatalf("no member of the union %s is known here", v.Type())
}

// TestRoute_everyPathIsSeen changes every leaf of a filled answer and looks whether the content notices.
func TestRoute_everyPathIsSeen(t *testing.T) {
	rule := &types.GatewayRuleDetail{}
	fill(t, reflect.ValueOf(rule).Elem())
	leaves, unseen := 0, []string(nil)
	before := foundRuleContent(rule)
	eachLeaf(reflect.ValueOf(rule).Elem(), "", func(path string, leaf reflect.Value) {
		leaves++
		was := reflect.New(leaf.Type()).Elem()
		was.Set(leaf)
		switch leaf.Kind() {
		case reflect.String:
			leaf.SetString("another")
		case reflect.Int32:
			leaf.SetInt(8)
		default:
			leaf.SetZero()
		}
		if cmp.Equal(before, foundRuleContent(rule)) {
			unseen = append(unseen, path)
		}
		leaf.Set(was)
	})
	want := []string{".CreatedAt", ".GatewayArn", ".RuleId", ".Status", ".System.ManagedBy", ".UpdatedAt"}
	if diff := cmp.Diff(want, unseen); diff != "" {
		t.Errorf("unseen (-want +got):\n%s", diff)
	}
	t.Logf("%d leaves", leaves)
}

func eachLeaf(v reflect.Value, path string, visit func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		eachLeaf(v.Elem(), path, visit)
	case reflect.Slice:
		eachLeaf(v.Index(0), path+".0", visit)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			visit(path, v)
			return
		}
		for field := range v.Type().Fields() {
			if field.IsExported() {
				eachLeaf(v.FieldByIndex(field.Index), path+"."+field.Name, visit)
			}
		}
	case reflect.Map:
		visit(path, v)
	default:
		visit(path, v)
	}
}

func TestRoute_oneMeaningIsOneContent(t *testing.T) {
	provider := func(change func(*types.InferenceProviderTargetConfiguration)) map[string]string {
		in := toTarget(members(routeSpec())[0])
		inference := in.TargetConfiguration.(*types.TargetConfigurationMemberInference)
		change(&inference.Value.(*types.InferenceTargetConfigurationMemberProvider).Value)
		return targetContent(in)
	}
	rule := func(change func(*types.Fallback)) map[string]string {
		spec := routeSpec(func(s *llm.RouteSpec) { *s = weighted(*s, 100, 0) })
		in := toRule(spec, members(spec))
		to := in.Actions[0].(*types.ActionMemberRouteToTarget).Value.(*types.RouteToTargetActionMemberStaticRoute)
		change(to.Value.Fallback)
		return ruleContent(in)
	}
	split := func(change func([]types.TargetTrafficSplitEntry)) map[string]string {
		spec := routeSpec(func(s *llm.RouteSpec) { s.FallbackOn.Statuses = []string{"5XX"} })
		in := toRule(spec, members(spec))
		to := in.Actions[0].(*types.ActionMemberRouteToTarget).Value.(*types.RouteToTargetActionMemberWeightedRoute)
		change(to.Value.TrafficSplit)
		return ruleContent(in)
	}
	sameSplit := split(func([]types.TargetTrafficSplitEntry) {})
	same, sameRule := provider(func(*types.InferenceProviderTargetConfiguration) {}), rule(func(*types.Fallback) {})
	for name, pair := range map[string][2]map[string]string{
		"operations in another order": {same, provider(func(p *types.InferenceProviderTargetConfiguration) { slices.Reverse(p.Operations) })},
		"no model mapping, written out": {same, provider(func(p *types.InferenceProviderTargetConfiguration) {
			p.ModelMapping = &types.ModelMapping{ProviderPrefix: &types.ProviderPrefix{Separator: new(".")}}
		})},
		"triggers in another order":                        {sameRule, rule(func(f *types.Fallback) { slices.Reverse(f.TriggerOn.Errors); slices.Reverse(f.TriggerOn.StatusCodes) })},
		"the two halves in another order":                  {sameSplit, split(func(to []types.TargetTrafficSplitEntry) { slices.Reverse(to) })},
		"the default triggers left out of the first half":  {sameSplit, split(func(to []types.TargetTrafficSplitEntry) { to[0].Fallback.TriggerOn = nil })},
		"the default triggers left out of the second half": {sameSplit, split(func(to []types.TargetTrafficSplitEntry) { to[1].Fallback.TriggerOn = nil })},
		"the circuit breaker left out":                     {sameRule, rule(func(f *types.Fallback) { f.CircuitBreaker = nil })},
		"the default triggers written out": {sameRule, rule(func(f *types.Fallback) {
			f.TargetFallback[1].TriggerOn = &types.FallbackTriggers{StatusCodes: []string{"5XX"}, Errors: types.FallbackErrorUnroutable.Values()}
		})},
	} {
		if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
			t.Errorf("%s (-one +other):\n%s", name, diff)
		}
	}
	for name, other := range map[string]map[string]string{
		"a prefix that is stripped": provider(func(p *types.InferenceProviderTargetConfiguration) {
			p.ModelMapping = &types.ModelMapping{ProviderPrefix: &types.ProviderPrefix{Strip: true}}
		}),
	} {
		if cmp.Equal(same, other) {
			t.Errorf("%s is not noticed", name)
		}
	}
	if cmp.Equal(sameRule, rule(func(f *types.Fallback) { slices.Reverse(f.TargetFallback) })) {
		t.Error("fallbacks in another order are not noticed")
	}
}

// TestRoute_whatTheSDKCannotReadIsADifference: an entry that a later version of the service added is nil.
func TestRoute_whatTheSDKCannotReadIsADifference(t *testing.T) {
	spec := routeSpec()
	in := toRule(spec, members(spec))
	found := &types.GatewayRuleDetail{Actions: in.Actions, Conditions: append(in.Conditions, nil), Description: in.Description, Priority: in.Priority}
	want := ruleContent(in)
	want["conditions.1"] = unknownMember
	if diff := cmp.Diff(want, foundRuleContent(found)); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
}

func TestRoute_parametersOfATokenAreDigests(t *testing.T) {
	target := &control.GetGatewayTargetOutput{CredentialProviderConfigurations: []types.CredentialProviderConfiguration{{
		CredentialProvider: &types.CredentialProviderMemberOauthCredentialProvider{Value: types.OAuthCredentialProvider{CustomParameters: map[string]string{"assertion": rawKey}}},
	}}}
	for path, value := range targetContent(target) {
		if strings.Contains(value, rawKey) {
			t.Errorf("%s shows it", path)
		}
		if strings.HasSuffix(path, ".assertion") && value != digest(rawKey) {
			t.Errorf("%s = %s, want a digest", path, value)
		}
	}
}

package amazonbedrock

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const rawKey = "sk-canary-4f9d2b7e61c84a0f"

func TestRoute_check(t *testing.T) {
	tests := []struct {
		name   string
		change func(*llm.RouteSpec)
		want   map[llm.Field]string // what the detail has to say, by field
	}{
		{"everything at once is fine", func(*llm.RouteSpec) {}, nil},
		{"one target takes any weight", func(s *llm.RouteSpec) { *s = weighted(*s, 7, 0) }, nil},
		{
			"three weighted targets are too many",
			func(s *llm.RouteSpec) { s.Targets["red"] = onBedrock("m", 1) },
			map[llm.Field]string{llm.FieldTargets: "splits requests between 2"},
		},
		{"a third without weight is fine", func(s *llm.RouteSpec) { s.Targets["red"] = onBedrock("m", 0) }, nil},
		{"weights are percentages", func(s *llm.RouteSpec) { *s = weighted(*s, 90, 20) }, map[llm.Field]string{llm.FieldTargets: "add up to 110"}},
		{
			"three fallbacks are too many",
			func(s *llm.RouteSpec) { s.Fallbacks = append(s.Fallbacks, onBedrock("m", 0)) },
			map[llm.Field]string{llm.FieldFallbacks: "at most 2"},
		},
		{
			"fallbacks that nothing leads to",
			func(s *llm.RouteSpec) { s.FallbackOn = llm.Triggers{} },
			map[llm.Field]string{llm.FieldFallbackOn: "makes the gateway turn to a fallback"},
		},
		{"a timeout alone leads to fallbacks", func(s *llm.RouteSpec) { s.FallbackOn = llm.Triggers{FirstByteTimeout: time.Second} }, nil},
		{
			"a timeout too short for AgentCore",
			func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 49 * time.Millisecond },
			map[llm.Field]string{llm.FieldFirstByte: "49ms"},
		},
		{
			"a timeout too long for AgentCore",
			func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 901 * time.Second },
			map[llm.Field]string{llm.FieldFirstByte: "15m1s"},
		},
		{
			"a part of a millisecond",
			func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 1500 * time.Microsecond * 100 / 99 },
			map[llm.Field]string{llm.FieldFirstByte: "cannot wait"},
		},
		{"a timeout without a fallback", func(s *llm.RouteSpec) { s.Fallbacks = nil }, map[llm.Field]string{llm.FieldFirstByte: "the route has none"}},
		{"priority 0", func(s *llm.RouteSpec) { s.Priority = new(int64(0)) }, map[llm.Field]string{llm.FieldPriority: "0 is not"}},
		{"priority a million and one", func(s *llm.RouteSpec) { s.Priority = new(int64(1000001)) }, map[llm.Field]string{llm.FieldPriority: "1000001"}},
		{"priority a million", func(s *llm.RouteSpec) { s.Priority = new(int64(1000000)) }, nil},
		{"too many tokens", func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(10000001)) }, map[llm.Field]string{llm.FieldRateTokens: "10000001"}},
		{"a gateway that is none", func(s *llm.RouteSpec) { s.Gateway = profileARN }, map[llm.Field]string{llm.FieldGateway: "not of an AgentCore Gateway"}},
		{
			"a gateway of no region",
			func(s *llm.RouteSpec) { s.Gateway = strings.Replace(testGateway, "us-east-1", "mars", 1) },
			map[llm.Field]string{llm.FieldGateway: `"mars" is not an AWS region`},
		},
		{
			"a gateway of another partition",
			func(s *llm.RouteSpec) { s.Gateway = strings.Replace(testGateway, "arn:aws:", "arn:aws-cn:", 1) },
			map[llm.Field]string{llm.FieldGateway: "not in the partition aws-cn"},
		},
		{
			"a gateway of the sandbox",
			func(s *llm.RouteSpec) {
				s.Gateway = strings.Replace(testGateway, testAccount, SandboxAccount, 1)
				delete(s.Targets, "green")
			},
			map[llm.Field]string{llm.FieldGateway: "it is of the sandbox"},
		},
		{
			"an Azure target without a credential",
			target("green", func(t *llm.RouteTarget) { t.Credential = "" }),
			map[llm.Field]string{"targets.green.credential": "does not accept the gateway's own role"},
		},
		{
			"a fallback without a credential",
			func(s *llm.RouteSpec) { s.Fallbacks[0] = onAzure("", 0) },
			map[llm.Field]string{"fallbacks.0.credential": "Fallback 1"},
		},
		{
			"a raw key as credential",
			target("green", func(t *llm.RouteTarget) { t.Credential = rawKey }),
			map[llm.Field]string{"targets.green.credential": "not the ARN of a credential provider"},
		},
		{
			"a credential of another region",
			target("green", func(t *llm.RouteTarget) { t.Credential = strings.Replace(keyProvider, "us-east-1", "eu-west-1", 1) }),
			map[llm.Field]string{"targets.green.credential": "it is in the region eu-west-1, and the gateway in us-east-1"},
		},
		{
			"a credential of another account",
			target("green", func(t *llm.RouteTarget) { t.Credential = strings.Replace(keyProvider, testAccount, "999999999999", 1) }),
			map[llm.Field]string{"targets.green.credential": "of the account 999999999999"},
		},
		{
			"a token for no scope",
			target("green", func(t *llm.RouteTarget) { t.Credential, t.Endpoint.Auth.Scope = tokenProvider, "" }),
			map[llm.Field]string{"targets.green.credential": "endpoint.auth.scope is none"},
		},
		{
			"an address without TLS",
			target("green", func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "http://a.example/v1" }),
			map[llm.Field]string{"targets.green.endpoint": `"http://a.example/v1" is no address`},
		},
		{
			"a key in an address",
			target("green", func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "https://a.example/v1?key=" + rawKey }),
			map[llm.Field]string{"targets.green.endpoint": "is no address"},
		},
		{
			"a password in an address",
			target("green", func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "https://user:" + rawKey + "@a.example/v1" }),
			map[llm.Field]string{"targets.green.endpoint": "is no address"},
		},
		{
			"two hosts",
			target("green", func(t *llm.RouteTarget) { t.Endpoint.URLs.Anthropic = "https://b.example/anthropic" }),
			map[llm.Field]string{"targets.green.endpoint": "two hosts"},
		},
		{
			"a model with a blank",
			target("blue", func(t *llm.RouteTarget) { t.Endpoint.Model = "gpt 5" }),
			map[llm.Field]string{"targets.blue.endpoint": `"gpt 5" is no model`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testRoutes().Check(llm.RouteDraft{Spec: routeSpec(tt.change)})
			expectProblems(t, got, tt.want)
		})
	}
}

func expectProblems(t *testing.T, got []llm.Problem, want map[llm.Field]string) {
	t.Helper()
	for _, p := range got {
		if detail, expected := want[p.Field]; !expected || !strings.Contains(p.Detail, detail) {
			t.Errorf("%s: %s: %s", p.Field, p.Summary, p.Detail)
		}
		if p.Summary == "" || p.Fix == "" {
			t.Errorf("%s says no way out: %+v", p.Field, p)
		}
		if strings.Contains(fmt.Sprintf("%+v", p), rawKey[8:]) {
			t.Errorf("%s shows the key", p.Field)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d problems, want %d", len(got), len(want))
	}
}

func TestRoute_checkLeavesWhatIsUnknownForLater(t *testing.T) {
	tests := []struct {
		name    string
		unknown llm.Field
		change  func(*llm.RouteSpec)
	}{
		{"the gateway", llm.FieldGateway, func(s *llm.RouteSpec) { s.Gateway = "" }},
		{"an endpoint", "targets.green.endpoint", target("green", func(t *llm.RouteTarget) { t.Endpoint, t.Credential = llm.Endpoint{}, "" })},
		{"a credential", "targets.green.credential", target("green", func(t *llm.RouteTarget) { t.Credential = "" })},
		{"a weight", "targets.green.weight", target("green", func(t *llm.RouteTarget) { t.Weight = 0 })},
		{"the timeout", llm.FieldFirstByte, func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = -1 }},
		{"all triggers", llm.FieldFallbackOn, func(s *llm.RouteSpec) { s.FallbackOn = llm.Triggers{} }},
		{"the priority", llm.FieldPriority, func(s *llm.RouteSpec) { s.Priority = new(int64(0)) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testRoutes().Check(llm.RouteDraft{Spec: routeSpec(tt.change), Unknown: llm.Fields(tt.unknown)})
			expectProblems(t, got, nil)
		})
	}
}

func TestRoute_parseID(t *testing.T) {
	const rule = "11111111-2222-3333-4444-555555555555"
	tests := []struct {
		name, given string
		want        llm.ID
	}{
		{"by name", testGateway + "/route/chat.v2", llm.ID{Value: testGateway + "/route/chat.v2", Parent: testGateway, Location: testRegion, Name: "chat.v2"}},
		{"by rule", testGateway + "/rule/" + rule, llm.ID{Value: testGateway + "/rule/" + rule, Parent: testGateway, Location: testRegion}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := testRoutes().ParseID(tt.given)
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
	for _, given := range []string{
		"", "assistant", testGateway, testGateway + "/route/", testGateway + "/route/a/b", testGateway + "/route/..", testGateway + "/rule/x",
		testGateway + "/route/a b", profileARN + "/route/a", strings.Replace(testGateway, "main", "../main", 1) + "/route/a",
		strings.Replace(testGateway, testAccount, SandboxAccount, 1) + "/route/a", strings.Replace(testGateway, testAccount, "999999999999", 1) + "/route/a",
	} {
		t.Run(fmt.Sprintf("%q is refused", given), func(t *testing.T) {
			if id, err := testRoutes().ParseID(given); llm.CodeOf(err) != llm.CodeInvalid {
				t.Errorf("%v, %v; want an invalid id", id, err)
			}
		})
	}
}

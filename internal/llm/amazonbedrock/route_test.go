package amazonbedrock

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	testGateway     = "arn:aws:bedrock-agentcore:us-east-1:" + testAccount + ":gateway/main-abcdefghij"
	keyProvider     = "arn:aws:bedrock-agentcore:us-east-1:" + testAccount + ":token-vault/default/apikeycredentialprovider/azure"
	tokenProvider   = "arn:aws:bedrock-agentcore:us-east-1:" + testAccount + ":token-vault/default/oauth2credentialprovider/entra"
	anotherEndpoint = "arn:aws:bedrock:us-east-1:" + testAccount + ":application-inference-profile/bbbbbbbbbbbb"
)

func testRoutes() *routeDriver {
	return &routeDriver{platform: NewPlatform(Config{Region: testRegion, AccountID: testAccount})}
}

// onBedrock is a target that the gateway's role may call.
func onBedrock(model string, weight int64) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Endpoint: llm.Endpoint{
		Platform: llm.Bedrock, Location: testRegion, Model: model,
		URLs: llm.URLs{OpenAI: "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1", Converse: "https://bedrock-runtime.us-east-1.amazonaws.com"},
		Auth: llm.Auth{Schemes: []string{"sigv4"}, SigningService: "bedrock"},
	}}
}

// onAzure is a target that takes a key or a token.
func onAzure(credential string, weight int64) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Credential: credential, Endpoint: llm.Endpoint{
		Platform: llm.Azure, Location: "swedencentral", Model: "chat",
		URLs: llm.URLs{OpenAI: "https://acct.openai.azure.com/openai/v1/"},
		Auth: llm.Auth{Schemes: []string{"entra_id", "api_key"}, Scope: "https://ai.azure.com/.default"},
	}}
}

// routeSpec is a valid route over both clouds with everything that can be asked for.
func routeSpec(with ...func(*llm.RouteSpec)) llm.RouteSpec {
	spec := llm.RouteSpec{
		Name: "assistant", Gateway: testGateway,
		Targets:    map[string]llm.RouteTarget{"blue": onBedrock(profileARN, 90), "green": onAzure(keyProvider, 10)},
		Fallbacks:  []llm.RouteTarget{onBedrock(anotherEndpoint, 0), onBedrock("amazon.nova-lite-v1:0", 0)},
		FallbackOn: llm.Triggers{Statuses: []string{"429", "5XX"}, ConnectionError: true, FirstByteTimeout: 8 * time.Second}, CircuitBreaker: true,
		TokensPerMinute: new(int64(50000)),
	}
	for _, change := range with {
		change(&spec)
	}
	return spec
}

// known are the names of a route's children, as state has them.
func known(made *llm.Composite) []string {
	names := make([]string, len(made.Children))
	for i, child := range made.Children {
		names[i] = child.Name
	}
	return names
}

// childNames are the kinds of children, in their order.
func childNames(children []llm.Child) []string {
	var names []string
	for _, child := range children {
		kind, _, _ := strings.Cut(child.Name, "/")
		names = append(names, kind)
	}
	return names
}

func TestRoute_renderOrder(t *testing.T) {
	children := testRoutes().Render(routeSpec())
	if diff := cmp.Diff([]string{"target", "target", "target", "target", "rate-limit", "rule"}, childNames(children)); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	for i, child := range children {
		if last := i == len(children)-1; child.Root != last || child.Last != last {
			t.Errorf("%s: root %t, last %t", child.Name, child.Root, child.Last)
		}
	}
}

func TestRoute_nativeNameFollowsTheDefinition(t *testing.T) {
	names := func(with ...func(*llm.RouteSpec)) map[string]bool {
		set := map[string]bool{}
		for _, child := range testRoutes().Render(routeSpec(with...)) {
			set[child.Name] = true
		}
		return set
	}
	blue := func(change func(*llm.RouteTarget)) func(*llm.RouteSpec) {
		return func(s *llm.RouteSpec) { target := s.Targets["blue"]; change(&target); s.Targets["blue"] = target }
	}
	for name, change := range map[string]func(*llm.RouteSpec){
		"another model":      blue(func(t *llm.RouteTarget) { t.Endpoint.Model = "other" }),
		"another host":       blue(func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI = "https://other.example/v1" }),
		"another path":       blue(func(t *llm.RouteTarget) { t.Endpoint.URLs.OpenAI += "x" }),
		"another credential": blue(func(t *llm.RouteTarget) { t.Credential = keyProvider }),
		"another region":     blue(func(t *llm.RouteTarget) { t.Endpoint.Location = "eu-west-1" }),
		"another key":        func(s *llm.RouteSpec) { s.Targets["red"] = s.Targets["blue"]; delete(s.Targets, "blue") },
	} {
		t.Run(name+" is another target", func(t *testing.T) {
			was, is := names(), names(change)
			gone := slices.DeleteFunc(slices.Collect(maps.Keys(was)), func(n string) bool { return is[n] })
			if len(gone) != 1 || !strings.HasPrefix(gone[0], "target/assistant-blue-") {
				t.Errorf("renamed %q, want blue alone", gone)
			}
		})
	}
	if diff := cmp.Diff(names(), names(func(s *llm.RouteSpec) { *s = weighted(*s, 10, 90); s.CircuitBreaker = false })); diff != "" {
		t.Errorf("other weights change names (-want +got):\n%s", diff)
	}
}

func weighted(s llm.RouteSpec, blue, green int64) llm.RouteSpec {
	targets := maps.Clone(s.Targets)
	for key, weight := range map[string]int64{"blue": blue, "green": green} {
		target := targets[key]
		target.Weight = weight
		targets[key] = target
	}
	s.Targets = targets
	return s
}

// anyRoute draws a route that passes its checks.
func anyRoute(t *rapid.T) llm.RouteSpec {
	names := rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?`)
	target := rapid.Custom(func(t *rapid.T) llm.RouteTarget {
		target := rapid.SampledFrom([]llm.RouteTarget{onBedrock("", 0), onAzure(keyProvider, 0), onAzure(tokenProvider, 0), onBedrock("", 0)}).Draw(t, "kind")
		target.Endpoint.Model = rapid.StringMatching(modelForm).Filter(func(s string) bool { return len(s) <= maxModel }).Draw(t, "model")
		target.Endpoint.URLs.OpenAI = rapid.SampledFrom([]string{"", "https://a.example/v1", "https://a.example/openai/v1/", "https://a.example"}).Draw(t, "openai")
		target.Endpoint.URLs.Anthropic = rapid.SampledFrom([]string{"", "https://a.example/", "https://a.example/anthropic"}).Draw(t, "anthropic")
		if len(target.Endpoint.URLs.Protocols()) == 0 {
			target.Endpoint.URLs.OpenAI = "https://b.example/v1"
		}
		target.Endpoint.Auth.SigningService = rapid.SampledFrom([]string{"", "bedrock", "bedrock-mantle"}).Draw(t, "service")
		target.Endpoint.Location = rapid.SampledFrom([]string{"", "us-east-1", "eu-west-1"}).Draw(t, "location")
		if target.Credential != "" && rapid.Bool().Draw(t, "not azure") {
			target.Endpoint.Platform = ""
		}
		return target
	})
	spec := llm.RouteSpec{
		Name: names.Draw(t, "name"), Gateway: testGateway, CircuitBreaker: rapid.Bool().Draw(t, "breaker"),
		Targets:   rapid.MapOfN(rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9_-]{0,8}[A-Za-z0-9])?`), target, 1, 4).Draw(t, "targets"),
		Fallbacks: rapid.SliceOfN(target, 0, 2).Draw(t, "fallbacks"),
		FallbackOn: llm.Triggers{
			Statuses:        rapid.SampledFrom([][]string{nil, {"429", "5XX"}, {"5XX"}, {"404", "4XX", "503"}}).Draw(t, "statuses"),
			ConnectionError: rapid.Bool().Draw(t, "connection"),
		},
	}
	if len(spec.Fallbacks) > 0 {
		spec.FallbackOn.FirstByteTimeout = rapid.SampledFrom([]time.Duration{0, 50 * time.Millisecond, 8 * time.Second, 15 * time.Minute}).Draw(t, "timeout")
	}
	if len(spec.FallbackOn.Statuses) == 0 && spec.FallbackOn.FirstByteTimeout == 0 {
		spec.FallbackOn.ConnectionError = true
	}
	if rapid.Bool().Draw(t, "limited") {
		spec.TokensPerMinute = new(rapid.Int64Range(1, maxTokens).Draw(t, "tokens"))
	}
	if rapid.Bool().Draw(t, "prioritised") {
		spec.Priority = new(rapid.Int64Range(1, maxPriority).Draw(t, "priority"))
	}
	shares := []int64{rapid.Int64Range(1, 99).Draw(t, "share")}
	if len(spec.Targets) > 1 && rapid.Bool().Draw(t, "split") {
		shares = append(shares, 100-shares[0])
	}
	for i, key := range slices.Sorted(maps.Keys(spec.Targets)) {
		weighted := spec.Targets[key]
		weighted.Weight = 0
		if i < len(shares) {
			weighted.Weight = shares[i]
		}
		spec.Targets[key] = weighted
	}
	return spec
}

// TestRoute_decodeUndoesRender is the contract's law, over random routes.
func TestRoute_decodeUndoesRender(t *testing.T) {
	d := testRoutes()
	rapid.Check(t, func(t *rapid.T) {
		spec := anyRoute(t)
		if problems := d.Check(llm.RouteDraft{Spec: spec}); len(problems) > 0 {
			t.Fatalf("drawn wrongly: %+v", problems)
		}
		rendered := d.Render(spec)
		if diff := cmp.Diff(rendered, d.Render(d.Decode(rendered))); diff != "" {
			t.Fatalf("(-rendered +decoded and rendered):\n%s", diff)
		}
	})
}

// TestRoute_decodeWithoutDescriptions: somebody took them away, and the rule still tells which fallback is which.
func TestRoute_decodeWithoutDescriptions(t *testing.T) {
	d := testRoutes()
	rendered := d.Render(routeSpec())
	for _, child := range rendered {
		if strings.Contains(child.Name, "-fallback-") {
			delete(child.Content, "description")
		}
	}
	if diff := cmp.Diff(d.Decode(d.Render(routeSpec())), d.Decode(rendered)); diff != "" {
		t.Errorf("(-with +without):\n%s", diff)
	}
}

func TestRoute_aTargetWithoutARegionIsSignedForInTheGatewaysOwn(t *testing.T) {
	for location, want := range map[string]string{"": "us-east-1", "eu-west-1": "eu-west-1"} {
		spec := routeSpec(target("blue", func(t *llm.RouteTarget) { t.Endpoint.Location = location }))
		const path = "credentialProviderConfigurations.0.credentialProvider.iamCredentialProvider.region"
		if got := testRoutes().Render(spec)[0].Content[path]; got != want {
			t.Errorf("location %q: region = %q, want %q", location, got, want)
		}
	}
}

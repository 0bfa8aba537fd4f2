package llm_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestCheckRoute(t *testing.T) {
	anthropic := llm.RouteTarget{Weight: 10, Endpoint: llm.Endpoint{Model: "m2", URLs: llm.URLs{Anthropic: "https://m2"}}}
	sees := func(t llm.RouteTarget, input ...string) llm.RouteTarget {
		t.Endpoint.Supports.Input = input
		return t
	}
	for sentence, row := range map[string]struct {
		change func(*llm.RouteSpec)
		field  llm.Field // empty: no problem
		words  string    // in what is said
	}{
		"a whole route is right":          {func(*llm.RouteSpec) {}, "", ""},
		"a name with a space":             {func(s *llm.RouteSpec) { s.Name = "my chat" }, llm.FieldName, "model name that clients ask for"},
		"a name that ends with a hyphen":  {func(s *llm.RouteSpec) { s.Name = "chat-" }, llm.FieldName, "both ends"},
		"a name of 49 letters":            {func(s *llm.RouteSpec) { s.Name = strings.Repeat("a", 49) }, llm.FieldName, "1 to 48"},
		"a key with a dot":                {func(s *llm.RouteSpec) { s.Targets["a.b"] = target("m9", 1) }, llm.FieldTargets, "a.b"},
		"a weight above 100":              {func(s *llm.RouteSpec) { s.Targets["blue"] = target("m1", 101) }, "targets.blue.weight", "0 to 100"},
		"a negative weight":               {func(s *llm.RouteSpec) { s.Targets["blue"] = target("m1", -1) }, "targets.blue.weight", "0 to 100"},
		"all weights 0":                   {func(s *llm.RouteSpec) { s.Targets = map[string]llm.RouteTarget{"blue": target("m1", 0)} }, llm.FieldTargets, "nowhere"},
		"no target":                       {func(s *llm.RouteSpec) { s.Targets = nil }, llm.FieldTargets, "nowhere"},
		"a target twice":                  {func(s *llm.RouteSpec) { s.Targets["green"] = target("m1", 10) }, "targets.green.endpoint", "Target blue and Target green"},
		"a fallback equal to a target":    {func(s *llm.RouteSpec) { s.Fallbacks[0] = target("m2", 0) }, "fallbacks.0.endpoint", "Target green and Fallback 1"},
		"two models at one address":       {func(s *llm.RouteSpec) { t := target("m1", 10); t.Endpoint.Model = "other"; s.Targets["green"] = t }, "", ""},
		"an endpoint without a model":     {func(s *llm.RouteSpec) { s.Targets["blue"] = llm.RouteTarget{Weight: 90} }, "targets.blue.endpoint", "which model"},
		"no common protocol":              {func(s *llm.RouteSpec) { s.Targets["green"] = anthropic }, llm.FieldTargets, "Target green: anthropic"},
		"input that is not taken":         {func(s *llm.RouteSpec) { requireImages(s, sees(target("m1", 90), "text")) }, "targets.blue.endpoint", "it takes text, not image"},
		"input that is not known":         {func(s *llm.RouteSpec) { requireImages(s, target("m1", 90)) }, "targets.blue.endpoint", `supports = { input = ["image"] }`},
		"input that the user vouches for": {func(s *llm.RouteSpec) { requireImages(s, vouched(target("m1", 90))) }, "", ""},
		"tools that are not known":        {func(s *llm.RouteSpec) { s.Requires.Tools = new(true) }, "targets.blue.endpoint", "tools = true"},
		"tools that nobody asks for":      {func(s *llm.RouteSpec) { s.Requires.Tools = new(false) }, "", ""},
		"a context that is too small": {func(s *llm.RouteSpec) {
			s.Requires.Context = new(int64(2))
			s.Targets["blue"] = small(s.Targets["blue"])
		}, "targets.blue.endpoint", "1 tokens, 2 are required"},
		"an address without TLS":              {func(s *llm.RouteSpec) { s.Targets["blue"] = at("http://m1") }, "targets.blue.endpoint", "no https address"},
		"an address with a password":          {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://u:p@m1") }, "targets.blue.endpoint", "password"},
		"an address with a query":             {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/v1?key=x") }, "targets.blue.endpoint", "query"},
		"an address that climbs":              {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/a/../b") }, "targets.blue.endpoint", "leads elsewhere"},
		"an address that climbs at its end":   {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/..") }, "targets.blue.endpoint", "leads elsewhere"},
		"an address with escapes":             {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/%2e%2e") }, "targets.blue.endpoint", "other characters"},
		"an address with a line break":        {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/a\r\nb") }, "targets.blue.endpoint", "no https address"},
		"an address that writes backwards":    {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/a\u202eb") }, "targets.blue.endpoint", "other characters"},
		"a host of dots":                      {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://../v1") }, "targets.blue.endpoint", "no domain name"},
		"a host in letters that look alike":   {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://аcct.example") }, "targets.blue.endpoint", "no domain name"},
		"an address without end":              {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1/" + strings.Repeat("a", 200)) }, "targets.blue.endpoint", "200"},
		"an address with a port and versions": {func(s *llm.RouteSpec) { s.Targets["blue"] = at("https://m1.example:8443/openai/v1.2/~x/") }, "", ""},
		"a status of success":                 {func(s *llm.RouteSpec) { s.FallbackOn.Statuses = []string{"200"} }, llm.FieldStatuses, "5XX"},
		"a context of nothing":                {func(s *llm.RouteSpec) { s.Requires.Context = new(int64(0)) }, llm.FieldRequires, "at least 1"},
		"an input of two words":               {func(s *llm.RouteSpec) { s.Requires.Input = []string{"an\u202eimage"} }, llm.FieldRequires, `"an\u202eimage"`},
		"a class of statuses":                 {func(s *llm.RouteSpec) { s.FallbackOn.Statuses = []string{"4XX"} }, "", ""},
		"a timeout before it began":           {func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = -time.Second }, llm.FieldFirstByte, "8s"},
		"a rate limit of nothing":             {func(s *llm.RouteSpec) { s.TokensPerMinute = new(int64(0)) }, llm.FieldRateTokens, "at least 1"},
	} {
		t.Run(sentence, func(t *testing.T) {
			spec := twoTargets()
			row.change(&spec)
			problems := llm.CheckRoute(llm.RouteDraft{Spec: spec})
			if row.field == "" {
				if len(problems) > 0 {
					t.Errorf("problems: %+v", problems)
				}
				return
			}
			if len(problems) == 0 || problems[0].Field != row.field || !strings.Contains(problems[0].Detail+problems[0].Fix, row.words) {
				t.Errorf("problems %+v, want %q at %s", problems, row.words, row.field)
			}
			if problems[0].Fix == "" {
				t.Error("no way out")
			}
		})
	}
}

// at is a target at an address.
func at(address string) llm.RouteTarget {
	t := target("m1", 90)
	t.Endpoint.URLs = llm.URLs{OpenAI: address}
	return t
}

// requireImages leaves one target, which it asks to take images.
func requireImages(s *llm.RouteSpec, only llm.RouteTarget) {
	s.Requires.Input = []string{"image"}
	s.Targets, s.Fallbacks = map[string]llm.RouteTarget{"blue": only}, nil
}

func small(t llm.RouteTarget) llm.RouteTarget {
	t.Supports.Context = new(int64(1))
	return t
}

func vouched(t llm.RouteTarget) llm.RouteTarget {
	t.Supports.Input = []string{"image", "text"}
	return t
}

// What is not known yet is not judged.
func TestCheckRoute_waitsForWhatIsUnknown(t *testing.T) {
	spec := twoTargets()
	spec.Targets["blue"] = llm.RouteTarget{}
	spec.Targets["green"] = llm.RouteTarget{}
	unknown := llm.Fields(llm.FieldName, llm.FieldTarget("blue", "endpoint"), llm.FieldTarget("blue", "weight"), llm.FieldTarget("green", "endpoint"))
	spec.Name = ""
	if problems := llm.CheckRoute(llm.RouteDraft{Spec: spec, Unknown: unknown}); len(problems) > 0 {
		t.Errorf("problems: %+v", problems)
	}
}

func TestRouteSpec_Supports(t *testing.T) {
	spec := twoTargets()
	for i, key := range []string{"blue", "green", "idle"} {
		target := spec.Targets[key]
		target.Endpoint.Supports = llm.Supports{Input: []string{"text", "image"}[:1+i%2], Tools: new(i != 1), Context: new(int64(1000 * (i + 1)))}
		spec.Targets[key] = target
	}
	if spec.Supports().Input != nil {
		t.Errorf("a fallback that is not known makes all of it unknown, got %v", spec.Supports())
	}
	spec.Fallbacks = nil
	want := llm.Supports{Input: []string{"text"}, Tools: new(false), Context: new(int64(1000))}
	if diff := cmp.Diff(want, spec.Supports()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFlatten(t *testing.T) {
	value := map[string]any{
		"a": map[string]any{"b": "text", "empty": "", "none": nil, "list": []any{"x", float64(2), true, map[string]any{"c": 1.5}}},
		"n": float64(8000), "nothing": []any{},
	}
	want := map[string]string{"a.b": "text", "a.list.0": "x", "a.list.1": "2", "a.list.2": "true", "a.list.3.c": "1.5", "n": "8000"}
	if diff := cmp.Diff(want, llm.Flatten(value)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

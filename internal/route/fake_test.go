package route

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fake is a gateway that keeps what it is sent: a target is a child each, and
// what chooses between them is the rule, made last.
type fake struct {
	children map[string]llm.Child
	writes   []string
	numbers  int
}

const fakeGateway = "gw/main"

func (*fake) Owns(gateway string) bool { return strings.HasPrefix(gateway, "gw/") }

func (*fake) Check(llm.RouteDraft) []llm.Problem { return nil }

func (*fake) Target(spec llm.RouteSpec) (llm.ID, error) {
	return llm.ID{Value: spec.Gateway + "/" + spec.Name, Parent: spec.Gateway, Name: spec.Name}, nil
}

func (*fake) ParseID(s string) (llm.ID, error) {
	at := strings.LastIndex(s, "/")
	if !strings.HasPrefix(s, "gw/") {
		return llm.ID{}, &llm.Error{Op: "parse", Object: s, Code: llm.CodeInvalid, Message: "no id of the fake"}
	}
	return llm.ID{Value: s, Parent: s[:at], Name: s[at+1:]}, nil
}

func (*fake) Render(spec llm.RouteSpec) []llm.Child {
	var all []llm.Child
	rule := map[string]string{"name": spec.Name, "statuses": strings.Join(spec.FallbackOn.Statuses, ","), "priority": "7"}
	place := func(name string, t llm.RouteTarget) {
		content := map[string]string{"model": t.Endpoint.Model, "url": t.Endpoint.URLs.OpenAI}
		if t.Credential != "" {
			content["credential"] = t.Credential
		}
		all = append(all, llm.Child{Name: "target/" + name, Content: content})
	}
	for _, key := range slices.Sorted(maps.Keys(spec.Targets)) {
		place(key, spec.Targets[key])
		rule["weight."+key] = strconv.FormatInt(spec.Targets[key].Weight, 10)
	}
	for i, fallback := range spec.Fallbacks {
		place("fallback-"+strconv.Itoa(i), fallback)
	}
	rule["connection"], rule["breaker"] = strconv.FormatBool(spec.FallbackOn.ConnectionError), strconv.FormatBool(spec.CircuitBreaker)
	if spec.FallbackOn.FirstByteTimeout > 0 {
		rule["first_byte"] = spec.FallbackOn.FirstByteTimeout.String()
	}
	if spec.TokensPerMinute != nil {
		rule["tokens"] = strconv.FormatInt(*spec.TokensPerMinute, 10)
	}
	if spec.Priority != nil {
		rule["priority"] = strconv.FormatInt(*spec.Priority, 10)
	}
	return append(all, llm.Child{Name: "rule", Content: rule, Root: true, Last: true})
}

func (*fake) Decode(children []llm.Child) llm.RouteSpec {
	spec := llm.RouteSpec{Targets: map[string]llm.RouteTarget{}}
	rule := map[string]string{}
	for _, c := range children {
		if c.Name == "rule" {
			rule = c.Content
		}
	}
	for _, c := range children {
		name, found := strings.CutPrefix(c.Name, "target/")
		if !found {
			continue
		}
		t := llm.RouteTarget{
			Endpoint:   llm.Endpoint{Model: c.Content["model"], URLs: llm.URLs{OpenAI: c.Content["url"]}},
			Credential: c.Content["credential"],
		}
		if strings.HasPrefix(name, "fallback-") {
			spec.Fallbacks = append(spec.Fallbacks, t)
			continue
		}
		t.Weight, _ = strconv.ParseInt(rule["weight."+name], 10, 64)
		spec.Targets[name] = t
	}
	spec.FallbackOn.Statuses = slices.DeleteFunc(strings.Split(rule["statuses"], ","), func(s string) bool { return s == "" })
	spec.FallbackOn.ConnectionError, spec.CircuitBreaker = rule["connection"] == "true", rule["breaker"] == "true"
	spec.FallbackOn.FirstByteTimeout, _ = time.ParseDuration(rule["first_byte"])
	if tokens, err := strconv.ParseInt(rule["tokens"], 10, 64); err == nil {
		spec.TokensPerMinute = &tokens
	}
	if priority, err := strconv.ParseInt(rule["priority"], 10, 64); err == nil && priority != 7 {
		spec.Priority = &priority
	}
	return spec
}

func (*fake) Preflight(context.Context, llm.RouteSpec) []llm.Problem { return nil }

func (f *fake) Get(_ context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	if len(f.children) == 0 {
		return nil, &llm.Error{Op: "read route", Object: id.Value, Code: llm.CodeNotFound}
	}
	have := &llm.Composite{ID: id, Name: id.Name, Place: id.Parent, Endpoint: llm.Endpoint{Model: id.Name}}
	for _, name := range slices.Sorted(maps.Keys(f.children)) {
		have.Children = append(have.Children, f.children[name])
	}
	return have, nil
}

func (f *fake) Put(_ context.Context, spec llm.RouteSpec, have *llm.Composite, child string) (llm.ID, error) {
	f.writes = append(f.writes, "put "+child)
	for _, c := range f.Render(spec) {
		if c.Name == child {
			f.numbers++
			c.ID, c.Phase = "id-"+strconv.Itoa(f.numbers), llm.Ready
			f.children[child] = c
		}
	}
	return have.ID, nil
}

func (f *fake) Remove(_ context.Context, _ *llm.Composite, child string) error {
	f.writes = append(f.writes, "remove "+child)
	delete(f.children, child)
	return nil
}

func (*fake) Replaced(have *llm.Composite, want llm.RouteDraft) []llm.Field {
	return llm.ReplacedRoute(have, want)
}

func (*fake) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(func(llm.ID, error) bool) {}
}

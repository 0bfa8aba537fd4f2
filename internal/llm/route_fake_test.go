package llm_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// gateway is a platform of one gateway in memory: a leaf for every target and
// fallback, and a root that sends to them.
type gateway struct {
	mu       sync.Mutex
	children map[string]*held
	slow     int             // reads for which a child stays pending after a write
	hidden   int             // reads in which a new child does not show
	fails    map[string]bool // children that end as failed
	sticky   map[string]bool // children of which a write changes nothing
	refuses  map[string]error
	calls    []string // writes, in order
	most     int      // children that were pending at the same time
	problems []llm.Problem
	pause    time.Duration // that a look takes; one that the caller does not await fails
}

// settings are what the root holds beside its targets.
type settings struct {
	On      llm.Triggers
	Breaker bool
	Gateway string
}

func asText(s settings) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

type held struct {
	child   llm.Child
	pending int
	hidden  int
	going   bool
}

func newGateway() *gateway { return &gateway{children: map[string]*held{}} }

func (g *gateway) Owns(id string) bool                { return strings.HasPrefix(id, "gw:") }
func (g *gateway) Check(llm.RouteDraft) []llm.Problem { return nil }

func (g *gateway) Target(spec llm.RouteSpec) (llm.ID, error) {
	return g.ParseID(spec.Gateway + "/" + spec.Name)
}

func (g *gateway) ParseID(s string) (llm.ID, error) {
	parent, name, _ := strings.Cut(s, "/")
	return llm.ID{Value: s, Parent: parent, Name: name}, nil
}

func (g *gateway) Render(spec llm.RouteSpec) []llm.Child {
	var children []llm.Child
	root := map[string]string{}
	leaf := func(key string, target llm.RouteTarget) {
		children = append(children, llm.Child{
			Name:    "leaf/" + spec.Name + "/" + key,
			Content: map[string]string{"url": target.Endpoint.URLs.OpenAI, "model": target.Endpoint.Model, "credential": target.Credential},
		})
		root["to."+key] = strconv.FormatInt(target.Weight, 10)
	}
	for _, key := range slices.Sorted(maps.Keys(spec.Targets)) {
		leaf(key, spec.Targets[key])
	}
	for i, fallback := range spec.Fallbacks {
		leaf(fmt.Sprintf("fallback-%d", i), fallback)
	}
	root["settings"] = asText(settings{spec.FallbackOn, spec.CircuitBreaker, spec.Gateway})
	return append(children, llm.Child{Name: "root/" + spec.Name, Content: root, Root: true, Last: true})
}

func (g *gateway) Decode(children []llm.Child) llm.RouteSpec {
	spec := llm.RouteSpec{Targets: map[string]llm.RouteTarget{}}
	leaves := map[string]llm.RouteTarget{}
	for _, c := range children {
		parts := strings.Split(c.Name, "/")
		spec.Name = parts[1]
		if parts[0] == "leaf" {
			leaves[parts[2]] = llm.RouteTarget{
				Endpoint:   llm.Endpoint{Model: c.Content["model"], URLs: llm.URLs{OpenAI: c.Content["url"]}},
				Credential: c.Content["credential"],
			}
			continue
		}
		var told settings
		_ = json.Unmarshal([]byte(c.Content["settings"]), &told)
		spec.FallbackOn, spec.CircuitBreaker, spec.Gateway = told.On, told.Breaker, told.Gateway
		for path, weight := range c.Content {
			if key, is := strings.CutPrefix(path, "to."); is {
				target := leaves[key]
				_, _ = fmt.Sscan(weight, &target.Weight)
				leaves[key] = target
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(leaves)) {
		if strings.HasPrefix(key, "fallback-") {
			spec.Fallbacks = append(spec.Fallbacks, leaves[key])
			continue
		}
		spec.Targets[key] = leaves[key]
	}
	return spec
}

func (g *gateway) Preflight(context.Context, llm.RouteSpec) []llm.Problem { return g.problems }

func (g *gateway) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(func(llm.ID, error) bool) {}
}

func (g *gateway) Get(ctx context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	select {
	case <-ctx.Done():
	case <-time.After(g.pause):
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if ctx.Err() != nil {
		return nil, &llm.Error{Op: "read route", Code: llm.CodeCancelled, Err: ctx.Err()}
	}
	route := &llm.Composite{ID: id, Name: id.Name, Place: id.Parent, Endpoint: llm.Endpoint{
		Model: id.Name, URLs: llm.URLs{OpenAI: "https://gateway"}, Auth: llm.Auth{Schemes: []string{"none"}},
	}}
	for name, h := range g.children {
		if strings.Split(name, "/")[1] != id.Name {
			continue
		}
		if child, shows := g.look(name, h); shows {
			route.Children = append(route.Children, child)
		}
	}
	if len(route.Children) == 0 {
		return nil, &llm.Error{Op: "read route", Object: id.Value, Code: llm.CodeNotFound}
	}
	slices.SortFunc(route.Children, func(a, b llm.Child) int { return cmp.Compare(a.Name, b.Name) })
	return route, nil
}

// look is a child as one read shows it. A fallback's leaf comes after a target's.
func (g *gateway) look(name string, h *held) (llm.Child, bool) {
	if h.hidden > 0 {
		h.hidden--
		return llm.Child{}, false
	}
	child := h.child
	child.Content = maps.Clone(child.Content)
	if h.pending > 0 {
		h.pending--
		child.Phase = llm.Pending
		return child, true
	}
	if h.going {
		delete(g.children, name)
		return llm.Child{}, false
	}
	child.Phase = llm.Ready
	if g.fails[name] {
		child.Phase, child.Reason = llm.Failed, "it broke"
	}
	return child, true
}

func (*gateway) Replaced(have *llm.Composite, want llm.RouteDraft) []llm.Field {
	return llm.ReplacedRoute(have, want)
}

func (g *gateway) Put(_ context.Context, spec llm.RouteSpec, have *llm.Composite, name string) (llm.ID, error) {
	return have.ID, g.put(spec, name)
}

func (g *gateway) put(spec llm.RouteSpec, name string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls = append(g.calls, "put "+name)
	if err := g.refuses[name]; err != nil {
		return err
	}
	for _, want := range g.Render(spec) {
		if want.Name != name {
			continue
		}
		if err := g.dangles(want); err != nil {
			return err
		}
		if g.sticky[name] {
			return nil
		}
		hidden := g.hidden
		if g.children[name] != nil {
			hidden = 0
		}
		want.ID, want.Content = "id:"+name, maps.Clone(want.Content)
		g.children[name] = &held{child: want, pending: g.slow, hidden: hidden}
	}
	g.count()
	return nil
}

// dangles refuses a root that sends to what is not ready.
func (g *gateway) dangles(want llm.Child) error {
	for path := range want.Content {
		key, is := strings.CutPrefix(path, "to.")
		leaf := g.children["leaf/"+strings.Split(want.Name, "/")[1]+"/"+key]
		if is && (leaf == nil || leaf.pending > 0 || leaf.going) {
			return &llm.Error{Op: "put root", Code: llm.CodeInvalid, Message: "it sends to " + key + ", which is not ready"}
		}
	}
	return nil
}

func (g *gateway) count() {
	pending := 0
	for _, h := range g.children {
		if h.pending > 0 {
			pending++
		}
	}
	g.most = max(g.most, pending)
}

func (g *gateway) Remove(_ context.Context, _ *llm.Composite, name string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls = append(g.calls, "remove "+name)
	if err := g.refuses[name]; err != nil {
		return err
	}
	for _, h := range g.children {
		parts := strings.Split(name, "/")
		if _, sends := h.child.Content["to."+parts[len(parts)-1]]; sends && parts[0] == "leaf" && strings.Split(h.child.Name, "/")[1] == parts[1] {
			return &llm.Error{Op: "remove leaf", Code: llm.CodeConflict, Message: "the root sends there"}
		}
	}
	if h := g.children[name]; h != nil {
		h.going, h.pending = true, g.slow
	}
	return nil
}

package llm_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func target(name string, weight int64) llm.RouteTarget {
	return llm.RouteTarget{Weight: weight, Endpoint: llm.Endpoint{Model: name, URLs: llm.URLs{OpenAI: "https://" + name}}}
}

func twoTargets() llm.RouteSpec {
	return llm.RouteSpec{
		Name: "chat", Gateway: "gw:1",
		Targets:        map[string]llm.RouteTarget{"blue": target("m1", 90), "green": target("m2", 10), "idle": target("m3", 0)},
		Fallbacks:      []llm.RouteTarget{target("m4", 0)},
		FallbackOn:     llm.DefaultTriggers(),
		CircuitBreaker: true,
	}
}

func routeChanges() []llmtest.RouteChange {
	return []llmtest.RouteChange{
		{Field: llm.FieldTarget("blue", "weight"), Apply: func(s *llm.RouteSpec) {
			s.Targets["blue"], s.Targets["green"] = target("m1", 0), target("m2", 100)
		}},
		{Field: llm.FieldTarget("blue", "endpoint"), Apply: func(s *llm.RouteSpec) { s.Targets["blue"] = target("m9", 90) }},
		{Field: llm.FieldTargets, Apply: func(s *llm.RouteSpec) { delete(s.Targets, "green") }},
		{Field: llm.FieldFallbacks, Apply: func(s *llm.RouteSpec) { s.Fallbacks = nil }},
		{Field: llm.FieldFallbackOn, Apply: func(s *llm.RouteSpec) { s.FallbackOn.FirstByteTimeout = 8 * time.Second }},
		{Field: llm.FieldCircuitBreaker, Apply: func(s *llm.RouteSpec) { s.CircuitBreaker = false }},
	}
}

// The portable half keeps the laws by itself, over the strictest gateway that
// can be thought of, quick and slow.
func TestRoutes_laws(t *testing.T) {
	for speed, slow := range map[string]int{"at once": 0, "slowly": 2} {
		t.Run(speed, func(t *testing.T) {
			llmtest.RunRoutes(t, llmtest.RouteHarness{
				New: func(*testing.T) llmtest.RouteWorld {
					g := newGateway()
					g.slow = slow
					return llmtest.RouteWorld{Routes: llm.NewRoutes(g, nil), Writes: func() int { return len(g.calls) }}
				},
				Around: synctest.Test,
				Cases:  []llmtest.RouteCase{{Name: "weighted", Spec: twoTargets(), Changes: routeChanges()}},
			})
		})
	}
}

// in runs a test in fake time, in which minutes of waiting cost nothing.
func in(t *testing.T, g *gateway, f func(t *testing.T, routes *llm.Routes)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(t, llm.NewRoutes(g, nil)) })
}

func TestRoutes_neverMoreThanTheGatewayTakes(t *testing.T) {
	g := newGateway()
	g.slow = 3
	spec := twoTargets()
	for key := range strings.SplitSeq("abcdefghijkl", "") {
		spec.Targets[key] = target("m-"+key, 0)
	}
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		if _, err := routes.Create(t.Context(), spec, time.Hour); err != nil {
			t.Fatal(err)
		}
	})
	if g.most > 4 {
		t.Errorf("%d children were under way at once, want at most 4", g.most)
	}
}

func TestRoutes_aChildThatShowsLaterIsWaitedFor(t *testing.T) {
	g := newGateway()
	g.hidden = 3
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil || routes.Diff(have, llm.RouteDraft{Spec: twoTargets()}).Action != llm.Same {
			t.Errorf("created %v, %v", have, err)
		}
	})
}

func TestRoutes_failures(t *testing.T) {
	refused := &llm.Error{Op: "put child", Code: llm.CodeQuota, Message: "no more"}
	for sentence, row := range map[string]struct {
		prepare func(g *gateway)
		judge   func(have *llm.Composite, err error) bool
	}{
		"a leaf that breaks keeps the root from being made": {
			func(g *gateway) { g.fails = map[string]bool{"leaf/chat/blue": true} },
			func(have *llm.Composite, err error) bool {
				failed, ok := errors.AsType[*llm.FailedError](err)
				return ok && strings.Contains(failed.Error(), "it broke") && have != nil && !have.Finished()
			},
		},
		"a refused child leaves the others in state": {
			func(g *gateway) { g.refuses = map[string]error{"leaf/chat/green": refused} },
			func(have *llm.Composite, err error) bool {
				return errors.Is(err, refused) && have != nil && len(have.Children) >= 1 && !have.Finished()
			},
		},
		"what was accepted and is not in force is told with its details": {
			func(g *gateway) {
				g.children["root/chat"] = nil
				delete(g.children, "root/chat")
				g.children["leaf/chat/blue"] = &held{child: llm.Child{Name: "leaf/chat/blue", ID: "x", Content: map[string]string{"url": "other"}}}
				g.sticky = map[string]bool{"leaf/chat/blue": true}
			},
			func(_ *llm.Composite, err error) bool {
				return err != nil && strings.Contains(err.Error(), "url is other, wanted https://m1")
			},
		},
		"what will never be ready is still in progress at the deadline": {
			func(g *gateway) { g.slow = 1 << 30 },
			func(have *llm.Composite, err error) bool {
				_, pending := errors.AsType[*llm.PendingError](err)
				return pending && have != nil
			},
		},
		"what nobody's route made is not touched": {
			func(g *gateway) {
				g.children["leaf/chat/blue"] = &held{child: llm.Child{Name: "leaf/chat/blue", ID: "theirs", Foreign: true}}
			},
			func(have *llm.Composite, err error) bool {
				return llm.CodeOf(err) == llm.CodeExists && strings.Contains(err.Error(), "theirs") && have == nil
			},
		},
		"a problem that the gateway would refuse stops before the first write": {
			func(g *gateway) { g.problems = []llm.Problem{{Field: llm.FieldGateway, Summary: "no such gateway"}} },
			func(have *llm.Composite, err error) bool {
				_, ok := errors.AsType[*llm.ProblemsError](err)
				return ok && have == nil
			},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			g := newGateway()
			row.prepare(g)
			in(t, g, func(t *testing.T, routes *llm.Routes) {
				if have, err := routes.Create(t.Context(), twoTargets(), 5*time.Minute); !row.judge(have, err) {
					t.Errorf("answers %+v, %v", have, err)
				}
			})
		})
	}
}

// A failed child is repaired in place, and a gateway that only warns about it
// does not plan one.
func TestRoutes_failedChildIsRepaired(t *testing.T) {
	g := newGateway()
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		g.fails = map[string]bool{"leaf/chat/blue": true}
		have, _ = routes.Read(t.Context(), have.ID, nil)
		tolerant := twoTargets()
		tolerant.Policy = llm.Policy{llm.DriftHealth: llm.RespondWarn}
		if change := routes.Diff(have, llm.RouteDraft{Spec: tolerant}); change.Action != llm.Same {
			t.Errorf("health is tolerated, and the plan shows %v", change)
		}
		change := routes.Diff(have, llm.RouteDraft{Spec: twoTargets()})
		if len(change.Children) != 1 || change.Children[0].Kind != llm.ChildFailed {
			t.Fatalf("diff %v", change)
		}
		g.fails, g.calls = nil, nil
		if _, err := routes.Update(t.Context(), have, twoTargets(), time.Hour); err != nil {
			t.Error(err)
		}
	})
}

// Writers on one gateway take turns; a caller who gives up does not wait for his.
func TestRoutes_turns(t *testing.T) {
	g := newGateway()
	g.slow = 1 << 30
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { _, err := routes.Create(ctx, twoTargets(), time.Hour); done <- err }()
		synctest.Wait()
		other := twoTargets()
		other.Name = "other"
		waiting, give := context.WithTimeout(t.Context(), time.Minute)
		defer give()
		if _, err := routes.Create(waiting, other, time.Hour); err == nil {
			t.Error("it did not wait for its turn")
		}
		if slices.ContainsFunc(g.calls, func(c string) bool { return strings.Contains(c, "other") }) {
			t.Errorf("it wrote out of turn: %v", g.calls)
		}
		cancel()
		<-done
	})
}

// Once what is made last is there, a new route may serve: an error beside it
// would have the next apply destroy it.
func TestRoutes_whatMayServeIsNotTainted(t *testing.T) {
	g := newGateway()
	g.fails = map[string]bool{"root/chat": true}
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if _, pending := errors.AsType[*llm.PendingError](err); !pending || !have.Finished() || !strings.Contains(err.Error(), "it broke") {
			t.Errorf("answers %v, %v", have, err)
		}
	})
}

// What is in state is the route's own, even where somebody took its marks away.
func TestRoutes_ownWithoutMarks(t *testing.T) {
	g := newGateway()
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		g.children["leaf/chat/blue"].child.Foreign = true
		g.children["leaf/chat/blue"].child.Content = map[string]string{"url": "changed"}
		names := []string{}
		for _, child := range have.Children {
			names = append(names, child.Name)
		}
		have, err = routes.Read(t.Context(), have.ID, names)
		if err != nil {
			t.Fatal(err)
		}
		if have, err = routes.Update(t.Context(), have, twoTargets(), time.Hour); err != nil {
			t.Fatalf("update: %v", err)
		}
		g.children["leaf/chat/green"].child.Foreign = true
		if err := routes.Delete(t.Context(), have.ID, names, time.Hour); err != nil || len(g.children) > 0 {
			t.Errorf("delete leaves %v, %v", g.children, err)
		}
	})
}

// What an update would make and somebody else has made already is left alone.
func TestRoutes_updateLeavesOthersAlone(t *testing.T) {
	g := newGateway()
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		have, err := routes.Create(t.Context(), twoTargets(), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		theirs := llm.Child{Name: "leaf/chat/red", ID: "theirs", Foreign: true, Content: map[string]string{"url": "theirs"}}
		g.children[theirs.Name] = &held{child: theirs}
		spec := twoTargets()
		spec.Targets["red"] = target("m7", 0)
		after, err := routes.Update(t.Context(), have, spec, time.Hour)
		if llm.CodeOf(err) != llm.CodeExists || after.Child(theirs.Name) != nil || g.children[theirs.Name].child.Content["url"] != "theirs" {
			t.Errorf("update answers %v, %v", after, err)
		}
		if _, err := routes.Read(t.Context(), have.ID, nil); llm.CodeOf(err) != llm.CodeExists {
			t.Errorf("an import beside it says %v", err)
		}
	})
}

// A deadline that passes in the middle of a look ends a wait, and is no failure
// of the route.
func TestRoutes_deadlineInTheMiddleOfALook(t *testing.T) {
	g := newGateway()
	g.slow, g.pause = 1<<30, 7*time.Second
	in(t, g, func(t *testing.T, routes *llm.Routes) {
		_, err := routes.Create(t.Context(), twoTargets(), time.Minute)
		if _, pending := errors.AsType[*llm.PendingError](err); !pending {
			t.Errorf("answers %v", err)
		}
	})
}

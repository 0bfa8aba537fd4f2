package acceptance_test

import (
	"strings"
	"testing"
)

// tolerant deployments keep what was changed by hand, with a warning.
func tolerant(a args) args { return a.named("chat").with(args{"drift_policy": `{ changed = "warn" }`}) }

// Every kind of argument that somebody changed by hand is warned about by name
// and value, and planned neither once nor twice; what is edited next takes it
// back beside the edit.
func TestAccDriftPolicy_changedByHand(t *testing.T) {
	tagged := args{"tags": `{ team = "search" }`}
	for sentence, row := range map[string]struct {
		args    args
		happens func(w *world, id string)
		words   string
		holds   string // of the cloud once an edit of something else was applied
	}{
		"the capacity": {onAzure(), func(w *world, id string) { w.rewrite(`"capacity":5}`, `"capacity":9}`)(id) }, "platform says 9000; applied was 5000", `"capacity":5`},
		"the capacity of batch": {
			onAzure().with(args{"throughput": `{ mode = "batch" }`}), func(w *world, id string) { w.rewrite(`"capacity":10}`, `"capacity":9}`)(id) },
			"capacity 9; applied was capacity 10", `"capacity":10`,
		},
		"the units": {provisionedAzure(), func(w *world, id string) { w.rewrite(`"capacity":15}`, `"capacity":25}`)(id) }, "says 25; applied was 15", `"capacity":15`},
		"the upgrade policy": {
			onAzure(), func(w *world, id string) { w.rewrite("NoAutoUpgrade", "OnceCurrentVersionExpired")(id) }, "says on_retirement; applied was pinned", "NoAutoUpgrade",
		},
		"the guardrail": {
			onAzure(), func(w *world, id string) { w.rewrite(`"Microsoft.DefaultV2"`, `"Microsoft.Nil"`)(id) }, "raiPolicies/Microsoft.Nil; applied was", "Microsoft.DefaultV2",
		},
		"a tag on Azure":   {onAzure().with(tagged), func(w *world, id string) { w.rewrite(`"team":"search"`, `"team":"ads"`)(id) }, "team=ads; applied was team=search", "search"},
		"a tag on Bedrock": {onBedrock().with(tagged), func(w *world, id string) { w.retag("team", "ads")(id) }, "team=ads; applied was team=search", "search"},
		"a pause":          {onAzure(), func(w *world, id string) { w.do("POST", id+"/pause", "") }, "says true; applied was false", "Succeeded"},
		"the name of throughput": {
			provisionedBedrock(), func(w *world, id string) { w.do("PATCH", bedrockPath(id), `{"desiredProvisionedModelName":"by-hand"}`) },
			"says by-hand; applied was chat", `"provisionedModelName":"chat"`,
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			a := tolerant(row.args)
			id := c.standing(a)
			row.happens(w, id)
			w.forget()
			for range 2 {
				if s := c.plan().must(t, 0); !s.warns(row.words) || !c.lists("changed", row.words) {
					t.Errorf("warnings and drift do not say %q: %v\n%s", row.words, c.drift(), s.output)
				}
				c.apply().must(t, 0)
			}
			c.configure(a.with(args{"deletion_protection": "false", "timeouts{}": `{ read = "4m" }`}).block("chat"))
			c.apply().must(t, 0) // of what no cloud stores
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			if s := c.plan().must(t, 0); !s.warns(row.words) {
				t.Errorf("it is not told of any more:\n%s", s.output)
			}
			c.configure(a.with(args{"tags": `{ team = "search", edited = "yes" }`}).block("chat"))
			c.plan().must(t, 2)
			c.apply().must(t, 0)
			if held := w.cloud(id); !strings.Contains(held, row.holds) || !strings.Contains(held, "edited") {
				t.Errorf("the cloud holds %s", held)
			}
			if s := c.plan().must(t, 0); s.warns("applied was") {
				t.Errorf("told of after it was taken back:\n%s", s.output)
			}
		})
	}
}

// Tolerance is for what others do: an edit of the very argument is planned and
// applied as always.
func TestAccDriftPolicy_ownEditIsPlanned(t *testing.T) {
	for sentence, to := range map[string]struct{ throughput, holds string }{
		"to a third value":          {`{ tokens_per_minute = 7000 }`, `"capacity":7`},
		"to what the platform says": {`{ tokens_per_minute = 9000 }`, `"capacity":9`},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.standing(tolerant(onAzure()))
			w.rewrite(`"capacity":5}`, `"capacity":9}`)(id)
			c.configure(tolerant(onAzure()).with(args{"throughput": to.throughput}).block("chat"))
			if s := c.plan().must(t, 2); s.actions[chat] != "update" {
				t.Errorf("planned %q", s.actions[chat])
			}
			c.apply().must(t, 0)
			if s := c.plan().must(t, 0); s.warns("applied was") {
				t.Errorf("still told of:\n%s", s.output)
			}
			if held := w.cloud(id); !strings.Contains(held, to.holds) {
				t.Errorf("the cloud holds %s", held)
			}
		})
	}
}

// A policy that is given up writes nothing by itself, and the next plan shows
// what it covered.
func TestAccDriftPolicy_isGivenUp(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(tolerant(onAzure()))
	w.rewrite(`"capacity":5}`, `"capacity":9}`)(id)
	c.plan().must(t, 0)
	w.forget()
	c.configure(onAzure().named("chat").block("chat"))
	if s := c.plan().must(t, 2); s.actions[chat] != "update" {
		t.Errorf("planned %q", s.actions[chat])
	}
	c.apply().must(t, 0)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.plan().must(t, 2)
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if held := w.cloud(id); !strings.Contains(held, `"capacity":5`) {
		t.Errorf("the cloud holds %s", held)
	}
}

package acceptance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// event is something that happens to a standing deployment by no one's plan.
type event struct {
	args    args
	happens func(w *world, id string)
	exit    int      // of the next plan: 0 nothing to do, 2 a repair, 1 an error
	words   []string // of its warning, or of its error; nil for none
	drift   string   // a class that state lists after the next apply; empty for none
	holds   string   // part of what the cloud holds after the next apply
}

// A plan after the event exits as it should and says what it should; an apply
// leaves nothing to do.
func TestAccDeployment_whatThePlatformDoesByItself(t *testing.T) {
	moving := args{"version_upgrade": `"on_new_default"`}
	router := onAzure().with(args{"model": `"openai/model-router@2025-08-07"`})
	custom := args{"processing_scope": `"region"`}
	for sentence, e := range map[string]event{
		"a failed deployment is repaired in place": {
			args: onAzure(), happens: state("Failed"), exit: 2, holds: `"provisioningState":"Succeeded"`,
		},
		"a disabled deployment is repaired in place": {
			args: onAzure(), happens: state("Disabled"), exit: 2, holds: `"provisioningState":"Succeeded"`,
		},
		"an upgrade against the pin is a difference": {
			args: router, happens: upgrade("2025-11-18"), exit: 2, holds: `"version":"2025-08-07"`,
		},
		"an upgrade by permission is accepted and told": {
			args: router.with(args{"model": `"openai/model-router"`}).with(moving), happens: upgrade("2025-08-07"), exit: 0,
			words: []string{"2025-11-18", "2025-08-07"}, drift: "service_changed", holds: `"version":"2025-08-07"`,
		},
		"a successor by permission is accepted and told": {
			args: onAzure().with(moving), happens: upgrade("gpt-5-mini@2025-08-07"), exit: 0,
			words: []string{"gpt-5-mini"}, drift: "service_changed", holds: `"name":"gpt-5-mini"`,
		},
		"a default guardrail of another name is no difference": {
			args: onAzure(), happens: func(w *world, _ string) { w.ok(w.sb.RenameDefaultPolicy("Microsoft.DefaultV3")) }, exit: 0,
			drift: "default_changed", holds: "Microsoft.DefaultV3",
		},
		"one of the same name is told": {
			args: onAzure(), happens: func(w *world, id string) { w.recreated()(id) }, exit: 0,
			words: []string{"created at"}, drift: "recreated",
		},
		"another serving inside the bounds is told": {
			args: onAzure(), happens: func(w *world, id string) { w.recreated("GlobalStandard", "Standard")(id) }, exit: 0,
			words: []string{"served as Standard", "GlobalStandard"}, drift: "serving_changed",
		},
		"a model that retires soon is told": {
			args: onAzure(), exit: 0, words: []string{"retires on 2026-10-"},
			happens: func(w *world, _ string) {
				w.ok(w.sb.RetireModel("OpenAI", "gpt-4.1-mini", "2025-04-14", time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC)))
			},
		},
		"failed throughput is told and never planned without end": {
			args: provisionedBedrock(), happens: func(w *world, id string) { w.ok(w.sb.FailThroughput(id, "no capacity")) }, exit: 0,
			words: []string{"no capacity", "-replace"}, drift: "health",
		},
		"a failed custom model is told and never planned without end": {
			args: onBedrock().with(custom), happens: func(w *world, id string) { w.ok(w.sb.FailCustomModelDeployment(id, "bad weights")) }, exit: 0,
			words: []string{"bad weights", "-replace"}, drift: "health",
		},
		"a profile that routes further is told": {
			args: onBedrock(), happens: routes("us-east-1", "us-east-2", "us-west-2", "ca-central-1"), exit: 0,
			words: []string{"ca-central-1"}, drift: "locations",
		},
		"a profile that leaves the allowed locations is an error": {
			args: onBedrock().with(args{"allowed_locations": `["us"]`}), happens: routes("us-east-1", "us-east-2", "us-west-2", "ca-central-1"), exit: 1,
			words: []string{"ca-central-1", "allowed_locations"},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			a := e.args.named("chat")
			if a["processing_scope"] == custom["processing_scope"] && a["throughput"] == "" {
				a["bedrock"] = `{ model_id = "` + w.customModel("tuned") + `" }`
			}
			c := w.terraform()
			id := c.standing(a)
			e.happens(w, id)
			e.judge(t, c, id)
		})
	}
}

func (e event) judge(t *testing.T, c *cli, id string) {
	t.Helper()
	severity := "warning"
	if e.exit == 1 {
		severity = "error"
	}
	for range 2 { // a plan changes nothing about the next one
		c.plan().must(t, e.exit).tells(t, severity, e.words...)
	}
	if e.exit == 1 {
		return
	}
	c.w.forget()
	c.apply().must(t, 0)
	if err := c.w.noWrites(); e.exit == 0 && err != nil {
		t.Error(err)
	}
	if shown := c.run("show", "-no-color"); !strings.Contains(shown.output, e.drift) {
		t.Errorf("state does not list %q:\n%s", e.drift, shown.output)
	}
	c.plan().must(t, 0)
	c.stands(id)
	if held := c.w.cloud(id); !strings.Contains(held, e.holds) {
		t.Errorf("the cloud does not hold %s:\n%s", e.holds, held)
	}
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func state(word string) func(*world, string) {
	return func(w *world, id string) { w.fails(word)(id) }
}

func upgrade(version string) func(*world, string) {
	return func(w *world, id string) { w.ok(w.sb.UpgradeDeployment(id, version)) }
}

func routes(regions ...string) func(*world, string) {
	return func(w *world, _ string) { w.ok(w.sb.ChangeProfileMembers("us.amazon.nova-lite-v1:0", regions)) }
}

// What the platform moved by permission stays moved when something else changes.
func TestAccDeployment_acceptedMoveStaysThroughAnUpdate(t *testing.T) {
	moving := onAzure().named("chat").with(args{"version_upgrade": `"on_new_default"`})
	for sentence, moved := range map[string]string{"to another version": "2025-08-07", "to a successor": "gpt-5-mini@2025-08-07"} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			a := moving
			if !strings.Contains(moved, "@") {
				a = moving.with(args{"model": `"openai/model-router"`})
			}
			id := c.standing(a)
			upgrade(moved)(w, id)
			c.configure(a.with(args{"tags": `{ team = "search" }`}).block("chat"))
			if s := c.plan().must(t, 2); s.actions[chat] != "update" {
				t.Errorf("planned %q, want an update", s.actions[chat])
			}
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			c.stands(id)
			if held := w.cloud(id); !strings.Contains(held, `"version":"2025-08-07"`) || !strings.Contains(held, `"team":"search"`) {
				t.Errorf("the cloud holds %s", held)
			}
		})
	}
}

// A repair that is refused is planned again: nothing that was seen is forgotten.
func TestAccDeployment_refusedRepairIsPlannedAgain(t *testing.T) {
	for sentence, a := range map[string]args{
		"of a capacity that is written": onAzure(),
		"of a capacity that is not":     onAzure().with(args{"throughput": `{ mode = "batch" }`}),
		"of units":                      provisionedAzure(),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.standing(a.named("chat"))
			w.rewrite(`"capacity":15}`, `"capacity":25}`, `"capacity":10}`, `"capacity":25}`, `"capacity":5}`, `"capacity":25}`)(id)
			allow := w.sb.Hook(sandbox.Fault(sandbox.On("PUT", "/deployments/"), 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`, nil))
			c.apply().must(t, 1).tells(t, "error", "AuthorizationFailed", "permission")
			allow()
			c.plan().must(t, 2)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if held := w.cloud(id); strings.Contains(held, `"capacity":25}`) {
				t.Errorf("it was never repaired: %s", held)
			}
		})
	}
}

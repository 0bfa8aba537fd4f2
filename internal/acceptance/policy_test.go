package acceptance_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// drifting is how drift of one class comes about, and what tells of it.
type drifting struct {
	args    args
	happens func(w *world, id string)
	words   string // part of its warning, and of its entry in drift
	plans   string // what the plan does where it shows a difference
}

// driftings has a scenario for every class.
func driftings() map[llm.DriftClass]drifting {
	claude := onAzure().with(args{
		"model": `"anthropic/claude-sonnet-5"`,
		"azure": `{ attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }`,
	})
	return map[llm.DriftClass]drifting{
		llm.DriftChanged: {
			onAzure(), func(w *world, id string) { w.rewrite(`"capacity":5}`, `"capacity":9}`)(id) }, "platform says 9000; applied was 5000", "update",
		},
		llm.DriftMissing:   {onAzure(), func(w *world, id string) { w.remove(id) }, "any more", "create"},
		llm.DriftRecreated: {onAzure(), func(w *world, id string) { w.recreated()(id) }, "created at", "update"},
		llm.DriftHealth:    {onAzure(), state("Failed"), "Failed", "update"},
		llm.DriftServiceChanged: {
			onAzure().with(args{"model": `"openai/model-router@2025-08-07"`}), upgrade("2025-11-18"), "2025-11-18", "update",
		},
		llm.DriftServing:   {onAzure(), func(w *world, id string) { w.recreated("GlobalStandard", "Standard")(id) }, "served as Standard", ""},
		llm.DriftLocations: {onBedrock(), routes("us-east-1", "us-east-2", "us-west-2", "ca-central-1"), "ca-central-1", ""},
		llm.DriftDefault: {
			onAzure(), func(w *world, _ string) { w.ok(w.sb.RenameDefaultPolicy("Microsoft.DefaultV3")) }, "Microsoft.DefaultV3", "",
		},
		llm.DriftUnmanaged: {
			onAzure(), func(w *world, id string) {
				w.rewrite(`"properties":{`, `"properties":{"dynamicThrottlingEnabled":true,`)(id)
			}, "dynamicThrottlingEnabled is true", "",
		},
		llm.DriftUnverified: {claude, func(w *world, _ string) { w.conceals("modelProviderData") }, "does not return it", ""},
		llm.DriftCommitment: {
			provisionedBedrock().with(args{"throughput": `{ mode = "provisioned", units = 1, commitment = "six_months" }`}), func(w *world, _ string) {
				w.ok(w.sb.Advance(100 * 24 * time.Hour))
			}, "is committed until", "",
		},
		llm.DriftRetirement: {
			onAzure(), func(w *world, _ string) {
				w.ok(w.sb.RetireModel("OpenAI", "gpt-4.1-mini", "2025-04-14", time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC)))
			}, "retires on 2026-10-10", "",
		},
	}
}

// Every class answers to every response that the table gives it, as the table
// says.
func TestAccDriftPolicy_everyClassAndResponse(t *testing.T) {
	cells := 0
	for _, rule := range llm.DriftRules() {
		d, found := driftings()[rule.Class]
		if !found {
			t.Errorf("nothing makes drift of the class %s", rule.Class)
			continue
		}
		for _, response := range rule.Responses {
			cells++
			t.Run(fmt.Sprintf("%s is answered with %s", rule.Class, response), func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				policy := fmt.Sprintf("{ %s = %q }", rule.Class, response)
				id := c.standing(d.args.named("chat").with(args{"drift_policy": policy}))
				d.happens(w, id)
				d.judge(t, c, rule, response)
			})
		}
	}
	t.Logf("drift policy: cells=%d", cells)
}

func (d drifting) judge(t *testing.T, c *cli, rule llm.DriftRule, response llm.Response) {
	t.Helper()
	warned := response == llm.RespondWarn || rule.Untold && response == llm.RespondPlan
	exit := 0
	if response == llm.RespondPlan {
		exit = 2
	}
	for range 2 {
		s := c.plan().must(t, exit)
		if told := s.warns(d.words); told != warned {
			t.Errorf("warned: %v, want %v:\n%s", told, warned, s.output)
		}
		if response == llm.RespondPlan && s.actions[chat] != d.plans {
			t.Errorf("planned %q, want %q", s.actions[chat], d.plans)
		}
	}
	listed := response == llm.RespondWarn || response == llm.RespondList
	if listed && rule.Class != llm.DriftRetirement && rule.Class != llm.DriftCommitment && !c.lists(rule.Class, d.words) {
		t.Errorf("drift does not list it: %v", c.drift())
	}
	if response == llm.RespondIgnore && c.lists(rule.Class, "") {
		t.Errorf("drift lists it: %v", c.drift())
	}
	c.w.forget()
	c.apply().must(t, 0)
	if err := c.w.noWrites(); err != nil && (response != llm.RespondPlan || rule.Class == llm.DriftRecreated) {
		t.Error(err)
	}
	c.plan().must(t, 0)
}

// warns reports whether a warning holds the words.
func (s said) warns(words string) bool {
	return slices.ContainsFunc(s.diagnostics, func(d diagnostic) bool {
		return d.Severity == "warning" && strings.Contains(d.Summary+"\n"+d.Detail, words)
	})
}

type entry struct{ Class, Field, Detail string }

// drift is what the last plan found in the deployment called chat.
func (c *cli) drift() []entry {
	c.w.t.Helper()
	var file struct {
		Prior struct {
			Values struct {
				Root struct {
					Resources []struct {
						Address string
						Values  struct{ Drift []entry }
					}
				} `json:"root_module"`
			}
		} `json:"prior_state"`
	}
	if err := json.Unmarshal([]byte(c.run("show", "-json", "plan").must(c.w.t, 0).output), &file); err != nil {
		c.w.t.Fatal(err)
	}
	for _, r := range file.Prior.Values.Root.Resources {
		if r.Address == chat {
			return r.Values.Drift
		}
	}
	return nil
}

func (c *cli) lists(class llm.DriftClass, words string) bool {
	c.w.t.Helper()
	return slices.ContainsFunc(c.drift(), func(e entry) bool {
		return e.Class == string(class) && strings.Contains(e.Detail, words)
	})
}

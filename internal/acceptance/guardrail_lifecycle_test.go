package acceptance_test

import (
	"testing"
)

// A guardrail is made, changed in every argument that either platform has, and
// destroyed; each apply is followed by an empty plan. On Bedrock a change of content
// publishes exactly one version, and nothing else publishes any.
func TestGuardrail_lifecycle(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		c := w.terraform()
		c.configure(g.config(nil))
		if s := c.plan().must(t, 2); s.actions[theGuardrail] != "create" {
			t.Errorf("planned %v", s.actions)
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		w.forget()
		c.apply().must(t, 0)
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		for _, step := range []struct {
			sentence string
			change   args
			silent   bool // no content changes, so nothing is published
		}{
			{"another strictness", args{"filters": `{ hate = { input = "low", output = "high" }, prompt_attack = { input = "high" } }`}, false},
			{"only told of", args{"filters": `{ hate = { input = "high", output = "high" }, prompt_attack = { input = "high", action = "detect" } }`}, false},
			{"another category", args{"filters": `{ hate = { input = "high", output = "high" }, violence = { input = "low", output = "low" } }`}, false},
			{"no filter", args{"filters": ""}, false},
			{"another word", args{"blocked_words": `["project-x", "project-z"]`}, false},
			{"no word", args{"blocked_words": ""}, false},
			{"profanity", args{"profanity": "true"}, false},
			{"tags", args{"tags": `{ team = "trust" }`}, true},
			{"a policy of drift", args{"drift_policy": `{ changed = "plan" }`}, true},
			{"versions that are kept", args{"keep_versions": "50"}, true},
		} {
			t.Run(step.sentence, func(t *testing.T) {
				inner := *w
				inner.t = t
				k := *c
				k.w = &inner
				k.configure(g.config(nil))
				k.apply().must(t, 0)
				inner.forget()
				k.configure(g.config(step.change))
				if s := k.plan().must(t, 2); s.actions[theGuardrail] != "update" {
					t.Errorf("planned %v", s.actions)
				}
				k.apply().must(t, 0)
				want := 1
				if step.silent || g.platform == "azure" {
					want = 0
				}
				if n := inner.publications(); n != want {
					t.Errorf("%d versions were published, want %d", n, want)
				}
				k.plan().must(t, 0)
			})
		}
		c.unguarded()
	})
}

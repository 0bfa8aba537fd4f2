package acceptance_test

import (
	"fmt"
	"testing"
)

// A guardrail is imported by its id into another state; the plan after it holds at
// most what no platform stores, or would do by itself, its apply sends nothing, and
// the next is empty.
func TestGuardrail_import(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		rich := map[string]args{
			"azure": {"blocked_patterns": `["x-[0-9]+"]`, "azure": `{ mode = "asynchronous" }`, "profanity": "true", "tags": `{ team = "trust" }`},
			"bedrock": {
				"blocked_topics": `{ money = { definition = "What to do with money.", examples = ["Which shares?"] } }`, "grounding": "{ grounding = 0.7 }",
				"pii":      `{ entities = { email = "mask" }, patterns = { order = { pattern = "ord-[0-9]+", action = "block" } } }`,
				"messages": `{ input = "Not here.", output = "No." }`, "bedrock": `{ description = "ours" }`, "tags": `{ team = "trust" }`,
			},
		}[g.platform]
		for sentence, with := range map[string]args{"plain": {}, "with everything": rich, "that keeps few versions": {"keep_versions": "2"}} {
			t.Run(sentence, func(t *testing.T) {
				inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
				maker, c := inner.terraform(), inner.terraform()
				maker.configure(g.config(with))
				maker.apply().must(t, 0)
				inner.forget()
				c.configure(g.config(with) + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theGuardrail, maker.text(theGuardrail, "id")))
				s := c.plan()
				if action := s.actions[theGuardrail]; s.exit == 1 || action == "replace" || action == "create" {
					t.Fatalf("planned %q:\n%s\n%s", action, s.output, c.run("show", "-no-color", "plan").output)
				}
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				if err := inner.noWrites(); err != nil {
					t.Error(err)
				}
				c.unguarded()
			})
		}
	})
}

// The configuration that terraform writes for an imported guardrail is that
// guardrail.
func TestGuardrail_importWritesItsConfiguration(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		maker, c := w.terraform(), w.terraform()
		maker.configure(g.config(nil))
		maker.apply().must(t, 0)
		w.forget()
		c.configure(fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theGuardrail, maker.text(theGuardrail, "id")))
		c.run("plan", "-json", "-input=false", "-generate-config-out=generated.tf").must(t, 0)
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		c.unguarded()
	})
}

func TestGuardrail_importRefuses(t *testing.T) {
	w := newWorld(t)
	for sentence, row := range map[string]struct {
		id    string
		words []string
	}{
		"an id of nobody's form":  {"standard", []string{"Import id not understood", "RAI policy", "ARN"}},
		"a version":               {"arn:aws:bedrock:us-east-1:000000000000:guardrail/abcdefghijkl:1", []string{"Import id not understood", "version"}},
		"a policy of Microsoft's": {armChild("raiPolicies", "Microsoft.DefaultV2"), []string{"Microsoft"}},
		"what is not there":       {armChild("raiPolicies", "other"), []string{"non-existent"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
			c := inner.terraform()
			c.configure(guardings()[0].config(nil) + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theGuardrail, row.id))
			c.plan().must(t, 1).tells(t, "error", row.words...)
		})
	}
}

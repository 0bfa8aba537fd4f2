package acceptance_test

import (
	"fmt"
	"strings"
	"testing"
)

// A route is imported by its id into another state; the plan after it holds at
// most what no gateway stores, its apply sends nothing, and the next is empty.
func TestRoute_import(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		for sentence, with := range map[string]args{
			"plain":               {},
			"with everything":     e.full(),
			"with one target":     {"targets": "{ blue = { weight = 100, " + e.blue + " } }"},
			"without its breaker": {"circuit_breaker": "false", "fallbacks": "[{ " + e.spare + " }]"},
		} {
			t.Run(sentence, func(t *testing.T) {
				inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
				maker, c := inner.terraform(), inner.terraform()
				maker.configure(e.route(with))
				maker.apply().must(t, 0)
				inner.forget()
				c.configure(e.route(with) + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theRoute, e.id))
				if s := c.plan(); s.exit == 1 || s.actions[theRoute] == "replace" || s.actions[theRoute] == "create" {
					t.Fatalf("planned %q:\n%s", s.actions[theRoute], s.output)
				}
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				if err := inner.noWrites(); err != nil {
					t.Error(err)
				}
				c.emptied()
			})
		}
	})
}

// The configuration that terraform writes for an imported route is that route.
func TestRoute_importWritesItsConfiguration(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		maker, c := w.terraform(), w.terraform()
		maker.configure(e.route(args{"targets": "{ blue = { weight = 100, " + e.blue + " } }", "fallbacks": "[{ " + e.spare + " }]"}))
		maker.apply().must(t, 0)
		w.forget()
		c.configure(fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theRoute, e.id))
		c.run("plan", "-json", "-input=false", "-generate-config-out=generated.tf").must(t, 0)
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		c.emptied()
	})
}

func TestRoute_importRefuses(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		for sentence, row := range map[string]struct {
			id    string
			words []string
		}{
			"an id of nobody's form":   {"chat", []string{"Import id not understood", "AgentCore Gateway", "ARM id"}},
			"what is not there":        {strings.Replace(e.id, "chat", "other", 1), []string{"non-existent"}},
			"the id of a real account": {strings.NewReplacer("000000000000", "123456789012", "5a4db0c5", "11111111").Replace(e.id), []string{"sandbox"}},
		} {
			t.Run(sentence, func(t *testing.T) {
				inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
				c := inner.terraform()
				c.configure(e.route(nil) + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theRoute, row.id))
				c.plan().must(t, 1).tells(t, "error", row.words...)
			})
		}
	})
}

// A route that exists already is not touched; the error holds the import block.
func TestRoute_ofTheSameNameIsNotTouched(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		maker, c := w.terraform(), w.terraform()
		maker.configure(e.route(nil))
		maker.apply().must(t, 0)
		w.forget()
		c.configure(e.route(args{"targets": e.split(50, 50)}))
		c.apply().must(t, 1).tells(t, "error", "exists already", "import {", "to = llm_route.this", e.id)
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		maker.plan().must(t, 0)
		maker.emptied()
	})
}

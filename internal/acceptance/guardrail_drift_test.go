package acceptance_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// A word that somebody takes away shows at its argument in the next plan, which one
// apply repairs. What is in force was not changed on Bedrock, so nothing is
// published.
func TestGuardrail_wordRemovedByHand(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		c := w.terraform()
		c.configure(g.config(nil))
		c.apply().must(t, 0)
		version := c.attribute(theGuardrail, "version")
		w.unblock(g, c.text(theGuardrail, "id"), "project-x")
		if s := c.plan().must(t, 2); s.actions[theGuardrail] != "update" || s.drifted[theGuardrail] != "update" {
			t.Errorf("planned %v after a drift of %v", s.actions, s.drifted)
		}
		if shown := c.run("show", "-no-color", "plan").output; !strings.Contains(shown, `+ "project-x"`) {
			t.Errorf("the plan does not name the word:\n%s", shown)
		}
		w.forget()
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if n := w.publications(); n != 0 || c.attribute(theGuardrail, "version") != version {
			t.Errorf("%d versions were published, and %s is in force", n, c.attribute(theGuardrail, "version"))
		}
		c.unguarded()
	})
}

// A publication that fails leaves the draft changed and the version behind: the
// next plan publishes, and names it.
func TestGuardrail_publicationThatFails(t *testing.T) {
	w := newWorld(t)
	g := guardings()[1]
	c := w.terraform()
	c.configure(g.config(nil))
	c.apply().must(t, 0)
	refuse := sandbox.Fault(sandbox.On("POST", "/guardrails/"), 403, `{"message":"not now"}`, http.Header{"X-Amzn-Errortype": {"AccessDeniedException"}})
	mended := w.sb.Hook(refuse)
	c.configure(g.config(args{"blocked_words": `["project-z"]`}))
	c.apply().must(t, 1).tells(t, "error", "Permission denied")
	mended()
	if version := c.text(theGuardrail, "version"); version != "1" {
		t.Errorf("state holds the version %s", version)
	}
	w.forget()
	if s := c.plan().must(t, 2); s.actions[theGuardrail] != "update" {
		t.Errorf("planned %v", s.actions)
	}
	shown := c.run("show", "-no-color", "plan").output
	for _, line := range []string{`~ version `, `-> (known after apply)`} {
		if !strings.Contains(shown, line) {
			t.Errorf("the plan does not say %q:\n%s", line, shown)
		}
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if n := w.publications(); n != 1 || c.text(theGuardrail, "version") != "2" {
		t.Errorf("%d versions were published, and %s is in force", n, c.text(theGuardrail, "version"))
	}
	c.unguarded()
}

// What bears the name already is not touched, and the error holds the import
// block.
func TestGuardrail_ofTheSameNameIsNotTouched(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		maker, c := w.terraform(), w.terraform()
		maker.configure(g.config(nil))
		maker.apply().must(t, 0)
		w.forget()
		c.configure(g.config(args{"blocked_words": `["other"]`}))
		c.apply().must(t, 1).tells(t, "error", "exists already", "import {", "to = llm_guardrail.this", maker.text(theGuardrail, "id"))
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		maker.plan().must(t, 0)
		maker.unguarded()
	})
}

// A name is what a policy is on Azure, and changed in place on Bedrock; another
// place is another guardrail on both.
func TestGuardrail_replacement(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		c := w.terraform()
		c.configure(g.config(nil))
		c.apply().must(t, 0)
		id := c.text(theGuardrail, "id")
		place := map[string]args{
			"azure": {"azure": "{ account_id = " + quoted(w.swedishAccount()) + " }"}, "bedrock": {"bedrock": `{ region = "us-west-2" }`},
		}[g.platform]
		named := map[string]string{"azure": "replace", "bedrock": "update"}[g.platform]
		for _, step := range []struct {
			change args
			action string
		}{{args{"name": `"other"`}, named}, {place, "replace"}} {
			c.configure(g.config(step.change))
			if s := c.plan().must(t, 2); s.actions[theGuardrail] != step.action {
				t.Errorf("for %v it plans %v", step.change, s.actions)
			}
			c.apply().must(t, 0)
			c.plan().must(t, 0)
		}
		if made := c.text(theGuardrail, "id"); made == id {
			t.Errorf("it is still %s", made)
		}
		c.unguarded()
	})
}

package acceptance_test

import (
	"fmt"
	"strings"
	"testing"
)

// Whatever is not known at the first plan is applied, and the next plan is empty;
// so is what becomes unknown later.
func TestGuardrail_unknownAtFirstPlan(t *testing.T) {
	for _, g := range guardings() {
		rows := map[string]struct{ argument, form, expression string }{
			"the name":       {"name", `%s`, `"standard"`},
			"a word":         {"blocked_words", `["project-x", %s]`, `"project-z"`},
			"a strictness":   {"filters", `{ hate = { input = %s, output = "low" } }`, `"low"`},
			"a whole filter": {"filters", `{ hate = %s }`, `{ input = "low", output = "low", action = null }`},
			"a tag":          {"tags", `{ team = %s }`, `"trust"`},
			"what is kept":   {"keep_versions", `%s`, `3`},
			"the mode":       {"azure", `{ mode = %s }`, `"asynchronous"`},
			"the tier":       {"bedrock", `{ description = %s }`, `"ours"`},
		}
		for sentence, row := range rows {
			t.Run(sentence+" on "+g.platform, func(t *testing.T) {
				w := newWorld(t)
				block, reference := later(row.expression)
				c := w.terraform()
				c.configure(block + g.config(args{row.argument: fmt.Sprintf(row.form, reference)}) + g.deployed("versioned_id"))
				if s := c.plan().must(t, 2); s.actions[theGuardrail] != "create" {
					t.Errorf("planned %q, want a create", s.actions[theGuardrail])
				}
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				c.apply("-destroy").must(t, 0)
			})
		}
	}
}

// A tag that is another at every plan publishes nothing, so nobody who takes the
// version is changed with it.
func TestGuardrail_tagThatIsNeverKnown(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		c := w.terraform()
		others := g.deployed("versioned_id")
		if g.platform == "bedrock" {
			others += "resource \"llm_guardrail_enforcement\" \"account\" {\n  guardrail = llm_guardrail.standard.versioned_id\n}\n"
		}
		c.configure(g.config(args{"tags": `{ at = timestamp() }`}) + others)
		c.apply().must(t, 0)
		w.forget()
		s := c.plan().must(t, 2)
		for address, action := range s.actions {
			if address != theGuardrail {
				t.Errorf("planned to %s %s", action, address)
			}
		}
		c.apply().must(t, 0)
		if n := w.publications(); n != 0 {
			t.Errorf("%d versions were published", n)
		}
		c.unguarded()
	})
}

// A version that is gone is published again in the apply that learns a tag, and
// whoever takes the version follows in it.
func TestGuardrail_versionIsGoneAndATagIsUnknown(t *testing.T) {
	w := newWorld(t)
	g := guardings()[1]
	c := w.terraform()
	c.configure(g.config(nil) + g.deployed("versioned_id"))
	c.apply().must(t, 0)
	id := c.text(theGuardrail, "id")
	w.do("DELETE", guardrailPath(id)+"?guardrailVersion=1", "")
	block, reference := later(`"trust"`)
	c.configure(block + g.config(args{"tags": fmt.Sprintf(`{ team = %s }`, reference)}) + g.deployed("versioned_id"))
	c.apply().must(t, 0)
	if have, want := c.text(theGuardrail, "versioned_id"), id+":2"; have != want {
		t.Errorf("it is %s, want %s", have, want)
	}
	if have := c.endpointOf(address("guarded")); have != g.naming(c, "2") {
		t.Errorf("the endpoint names %s", have)
	}
	c.plan().must(t, 0)
	c.unguarded()
}

// Tags that belong to somebody else are neither a difference nor taken away.
func TestGuardrail_ignoresTags(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		c := w.terraform()
		c.configure(`provider "llm" { ignore_tags = { key_prefixes = ["sys:"] } }` + "\n" + g.config(args{"tags": `{ team = "trust" }`}))
		c.apply().must(t, 0)
		id := c.text(theGuardrail, "id")
		w.tagGuardrail(g, id, "sys:policy", "added")
		c.plan().must(t, 0)
		c.configure(`provider "llm" { ignore_tags = { key_prefixes = ["sys:"] } }` + "\n" + g.config(args{"tags": `{ team = "other" }`}))
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if tags := w.guardrailTags(g, id); !strings.Contains(tags, "sys:policy") || !strings.Contains(tags, "other") {
			t.Errorf("it bears %s", tags)
		}
		w.tagGuardrail(g, id, "stray", "added")
		c.plan().must(t, 2)
		c.apply().must(t, 0)
		if tags := w.guardrailTags(g, id); strings.Contains(tags, "stray") {
			t.Errorf("it still bears %s", tags)
		}
		c.unguarded()
	})
}

// tagGuardrail adds a tag behind terraform's back.
func (w *world) tagGuardrail(g guarding, id, key, value string) {
	w.t.Helper()
	if g.platform == "bedrock" {
		w.do("POST", aws(region, "/tagResource"), fmt.Sprintf(`{"resourceARN":%q,"tags":[{"key":%q,"value":%q}]}`, id, key, value))
		return
	}
	answer := w.do("GET", id, "")
	before, after, found := strings.Cut(answer, `"tags":{`)
	if !found {
		w.t.Fatalf("no tags in %s", answer)
	}
	w.do("PUT", id, before+fmt.Sprintf(`"tags":{%q:%q,`, key, value)+after)
}

// guardrailTags are the tags of the object that others refer to.
func (w *world) guardrailTags(g guarding, id string) string {
	w.t.Helper()
	if g.platform == "bedrock" {
		return w.do("POST", aws(region, "/listTagsForResource"), fmt.Sprintf(`{"resourceARN":%q}`, id))
	}
	return w.do("GET", id, "")
}

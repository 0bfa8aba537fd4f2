package acceptance_test

import (
	"fmt"
	"testing"
)

// As many versions stay as are to be kept, the one in force among them.
func TestGuardrail_keepsVersions(t *testing.T) {
	w := newWorld(t)
	g := guardings()[1]
	c := w.terraform()
	for i := range 4 {
		c.configure(g.config(args{"blocked_words": fmt.Sprintf(`["word-%d"]`, i)}))
		c.apply().must(t, 0)
	}
	if all := c.attribute(theGuardrail, "versions"); all != `["1","2","3","4"]` {
		t.Errorf("versions are %s", all)
	}
	w.forget()
	c.configure(g.config(args{"blocked_words": `["word-3"]`, "keep_versions": "2"}))
	c.plan().must(t, 2)
	c.apply().must(t, 0)
	if all := c.attribute(theGuardrail, "versions"); all != `["3","4"]` || w.publications() != 0 {
		t.Errorf("versions are %s, and %d were published", all, w.publications())
	}
	c.plan().must(t, 0)
	c.configure(g.config(args{"blocked_words": `["word-5"]`, "keep_versions": "2"}))
	c.apply().must(t, 0)
	if all := c.attribute(theGuardrail, "versions"); all != `["4","5"]` {
		t.Errorf("versions are %s", all)
	}
	c.plan().must(t, 0)
	c.unguarded()
}

// deployed is a deployment of its own platform that names the guardrail.
func (g guarding) deployed(by string) string {
	return portable(g.platform).with(args{"guardrail": theGuardrail + "." + by}).named("guarded").block("guarded")
}

// What requests have to name moves to a new version in the apply that publishes
// it, where the deployment names the version; an id alone follows at the next
// refresh. No plan in between has anything to do.
func TestGuardrail_ofADeployment(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		for _, by := range []string{"versioned_id", "id"} {
			t.Run("by its "+by, func(t *testing.T) {
				inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
				c := inner.terraform()
				named := func() string { return c.endpointOf(address("guarded")) }
				c.configure(g.config(nil) + g.deployed(by))
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				if have := named(); have != g.naming(c, "1") {
					t.Errorf("the endpoint names %s", have)
				}
				c.configure(g.config(args{"blocked_words": `["other"]`}) + g.deployed(by))
				c.apply().must(t, 0)
				if have := named(); by == "versioned_id" && have != g.naming(c, "2") {
					t.Errorf("after the apply that publishes the endpoint names %s", have)
				}
				c.plan().must(t, 0)
				c.apply().must(t, 0)
				if have := named(); have != g.naming(c, "2") {
					t.Errorf("after a refresh the endpoint names %s", have)
				}
				c.unguarded()
				if err := inner.leftover(); err != nil {
					t.Error(err)
				}
			})
		}
	})
}

// naming is what the endpoint names, as JSON.
func (g guarding) naming(c *cli, version string) string {
	if g.platform == "azure" {
		return "null"
	}
	return fmt.Sprintf(`{"id":%q,"version":%q}`, c.text(theGuardrail, "id"), version)
}

// The lookup that fails is a warning, and what was known stays.
func TestGuardrail_ofADeploymentThatCannotBeLookedUp(t *testing.T) {
	w := newWorld(t)
	g := guardings()[1]
	maker, c := w.terraform(), w.terraform()
	maker.configure(g.config(nil))
	maker.apply().must(t, 0)
	id := maker.text(theGuardrail, "id")
	c.configure(portable("bedrock").with(args{"guardrail": quoted(id)}).named("guarded").block("guarded"))
	c.apply().must(t, 0)
	maker.unguardedBut(t, id)
	if s := c.plan(); s.exit != 0 {
		t.Fatalf("planned %v:\n%s", s.actions, s.output)
	} else {
		s.tells(t, "warning", "Published version not known", "stays as it was known")
	}
	if have := c.endpointOf(address("guarded")); have != fmt.Sprintf(`{"id":%q,"version":"1"}`, id) {
		t.Errorf("the endpoint names %s", have)
	}
	c.apply("-destroy").must(t, 0)
}

// unguardedBut destroys a guardrail that a deployment still names: nothing on AWS
// holds it.
func (c *cli) unguardedBut(t *testing.T, id string) {
	t.Helper()
	c.apply("-destroy").must(t, 0)
	for _, left := range c.w.guardrailObjects() {
		if left == id {
			t.Errorf("%s is still there", id)
		}
	}
}

// Azure refuses to delete what a deployment bears; the error says so.
func TestGuardrail_inUseIsNotDeleted(t *testing.T) {
	w := newWorld(t)
	g := guardings()[0]
	maker, c := w.terraform(), w.terraform()
	maker.configure(g.config(nil))
	maker.apply().must(t, 0)
	c.configure(portable("azure").with(args{"guardrail": quoted(maker.text(theGuardrail, "id"))}).named("guarded").block("guarded"))
	c.apply().must(t, 0)
	maker.apply("-destroy").must(t, 1).tells(t, "error", "guarded")
	maker.plan().must(t, 0)
	c.apply("-destroy").must(t, 0)
	maker.unguarded()
}

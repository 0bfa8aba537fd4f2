package acceptance_test

import (
	"strings"
	"testing"
)

// Whatever is tried, what is committed or protected is neither destroyed nor
// bought a second time, and the error says until when or how to let it go.
func TestAccDeployment_everyWayToDestroyIsRefused(t *testing.T) {
	prefixed := args{"name": "", "name_prefix": `"chat-"`}
	first := prefixed.with(args{"lifecycle{}": `{ create_before_destroy = true }`})
	protected := provisionedAzure().named("chat").with(args{"deletion_protection": "true"})
	const until, off = "committed until 2026-09-", "deletion_protection = false"
	for sentence, row := range map[string]struct {
		a    args
		told string
	}{
		"of what is committed":                        {committed(), until},
		"of what is committed under a prefix":         {committed().with(prefixed), until},
		"of what is committed with the new one first": {committed().with(first), until},
		"of what is protected":                        {protected, off},
		"of what is protected under a prefix":         {protected.with(prefixed), off},
		"of what is protected with the new one first": {protected.with(first), off},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			id := c.standing(row.a)
			w.forget()
			refused := func(how string, s said) {
				t.Helper()
				if s.exit != 1 {
					t.Errorf("%s: exit code %d, want 1:\n%s", how, s.exit, s.output)
				}
				s.tells(t, "error", row.told)
			}
			refused("a plan to destroy", c.plan("-destroy"))
			refused("a destroy", c.apply("-destroy"))
			refused("a destroy that does not look", c.apply("-destroy", "-refresh=false"))
			refused("-replace", c.apply("-replace="+chat))
			refused("-replace that does not look", c.apply("-replace="+chat, "-refresh=false"))
			c.configure(providerBlock(""))
			refused("a plan without its block", c.plan())
			refused("an apply without its block", c.apply())
			c.configure(row.a.with(args{"processing_scope": `"region"`, "model": `"amazon.nova-micro-v1:0:24k"`, "platform": `"bedrock"`}).block("chat"))
			refused("another model or platform", c.apply())
			c.configure(row.a.block("chat"))
			c.taints(row.told)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
			c.plan().must(t, 0)
		})
	}
}

// taints fails the test unless a taint is refused, in the words of the lock or
// by the name that is taken, and is taken back without a trace.
func (c *cli) taints(told string) {
	c.w.t.Helper()
	c.run("taint", chat).must(c.w.t, 0)
	for _, how := range [][]string{nil, {"-refresh=false"}} {
		s := c.apply(how...).must(c.w.t, 1).tells(c.w.t, "error", "untaint")
		if !strings.Contains(s.output, told) && !strings.Contains(s.output, "exists already") {
			c.w.t.Errorf("no error says %q:\n%s", told, s.output)
		}
	}
	c.run("untaint", chat).must(c.w.t, 0)
}

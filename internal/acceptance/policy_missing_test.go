package acceptance_test

import (
	"strings"
	"testing"
)

// A deployment that is missing stays in state under the policy: nothing makes it
// again by itself, and every way on works.
func TestAccDriftPolicy_missing(t *testing.T) {
	keeping := args{"drift_policy": `{ missing = "warn" }`}
	protected := args{"deletion_protection": "true"}
	for sentence, row := range map[string]struct {
		args args
		on   func(t *testing.T, c *cli, a args)
	}{
		"is made again by -replace":                 {onAzure(), replacesMissing},
		"is made again by -replace on Bedrock":      {onBedrock(), replacesMissing},
		"is made again by -replace if protected":    {onAzure().with(protected), replacesMissing},
		"is forgotten by destroy":                   {onAzure(), destroysMissing},
		"is forgotten by destroy on Bedrock":        {onBedrock(), destroysMissing},
		"is forgotten by destroy if protected":      {onAzure().with(protected), destroysMissing},
		"is forgotten by destroy if it is by unit":  {provisionedBedrock().with(args{"deletion_protection": ""}), destroysMissing},
		"cannot be changed, and the error says why": {onAzure(), editsMissing},
		"takes a change of what no cloud stores":    {onAzure(), protectsMissing},
		"is made again once the policy is given up": {onAzure(), givesUpMissing},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			a := row.args.named("chat").with(keeping)
			w.remove(c.standing(a))
			for range 2 {
				c.plan().must(t, 0).tells(t, "warning", "missing", "-replace", "state rm")
				c.apply().must(t, 0)
			}
			if shown := c.run("show", "-no-color").output; !strings.Contains(shown, `"missing"`) {
				t.Errorf("health does not say so:\n%s", shown)
			}
			w.forget()
			row.on(t, c, a)
		})
	}
}

func replacesMissing(t *testing.T, c *cli, _ args) {
	t.Helper()
	c.apply("-replace="+chat).must(t, 0)
	c.plan().must(t, 0)
	c.w.only()
}

func destroysMissing(t *testing.T, c *cli, _ args) {
	t.Helper()
	c.apply("-destroy").must(t, 0)
	if left := strings.TrimSpace(c.run("state", "list").output); left != "" {
		t.Errorf("left in state: %s", left)
	}
}

func editsMissing(t *testing.T, c *cli, a args) {
	t.Helper()
	c.configure(a.with(args{"tags": `{ team = "search" }`}).block("chat"))
	c.apply().must(t, 1).tells(t, "error", "not there any more", "-replace", "state rm")
	if err := c.w.noWrites(); err != nil {
		t.Error(err)
	}
	replacesMissing(t, c, a) // the way out that the error names, with the edit in place
}

func protectsMissing(t *testing.T, c *cli, a args) {
	t.Helper()
	c.configure(a.with(args{"timeouts{}": `{ read = "4m" }`, "on_commitment_lock": `"error"`}).block("chat"))
	c.apply().must(t, 0)
	c.plan().must(t, 0).tells(t, "warning", "missing")
	if err := c.w.noWrites(); err != nil {
		t.Error(err)
	}
}

func givesUpMissing(t *testing.T, c *cli, a args) {
	t.Helper()
	a = a.with(args{"drift_policy": ""})
	c.configure(a.block("chat"))
	c.apply().must(t, 0) // the policy alone
	if err := c.w.noWrites(); err != nil {
		t.Error(err)
	}
	if s := c.plan().must(t, 2); s.actions[chat] != "create" {
		t.Errorf("planned %q", s.actions[chat])
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
}

// What comes back, or was never there, is not called missing.
func TestAccDriftPolicy_missingIsNoMoreThanThat(t *testing.T) {
	t.Run("what comes back is read again", func(t *testing.T) {
		w := newWorld(t)
		c := w.terraform()
		id := c.standing(onAzure().named("chat").with(args{"drift_policy": `{ missing = "warn" }`}))
		body := w.do("GET", id, "")
		w.remove(id)
		c.apply().must(t, 0)
		w.do("PUT", id, body)
		c.plan().must(t, 0).tells(t, "warning", "created at")
	})
	t.Run("what was never there is not imported", func(t *testing.T) {
		w := newWorld(t)
		c := w.terraform()
		c.configure(providerBlock(`drift_policy = { missing = "warn" }`) + onAzure().named("chat").block("chat"))
		c.run("import", "-no-color", "-input=false", chat, azureID("chat")).must(t, 1)
		if left := strings.TrimSpace(c.run("state", "list").output); left != "" && !strings.Contains(left, "No state file") {
			t.Errorf("imported: %s", left)
		}
	})
}

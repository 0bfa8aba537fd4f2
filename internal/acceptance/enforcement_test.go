package acceptance_test

import (
	"fmt"
	"strings"
	"testing"
)

const theEnforcement = "llm_guardrail_enforcement.account"

// enforced is a guardrail that an account enforces, with some arguments of the
// enforcement replaced.
func enforced(guardrail, edits args) string {
	return guardings()[1].config(guardrail) +
		args{"guardrail": theGuardrail + ".versioned_id"}.with(edits).blockOf("llm_guardrail_enforcement", "account")
}

func enforcementPath() string { return aws(region, "/enforcedGuardrailsConfiguration") }

// What an account enforces is changed in place, moves to a new version in the
// apply that publishes it, and shows when it is changed by hand.
func TestEnforcement_lifecycle(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(enforced(nil, nil))
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	id := c.text(theEnforcement, "id")
	for sentence, config := range map[string]string{
		"what is looked at": enforced(nil, args{"system_prompts": `"selective"`, "guarded_messages": `"selective"`}),
		"the models":        enforced(nil, args{"included_models": `["amazon.nova-lite-v1:0"]`, "excluded_models": `["amazon.nova-pro-v1:0"]`}),
		"another version":   enforced(args{"blocked_words": `["other"]`}, nil),
		"named apart":       enforced(nil, args{"guardrail": theGuardrail + ".id", "version": theGuardrail + ".version"}),
	} {
		t.Run(sentence, func(t *testing.T) {
			inner := &world{t: t, sb: w.sb, own: w.own}
			k := *c
			k.w = inner
			k.configure(config)
			if s := k.plan().must(t, 2); s.actions[theEnforcement] != "update" {
				t.Errorf("planned %v", s.actions)
			}
			k.apply().must(t, 0)
			k.plan().must(t, 0)
			if have := k.text(theEnforcement, "id"); have != id {
				t.Errorf("it became %s", have)
			}
			if version := k.text(theGuardrail, "version"); !strings.Contains(w.do("GET", enforcementPath(), ""), `"guardrailVersion":"`+version+`"`) {
				t.Errorf("the account does not enforce version %s: %s", version, w.do("GET", enforcementPath(), ""))
			}
		})
	}
	c.unguarded()
	if left := w.listed(enforcementPath(), "guardrailsConfig", "configId"); len(left) > 0 {
		t.Errorf("the account still enforces %v", left)
	}
}

// enforce changes what an account enforces behind terraform's back.
func (w *world) enforce(config, guardrail, version, mode string) {
	w.t.Helper()
	w.do("PUT", enforcementPath(), fmt.Sprintf(`{"configId":%q,"guardrailInferenceConfig":{"guardrailIdentifier":%q,"guardrailVersion":%q,`+
		`"selectiveContentGuarding":{"system":%q,"messages":%q}}}`, config, guardrail, version, mode, mode))
}

// What somebody changes shows at its argument and is repaired by one apply; what
// somebody deletes is made again.
func TestEnforcement_changedByHand(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(enforced(nil, nil))
	c.apply().must(t, 0)
	w.age()
	parts := strings.Split(c.text(theEnforcement, "id"), "/")
	config := parts[len(parts)-1]
	w.enforce(config, c.text(theGuardrail, "id"), "1", "SELECTIVE")
	c.plan().must(t, 2)
	shown := c.run("show", "-no-color", "plan").output
	for _, argument := range []string{`- system_prompts   = "selective"`, `- guarded_messages = "selective"`} {
		if !strings.Contains(shown, argument) {
			t.Errorf("the plan does not show %q:\n%s", argument, shown)
		}
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	w.do("DELETE", enforcementPath()+"/"+config, "")
	if s := c.plan().must(t, 2); s.actions[theEnforcement] != "create" {
		t.Errorf("planned %v", s.actions)
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	c.unguarded()
}

// An account enforces one guardrail: another is not touched, and the error says
// how to import it.
func TestEnforcement_thatStandsAlready(t *testing.T) {
	w := newWorld(t)
	maker, c := w.terraform(), w.terraform()
	maker.configure(enforced(nil, nil))
	maker.apply().must(t, 0)
	id := maker.text(theEnforcement, "id")
	block := args{"guardrail": quoted(maker.text(theGuardrail, "versioned_id"))}.blockOf("llm_guardrail_enforcement", "account")
	c.configure(block)
	w.forget()
	c.apply().must(t, 1).tells(t, "error", "exists already", "import {", "to = llm_guardrail_enforcement.this", id)
	for _, by := range []string{id, region} {
		k := w.terraform()
		k.configure(block + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theEnforcement, by))
		k.apply().must(t, 0)
		k.plan().must(t, 0)
	}
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	maker.plan().must(t, 0)
	maker.unguarded()
}

func TestEnforcement_refuses(t *testing.T) {
	w := newWorld(t)
	const arn = "arn:aws:bedrock:us-east-1:000000000000:guardrail/abcdefghijkl"
	for sentence, row := range map[string]struct {
		arguments args
		words     []string
	}{
		"a guardrail without a version": {args{"guardrail": quoted(arn)}, []string{"Missing version", "versioned_id"}},
		"two versions":                  {args{"guardrail": quoted(arn + ":1"), "version": `"2"`}, []string{"Two versions"}},
		"the draft":                     {args{"guardrail": quoted(arn + ":DRAFT")}, []string{"Invalid version"}},
		"another region's":              {args{"guardrail": quoted(arn + ":1"), "region": `"us-west-2"`}, []string{"Invalid guardrail", "us-west-2"}},
		"an Azure policy":               {args{"guardrail": quoted(armChild("raiPolicies", "standard")), "version": `"1"`}, []string{"Invalid guardrail"}},
		"what is not there":             {args{"guardrail": quoted(arn + ":1")}, []string{"Guardrail not found"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
			c := inner.terraform()
			c.configure(row.arguments.blockOf("llm_guardrail_enforcement", "account"))
			c.plan().must(t, 1).tells(t, "error", row.words...)
		})
	}
}

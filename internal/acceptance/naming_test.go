package acceptance_test

import (
	"regexp"
	"testing"
)

// An object that this configuration did not make is never touched; the error
// holds what to paste to manage it.
func TestAccDeployment_existingObject(t *testing.T) {
	for sentence, a := range map[string]args{
		"on Azure":               onAzure(),
		"on Azure provisioned":   provisionedAzure(),
		"on Bedrock":             onBedrock(),
		"on Bedrock provisioned": provisionedBedrock(),
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			id := w.terraform().standing(a.named("chat"))
			w.forget()
			c := w.terraform()
			config := a.named("chat").block("chat")
			c.configure(config)
			refused := c.apply().must(t, 1).tells(t, "error", "exists already", "import {", id)
			c.configure(config + pasted(t, refused))
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
		})
	}
}

// pasted is the import block of an error, at the address that the error names.
func pasted(t *testing.T, s said) string {
	t.Helper()
	for _, d := range s.diagnostics {
		if block := regexp.MustCompile(`(?s)import \{.*?\n\}`).FindString(d.Detail); block != "" {
			return regexp.MustCompile(`llm_[a-z_]+\.this`).ReplaceAllString(block, d.Address) + "\n"
		}
	}
	t.Fatalf("no error holds an import block:\n%s", s.output)
	return ""
}

// One that took the place of another on Bedrock has another ARN: it is somebody
// else's.
func TestAccDeployment_sameNameOfSomebodyElseOnBedrock(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(onBedrock().named("chat"))
	w.remove(id)
	other := w.terraform()
	other.configure(onBedrock().named("chat").block("chat"))
	other.apply().must(t, 0)
	stranger := w.only()
	w.forget()
	c.apply().must(t, 1).tells(t, "error", "exists already", stranger)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.stands(stranger)
}

// A prefix makes a name that is kept by later plans.
func TestAccDeployment_nameFromPrefix(t *testing.T) {
	for sentence, a := range map[string]args{"on Azure": onAzure(), "on Bedrock": onBedrock()} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			prefixed := a.with(args{"name_prefix": `"chat-"`})
			id := c.standing(prefixed)
			c.configure(prefixed.with(args{"tags": `{ team = "search" }`}).block("chat"))
			c.apply().must(t, 0)
			c.stands(id)
			shown := c.run("show", "-no-color").output
			if !regexp.MustCompile(`name +\= "chat-[0-9a-f]{8}"`).MatchString(shown) {
				t.Errorf("the name is not made from the prefix:\n%s", shown)
			}
		})
	}
}

package acceptance_test

import (
	"fmt"
	"testing"
)

// The platform's own default guardrail may be written by its name: it is imported without a write, told from a default
// that bears another name since, and put back.
func TestAccDeployment_importOfADefaultGuardrailByName(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := w.terraform().standing(onAzure().named("chat"))
	w.forget()
	named := onAzure().named("chat").with(args{"guardrail": quoted(armChild("raiPolicies", "microsoft.defaultv2"))}).block("chat")
	c.configure(named + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", chat, id))
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	if err := w.sb.RenameDefaultPolicy("Microsoft.DefaultV3"); err != nil {
		t.Fatal(err)
	}
	c.plan().must(t, 2) // the one that is named is there still, and is not the one in force
	c.apply().must(t, 0)
	c.plan().must(t, 0)
}

package acceptance_test

import "testing"

// An import by another letter case finds the object and plans nothing that
// would replace it.
func TestAccDeployment_importInAnotherLetterCase(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	id := c.standing(onAzure().named("chat"))
	c.run("state", "rm", chat).must(t, 0)
	c.run("import", "-input=false", chat, upperName(id)).must(t, 0)
	w.forget()
	c.plan().must(t, 0)
	c.stands(id)
}

// upperName spells the last step of an ARM id in capitals.
func upperName(id string) string {
	at := len(id) - len("chat")
	return id[:at] + "CHAT"
}

package acceptance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What the console of AgentCore shows of a route is its rule, by whose id it is
// imported too; from then on the route has its own id.
func TestRoute_importByItsRule(t *testing.T) {
	e, w := engines()[0], newWorld(t)
	maker, c := w.terraform(), w.terraform()
	maker.configure(e.route(e.full()))
	maker.apply().must(t, 0)
	w.forget()
	byRule := func(id string) string {
		return e.route(e.full()) + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", theRoute, sandbox.AgentCoreGatewayARN()+"/rule/"+id)
	}
	c.configure(byRule(w.rule().RuleID))
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	if shown := c.run("state", "show", "-no-color", theRoute).must(t, 0).output; !strings.Contains(shown, quoted(e.id)) {
		t.Errorf("state does not hold %s:\n%s", e.id, shown)
	}
	missing := w.terraform()
	missing.configure(byRule("11111111-2222-3333-4444-555555555555"))
	missing.plan().must(t, 1).tells(t, "error", "non-existent")
	c.emptied()
}

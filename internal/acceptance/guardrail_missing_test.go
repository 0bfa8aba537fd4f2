package acceptance_test

import (
	"fmt"
	"testing"
)

// A deployment that is there is told of a guardrail that requests could not name,
// as a new one is: at plan where it is known, else before anything is written down.
func TestGuardrail_thatIsNotThereOfADeployment(t *testing.T) {
	w := newWorld(t)
	maker := w.terraform()
	maker.configure(guardings()[1].config(nil))
	maker.apply().must(t, 0)
	id := maker.text(theGuardrail, "id")
	gone := id[:len(id)-2] + "zz"
	of := func(edits args) string { return portable("bedrock").with(edits).named("guarded").block("guarded") }
	for sentence, row := range map[string]struct{ reference, summary string }{
		"no such version":                {id + ":99", "Version not found"},
		"no such guardrail":              {gone, "Guardrail not found"},
		"a version of no such guardrail": {gone + ":1", "Guardrail not found"},
	} {
		t.Run(sentence, func(t *testing.T) {
			inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
			c := inner.terraform()
			c.configure(of(nil))
			c.apply().must(t, 0)
			c.configure(of(args{"guardrail": quoted(row.reference)}))
			c.plan().must(t, 1).tells(t, "error", row.summary)
			block, reference := later(quoted(row.reference))
			for _, edits := range []args{{"guardrail": reference}, {"guardrail": reference, "tags": `{ team = "trust" }`}} {
				c.configure(block + of(edits))
				c.apply().must(t, 1).tells(t, "error", row.summary)
				if have := c.attribute(address("guarded"), "guardrail"); have != "null" {
					t.Errorf("state names %s", have)
				}
			}
			c.configure(of(args{"guardrail": quoted(id + ":1")}))
			c.apply().must(t, 0)
			if have := c.endpointOf(address("guarded")); have != fmt.Sprintf(`{"id":%q,"version":"1"}`, id) {
				t.Errorf("the endpoint names %s", have)
			}
			c.plan().must(t, 0)
			c.apply("-destroy").must(t, 0)
		})
	}
	maker.unguarded()
}

package acceptance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The example's blocks are planned and applied on one platform and on the other:
// only the value of platform is swapped.
func TestGuardrailExamples_portable(t *testing.T) {
	example, err := os.ReadFile(filepath.Join(examples, "guardrail-portable", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	const both = `["azure", "bedrock"]`
	if !strings.Contains(string(example), both) {
		t.Fatal("the example has changed: what this test swaps is not there")
	}
	for sentence, row := range map[string]struct {
		platforms string
		count     int
	}{"on Azure alone": {`["azure"]`, 1}, "on Bedrock alone": {`["bedrock"]`, 1}, "on both": {both, 2}} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(strings.ReplaceAll(string(example), both, row.platforms))
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if ids := w.inventory(); len(ids) != row.count {
				t.Errorf("there are %d deployments, want %d: %v", len(ids), row.count, ids)
			}
			c.unguarded()
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// The examples on the pages of llm_guardrail and of its enforcement.
func TestGuardrailExamples_ofTheResources(t *testing.T) {
	for _, directory := range []string{"resources/llm_guardrail", "resources/llm_guardrail_enforcement"} {
		t.Run(directory, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied(directory, []string{"resource.tf", "versions.tf"})
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			c.unguarded()
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

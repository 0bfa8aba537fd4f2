package acceptance_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// Each data source's example is applied, plans empty after that, and tells what
// its outputs promise.
func TestAccData_examplesApply(t *testing.T) {
	outputs := map[string][]string{
		"llm_model": {"serving"},
		"llm_quota": {"free_tokens_per_minute", "bedrock_limits"},
	}
	for _, directory := range exampleDirectories(t) {
		name, found := strings.CutPrefix(directory, "data-sources"+string(filepath.Separator))
		if !found {
			continue
		}
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied(directory, nil)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if outputs[name] == nil {
				t.Fatal("nothing is known of what the example promises")
			}
			for _, output := range outputs[name] {
				if told := c.output(output); told == "null" || told == "{}" {
					t.Errorf("%s is %s", output, told)
				}
			}
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// output is the value of one output as JSON.
func (c *cli) output(name string) string {
	c.w.t.Helper()
	s := c.run("output", "-json", name).must(c.w.t, 0)
	var value any
	if err := json.Unmarshal([]byte(s.output), &value); err != nil {
		c.w.t.Fatalf("output %s: %v: %s", name, err, s.output)
	}
	return strings.TrimSpace(s.output)
}

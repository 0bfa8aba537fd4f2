package acceptance_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The example of routes by cost asks the cheapest model first, what the user says of prices counts, and a model whose price nobody
// knows comes last.
func TestRouteExamples_byCost(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.copied("route-cost", nil)
	c.apply().must(t, 0)
	if got, want := c.order(), []string{"luna", "terra", "sol"}; !slices.Equal(got, want) {
		t.Errorf("by list prices the order is %v, want %v", got, want)
	}
	main := filepath.Join(c.dir, "main.tf")
	text, err := os.ReadFile(main)
	w.ok(err)
	facts := strings.Replace(string(text), "# model_facts = ", "model_facts = ", 1)
	facts = strings.Replace(facts, "{ input = 3, output = 15 }", "{ input = 0.01, output = 0.02 }", 1)
	w.ok(os.WriteFile(main, []byte(facts), 0o600))
	if s := c.plan().must(t, 2); s.actions["llm_route.cheap"] != "update" {
		t.Errorf("planned %v", s.actions)
	}
	c.apply().must(t, 0)
	if got, want := c.order(), []string{"sol", "luna", "terra"}; !slices.Equal(got, want) {
		t.Errorf("by the user's prices the order is %v, want %v", got, want)
	}
	unpriced := `-var=models=["openai/gpt-5.6-luna","twelvelabs/pegasus-1-2"]`
	c.apply(unpriced).must(t, 0)
	if got, want := c.order(), []string{"luna", "2"}; !slices.Equal(got, want) {
		t.Errorf("with a model of unknown price the order is %v, want %v", got, want)
	}
	c.plan(unpriced).must(t, 0)
}

// order is the example's output: the last word of each model's name.
func (c *cli) order() []string {
	c.w.t.Helper()
	var models []struct {
		Model string
		Price *struct{ Source string }
	}
	c.w.decode(json.RawMessage(c.run("output", "-json", "order").must(c.w.t, 0).output), &models)
	var order []string
	for _, m := range models {
		order = append(order, m.Model[strings.LastIndexByte(m.Model, '-')+1:])
	}
	return order
}

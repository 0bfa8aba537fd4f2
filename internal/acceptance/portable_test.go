package acceptance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The example's block is planned and applied on one platform and on the other:
// only the value of platform is swapped.
func TestAccDeployment_portableExample(t *testing.T) {
	example, err := os.ReadFile(filepath.Join("..", "..", "examples", "portable", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	const both = `["azure", "bedrock"]`
	if !strings.Contains(string(example), both) || !strings.Contains(string(example), "= each.key\n") {
		t.Fatal("the example has changed: what this test swaps is not there")
	}
	for sentence, row := range map[string]struct {
		platforms, platform string
		count               int
	}{
		"on Azure alone":           {`["azure"]`, `"azure"`, 1},
		"on Bedrock alone":         {`["bedrock"]`, `"bedrock"`, 1},
		"on both through for_each": {both, "each.key", 2},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			config := strings.NewReplacer("= each.key\n", "= "+row.platform+"\n", both, row.platforms).Replace(string(example))
			c := w.terraform()
			c.configure(config)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if ids := w.inventory(); len(ids) != row.count {
				t.Errorf("there are %d deployments, want %d: %v", len(ids), row.count, ids)
			}
			c.apply("-destroy").must(t, 0)
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

package amazonbedrock

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

func TestSupported(t *testing.T) {
	t.Parallel()
	cards := modelcard.Table{}.With([]modelcard.Fact{
		{Model: llm.Reference{Publisher: "amazon", Name: "nova-lite"}, Tools: new(true), Context: new(int64(300000))},
		{Model: llm.Reference{Publisher: "amazon", Name: "nova-lite"}, Scope: llm.ScopeGeo, Tools: new(false)},
	})
	input := []string{"image", "text"}
	for name, c := range map[string]struct {
		native llm.Native
		want   llm.Supports
	}{
		"what the catalog does not tell is on the card": {
			llm.Native{Name: "amazon.nova-lite-v1:0", Scope: llm.ScopeRegion}, llm.Supports{Input: input, Tools: new(true), Context: new(int64(300000))},
		},
		"a fact of the scope that serves": {
			llm.Native{Name: "amazon.nova-lite-v1:0", Scope: llm.ScopeGeo}, llm.Supports{Input: input, Tools: new(false), Context: new(int64(300000))},
		},
		"a variant has a window of its own": {
			llm.Native{Name: "amazon.nova-lite-v1:0:24k", Scope: llm.ScopeRegion}, llm.Supports{Input: input, Tools: new(true)},
		},
		"a model that no card knows": {llm.Native{Name: "amazon.nova-9-v1:0", Scope: llm.ScopeRegion}, llm.Supports{Input: input}},
		"a model of the user's own": {
			llm.Native{Name: "arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abcdefghijkl", Scope: llm.ScopeRegion},
			llm.Supports{Input: input},
		},
		"no model": {llm.Native{}, llm.Supports{Input: input}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, supported(cards, c.native, llm.Supports{Input: input})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

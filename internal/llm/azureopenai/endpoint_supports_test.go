package azureopenai

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

func TestSupported(t *testing.T) {
	t.Parallel()
	cards := modelcard.Table{}.With([]modelcard.Fact{
		{Model: llm.Reference{Publisher: "openai", Name: "gpt-4o"}, Tools: new(true), Context: new(int64(128000))},
		{Model: llm.Reference{Publisher: "openai", Name: "gpt-4o"}, Scope: llm.ScopeRegion, Context: new(int64(64000))},
		{Model: llm.Reference{Publisher: "deepseek", Name: "deepseek-v3.2"}, Tools: new(true)},
	})
	both := llm.Supports{Tools: new(true), Context: new(int64(128000))}
	for name, c := range map[string]struct {
		native llm.Native
		told   llm.Supports
		want   llm.Supports
	}{
		"what the service does not tell is on the card": {
			llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Scope: llm.ScopeGlobal}, llm.Supports{}, both,
		},
		"the smaller window counts, the service's": {
			llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Scope: llm.ScopeGlobal},
			llm.Supports{Context: new(int64(16385))},
			llm.Supports{Tools: new(true), Context: new(int64(16385))},
		},
		"the smaller window counts, the card's": {
			llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Scope: llm.ScopeGlobal},
			llm.Supports{Context: new(int64(1_000_000))},
			both,
		},
		"a fact of the scope that serves": {
			llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Scope: llm.ScopeRegion},
			llm.Supports{},
			llm.Supports{Tools: new(true), Context: new(int64(64000))},
		},
		"a model that no card knows": {
			llm.Native{Format: "OpenAI", Name: "gpt-9", Version: "1", Scope: llm.ScopeGlobal}, llm.Supports{}, llm.Supports{},
		},
		"a model of the user's own is another one": {
			llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Source: "/subscriptions/x", Scope: llm.ScopeGlobal},
			llm.Supports{},
			llm.Supports{},
		},
		"another company may serve a model otherwise": {
			llm.Native{Format: "Fireworks", Name: "FW-DeepSeek-V3.2", Version: "1", Scope: llm.ScopeGlobal}, llm.Supports{}, llm.Supports{},
		},
		"no model": {llm.Native{}, llm.Supports{}, llm.Supports{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, supported(cards, c.native, c.told)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.told, supported(modelcard.Table{}, c.native, c.told)); diff != "" {
				t.Errorf("without cards: %s", diff)
			}
		})
	}
}

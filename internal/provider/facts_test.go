package provider

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

func TestConfigure_modelFacts(t *testing.T) {
	data, diags := configured(t, block{"model_facts": []any{
		block{"model": "meta/llama-3.3-70b", "context": 64000},
		block{"model": "amazon/nova-pro", "platform": "bedrock", "processing_scope": "geo", "price": block{"input": 0.5, "output": 2.5}},
	}}, nil)
	if len(diags) > 0 {
		t.Fatal(lines(diags))
	}
	bundled := modelcard.Bundled()
	for _, platform := range []llm.Platform{llm.Azure, llm.Bedrock} {
		llama := llm.Reference{Publisher: "meta", Name: "llama-3.3-70b-instruct"}
		want := bundled.Card(platform, llama, llm.ScopeGlobal)
		want.Context, want.ContextSource = new(int64(64000)), modelcard.Source{Name: modelcard.Own}
		if diff := cmp.Diff(want, data.Cards.Card(platform, llama, llm.ScopeGlobal)); diff != "" {
			t.Errorf("%s: what the user says of a model, spelled as in a deployment, counts, and nothing else changes: %s", platform, diff)
		}
	}
	nova := llm.Reference{Publisher: "amazon", Name: "nova-pro"}
	own := &modelcard.Price{Input: 0.5, Output: 2.5, Source: modelcard.Own}
	if diff := cmp.Diff(own, data.Cards.Card(llm.Bedrock, nova, llm.ScopeGeo).Price); diff != "" {
		t.Error(diff)
	}
	if got := data.Cards.Card(llm.Bedrock, nova, llm.ScopeRegion).Price; cmp.Equal(own, got) {
		t.Error("a price holds for another scope, too")
	}
}

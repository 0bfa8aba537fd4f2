package catalog

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// A model that is listed and counts against nothing is told, but where a platform
// was not read, which might have told of it.
func TestQuota_ofAModelWithoutAny(t *testing.T) {
	offer := llm.Offer{
		Reference: "openai/gpt-4o", Entry: llm.Entry{NativeID: "OpenAI/gpt-4o/2024-11-20", Publisher: "OpenAI", Name: "gpt-4o", Date: "20241120"},
		Servings: []llm.Serving{{Name: "GlobalStandard", Mode: llm.OnDemand, Scope: llm.ScopeGlobal}},
	}
	data := &framework.Data{Catalogs: map[llm.Platform]llm.CatalogDriver{llm.Azure: quiet{}}}
	answers := []answer[limits]{{platform: llm.Azure, told: []limits{{offers: []llm.Offer{offer}, quotas: []llm.Quota{{Name: "of another"}}}}}}
	for sentence, row := range map[string]struct{ complete, told bool }{"all was read": {true, true}, "something was not": {false, false}} {
		t.Run(sentence, func(t *testing.T) {
			var diags diag.Diagnostics
			c := tfQuota{Model: types.StringValue("openai/gpt-4o"), Serving: types.StringNull(), Complete: types.BoolValue(row.complete)}
			chosen := c.choose(data, answers, &diags)
			told := len(diags) == 1 && diags[0].Summary() == "No quota told"
			if len(chosen) > 0 || told != row.told || len(diags) > 0 != row.told {
				t.Errorf("%v, %v", chosen, diags)
			}
		})
	}
}

package modelcard_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// coverage counts what is known of the chat models of one catalog. Offered and Priced count a model once for each scope.
type coverage struct {
	Models, Tools, Context  int
	Offered, Priced         map[llm.Scope]int
	PricedSomewhere, Varies int
}

func cover(t *testing.T, table modelcard.Table, platform llm.Platform, offers []offer) coverage {
	t.Helper()
	c := coverage{Models: len(offers), Offered: map[llm.Scope]int{}, Priced: map[llm.Scope]int{}}
	for _, o := range offers {
		card := table.Card(platform, o.model, "")
		priced := 0
		for _, scope := range o.scopes {
			c.Offered[scope]++
			if price := table.Card(platform, o.model, scope).Price; price != nil {
				c.Priced[scope]++
				priced++
				c.Varies += count(price.Varies)
			}
		}
		c.Tools += count(card.Tools != nil)
		c.Context += count(card.Context != nil)
		c.PricedSomewhere += count(priced > 0)
		if card.Tools == nil || card.Context == nil || priced < len(o.scopes) {
			t.Logf("%s: tools known %t, context known %t, price in %d of %d scopes", o.model, card.Tools != nil, card.Context != nil, priced, len(o.scopes))
		}
	}
	return c
}

func count(counts bool) int {
	if counts {
		return 1
	}
	return 0
}

func TestBundled_coverage(t *testing.T) {
	t.Parallel()
	table := modelcard.Bundled()
	for platform, c := range map[llm.Platform]struct {
		offers []offer
		want   coverage
	}{
		llm.Azure: {azureOffers(t), coverage{
			Models: 80, Tools: 75, Context: 76, PricedSomewhere: 70, Varies: 1,
			Offered: map[llm.Scope]int{llm.ScopeRegion: 8, llm.ScopeGeo: 42, llm.ScopeGlobal: 80},
			Priced:  map[llm.Scope]int{llm.ScopeGeo: 15, llm.ScopeGlobal: 70},
		}},
		llm.Bedrock: {bedrockOffers(t), coverage{
			Models: 81, Tools: 69, Context: 79, PricedSomewhere: 78, Varies: 4,
			Offered: map[llm.Scope]int{llm.ScopeRegion: 48, llm.ScopeGeo: 35, llm.ScopeGlobal: 17},
			Priced:  map[llm.Scope]int{llm.ScopeRegion: 46, llm.ScopeGeo: 34, llm.ScopeGlobal: 16},
		}},
	} {
		t.Run(string(platform), func(t *testing.T) {
			t.Parallel()
			got := cover(t, table, platform, c.offers)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			t.Logf("of %d chat models tools are known of %d, the context of %d, a price of %d; in their scopes %v of %v",
				got.Models, got.Tools, got.Context, got.PricedSomewhere, got.Priced, got.Offered)
		})
	}
}

// later are models that came after the day of the recorded catalogs.
func later() map[llm.Platform][]string {
	return map[llm.Platform][]string{
		llm.Azure: {
			"anthropic/claude-fable-5-1", "anthropic/claude-opus-5-5", "openai/gpt-6-astra", "openai/gpt-6-luna", "openai/gpt-6-sol",
		},
		llm.Bedrock: {
			"anthropic/claude-fable-5-1", "anthropic/claude-opus-5-5", "moonshotai/kimi-k3",
			"openai/gpt-6-astra", "openai/gpt-6-luna", "openai/gpt-6-sol",
		},
	}
}

func TestBundled_realModels(t *testing.T) {
	t.Parallel()
	listed := map[llm.Platform][]string{}
	for _, row := range catalogRows(t, "azure_models_live_"+liveDay+".tsv") {
		listed[llm.Azure] = append(listed[llm.Azure], azureopenai.DecomposeModel(row[0], row[3], row[1], row[2]).Reference().ModelKey())
	}
	for _, o := range bedrockOffers(t) {
		listed[llm.Bedrock] = append(listed[llm.Bedrock], o.model.ModelKey())
	}
	seen := map[llm.Platform]map[string]bool{llm.Azure: {}, llm.Bedrock: {}}
	for _, f := range modelcard.Facts() {
		model := f.Model
		model.Version = ""
		seen[f.Platform][model.String()] = true
		if !slices.Contains(listed[f.Platform], model.ModelKey()) && !slices.Contains(later()[f.Platform], model.String()) {
			t.Errorf("%s: %s is in no catalog of %s", f.Platform, model, liveDay)
		}
	}
	for platform, models := range later() {
		for _, model := range models {
			if !seen[platform][model] {
				t.Errorf("%s: nothing is said of %s any more", platform, model)
			}
		}
	}
}

// A version that costs more than the others of its model is not told at their price.
func TestBundled_versionsOfOneModel(t *testing.T) {
	t.Parallel()
	table := modelcard.Bundled()
	model := llm.Reference{Publisher: "openai", Name: "gpt-4o"}
	for version, input := range map[string]float64{"20240513": 5, "20240806": 2.5, "20241120": 2.5} {
		model.Version = version
		if price := table.Card(llm.Azure, model, llm.ScopeGlobal).Price; price == nil || price.Input != input {
			t.Errorf("%s costs %+v", model, price)
		}
	}
}

// TestBundled_scopes holds what the tables say of how scopes are priced: on both clouds a geography costs a tenth more than the
// world, or the same. A price that was entered for the wrong scope breaks it.
func TestBundled_scopes(t *testing.T) {
	t.Parallel()
	table := modelcard.Bundled()
	for platform, offers := range map[llm.Platform][]offer{llm.Azure: azureOffers(t), llm.Bedrock: bedrockOffers(t)} {
		t.Run(string(platform), func(t *testing.T) {
			t.Parallel()
			compared := 0
			for _, o := range offers {
				geo, global := table.Card(platform, o.model, llm.ScopeGeo).Price, table.Card(platform, o.model, llm.ScopeGlobal).Price
				if geo == nil || global == nil || geo.Varies {
					continue
				}
				compared++
				for _, ratio := range []float64{geo.Input / global.Input, geo.Output / global.Output} {
					if math.Abs(ratio-1.1) > 0.006 && ratio != 1 {
						t.Errorf("%s costs %.3f as much in a geography as in the world: %+v, %+v", o.model, ratio, geo, global)
					}
				}
			}
			if compared < 10 {
				t.Errorf("only %d models can be compared", compared)
			}
			t.Logf("%d models compared", compared)
		})
	}
}

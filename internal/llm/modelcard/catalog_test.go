package modelcard_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

// offer is a chat model of a recorded catalog, with the scopes in which it is sold on demand.
type offer struct {
	model  llm.Reference
	scopes []llm.Scope
}

// liveDay is the day of the recorded catalogs.
const liveDay = "2026-08-22"

// bedrockOffers are the models that answer text with text, by what the runtime lists and can be called by ARN or profile.
func bedrockOffers(t *testing.T) []offer {
	t.Helper()
	const inference, input, output, mantleOnly = 3, 9, 10, 15
	profiles := map[string][]llm.Scope{}
	for _, row := range catalogRows(t, "bedrock_inference_profiles_live_"+liveDay+".tsv") {
		prefix, id, _ := strings.Cut(row[0], ".")
		scope := llm.ScopeGeo
		if prefix == "global" {
			scope = llm.ScopeGlobal
		}
		profiles[id] = append(profiles[id], scope)
	}
	var offers []offer
	for _, row := range catalogRows(t, "bedrock_foundation_models_live_"+liveDay+".tsv") {
		entry, variant := amazonbedrock.DecomposeModelID(row[0])
		elsewhere := len(row) > mantleOnly && row[mantleOnly] == "yes"
		if variant != "" || elsewhere || row[output] != "TEXT" || !strings.Contains(row[input], "TEXT") || strings.Contains(row[0], "rerank") {
			continue
		}
		scopes := profiles[row[0]]
		if row[inference] == "ON_DEMAND" {
			scopes = append(scopes, llm.ScopeRegion)
		}
		offers = append(offers, offer{entry.Reference(), scopes})
	}
	return merge(offers)
}

// azureOffers are the models that chat in the two regions that were recorded whole, without those that are retired.
func azureOffers(t *testing.T) []offer {
	t.Helper()
	scopes := map[string]llm.Scope{"Standard": llm.ScopeRegion, "DataZoneStandard": llm.ScopeGeo, "GlobalStandard": llm.ScopeGlobal}
	var offers []offer
	for _, region := range []string{"eastus2", "swedencentral"} {
		for _, m := range azureModels(t, region) {
			if m.Status == "Deprecated" || m.Capabilities["chatCompletion"] != "true" && m.Capabilities["responses"] != "true" {
				continue
			}
			o := offer{model: azureopenai.DecomposeModel(m.Format, m.Publisher, m.Name, m.Version).Reference()}
			for _, sku := range m.SKUs {
				if scope, sold := scopes[sku.Name]; sold {
					o.scopes = append(o.scopes, scope)
				}
			}
			offers = append(offers, o)
		}
	}
	return merge(offers)
}

// merge makes one offer of all versions of a model.
func merge(offers []offer) []offer {
	var merged []offer
	for _, o := range offers {
		i := slices.IndexFunc(merged, func(m offer) bool { return m.model.ModelKey() == o.model.ModelKey() })
		if i < 0 {
			o.model.Version = ""
			merged = append(merged, offer{model: o.model})
			i = len(merged) - 1
		}
		for _, scope := range o.scopes {
			if !slices.Contains(merged[i].scopes, scope) {
				merged[i].scopes = append(merged[i].scopes, scope)
			}
		}
	}
	return merged
}

type azureModel struct {
	Format, Name, Version, Publisher string
	Status                           string `json:"lifecycleStatus"`
	Capabilities                     map[string]string
	SKUs                             []struct{ Name string }
}

func azureModels(t *testing.T, region string) []azureModel {
	t.Helper()
	var list []struct{ Model azureModel }
	if err := json.Unmarshal(catalogFile(t, "raw/azure_models_list_"+region+"_"+liveDay+".json"), &list); err != nil {
		t.Fatal(err)
	}
	models := make([]azureModel, len(list))
	for i, item := range list {
		models[i] = item.Model
	}
	return models
}

// catalogRows reads a table of the recorded catalogs without its header.
func catalogRows(t *testing.T, file string) [][]string {
	t.Helper()
	var rows [][]string
	for line := range strings.Lines(string(catalogFile(t, file))) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows[1:]
}

func catalogFile(t *testing.T, file string) []byte {
	t.Helper()
	dir := os.Getenv("LLM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	content, err := os.ReadFile(filepath.Join(dir, "catalog", file))
	if err != nil {
		if os.Getenv("LLM_REQUIRE_DATA") == "1" {
			t.Fatal(err)
		}
		t.Skip("no recorded catalogs: ", err)
	}
	return content
}

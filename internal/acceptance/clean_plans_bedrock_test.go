package acceptance_test

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// bedrockOffer is a foundation model as a region's own lists show it.
type bedrockOffer struct {
	id          string
	entry       llm.Entry // the id's parts
	variant     string    // a context size, sold by the unit only
	ways        []sale    // on demand
	provisioned bool
}

// bedrockLists are the answers to the lists of models and profiles, as far as validity depends on them.
type bedrockLists struct {
	ModelSummaries []struct {
		ModelID                string   `json:"modelId"`
		InferenceTypes         []string `json:"inferenceTypesSupported"`
		ModelLifecycle         struct{ Status string }
		EndOfLifeTime          time.Time
		CustomizationSupported []string `json:"customizationsSupported"`
	}
	InferenceProfileSummaries []struct {
		ID     string `json:"inferenceProfileId"`
		Status string
		Models []struct {
			ARN string `json:"modelArn"`
		}
	}
}

// bedrockShops holds what each region offers, read once from lists as the cloud answers them.
type bedrockShops struct {
	mu    sync.Mutex
	shops map[string][]bedrockOffer
}

func (b *bedrockShops) at(region string) []bedrockOffer {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shops[region] == nil {
		b.shops[region] = readBedrockShop(region)
	}
	return b.shops[region]
}

func readBedrockShop(region string) []bedrockOffer {
	sb := sandbox.New()
	var lists bedrockLists
	mustGet(sb, aws(region, "/foundation-models"), &lists)
	mustGet(sb, aws(region, "/inference-profiles?type=SYSTEM_DEFINED&maxResults=1000"), &lists)
	routes := map[string][]sale{}
	for _, p := range lists.InferenceProfileSummaries {
		var arns []string
		for _, m := range p.Models {
			arns = append(arns, m.ARN)
		}
		if model, way := routeOf(p.ID, region, arns); p.Status == "ACTIVE" {
			routes[model] = append(routes[model], way)
		}
	}
	var offers []bedrockOffer
	for _, m := range lists.ModelSummaries {
		if m.ModelLifecycle.Status != "ACTIVE" {
			continue
		}
		o := bedrockOffer{id: m.ModelID, provisioned: slices.Contains(m.InferenceTypes, "PROVISIONED")}
		o.entry, o.variant = amazonbedrock.DecomposeModelID(o.id)
		if slices.Contains(m.InferenceTypes, "ON_DEMAND") {
			o.ways = append(o.ways, sale{name: o.id, mode: "on_demand", scope: "region", places: []string{region}})
		}
		o.ways = append(o.ways, routes[o.id]...)
		offers = append(offers, o)
	}
	return offers
}

// routeOf reads a profile: the model it routes to, how far and where.
func routeOf(id, region string, arns []string) (model string, way sale) {
	way = sale{name: id, mode: "on_demand", scope: "geo"}
	for _, arn := range arns {
		parts := strings.SplitN(arn, ":", 6)
		model = strings.TrimPrefix(parts[5], "foundation-model/")
		way.places = append(way.places, parts[3])
	}
	slices.Sort(way.places)
	switch {
	case slices.Contains(way.places, ""):
		way.scope, way.places = "global", []string{"global"}
	case slices.Equal(way.places, []string{region}):
		way.scope = "region"
	}
	return model, way
}

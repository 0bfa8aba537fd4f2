package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// azureListing is one model version with everything the tables know of it.
type azureListing struct {
	model azureModel
	// area holds, by observed location, the capabilities that are said there alone; a location that does not offer
	// the model is absent.
	area map[string]map[string]string
	skus []azureListedSKU
}

// azureListedSKU is an SKU with where it is sold.
type azureListedSKU struct {
	sku      azureSKU
	observed []string
	regions  int // of 35
}

// azureCatalog parses both tables once.
var azureCatalog = sync.OnceValue(func() []*azureListing {
	var listings []*azureListing
	byKey := map[string]*azureListing{}
	for _, row := range catalogTable("azure_models.tsv") {
		l := azureListingOf(row)
		byKey[azureKey(row)] = l
		listings = append(listings, l)
	}
	for _, row := range catalogTable("azure_skus.tsv") {
		l := byKey[azureKey(row)]
		l.skus = append(l.skus, azureListedSKU{sku: azureSKUOf(row), observed: row.list("observed"), regions: row.number("regions")})
	}
	return listings
})

func azureKey(row catalogRow) string {
	return row.text("format") + "\t" + row.text("name") + "\t" + row.text("version")
}

func azureListingOf(row catalogRow) *azureListing {
	common := catalogObject(row.text("capabilities"))
	l := &azureListing{area: map[string]map[string]string{}, model: azureModel{
		Format: row.text("format"), Name: row.text("name"), Version: row.text("version"), Publisher: row.text("publisher"),
		Lifecycle: row.text("lifecycle"), Kinds: row.list("kinds"), Default: row.flag("default"),
		Retires: row.time("retires"), RetiresFineTune: row.time("retires_finetune"), Capabilities: common,
		ReplacedBy: azureModelRefOf(row.text("replaced_by")), HostedOn: common["hostedOn"], AssetID: row.text("asset"),
		CreatedAt: row.time("created"), ModifiedBy: row.text("modified_by"), MaxCapacity: row.number("max_capacity"),
		FineTune: row.flag("finetune"),
	}}
	for _, location := range []string{"eastus2", "swedencentral"} {
		if text := row.text(location); text != "" {
			l.area[location] = catalogObject(text)
		}
	}
	return l
}

func azureModelRefOf(text string) azureModelRef {
	parts := strings.Split(text, "|")
	if len(parts) != 4 {
		return azureModelRef{}
	}
	lead, err := strconv.Atoi(parts[3])
	if err != nil {
		return azureModelRef{}
	}
	return azureModelRef{Name: parts[0], Version: parts[1], AutoUpgradeStart: catalogTime(parts[2]), LeadDays: lead}
}

func azureSKUOf(row catalogRow) azureSKU {
	s := azureSKU{
		Name: row.text("sku"), UsageName: row.text("usage"), Min: row.number("min"), Max: row.number("max"),
		Step: row.number("step"), Default: row.number("default"), Retires: row.time("retires"), FineTune: row.flag("finetune"),
	}
	for _, text := range row.list("rates") {
		var r azureRate
		key, limit, _ := strings.Cut(text, ":")
		if _, err := fmt.Sscanf(limit, "%d/%d", &r.Count, &r.RenewalPeriod); err == nil {
			r.Key = key
			s.RateLimits = append(s.RateLimits, r)
		}
	}
	return s
}

func catalogObject(text string) map[string]string {
	object := map[string]string{}
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		panic(fmt.Errorf("read catalog: %w", err)) //nolint:forbidigo // cannot happen: a test reads every row
	}
	return object
}

// at returns the model as location lists it; false where it is not offered.
func (l *azureListing) at(location string) (azureModel, bool) {
	m := l.model
	m.SKUs = l.skusAt(location)
	place, _, known := azureRank(location, false)
	if !known || len(m.SKUs) == 0 {
		return azureModel{}, false
	}
	m.Kinds = slices.Clone(m.Kinds)
	m.Capabilities = maps.Clone(m.Capabilities)
	maps.Copy(m.Capabilities, l.areaOf(place))
	if m.FineTune {
		m.FineTuneCapabilities = maps.Clone(m.Capabilities)
		delete(m.FineTuneCapabilities, "models") // a router's members; the list leaves them out
	}
	return m, true
}

// areaOf returns the capabilities said at a place alone: those of an unobserved one follow the observed location of
// its data zone.
func (l *azureListing) areaOf(place azurePlace) map[string]string {
	if place.observed {
		return l.area[place.name]
	}
	twin := map[string]string{"US": "eastus2", "EUR": "swedencentral"}[place.zone]
	own := maps.Clone(l.area[twin])
	if twin == "" {
		own = maps.Clone(l.area["swedencentral"])
		delete(own, "area")
	}
	return own
}

func (l *azureListing) skusAt(location string) []azureSKU {
	var skus []azureSKU
	for _, s := range l.skus {
		if l.sells(s, location) {
			sold := s.sku
			sold.RateLimits = slices.Clone(sold.RateLimits)
			skus = append(skus, sold)
		}
	}
	return skus
}

// sells tells whether location sells the SKU: as recorded, or by its rank among the locations that could.
func (l *azureListing) sells(s azureListedSKU, location string) bool {
	place, rank, known := azureRank(location, strings.HasPrefix(s.sku.Name, "DataZone"))
	if !known || place.observed {
		return slices.Contains(s.observed, location)
	}
	// The observed locations come first in rank; an SKU that only one of them sells leaves one place more to others.
	const observed = 2
	return rank-observed+l.observedSellers(s.sku.Name) < s.regions
}

// observedSellers counts the observed locations that sell an SKU of this name, for base or fine-tuned models: the
// recorded number of regions does not tell the two apart.
func (l *azureListing) observedSellers(name string) int {
	sellers := map[string]bool{}
	for _, s := range l.skus {
		if s.sku.Name == name {
			for _, location := range s.observed {
				sellers[location] = true
			}
		}
	}
	return len(sellers)
}

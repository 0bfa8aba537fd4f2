package acceptance_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// azureOffer is a model version as a location's own list sells it to a kind of account.
type azureOffer struct {
	format, publisher, name, version string
	host                             string   // of a Claude model
	members                          []string // of a router: format/name/version
	base, tuned                      []sale   // what is open to new deployments, for base and fine-tuned models
}

func (o azureOffer) native() string { return o.format + "/" + o.name + "/" + o.version }

// azureList is the answer to a models list, as far as validity depends on it.
type azureList struct {
	Value []struct {
		Kind  string
		Model struct {
			Format, Name, Version, Publisher, LifecycleStatus string
			Capabilities                                      map[string]string
			Deprecation                                       struct{ Inference time.Time }
			SKUs                                              []azureSKU
		}
	}
}

type azureSKU struct {
	Name, UsageName string
	DeprecationDate time.Time
	RateLimits      []struct {
		Key                  string
		RenewalPeriod, Count int64
	}
	Capacity struct{ Minimum, Maximum, Step, Default int64 }
}

// azureShops holds what each location sells to each kind of account, read once from lists as the cloud answers them.
type azureShops struct {
	mu    sync.Mutex
	shops map[string][]azureOffer
}

func (a *azureShops) at(location, kind string) []azureOffer {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.shops[location+kind] == nil {
		a.shops[location+kind] = readAzureShop(location, kind)
	}
	return a.shops[location+kind]
}

func readAzureShop(location, kind string) []azureOffer {
	sb := sandbox.New()
	at := "/subscriptions/" + sandbox.AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/" + location
	var list azureList
	var usages struct {
		Value []struct {
			Name  struct{ Value string }
			Limit int64
		}
	}
	mustGet(sb, at+"/models", &list)
	mustGet(sb, at+"/usages", &usages)
	limits := map[string]int64{}
	for _, u := range usages.Value {
		limits[u.Name.Value] = u.Limit
	}
	var offers []azureOffer
	for _, row := range list.Value {
		m := row.Model
		open := !slices.Contains([]string{"Deprecating", "Deprecated"}, m.LifecycleStatus) && m.Deprecation.Inference.After(sb.Now())
		if row.Kind != kind || !open || strings.HasPrefix(m.Name, "FW-") { // what Fireworks serves goes by names of its own
			continue
		}
		o := azureOffer{format: m.Format, publisher: m.Publisher, name: m.Name, version: m.Version, host: strings.ToLower(m.Capabilities["hostedOn"])}
		if o.publisher == "" {
			o.publisher = o.format
		}
		o.members = routerMembers(m.Capabilities["models"])
		for _, s := range m.SKUs {
			o = o.sellingAs(s, location, limits[s.UsageName], sb.Now())
		}
		if len(o.base)+len(o.tuned) > 0 {
			offers = append(offers, o)
		}
	}
	return offers
}

func mustGet(sb *sandbox.Sandbox, target string, into any) {
	status, answer := sb.Do("GET", target, "")
	if err := json.Unmarshal([]byte(answer), into); err != nil || status != 200 {
		panic(fmt.Sprintf("GET %s: %d %v", target, status, err))
	}
}

// sellingAs is the offer with an SKU, where that is still sold and of which the subscription may have at least the least.
func (o azureOffer) sellingAs(s azureSKU, location string, limit int64, now time.Time) azureOffer {
	sold, known := azureServing(s.Name, location)
	sold.least, sold.step = max(s.Capacity.Minimum, 1), max(s.Capacity.Step, 1)
	sold.most, sold.standard, sold.unit = limit, s.Capacity.Default, s.unit()
	if s.Capacity.Maximum > 0 {
		sold.most = min(limit, s.Capacity.Maximum)
	}
	if sold.standard == 0 {
		sold.standard = sold.least
	}
	if !known || !s.DeprecationDate.After(now) || max(sold.least, sold.standard) > sold.most {
		return o
	}
	if s.Name == "DeveloperTier" || strings.HasSuffix(s.UsageName, "-finetune") {
		o.tuned = append(o.tuned, sold)
	} else {
		o.base = append(o.base, sold)
	}
	return o
}

// unit is the tightest limit on tokens a minute of one unit of capacity.
func (s azureSKU) unit() int64 {
	var tightest int64
	for _, limit := range s.RateLimits {
		if perMinute := limit.Count * 60 / max(limit.RenewalPeriod, 1); limit.Key == "token" && (tightest == 0 || perMinute < tightest) {
			tightest = perMinute
		}
	}
	return tightest
}

// azureServing is what the name of an SKU says (facts of the service's documentation, 2026-08).
func azureServing(sku, location string) (sale, bool) {
	zone := map[string]string{"eastus2": "us", "westus3": "us", "swedencentral": "eu", "francecentral": "eu"}[location]
	region, geo, global := []string{location}, []string{zone}, []string{"global"}
	s, known := map[string]sale{
		"Standard":                   {mode: "on_demand", scope: "region", places: region},
		"DataZoneStandard":           {mode: "on_demand", scope: "geo", places: geo},
		"GlobalStandard":             {mode: "on_demand", scope: "global", places: global},
		"DeveloperTier":              {mode: "on_demand", scope: "global", places: global},
		"ProvisionedManaged":         {mode: "provisioned", scope: "region", places: region},
		"DataZoneProvisionedManaged": {mode: "provisioned", scope: "geo", places: geo},
		"GlobalProvisionedManaged":   {mode: "provisioned", scope: "global", places: global},
		"DataZoneBatch":              {mode: "batch", scope: "geo", places: geo},
		"GlobalBatch":                {mode: "batch", scope: "global", places: global},
	}[sku]
	s.name = sku
	return s, known && (s.scope != "geo" || zone != "")
}

func routerMembers(text string) []string {
	var members []struct{ Format, Name, Version string }
	if text == "" || json.Unmarshal([]byte(text), &members) != nil {
		return nil
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Format + "/" + m.Name + "/" + m.Version
	}
	return names
}

// inMode keeps the servings of one mode.
func inMode(of []sale, mode string) []sale {
	return slices.DeleteFunc(slices.Clone(of), func(s sale) bool { return s.mode != mode })
}

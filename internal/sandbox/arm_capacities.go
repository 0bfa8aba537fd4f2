package sandbox

import (
	"net/http"
)

type skuCapacityView struct {
	ID         string                 `json:"id"`
	Type       string                 `json:"type"`
	Name       string                 `json:"name"`
	Location   string                 `json:"location"`
	Properties capacityPropertiesView `json:"properties"`
}

type capacityPropertiesView struct {
	Model             armModel `json:"model"`
	SKUName           string   `json:"skuName"`
	Available         int      `json:"availableCapacity"`
	AvailableFineTune int      `json:"availableFinetuneCapacity"`
}

// listCapacities answers where there is room for a model: in one location, or in all. It also answers for retired
// models, as recorded.
func listCapacities(st *state, r *request) (reply, *armError) {
	want := armModel{Format: r.query.Get("modelFormat"), Name: r.query.Get("modelName"), Version: r.query.Get("modelVersion")}
	if want.Format == "" || want.Name == "" || want.Version == "" {
		return reply{}, refuse(http.StatusBadRequest, "InvalidQueryParameter",
			"The query parameters modelFormat, modelName and modelVersion are required.")
	}
	locations := azureLocations()
	if r.vars["location"] != "" {
		location, refusal := knownLocation(r.vars["location"])
		if refusal != nil {
			return reply{}, refusal
		}
		locations = []string{location}
	}
	views := []skuCapacityView{}
	for _, location := range locations {
		views = append(views, st.capacities(location, want)...)
	}
	return paged(r, views)
}

// capacities returns one entry per SKU name; the fine-tuned entry of the same name adds to it.
func (st *state) capacities(location string, want armModel) []skuCapacityView {
	var views []skuCapacityView
	at := map[string]int{}
	for _, m := range st.azureModels(location) {
		if !want.same(armModel{Format: m.Format, Name: m.Name, Version: m.Version}) {
			continue
		}
		used := st.usedIn(location, st.accountsIn(""))
		for _, sku := range m.SKUs {
			i, ok := at[sku.Name]
			if !ok {
				i, at[sku.Name] = len(views), len(views)
				views = append(views, viewSKUCapacity(location, sku.Name, want))
			}
			free := max(st.limit(location, sku.UsageName)-used[sku.UsageName], 0)
			if sku.FineTune {
				views[i].Properties.AvailableFineTune = free
			} else {
				views[i].Properties.Available = free
			}
		}
	}
	return views
}

func viewSKUCapacity(location, sku string, m armModel) skuCapacityView {
	return skuCapacityView{
		ID: "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/" + location + "/models/" +
			m.Format + "." + m.Name + "." + m.Version + "/skuCapacities/" + sku,
		Type: "Microsoft.CognitiveServices/locations/models/skuCapacities", Name: sku, Location: location,
		Properties: capacityPropertiesView{Model: m, SKUName: sku},
	}
}

package sandbox

import "slices"

// azurePlace is a location of the Azure catalog. The lists of eastus2 and swedencentral were recorded whole. Of the
// others the source says only in how many of 35 locations a SKU is sold, not in which: that they come in this order
// is an assumption of the sandbox, which keeps to the number.
type azurePlace struct {
	name string
	// zone is the data zone, "US" or "EUR", that DataZone SKUs and the capability "area" belong to; "" for none.
	zone     string
	observed bool
}

func azurePlaces() []azurePlace {
	return []azurePlace{
		{name: "eastus2", zone: "US", observed: true},
		{name: "swedencentral", zone: "EUR", observed: true},
		{name: "eastus", zone: "US"},
		{name: "westeurope", zone: "EUR"},
		{name: "westus3", zone: "US"},
		{name: "germanywestcentral", zone: "EUR"},
		{name: "southcentralus", zone: "US"},
		{name: "francecentral", zone: "EUR"},
		{name: "uksouth"},
		{name: "japaneast"},
		{name: "northcentralus", zone: "US"},
		{name: "italynorth", zone: "EUR"},
		{name: "australiaeast"},
		{name: "switzerlandnorth"},
		{name: "canadaeast"},
		{name: "koreacentral"},
		{name: "southindia"},
		{name: "westus", zone: "US"},
		{name: "spaincentral", zone: "EUR"},
		{name: "brazilsouth"},
	}
}

// azureRank returns how many locations come before place among those that could sell a SKU, and the place.
func azureRank(location string, zoned bool) (azurePlace, int, bool) {
	rank := 0
	for _, p := range azurePlaces() {
		if zoned && p.zone == "" && p.name != location {
			continue
		}
		if p.name == location {
			return p, rank, !zoned || p.zone != ""
		}
		rank++
	}
	return azurePlace{}, 0, false
}

// azureLocations returns the names of the locations in the catalog, sorted.
func azureLocations() []string {
	var names []string
	for _, p := range azurePlaces() {
		names = append(names, p.name)
	}
	slices.Sort(names)
	return names
}

package azureopenai

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// place is where a region lies: its geography as users write it, and the data
// zone that DataZone SKUs bought there stay in, empty where Azure has none.
type place struct{ geography, zone string }

// placeOf looks a region up. Sources: the regions of the models lists of
// 2026-08-22 and the capability "area" (US, EUR) of their models; the EU data
// zone is the EU's member states, so neither Norway, Switzerland nor the UK.
func placeOf(region string) place {
	switch normalRegion(region) {
	case "eastus", "eastus2", "centralus", "northcentralus", "southcentralus", "westcentralus", "westus", "westus2", "westus3":
		return place{geography: "us", zone: "us"}
	case "swedencentral", "westeurope", "northeurope", "francecentral", "germanywestcentral", "italynorth", "polandcentral",
		"spaincentral", "austriaeast", "belgiumcentral", "denmarkeast", "swedensouth", "francesouth", "germanynorth":
		return place{geography: "eu", zone: "eu"}
	}
	return place{geography: geographyOutsideZones(normalRegion(region))}
}

func geographyOutsideZones(region string) string {
	switch region {
	case "uksouth", "ukwest":
		return "uk"
	case "norwayeast", "norwaywest":
		return "no"
	case "switzerlandnorth", "switzerlandwest":
		return "ch"
	case "canadaeast", "canadacentral":
		return "ca"
	case "japaneast", "japanwest":
		return "jp"
	case "australiaeast", "australiasoutheast", "australiacentral":
		return "au"
	case "southindia", "centralindia", "westindia", "jioindiawest", "jioindiacentral":
		return "in"
	case "koreacentral", "koreasouth":
		return "kr"
	case "brazilsouth", "brazilsoutheast":
		return "br"
	case "southafricanorth", "southafricawest":
		return "za"
	case "uaenorth", "uaecentral":
		return "ae"
	case "southeastasia":
		return "sg"
	case "eastasia":
		return "hk"
	case "qatarcentral":
		return "qa"
	case "israelcentral":
		return "il"
	case "mexicocentral":
		return "mx"
	case "usgovvirginia", "usgovarizona", "usgovtexas":
		return "us-gov"
	}
	return region
}

// geography is the geography of a region; a geography is its own.
func geography(location string) string { return placeOf(location).geography }

// normalRegion makes "East US 2" and "EastUS2" eastus2.
func normalRegion(region string) string {
	return strings.ToLower(strings.ReplaceAll(region, " ", ""))
}

// processed is where requests of a scope may be processed when the account is
// in region. Data zones are named by their geography: Azure does not say which
// of its regions serve.
func processed(scope llm.Scope, region string) []string {
	switch scope {
	case llm.ScopeRegion:
		return []string{normalRegion(region)}
	case llm.ScopeGeo:
		if zone := placeOf(region).zone; zone != "" {
			return []string{zone}
		}
	}
	return []string{llm.Anywhere}
}

package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// knownLocation returns a location's name ("eastus2") from any spelling ("East US 2"), or refuses one that the catalog
// does not hold.
func knownLocation(spelling string) (string, *armError) {
	name := strings.ToLower(strings.ReplaceAll(spelling, " ", ""))
	if name == "" {
		return "", refuse(http.StatusBadRequest, "LocationRequired", "The location property is required for this definition.")
	}
	if !slices.Contains(azureLocations(), name) {
		return "", refuse(http.StatusBadRequest, "LocationNotAvailableForResourceType",
			"The provided location '%s' is not available for resource type '%s'. List of available regions for the "+
				"resource type is '%s'.", spelling, accountType, strings.Join(azureLocations(), ","))
	}
	return name, nil
}

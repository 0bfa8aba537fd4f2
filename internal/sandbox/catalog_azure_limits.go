package sandbox

import (
	"slices"
	"strings"
)

// azureDefaultLimit is the quota of the sandbox's subscription for usageName, in the unit of the SKU's capacity. The
// numbers are the sandbox's own, of the size that a pay-as-you-go subscription was recorded to have in eastus2
// (azure-dev, api-version 2025-06-01), except provisioned throughput: recorded as 0, here a little, so that it can be
// tried.
func azureDefaultLimit(usageName string) int {
	switch parts := strings.Split(usageName, "."); {
	case len(parts) < 2:
		return 0
	case slices.Contains([]string{"ProvisionedManaged", "DataZoneProvisionedManaged", "GlobalProvisionedManaged"}, parts[1]):
		return 500
	case strings.HasSuffix(parts[1], "Batch"):
		return 200_000
	case parts[1] == "DeveloperTier":
		return 250
	case parts[1] == "GlobalStandard":
		return 1000
	case parts[1] == "DataZoneStandard", parts[1] == "DatazoneStandard":
		return 300
	case parts[1] == "Standard":
		return 240
	}
	return 0
}

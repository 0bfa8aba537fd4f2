package llm

import (
	"regexp"
	"slices"
)

// Geographies are those that either platform knows, as users write them in
// allowed_locations, which serves both. Sources: the regions of AWS and of
// Azure, 2026-08-22.
func Geographies() []string {
	return []string{
		"ae", "au", "bh", "br", "ca", "ch", "cn", "eu", "hk", "id", "il", "in", "jp", "kr", "mx", "my", "no", "nz", "qa", "sg", "th", "tw",
		"uk", "us", "us-gov", "za",
	}
}

// The forms of regions: "eu-central-1", "us-gov-west-1"; and of Azure's, a place
// and a point of the compass, or the government's: "swedencentral", "eastus2",
// "usgovvirginia".
var (
	awsRegion   = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+){1,2}-[0-9]{1,2}$`)
	azureRegion = regexp.MustCompile(`^([a-z]{2,}(north|south|east|west|central)[a-z]*|(north|south|east|west|central)[a-z]{2,}|us(gov|dod)[a-z]+)[0-9]?$`)
)

// IsPlace reports whether an entry of allowed_locations can cover anything on
// either platform. New regions appear without notice, so that their form
// decides.
func IsPlace(location string) bool {
	return location == Anywhere || slices.Contains(Geographies(), location) ||
		awsRegion.MatchString(location) || azureRegion.MatchString(location)
}

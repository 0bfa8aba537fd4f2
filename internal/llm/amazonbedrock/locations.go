package amazonbedrock

import (
	"regexp"
	"strings"
)

// regionPattern is the form of an AWS region: "eu-central-1", "us-gov-west-1", "eusc-de-east-1".
var regionPattern = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+){1,2}-[0-9]{1,2}$`)

// geography is the geography that a region lies in, as users write it. The table holds what the name of a region does not
// tell: London is no part of the European Union, nor is Zurich. What is not a known region is its own geography. Source:
// the list of AWS regions, 2026-08-22.
func geography(location string) string {
	switch location {
	case "eu-west-2":
		return "uk"
	case "eu-central-2":
		return "ch"
	case "sa-east-1":
		return "br"
	case "af-south-1":
		return "za"
	case "me-south-1":
		return "bh"
	case "me-central-1":
		return "ae"
	case "il-central-1":
		return "il"
	case "mx-central-1":
		return "mx"
	}
	return pacific(location)
}

// pacific knows the countries behind "ap".
func pacific(location string) string {
	switch location {
	case "ap-northeast-1", "ap-northeast-3":
		return "jp"
	case "ap-northeast-2":
		return "kr"
	case "ap-south-1", "ap-south-2":
		return "in"
	case "ap-southeast-1":
		return "sg"
	case "ap-southeast-2", "ap-southeast-4":
		return "au"
	case "ap-southeast-3":
		return "id"
	case "ap-southeast-5":
		return "my"
	case "ap-southeast-6":
		return "nz"
	case "ap-southeast-7":
		return "th"
	case "ap-east-1":
		return "hk"
	case "ap-east-2":
		return "tw"
	}
	return byPrefix(location)
}

// byPrefix knows the geographies that own a prefix.
func byPrefix(location string) string {
	if !regionPattern.MatchString(location) {
		return location
	}
	prefix, _, _ := strings.Cut(location, "-")
	switch prefix {
	case "us", "ca", "cn", "eu":
		return prefix
	case "eusc":
		return "eu"
	}
	return location
}

// profilePrefix guesses the routing prefix that the geo profiles of a region bear. It serves where the profiles cannot be
// listed.
func profilePrefix(region string) string {
	prefix, _, _ := strings.Cut(region, "-")
	switch {
	case strings.HasPrefix(region, "us-gov-"):
		return "us-gov"
	case prefix == "ap":
		return "apac"
	}
	return prefix
}

// partition is the part of AWS, with its own accounts and domain, that a region belongs to. Source: the endpoint rules of
// the SDK, partitions.json, 2026-09.
func partition(region string) (id, domain string) {
	for _, p := range []struct{ prefix, id, domain string }{
		{"cn-", "aws-cn", "amazonaws.com.cn"},
		{"us-gov-", "aws-us-gov", "amazonaws.com"},
		{"us-isob-", "aws-iso-b", "sc2s.sgov.gov"},
		{"us-isof-", "aws-iso-f", "csp.hci.ic.gov"},
		{"us-iso-", "aws-iso", "c2s.ic.gov"},
		{"eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"},
		{"eusc-", "aws-eusc", "amazonaws.eu"},
	} {
		if strings.HasPrefix(region, p.prefix) {
			return p.id, p.domain
		}
	}
	return "aws", "amazonaws.com"
}

package amazonbedrock

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// checkPlaces refuses an entry that covers nothing: as a misspelling it would leave no serving that fits, and say so of the
// wrong thing.
func checkPlaces(want llm.Draft) []llm.Problem {
	if want.Unknown.Has(llm.FieldAllowedLocations) {
		return nil
	}
	var wrong []string
	for _, location := range want.Spec.AllowedLocations {
		if !llm.IsPlace(location) {
			wrong = append(wrong, strconv.Quote(clip(location)))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return problem(llm.FieldAllowedLocations, "Unknown location", "Neither a geography nor a region: "+strings.Join(wrong, ", ")+".",
		"Write geographies ("+strings.Join(llm.Geographies(), ", ")+"), or regions as the platform does, such as \"eu-central-1\" or \"swedencentral\".")
}

// checkPlace knows without the catalog what stays in the region.
func checkPlace(want llm.Draft) []llm.Problem {
	spec := want.Spec
	if want.Unknown.Any(llm.FieldScope, llm.FieldMode, llm.FieldModel, llm.FieldModelID, llm.FieldRegion, llm.FieldAllowedLocations) {
		return nil
	}
	if !slices.Contains(llm.Scopes(), spec.Scope) {
		return problem(llm.FieldScope, "Invalid processing scope", fmt.Sprintf("%q is not a scope.", clip(string(spec.Scope))), `Use "region", "geo" or "global".`)
	}
	inRegion := spec.Scope == llm.ScopeRegion || kindOf(spec) != kindProfile
	outside := llm.Outside(spec.AllowedLocations, []string{spec.Bedrock.Region}, geography)
	if !inRegion || spec.Bedrock.Region == "" || len(outside) == 0 || !allPlaces(spec.AllowedLocations) {
		return nil
	}
	return problem(llm.FieldAllowedLocations, "Region outside the allowed locations",
		fmt.Sprintf("Requests are processed in %s, which is not in allowed_locations (%s).", places(outside), strings.Join(spec.AllowedLocations, ", ")),
		"Allow it, or choose another region with bedrock.region.")
}

func allPlaces(locations []string) bool {
	return !slices.ContainsFunc(locations, func(l string) bool { return !llm.IsPlace(l) })
}

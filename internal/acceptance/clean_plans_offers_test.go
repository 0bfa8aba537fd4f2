package acceptance_test

import (
	"cmp"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// sale is one way in which a cloud's own list sells a model.
type sale struct {
	name   string   // SKU, or the profile or model that is copied
	mode   string   // as throughput.mode has it
	scope  string   // as processing_scope has it
	places []string // where requests may be processed

	// Azure alone: the bounds of capacity, what an absent capacity becomes, and the tokens a minute of one unit, 0 where
	// tokens do not count.
	least, most, step, standard, unit int64
}

// scopes are the words of processing_scope, least first.
func scopes() []string { return []string{"region", "geo", "global"} }

func reach(scope string) int { return slices.Index(scopes(), scope) }

// bounds are what a configuration says of where requests may go.
type bounds struct {
	scope   string
	allowed []string // nil: not said
}

// admit reports whether a serving keeps within the bounds.
func (b bounds) admit(s sale) bool {
	return reach(s.scope) <= reach(b.scope) && !slices.ContainsFunc(s.places, func(place string) bool {
		return b.allowed != nil && !slices.Contains(b.allowed, place) && !slices.Contains(b.allowed, landOf(place))
	})
}

// widest is the serving that the bounds lead to: the one that reaches furthest.
func (b bounds) widest(of []sale) (sale, bool) {
	within := slices.DeleteFunc(slices.Clone(of), func(s sale) bool { return !b.admit(s) })
	slices.SortFunc(within, func(x, y sale) int {
		return cmp.Or(reach(y.scope)-reach(x.scope), len(y.places)-len(x.places), cmp.Compare(x.name, y.name))
	})
	if len(within) == 0 {
		return sale{}, false
	}
	return within[0], true
}

// drawBounds draws bounds that admit at least one of the servings, and says which of them they lead to.
func drawBounds(rt *rapid.T, of []sale) (bounds, sale) {
	target := rapid.SampledFrom(of).Draw(rt, "target")
	b := bounds{scope: rapid.SampledFrom(scopes()[reach(target.scope):]).Draw(rt, "processing_scope")}
	if maybe(rt, "allowed_locations", 35) {
		b.allowed = []string{}
		for _, place := range target.places {
			if land := landOf(place); land != "" && maybe(rt, "geography", 60) {
				place = land
			}
			b.allowed = append(b.allowed, place)
		}
		b.allowed = append(b.allowed, rapid.SliceOfN(rapid.SampledFrom([]string{"eu", "us", "uk", "jp", "eastus2", "eu-central-1"}), 0, 2).Draw(rt, "more")...)
		slices.Sort(b.allowed)
		b.allowed = slices.Compact(b.allowed)
	}
	chosen, _ := b.widest(of)
	return b, chosen
}

// landOf is the geography of the regions that the configurations here use; empty for all others.
func landOf(place string) string {
	switch place {
	case "eastus2", "westus3", "us-east-1", "us-east-2", "us-west-1", "us-west-2":
		return "us"
	case "swedencentral", "francecentral", "eu-central-1", "eu-west-1", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2":
		return "eu"
	case "uksouth", "eu-west-2":
		return "uk"
	case "japaneast", "ap-northeast-1", "ap-northeast-3":
		return "jp"
	}
	return ""
}

// maybe is true in so many of a hundred draws, and shrinks to false.
func maybe(rt *rapid.T, label string, percent int) bool {
	return rapid.IntRange(1, 100).Draw(rt, label) > 100-percent
}

// oneOf draws one of the values; nil among them leaves an argument out.
func oneOf(rt *rapid.T, label string, values ...any) any {
	return values[rapid.IntRange(0, len(values)-1).Draw(rt, label)]
}

// lettered writes an id of ARM, which does not tell upper from lower case, in another case.
func lettered(rt *rapid.T, id string) string {
	switch rapid.IntRange(0, 3).Draw(rt, "letter case") {
	case 1:
		return strings.ToLower(id)
	case 2:
		return strings.ReplaceAll(id, "resourceGroups", "resourcegroups")
	case 3:
		return strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "Microsoft.CognitiveServices", "microsoft.cognitiveservices")
	}
	return id
}

// spell writes a model reference in one of the ways that mean the same.
func spell(rt *rapid.T, publisher, name, version string) string {
	switch rapid.IntRange(0, 4).Draw(rt, "spelling") {
	case 1:
		publisher, name = strings.ToLower(publisher), strings.ToLower(name)
	case 2:
		name = strings.ToUpper(name)
	case 3:
		name = strings.ReplaceAll(name, ".", "-")
	case 4:
		publisher = strings.ReplaceAll(publisher, " ", "-")
	}
	if version == "" {
		return publisher + "/" + name
	}
	if len(version) == len("2006-01-02") && maybe(rt, "date without dashes", 40) {
		version = strings.ReplaceAll(version, "-", "")
	}
	return publisher + "/" + name + "@" + version
}

package sandbox

import (
	"slices"
	"strings"
)

// firstDefaultPolicy is what the default is called until the service renames it; policies may build on it even then.
const firstDefaultPolicy = "Microsoft.DefaultV2"

// systemPolicies are the policies that every account has (recording of 17 January 2025). The one that deployments get
// where they name none bears the name that the service currently gives it.
func systemPolicies(defaultName string) []armPolicy {
	graded := gradedFilters("Medium", true)
	shields := []contentFilter{
		plainFilter("Jailbreak", "Prompt", true),
		plainFilter("Protected Material Text", "Completion", true),
		plainFilter("Protected Material Code", "Completion", false),
	}
	v2 := slices.Concat(graded, shields)
	policies := []armPolicy{
		builtIn("Microsoft.Default", graded),
		builtIn(firstDefaultPolicy, v2),
		builtIn("Microsoft.Audio", v2),
		builtIn("Microsoft.Nil", gradedFilters("High", false)),
	}
	if defaultName != firstDefaultPolicy {
		policies = append(policies, builtIn(defaultName, v2))
	}
	return policies
}

func isSystemPolicy(defaultName, name string) bool {
	return slices.ContainsFunc(systemPolicies(defaultName), func(p armPolicy) bool { return strings.EqualFold(p.Name, name) })
}

func builtIn(name string, filters []contentFilter) armPolicy {
	return armPolicy{
		raiObject:  raiObject{Name: name, Created: catalogDate(), Modified: catalogDate()},
		Properties: policyProperties{Mode: "Blocking", ContentFilters: filters},
	}
}

func gradedFilters(severity string, blocking bool) []contentFilter {
	var filters []contentFilter
	for _, name := range []string{"Hate", "Sexual", "Violence", "Selfharm"} {
		for _, source := range []string{"Prompt", "Completion"} {
			f := plainFilter(name, source, blocking)
			f.Severity = &severity
			filters = append(filters, f)
		}
	}
	return filters
}

func plainFilter(name, source string, blocking bool) contentFilter {
	enabled := true
	return contentFilter{Name: name, Source: source, Blocking: &blocking, Enabled: &enabled}
}

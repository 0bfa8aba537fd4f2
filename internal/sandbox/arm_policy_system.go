package sandbox

import (
	"net/http"
	"strings"
)

// systemPolicies are the policies that every account has (recording of 17 January 2025). The one that deployments get
// where they name none bears the name that the service currently gives it.
func systemPolicies(defaultName string) []armPolicy {
	graded := gradedFilters("Medium", true)
	shields := []contentFilter{
		plainFilter("Jailbreak", "Prompt", true),
		plainFilter("Protected Material Text", "Completion", true),
		plainFilter("Protected Material Code", "Completion", false),
	}
	v2 := append(append([]contentFilter{}, graded...), shields...)
	return []armPolicy{
		builtIn("Microsoft.Default", graded),
		builtIn(defaultName, v2),
		builtIn("Microsoft.Audio", v2),
		builtIn("Microsoft.Nil", gradedFilters("High", false)),
	}
}

func systemPolicy(defaultName, name string) (armPolicy, bool) {
	for _, p := range systemPolicies(defaultName) {
		if strings.EqualFold(p.Name, name) {
			return p, true
		}
	}
	return armPolicy{}, false
}

func builtIn(name string, filters []contentFilter) armPolicy {
	return armPolicy{
		Name: name, Properties: jsonReply(http.StatusOK, policyProperties{Mode: "Blocking", ContentFilters: filters}).body,
		Created: catalogDate(), Modified: catalogDate(),
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

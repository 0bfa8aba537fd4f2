package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

const contentFilterType = "Microsoft.CognitiveServices/locations/raiContentFilters"

// Where a filter looks. All but the first two came with policyActions.
const (
	sourcePrompt       = "Prompt"
	sourceCompletion   = "Completion"
	sourcePreRun       = "PreRun"
	sourcePostRun      = "PostRun"
	sourcePreToolCall  = "PreToolCall"
	sourcePostToolCall = "PostToolCall"
)

// knownFilter is a filter that the service has.
type knownFilter struct {
	name    string
	graded  bool     // it has a severityThreshold
	sources []string // empty means every source
	listed  *bool    // isMultiLevelFilter, as the list shows it; nil is absent there
	source  string   // as the list shows it; "" is absent there
}

// hasSource tells whether the filter looks there.
func (f knownFilter) hasSource(source string) bool {
	return len(f.sources) == 0 || slices.Contains(f.sources, source)
}

// knownFilters are the filters of the recording of 17 January 2025, in its order. That Indirect Attack also looks at
// what tools return is in a public report of 7 October 2026; where Profanity and Ungrounded Material look is not
// recorded: the first is used on both sides in public templates, the second is about answers.
func knownFilters() []knownFilter {
	yes, no := true, false
	return []knownFilter{
		{name: "Hate", graded: true, listed: &yes},
		{name: "Sexual", graded: true, listed: &yes},
		{name: "Violence", graded: true, listed: &yes},
		{name: "Selfharm", graded: true, listed: &yes},
		{name: "Jailbreak", sources: []string{sourcePrompt}, listed: &no, source: sourcePrompt},
		{name: "Protected Material Text", sources: []string{sourceCompletion}, listed: &no, source: sourceCompletion},
		{name: "Protected Material Code", sources: []string{sourceCompletion}, listed: &no, source: sourceCompletion},
		{name: "Profanity", sources: []string{sourcePrompt, sourceCompletion}},
		{name: "Indirect Attack", sources: []string{sourcePrompt, sourcePostToolCall}, listed: &no, source: sourcePrompt},
		{name: "Ungrounded Material", sources: []string{sourceCompletion}},
	}
}

// filterNamed finds a filter in whatever letters (azurerm issue 31632).
func filterNamed(name string) (knownFilter, bool) {
	for _, f := range knownFilters() {
		if strings.EqualFold(f.name, name) {
			return f, true
		}
	}
	return knownFilter{}, false
}

// knownSources are the sources that an api-version has.
func knownSources(r *request) []string {
	if !r.knows(policyActions) {
		return []string{sourcePrompt, sourceCompletion}
	}
	return []string{sourcePrompt, sourceCompletion, sourcePreRun, sourcePostRun, sourcePreToolCall, sourcePostToolCall}
}

func contentFilterRoutes() []route {
	all := armLocation + "/raiContentFilters"
	return []route{
		since(policyRenamed, armRoute("GET", all, listContentFilters)),
		since(policyRenamed, armRoute("GET", all+"/{filter}", getContentFilter)),
	}
}

type contentFilterView struct {
	ID         string                  `json:"id"`
	Type       string                  `json:"type"`
	Name       string                  `json:"name"`
	Properties contentFilterProperties `json:"properties"`
}

type contentFilterProperties struct {
	Name     string `json:"name"`
	Source   string `json:"source,omitempty"`
	IsGraded *bool  `json:"isMultiLevelFilter,omitempty"`
}

// viewFilter shows a filter. The name in the id has no spaces [spec].
func viewFilter(location string, f knownFilter) contentFilterView {
	name := strings.ReplaceAll(f.name, " ", "")
	return contentFilterView{
		ID: "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/" + location +
			"/raiContentFilters/" + name,
		Type: contentFilterType, Name: name,
		Properties: contentFilterProperties{Name: f.name, Source: f.source, IsGraded: f.listed},
	}
}

func listContentFilters(_ *state, r *request) (reply, *armError) {
	location, refusal := knownLocation(r.vars["location"])
	if refusal != nil {
		return reply{}, refusal
	}
	var views []contentFilterView
	for _, f := range knownFilters() {
		views = append(views, viewFilter(location, f))
	}
	return paged(r, views)
}

func getContentFilter(_ *state, r *request) (reply, *armError) {
	location, refusal := knownLocation(r.vars["location"])
	if refusal != nil {
		return reply{}, refusal
	}
	for _, f := range knownFilters() {
		if view := viewFilter(location, f); strings.EqualFold(view.Name, r.vars["filter"]) {
			return jsonReply(http.StatusOK, view), nil
		}
	}
	return reply{}, refuse(http.StatusNotFound, codeNotFound, "The content filter '%s' was not found.", r.vars["filter"])
}

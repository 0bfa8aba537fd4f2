package llm

// Platform names a cloud that serves models, as users write it.
type Platform string

// The platforms that a deployment can be placed on.
const (
	Azure   Platform = "azure"   // Azure OpenAI and Microsoft Foundry
	Bedrock Platform = "bedrock" // Amazon Bedrock
)

// Scope says how far from its place a request may travel to be processed. As
// a bound it is the most that is allowed; on a [Native] it is what is served.
type Scope string

// The scopes, narrowest first.
const (
	ScopeRegion Scope = "region" // the deployment's own region
	ScopeGeo    Scope = "geo"    // the regions of one geography, as the platform draws it
	ScopeGlobal Scope = "global" // wherever the platform has capacity
)

// Scopes lists every scope, narrowest first.
func Scopes() []Scope { return []Scope{ScopeRegion, ScopeGeo, ScopeGlobal} }

// Within reports whether s travels no further than bound. An unknown scope is
// within nothing.
func (s Scope) Within(bound Scope) bool {
	return s.width() > 0 && s.width() <= bound.width()
}

func (s Scope) width() int {
	switch s {
	case ScopeRegion:
		return 1
	case ScopeGeo:
		return 2
	case ScopeGlobal:
		return 3
	}
	return 0
}

// Anywhere is the processing location of a serving that promises no place.
const Anywhere = "global"

// Outside returns the locations that no entry of allowed covers. An entry
// covers a location when it is the location itself or the geography it lies in,
// as geography tells. Nil or empty allowed covers everything.
func Outside(allowed, locations []string, geography func(string) string) []string {
	if len(allowed) == 0 {
		return nil
	}
	covered := make(map[string]bool, len(allowed))
	for _, a := range allowed {
		covered[a] = true
	}
	var outside []string
	for _, l := range locations {
		if !covered[l] && !covered[geography(l)] {
			outside = append(outside, l)
		}
	}
	return outside
}

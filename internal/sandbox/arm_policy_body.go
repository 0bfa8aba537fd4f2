package sandbox

import (
	"slices"
	"strings"
)

// The api-versions at which policies changed [bicep-types-az].
const (
	// policyRenamed is when severityThreshold, customBlocklists and type replaced allowedContentLevel,
	// promptBlocklists and completionBlocklists, and policyType.
	policyRenamed = "2024-06-01"
	// policyActions is when action, safetyProviders and the sources around runs and tool calls came.
	policyActions = "2025-10-01"
)

// armPolicy is a RAI policy.
type armPolicy struct {
	raiObject
	Properties policyProperties `json:"properties"`
}

// policyProperties are the properties that a client may set. Nil and "" mean absent.
type policyProperties struct {
	BasePolicyName   string            `json:"basePolicyName,omitempty"`
	Mode             string            `json:"mode,omitempty"`
	ContentFilters   []contentFilter   `json:"contentFilters"`
	CustomBlocklists []policyBlocklist `json:"customBlocklists,omitempty"`
	SafetyProviders  []safetyProvider  `json:"safetyProviders,omitempty"`
}

type contentFilter struct {
	Name     string  `json:"name"`
	Severity *string `json:"severityThreshold,omitempty"`
	Blocking *bool   `json:"blocking"`
	Enabled  *bool   `json:"enabled"`
	Source   string  `json:"source"`
	Action   string  `json:"action,omitempty"`
}

// policyBlocklist is a blocklist that a policy applies to a source.
type policyBlocklist struct {
	Name     string `json:"blocklistName"`
	Blocking *bool  `json:"blocking"`
	Source   string `json:"source"`
}

// safetyProvider is a check of the customer's own, of which the sandbox holds none.
type safetyProvider struct {
	Name string `json:"safetyProviderName"`
}

type policyBody struct {
	Tags       map[string]string `json:"tags"`
	Properties *policyProperties `json:"properties"`
}

// decodePolicy reads a PUT by the names that the request's api-version has.
func decodePolicy(r *request) (*policyBody, *armError) {
	body := &policyBody{}
	if !r.knows(policyRenamed) {
		old := struct {
			*policyBody
			Properties *policyBefore `json:"properties"`
		}{policyBody: body}
		if refusal := decodeBody(r, &old, resourceMembers()); refusal != nil {
			return nil, refusal
		}
		body.Properties = old.Properties.renamed()
	} else if refusal := decodeBody(r, body, resourceMembers()); refusal != nil {
		return nil, refusal
	}
	if body.Properties == nil {
		body.Properties = &policyProperties{}
	}
	if !r.knows(policyActions) {
		body.Properties.forgetActions()
	}
	body.Properties.fill()
	return body, nil
}

// forgetActions drops what api-versions before actions ignore.
func (p *policyProperties) forgetActions() {
	p.SafetyProviders = nil
	for i := range p.ContentFilters {
		p.ContentFilters[i].Action = ""
	}
}

// fill writes the names of filters as the service does, and what is left out.
func (p *policyProperties) fill() {
	for i := range p.ContentFilters {
		f := &p.ContentFilters[i]
		if known, ok := filterNamed(f.Name); ok {
			f.Name = known.name
		}
		if f.Enabled == nil {
			f.Enabled = new(bool)
		}
		f.Action = strings.ToUpper(f.Action)
	}
}

// shownTo returns the properties as a client of the request's api-version reads them. From actions on, a filter without
// one has "NONE" (public report of 7 October 2026, on the service's own policies).
func (p *policyProperties) shownTo(r *request, reversed bool) *policyProperties {
	shown := *p
	shown.ContentFilters = append([]contentFilter{}, p.ContentFilters...)
	shown.CustomBlocklists = slices.Clone(p.CustomBlocklists)
	if reversed {
		slices.Reverse(shown.ContentFilters)
		slices.Reverse(shown.CustomBlocklists)
	}
	if !r.knows(policyActions) {
		shown.forgetActions()
		return &shown
	}
	for i := range shown.ContentFilters {
		if f := &shown.ContentFilters[i]; f.Action == "" {
			f.Action = "NONE"
		}
	}
	return &shown
}

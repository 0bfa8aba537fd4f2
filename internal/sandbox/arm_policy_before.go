package sandbox

// policyBefore are the properties of a policy by their names before June 2024.
type policyBefore struct {
	BasePolicyName       string            `json:"basePolicyName,omitempty"`
	Mode                 string            `json:"mode,omitempty"`
	PolicyType           string            `json:"policyType,omitempty"`
	ContentFilters       []filterBefore    `json:"contentFilters"`
	PromptBlocklists     []blocklistBefore `json:"promptBlocklists,omitempty"`
	CompletionBlocklists []blocklistBefore `json:"completionBlocklists,omitempty"`
}

type filterBefore struct {
	contentFilter
	Severity *string `json:"severityThreshold,omitempty"` // not known then: hides the newer name
	Level    *string `json:"allowedContentLevel,omitempty"`
}

type blocklistBefore struct {
	Name     string `json:"blocklistName"`
	Blocking *bool  `json:"blocking"`
}

// renamed returns the properties by their names of today; nil stays nil.
func (old *policyBefore) renamed() *policyProperties {
	if old == nil {
		return nil
	}
	p := &policyProperties{BasePolicyName: old.BasePolicyName, Mode: old.Mode}
	if old.ContentFilters != nil {
		p.ContentFilters = []contentFilter{}
	}
	for _, f := range old.ContentFilters {
		f.contentFilter.Severity = f.Level
		p.ContentFilters = append(p.ContentFilters, f.contentFilter)
	}
	for _, b := range old.PromptBlocklists {
		p.CustomBlocklists = append(p.CustomBlocklists, policyBlocklist{Name: b.Name, Blocking: b.Blocking, Source: sourcePrompt})
	}
	for _, b := range old.CompletionBlocklists {
		p.CustomBlocklists = append(p.CustomBlocklists, policyBlocklist{Name: b.Name, Blocking: b.Blocking, Source: sourceCompletion})
	}
	return p
}

// before returns the properties by their names before June 2024.
func (p *policyProperties) before(managedBy string) policyBefore {
	old := policyBefore{BasePolicyName: p.BasePolicyName, Mode: p.Mode, PolicyType: managedBy, ContentFilters: []filterBefore{}}
	for _, f := range p.ContentFilters {
		level := f.Severity
		f.Severity = nil
		old.ContentFilters = append(old.ContentFilters, filterBefore{contentFilter: f, Level: level})
	}
	for _, b := range p.CustomBlocklists {
		shown := blocklistBefore{Name: b.Name, Blocking: b.Blocking}
		switch b.Source {
		case sourcePrompt:
			old.PromptBlocklists = append(old.PromptBlocklists, shown)
		case sourceCompletion:
			old.CompletionBlocklists = append(old.CompletionBlocklists, shown)
		}
	}
	return old
}

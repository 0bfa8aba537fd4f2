package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// filtering is a policy that a PUT asks for.
type filtering struct {
	st      *state
	r       *request
	account *armAccount
	name    string
	want    *policyProperties
}

// check refuses what the service would not keep. The order is from the name to the parts.
func (p *filtering) check() *armError {
	rules := []func() *armError{
		p.checkName, p.checkBase, p.checkMode, p.checkFilters, p.checkApproval, p.checkBlocklists, p.checkProviders,
	}
	for _, rule := range rules {
		if refusal := rule(); refusal != nil {
			return refusal
		}
	}
	return nil
}

// checkName leaves the names that the service gives its own policies to the service.
func (p *filtering) checkName() *armError {
	if strings.HasPrefix(strings.ToLower(p.name), "microsoft.") {
		return invalidProperties("The RAI policy '%s' is managed by the system and cannot be changed.", p.name)
	}
	return checkRaiName("RAI policy", p.name)
}

// checkBase wants one of the service's policies below; the code is that of a public report of 7 October 2026.
func (p *filtering) checkBase() *armError {
	if !isSystemPolicy(p.st.Azure.DefaultPolicy, p.want.BasePolicyName) {
		return refuse(http.StatusBadRequest, "Resource has invalid base policy", "Resource has invalid base policy '%s'.",
			p.want.BasePolicyName)
	}
	return nil
}

func (p *filtering) checkMode() *armError {
	allowed := []string{"", "Default", "Deferred", "Blocking"}
	if p.r.knows(policyRenamed) {
		allowed = append(allowed, "Asynchronous_filter")
	}
	if !slices.Contains(allowed, p.want.Mode) {
		return invalidProperties("The mode '%s' of the RAI policy is invalid.", p.want.Mode)
	}
	return nil
}

// checkFilters wants a list, which may be empty ("Content filters cannot be null": public report of 7 October 2026),
// with each filter once for a source.
func (p *filtering) checkFilters() *armError {
	if p.want.ContentFilters == nil {
		return invalidProperties("Content filters cannot be null")
	}
	seen := map[string]bool{}
	for _, f := range p.want.ContentFilters {
		if refusal := p.checkFilter(f); refusal != nil {
			return refusal
		}
		key := f.Name + "/" + f.Source
		if seen[key] {
			return invalidFilter("The content filter '%s' of source '%s' is there twice.", f.Name, f.Source)
		}
		seen[key] = true
	}
	return nil
}

// invalidFilter has the code of a public report (terraform-azurerm-avm-res-cognitiveservices-account #118).
func invalidFilter(format string, args ...any) *armError {
	return refuse(http.StatusBadRequest, "Resource has invalid content filter", format, args...)
}

// checkFilter holds to what is known of filters: name, blocking and source are required (pulumi-azure-native #3022),
// and graded filters, no others, have a severity.
func (p *filtering) checkFilter(f contentFilter) *armError {
	if f.Name == "" || f.Blocking == nil || f.Source == "" {
		return invalidContent("The name, blocking and source of a content filter are required")
	}
	known, ok := filterNamed(f.Name)
	severity := ""
	if f.Severity != nil {
		severity = *f.Severity
	}
	switch {
	case !ok:
		return invalidFilter("The content filter '%s' is not known.", f.Name)
	case !slices.Contains(knownSources(p.r), f.Source) || !known.hasSource(f.Source):
		return invalidFilter("The content filter '%s' has no source '%s'.", known.name, f.Source)
	case f.Severity != nil && !known.graded:
		return invalidFilter("The content filter '%s' has no severityThreshold.", known.name)
	case known.graded && !slices.Contains([]string{"Low", "Medium", "High"}, severity):
		return invalidFilter("The severityThreshold '%s' of content filter '%s' is invalid.", severity, known.name)
	case !slices.Contains([]string{"", "NONE", "BLOCKING", "ANNOTATING", "HITL", "RETRY"}, f.Action):
		return invalidFilter("The action '%s' of content filter '%s' is invalid.", f.Action, known.name)
	}
	return nil
}

// checkApproval refuses to weaken a graded filter below "High" where Microsoft has not approved it for the
// subscription: off, or annotating only (Microsoft, "Configure content filters").
func (p *filtering) checkApproval() *armError {
	if p.st.Azure.ModifiedFilters {
		return nil
	}
	for _, f := range p.want.ContentFilters {
		if known, _ := filterNamed(f.Name); known.graded && (!*f.Enabled || !*f.Blocking) {
			return invalidFilter("The content filter '%s' of source '%s' cannot be turned off or only annotate: the subscription "+
				"is not approved for modified content filters.", known.name, f.Source)
		}
	}
	return nil
}

// checkBlocklists wants blocklists of this account, each once for a source.
func (p *filtering) checkBlocklists() *armError {
	seen := map[string]bool{}
	for _, b := range p.want.CustomBlocklists {
		if b.Name == "" || b.Blocking == nil || b.Source == "" {
			return invalidContent("The blocklistName, blocking and source of a custom blocklist are required")
		}
		if !slices.Contains(knownSources(p.r), b.Source) {
			return invalidProperties("The source '%s' of custom blocklist '%s' is invalid.", b.Source, b.Name)
		}
		if _, ok := liveOf(p.account.Blocklists, b.Name, p.r.now); !ok {
			return invalidProperties("The custom blocklist '%s' does not exist.", b.Name)
		}
		key := strings.ToLower(b.Name) + "/" + b.Source
		if seen[key] {
			return invalidProperties("The custom blocklist '%s' of source '%s' is there twice.", b.Name, b.Source)
		}
		seen[key] = true
	}
	return nil
}

func (p *filtering) checkProviders() *armError {
	if len(p.want.SafetyProviders) > 0 {
		return invalidProperties("The safety provider '%s' does not exist.", p.want.SafetyProviders[0].Name)
	}
	return nil
}

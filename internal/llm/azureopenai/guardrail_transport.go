package azureopenai

import "net/http"

// guardrailTemplates lists what may be sent about RAI policies and blocklists.
// A name that no guardrail of this provider can have is read and deleted, and not
// written.
func guardrailTemplates(account []step) []template {
	policies, lists := below(account, literal("raiPolicies")), below(account, literal("raiBlocklists"))
	list := below(lists, step{rule: nameRule})
	return []template{
		{http.MethodGet, policies},
		{http.MethodGet, below(policies, step{rule: policyRule})},
		{http.MethodPut, below(policies, step{rule: nameRule})},
		{http.MethodDelete, below(policies, step{rule: policyRule})},
		{http.MethodGet, list},
		{http.MethodPut, list},
		{http.MethodDelete, list},
		{http.MethodGet, below(list, literal("raiBlocklistItems"))},
		{http.MethodPost, below(list, literal("addRaiBlocklistItems"))},
		{http.MethodPost, below(list, literal("deleteRaiBlocklistItems"))},
	}
}

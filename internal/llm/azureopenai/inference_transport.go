package azureopenai

import "net/http"

// inferenceTemplates lists what is asked of Resource Manager to hand out keys.
func inferenceTemplates(group, account []step) []template {
	service := below(group, literal("providers"), literal("Microsoft.ApiManagement"), literal("service"), step{rule: serviceRule})
	subscriptions := below(service, literal("subscriptions"))
	return []template{
		{http.MethodGet, account},
		{http.MethodGet, service},
		{http.MethodPost, below(account, literal("listKeys"))},
		{http.MethodGet, subscriptions},
		{http.MethodPost, below(subscriptions, step{rule: subscriptionNameRule}, literal("listSecrets"))},
	}
}

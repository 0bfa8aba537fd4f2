package azureopenai

import "net/http"

// routeTemplates lists what may be sent to an API Management service: reading
// it, and what a route is made of.
func routeTemplates(group []step) []template {
	service := below(group, literal("providers"), literal("Microsoft.ApiManagement"), literal("service"), step{rule: serviceRule})
	apis, backends, values := below(service, literal("apis")), below(service, literal("backends")), below(service, literal("namedValues"))
	api := below(apis, step{rule: apiRule})
	operations := below(api, literal("operations"))
	operation := below(operations, step{rule: operationRule})
	operationPolicy := below(operation, literal("policies"), literal("policy"))
	allowed := []template{
		{http.MethodGet, service},
		{http.MethodGet, apis},
		{http.MethodGet, operations},
		{http.MethodGet, backends},
		{http.MethodGet, values},
		{http.MethodGet, operationPolicy},
		{http.MethodDelete, operationPolicy}, // a route makes none
	}
	for _, path := range [][]step{
		api,
		operation,
		below(api, literal("policies"), literal("policy")),
		below(backends, step{rule: backendRule}),
		below(values, step{rule: namedValueRule}),
	} {
		allowed = append(allowed, template{http.MethodGet, path}, template{http.MethodPut, path}, template{http.MethodDelete, path})
	}
	return allowed
}

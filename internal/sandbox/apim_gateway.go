package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// apimGatewayRoutes answer at the gateways of API Management services, whatever path an API has there.
func apimGatewayRoutes() []route {
	return []route{inferenceRoute(serviceAPIGateway, "/{path...}", throughAPI)}
}

// gatewayRefusal is how the gateway words its own refusals [recorded].
type gatewayRefusal struct {
	StatusCode int    `json:"statusCode"`
	Message    string `json:"message"`
}

func gatewayRefuses(status int, message string) reply {
	return jsonReply(status, gatewayRefusal{status, message})
}

// throughAPI runs a request through the policy of the API that its path names.
func throughAPI(st *state, r *request) reply {
	es := st.gatewayOf(r)
	if es == nil {
		return gatewayRefuses(http.StatusServiceUnavailable, "Service unavailable")
	}
	api, rest := es.apiAt(r.path)
	if api == nil {
		return gatewayRefuses(http.StatusNotFound, "Resource not found")
	}
	var p apiProperties
	api.into(&p)
	if refusal := es.admit(r, api, p); refusal != nil {
		return *refusal
	}
	operation := es.operationAt(api, r.method, rest)
	if operation == nil {
		return gatewayRefuses(http.StatusNotFound, "Resource not found")
	}
	return newAPICall(es, api, operation, rest).run()
}

// gatewayOf returns the service whose gateway a request is for, nil where there is none, or none yet. A served one has
// the name that the host begins with.
func (st *state) gatewayOf(r *request) *apimEntities {
	name := strings.TrimSuffix(r.host, apimDomain)
	for _, svc := range st.apimServicesIn("", r) {
		if state := svc.provisioningState(r.now); strings.EqualFold(svc.Name, name) && (state == "Succeeded" || state == "Updating") {
			return &apimEntities{st: st, svc: svc, r: r}
		}
	}
	return nil
}

// apiAt finds the API with the longest path that a request's begins with, and returns what follows it.
func (es *apimEntities) apiAt(path string) (found *apimEntity, rest string) {
	longest := -1
	for _, api := range es.below("apis") {
		var p apiProperties
		api.into(&p)
		prefix := ""
		if p.Path != "" {
			prefix = "/" + p.Path
		}
		after, ok := cutFold(path, prefix)
		if ok && (after == "" || after[0] == '/') && len(prefix) > longest && api.provisioningState(es.r.now) == "Succeeded" {
			found, rest, longest = api, after, len(prefix)
		}
	}
	return found, rest
}

// cutFold is strings.CutPrefix in whatever letters.
func cutFold(text, prefix string) (after string, ok bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return "", false
	}
	return text[len(prefix):], true
}

// operationAt finds the operation of an API that serves a method at a path.
func (es *apimEntities) operationAt(api *apimEntity, method, path string) *apimEntity {
	all := es.below(api.Path + "/" + apimOperations)
	i := slices.IndexFunc(all, func(e *apimEntity) bool {
		var p apiOperationProperties
		e.into(&p)
		return (p.Method == method || p.Method == "*") && templated(p.Template, path)
	})
	if i < 0 {
		return nil
	}
	return all[i]
}

// templated tells whether a path fits a template, in which {name} is one segment and * is the rest.
func templated(template, path string) bool {
	pattern := regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(strings.TrimSuffix(template, "/")), "[^/]+")
	fits, err := regexp.MatchString("(?i)^"+strings.ReplaceAll(pattern, `\*`, ".*")+"/?$", path)
	return err == nil && fits
}

// admit refuses a request without the key of an active subscription to the API, where the API asks for one.
func (es *apimEntities) admit(r *request, api *apimEntity, p apiProperties) *reply {
	if !*p.SubscriptionRequired {
		return nil
	}
	key := r.header.Get(p.KeyNames.Header)
	if key == "" {
		key = r.query.Get(p.KeyNames.Query)
	}
	message := "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
	switch {
	case key == "":
		message = "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API."
	case es.opens(key, api):
		return nil
	}
	refusal := gatewayRefuses(http.StatusUnauthorized, message)
	return &refusal
}

// opens tells whether a key is one of an active subscription to an API.
func (es *apimEntities) opens(key string, api *apimEntity) bool {
	for _, e := range es.below(apimSubscriptions) {
		var p subscriptionProperties
		e.into(&p)
		wide := strings.EqualFold(p.Scope, es.svc.id()+"/") || strings.EqualFold(p.Scope, es.svc.id()+"/apis")
		if p.State == subscriptionActive && (key == p.PrimaryKey || key == p.SecondaryKey) && (wide || strings.EqualFold(p.Scope, es.id(api))) {
			return true
		}
	}
	return false
}

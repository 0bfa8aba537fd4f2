package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

const (
	armSubscription = "/subscriptions/{subscription}"
	armGroups       = armSubscription + "/resourceGroups"
	armProvider     = armSubscription + "/providers/Microsoft.CognitiveServices"
	armAccounts     = armGroups + "/{group}/providers/Microsoft.CognitiveServices/accounts"
	armLocation     = armProvider + "/locations/{location}"
)

// armHandler answers one operation of ARM: what it returns is either a refusal or a reply.
type armHandler func(*state, *request) (reply, *armError)

// armRoutes returns every operation of ARM that the sandbox answers.
func armRoutes() []route {
	return slices.Concat(groupRoutes(), providerRoutes(), accountRoutes(), deletedAccountRoutes(), deploymentRoutes(),
		policyRoutes(), contentFilterRoutes(), blocklistRoutes(), blocklistItemRoutes(), modelRoutes(), usageRoutes(), operationRoutes(), apimRoutes(), identityRoutes())
}

func armRoute(method, path string, handle armHandler) route {
	return route{service: serviceARM, method: method, path: path, handle: func(st *state, r *request) reply {
		if sub := r.vars["subscription"]; sub != "" && !strings.EqualFold(sub, AzureSubscription) {
			return armReply(r, subscriptionNotFound(sub).reply())
		}
		out, refusal := handle(st, r)
		if refusal != nil {
			out = refusal.reply()
		}
		return armReply(r, out)
	}}
}

// armReads is an armRoute whose handler changes nothing, though its method is not GET.
func armReads(method, path string, handle armHandler) route {
	rt := armRoute(method, path, handle)
	rt.reads = true
	return rt
}

// armOpen is a route that needs neither credentials nor an api-version.
func armOpen(method, path string, handle armHandler) route {
	rt := armReads(method, path, handle)
	rt.open = true
	return rt
}

// armAuthorize refuses an unknown operation, a request without a bearer token, and one of an unknown api-version.
func armAuthorize(rt *route, pathKnown bool, r *request) *reply {
	if rt != nil && rt.open {
		return nil
	}
	refusal := armRefusal(rt, pathKnown, r)
	if refusal == nil {
		return nil
	}
	out := armReply(r, refusal.reply())
	if refusal.status == http.StatusUnauthorized {
		out = out.with("WWW-Authenticate", `Bearer authorization_uri="`+r.base+`/`+AzureTenant+
			`", error="invalid_token", error_description="The authentication failed because of missing 'Authorization' header."`)
	}
	return &out
}

func armRefusal(rt *route, pathKnown bool, r *request) *armError {
	if token, ok := strings.CutPrefix(r.header.Get("Authorization"), "Bearer "); !ok || strings.TrimSpace(token) == "" {
		return refuse(http.StatusUnauthorized, "AuthenticationFailed",
			"Authentication failed. The 'Authorization' header is missing.")
	}
	if rt == nil && pathKnown {
		return refuse(http.StatusMethodNotAllowed, "MethodNotAllowed",
			"The requested resource does not support http method '%s'.", r.method)
	}
	if rt == nil {
		return refuse(http.StatusNotFound, "InvalidResourceType",
			"The resource type could not be found at '%s'.", r.path)
	}
	return checkVersion(rt, r)
}

// armReply adds the headers that every answer of ARM bears. The limits are those of a client that never reaches them.
func armReply(r *request, p reply) reply {
	p = p.with("X-Ms-Request-Id", newGUID())
	correlation := r.header.Get("X-Ms-Correlation-Request-Id")
	if correlation == "" {
		correlation = newGUID()
	}
	p = p.with("X-Ms-Correlation-Request-Id", correlation).with("Cache-Control", "no-cache")
	if id := r.header.Get("X-Ms-Client-Request-Id"); id != "" {
		p = p.with("X-Ms-Client-Request-Id", id)
	}
	const prefix = "X-Ms-Ratelimit-Remaining-Subscription-"
	switch r.method {
	case http.MethodGet, http.MethodHead:
		return p.with(prefix+"Reads", "249").with(prefix+"Global-Reads", "3749")
	case http.MethodDelete:
		return p.with(prefix+"Deletes", "199").with(prefix+"Global-Deletes", "2999")
	}
	return p.with(prefix+"Writes", "199").with(prefix+"Global-Writes", "2999")
}

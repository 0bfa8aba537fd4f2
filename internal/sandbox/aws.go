package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// The AWS services that the sandbox answers, by the name of their signing scope.
const (
	serviceBedrock = "bedrock"
	serviceTagging = "tagging"
	serviceQuotas  = "servicequotas"
	serviceSTS     = "sts"
)

// awsRoutes returns every operation of AWS that the sandbox answers.
func awsRoutes() []route {
	return slices.Concat(
		modelCatalogRoutes(), accessRoutes(), profileRoutes(), throughputRoutes(), customModelRoutes(), customDeploymentRoutes(),
		guardrailRoutes(), enforcementRoutes(), bedrockTagRoutes(), agentcoreRoutes(), taggingRoutes(), quotaRoutes(), stsRoutes(),
	)
}

// bedrockOperation is a handler of restJson1: it returns the body of a success.
type bedrockOperation func(*state, *request) (any, *awsError)

// bedrockRoute binds one operation of Bedrock, which answers status when it succeeds.
func bedrockRoute(method, path string, status int, operate bedrockOperation) route {
	return route{service: serviceBedrock, method: method, path: path, handle: func(st *state, r *request) reply {
		body, refused := operate(st, r)
		if refused != nil {
			return refused.reply(r)
		}
		return jsonReply(status, body).with("Content-Type", "application/json").with(awsRequestID())
	}}
}

// targetRoute binds one operation of a service of the awsJson1.1 protocol.
func targetRoute(service, target string, reads bool, operate bedrockOperation) route {
	return route{service: service, method: http.MethodPost, path: "/", target: target, reads: reads, handle: func(st *state, r *request) reply {
		body, refused := operate(st, r)
		if refused != nil {
			return refused.reply(r)
		}
		return jsonReply(http.StatusOK, body).with("Content-Type", "application/x-amz-json-1.1").with(awsRequestID())
	}}
}

func awsRequestID() (header, id string) { return "X-Amzn-Requestid", newGUID() }

// pathService returns the signing scope that a path belongs to, "" for none that is told by its path.
func pathService(escapedPath string) string {
	if isAgentCorePath(escapedPath) {
		return serviceAgentCore
	}
	for _, prefix := range []string{
		"/foundation-model", "/use-case-for-model-access", "/list-foundation-model-agreement-offers/", "/create-foundation-model-agreement",
		"/delete-foundation-model-agreement", "/inference-profiles", "/provisioned-model-throughput", "/model-customization/",
		"/custom-models", "/guardrails", "/enforcedGuardrailsConfiguration", "/tagResource", "/untagResource", "/listTagsForResource",
	} {
		if strings.HasPrefix(escapedPath, prefix) {
			return serviceBedrock
		}
	}
	return ""
}

// awsAuthorize refuses an unknown operation (rt is nil) or a request without credentials; nil lets the handler run.
// The signature itself is not checked: the sandbox knows no secret keys.
func awsAuthorize(rt *route, _ bool, r *request) *reply {
	refused := credentialError(r)
	if refused == nil && rt == nil {
		refused = &awsError{status: http.StatusNotFound, code: "UnknownOperationException", message: "The operation " + r.method + " " + r.path + " " + r.target + " is not known to the sandbox."}
	}
	if refused == nil {
		return nil
	}
	p := refused.reply(r)
	return &p
}

func credentialError(r *request) *awsError {
	switch service := targetService(r.target); {
	case !strings.HasPrefix(r.header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential="):
		return &awsError{status: http.StatusForbidden, code: "MissingAuthenticationTokenException", message: "Missing Authentication Token"}
	case !slices.Contains([]string{serviceBedrock, serviceAgentCore, serviceTagging, serviceQuotas, serviceSTS}, r.service),
		service != "" && service != r.service, service == "" && (r.service == serviceTagging || r.service == serviceQuotas),
		isAgentCorePath(r.path) != (r.service == serviceAgentCore):
		return &awsError{status: http.StatusForbidden, code: "InvalidSignatureException", message: "Credential should be scoped to correct service: '" + expectedService(r) + "'."}
	case !slices.Contains(bedrockRegions(), r.region):
		return &awsError{
			status: http.StatusForbidden, code: "UnrecognizedClientException",
			message: "The security token included in the request is invalid. (The sandbox knows no region " + r.region + "; it knows " + strings.Join(bedrockRegions(), ", ") + ".)",
		}
	}
	return nil
}

// targetService returns the signing scope that an X-Amz-Target belongs to, "" for none.
func targetService(target string) string {
	switch {
	case strings.HasPrefix(target, taggingTarget):
		return serviceTagging
	case strings.HasPrefix(target, quotasTarget):
		return serviceQuotas
	}
	return ""
}

func expectedService(r *request) string {
	if service := targetService(r.target); service != "" {
		return service
	}
	if isAgentCorePath(r.path) {
		return serviceAgentCore
	}
	return serviceBedrock
}

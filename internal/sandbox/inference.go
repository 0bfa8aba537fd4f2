package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// The services of the data plane. They are told by the host that a request is for, since their paths overlap.
const (
	serviceAccount    = "azure-account"     // what an account of Cognitive Services serves
	serviceAPIGateway = "azure-api-gateway" // the gateway of an API Management service
	serviceRuntime    = "bedrock-runtime"
	serviceGateway    = "agentcore-gateway"
)

// inferenceRoutes returns every operation of the data plane that the sandbox answers.
func inferenceRoutes() []route {
	return slices.Concat(accountInferenceRoutes(), runtimeRoutes(), gatewayInferenceRoutes(), apimGatewayRoutes())
}

// inferenceRoute binds one operation of the data plane. It is open to the extent that its handler says: who may ask
// depends on what the state holds.
func inferenceRoute(service, path string, handle func(*state, *request) reply) route {
	return route{service: service, method: http.MethodPost, path: path, reads: true, open: true, handle: handle}
}

// inferenceService tells requests of the data plane by their host, and returns the region that the host names. Where
// the host is no cloud's, such as the loopback address of a served sandbox, path and credential tell those that one
// can tell.
func inferenceService(r *http.Request) (service, region string) {
	host := hostName(r)
	service, region = inferenceHost(host)
	if service != "" || strings.HasSuffix(host, awsDomain) || strings.HasSuffix(host, ".azure.com") {
		return service, region
	}
	return inferencePath(r)
}

// inferenceHost tells the hosts of the data plane; "" for any other.
func inferenceHost(host string) (service, region string) {
	labels := strings.Split(host, ".")
	switch {
	case accountDomain(host) != "":
		return serviceAccount, ""
	case strings.HasSuffix(host, apimDomain):
		return serviceAPIGateway, ""
	case len(labels) == 4 && labels[0] == serviceRuntime && strings.HasSuffix(host, awsDomain):
		return serviceRuntime, labels[1]
	case len(labels) == 6 && labels[1] == "gateway" && labels[2] == serviceAgentCore && strings.HasSuffix(host, awsDomain):
		return serviceGateway, labels[3]
	}
	return "", ""
}

const (
	awsDomain  = ".amazonaws.com"
	apimDomain = ".azure-api.net"
)

// accountDomain returns the domain of an account's address, "" for what is none.
func accountDomain(host string) string {
	for _, domain := range []string{".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com"} {
		if strings.HasSuffix(host, domain) {
			return domain
		}
	}
	return ""
}

// inferencePath tells a request of the data plane by its path; the region is that of the credential.
func inferencePath(r *http.Request) (service, region string) {
	path := r.URL.EscapedPath()
	region = callerRegion(r)
	switch {
	case strings.HasPrefix(path, "/model/"), strings.HasPrefix(path, "/openai/v1/") && region != "":
		if region == "" {
			region = AWSRegion
		}
		return serviceRuntime, region
	case strings.HasPrefix(path, "/openai/v1/"), strings.HasPrefix(path, "/anthropic/v1/"):
		return serviceAccount, ""
	}
	return "", ""
}

// hostName is the name that a request is for, in lower case and without a port.
func hostName(r *http.Request) string {
	host := r.Host
	if host == "" {
		host = r.URL.Host
	}
	name, _, _ := strings.Cut(host, ":")
	return strings.ToLower(name)
}

// isInference tells whether a service is of the data plane.
func isInference(service string) bool {
	return slices.Contains([]string{serviceAccount, serviceAPIGateway, serviceRuntime, serviceGateway}, service)
}

// inferenceAuthorize refuses an operation that the data plane does not have. Who asks is for the handler to judge.
func inferenceAuthorize(rt *route, r *request) *reply {
	if rt != nil {
		return nil
	}
	var out reply
	switch r.service {
	case serviceRuntime, serviceGateway:
		unknown := &awsError{status: http.StatusNotFound, code: "UnknownOperationException", message: "The operation " + r.method + " " + r.path + " is not known to the sandbox."}
		out = unknown.reply(r)
	default:
		out = openaiRefusal{status: http.StatusNotFound, Code: "404", Message: "Resource not found"}.reply() // [recorded]
	}
	return &out
}

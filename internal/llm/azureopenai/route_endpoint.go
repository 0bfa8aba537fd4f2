package azureopenai

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// secretRule is a Key Vault secret identifier, with or without a version.
var secretRule = regexp.MustCompile(`(?i)^https://[a-z0-9-]{3,24}\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)/secrets/[a-z0-9-]{1,127}(/[0-9a-f]{32})?$`)

func isSecretID(credential string) bool { return secretRule.MatchString(credential) }

// azureDomains are the domains of model endpoints, with the resource that a
// token for them is asked for.
func azureDomains() map[string]string {
	return map[string]string{
		".openai.azure.com": publicResource, ".services.ai.azure.com": publicResource, ".cognitiveservices.azure.com": publicResource,
		".openai.azure.us": "https://cognitiveservices.azure.us", ".cognitiveservices.azure.us": "https://cognitiveservices.azure.us",
		".openai.azure.cn": "https://cognitiveservices.azure.cn", ".cognitiveservices.azure.cn": "https://cognitiveservices.azure.cn",
	}
}

const publicResource = "https://cognitiveservices.azure.com"

// domainResource is the resource of an address on Azure; empty for any other.
func domainResource(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for domain, resource := range azureDomains() {
		if strings.HasSuffix(strings.ToLower(u.Hostname()), domain) {
			return resource
		}
	}
	return ""
}

// isAzure reports whether a deployment takes Azure's keys and tokens. Where the
// endpoint was written out, its address tells.
func isAzure(e llm.Endpoint) bool {
	if e.Platform != "" {
		return e.Platform == llm.Azure
	}
	return domainResource(e.URLs.OpenAI) != ""
}

// tokenResource is what the service's identity asks a token for; empty where
// the deployment takes none.
func tokenResource(e llm.Endpoint) string {
	if !isAzure(e) || len(e.Auth.Schemes) > 0 && !slices.Contains(e.Auth.Schemes, "entra_id") {
		return ""
	}
	if e.Auth.Scope != "" {
		return strings.TrimSuffix(e.Auth.Scope, "/.default")
	}
	return domainResource(e.URLs.OpenAI)
}

// pathOf is the path of an endpoint's address.
func pathOf(e llm.Endpoint) string {
	u, err := url.Parse(baseURL(e))
	if err != nil {
		return ""
	}
	return u.Path
}

// pooled reports whether a pool can share the requests (mode A of the docs):
// where one body and one path serve every target, and nothing is to be tried
// again within the request, which a pool does not do. Else the policy chooses.
func pooled(spec llm.RouteSpec) bool {
	all := membersOf(spec)
	return len(spec.Fallbacks) == 0 && !slices.ContainsFunc(all, func(m member) bool {
		return m.Endpoint.Model != all[0].Endpoint.Model || pathOf(m.Endpoint) != pathOf(all[0].Endpoint)
	})
}

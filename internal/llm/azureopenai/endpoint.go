package azureopenai

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// account is what a deployment takes from the account that it is in.
type account struct {
	wireAccount

	id   accountID
	suff suffixes
}

// suffixes are the domain names of one environment.
type suffixes struct{ openAI, foundry, scope string }

// suffixesOf gives the domain names of an environment. Foundry's exists in the
// public cloud only.
func suffixesOf(environment string) suffixes {
	switch strings.ToLower(environment) {
	case "usgovernment":
		return suffixes{openAI: "openai.azure.us", scope: "https://cognitiveservices.azure.us/.default"}
	case "china":
		return suffixes{openAI: "openai.azure.cn", scope: "https://cognitiveservices.azure.cn/.default"}
	}
	return suffixes{
		openAI: "openai.azure.com", foundry: "services.ai.azure.com",
		scope: "https://cognitiveservices.azure.com/.default",
	}
}

// endpointOf says how to call a deployment. The value of "model" in a request is
// the deployment's name.
func endpointOf(id childID, p wireProperties, on *account) llm.Endpoint {
	endpoint := llm.Endpoint{
		Platform: llm.Azure,
		Location: normalRegion(on.Location),
		Model:    id.name,
		Auth:     on.auth(),
		Supports: supports(p.Capabilities),
	}
	if p.Model.Format == formatAnthropic {
		endpoint.URLs.Anthropic = on.base(on.suff.foundry, "anthropic")
		return endpoint
	}
	endpoint.URLs.OpenAI = on.base(on.suff.openAI, "openai/v1/")
	return endpoint
}

// base is the address of a protocol: under the host that the account names for
// the domain, else under its own subdomain, else under its general endpoint.
func (a *account) base(domain, path string) string {
	if domain == "" {
		return ""
	}
	for _, name := range sortedNames(a.Properties.Endpoints) {
		if address := httpsHost(a.Properties.Endpoints[name]); strings.HasSuffix(address, "."+domain) {
			return "https://" + address + "/" + path
		}
	}
	if a.Properties.Subdomain != "" {
		return "https://" + strings.ToLower(a.Properties.Subdomain) + "." + domain + "/" + path
	}
	if address := httpsHost(a.Properties.Endpoint); address != "" {
		return "https://" + address + "/" + path
	}
	return ""
}

// auth lists the ways to authenticate. Entra ID needs a subdomain of the
// account's own; keys can be turned off.
func (a *account) auth() llm.Auth {
	auth := llm.Auth{Resources: []string{a.id.String()}}
	if a.Properties.Subdomain != "" {
		auth.Schemes, auth.Scope = append(auth.Schemes, "entra_id"), a.suff.scope
	}
	if !a.Properties.DisableLocalAuth {
		auth.Schemes = append(auth.Schemes, "api_key")
	}
	return auth
}

// supports reads the one capability that is told as a number. The map is the
// service's own and grows; nothing else is promised by it.
func supports(capabilities map[string]string) llm.Supports {
	context, err := strconv.ParseInt(capabilities["maxContextToken"], 10, 64)
	if err != nil || context <= 0 {
		return llm.Supports{}
	}
	return llm.Supports{Context: &context}
}

// supported adds what no API tells of a model. Of a user's own model, and of one that another company hosts, nothing is told.
func supported(cards modelcard.Table, native llm.Native, told llm.Supports) llm.Supports {
	entry := DecomposeModel(native.Format, "", native.Name, native.Version)
	if native.Source != "" || entry.Host != "" {
		return told
	}
	return cards.Card(llm.Azure, entry.Reference(), native.Scope).Supports(told)
}

func httpsHost(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" {
		return ""
	}
	return strings.ToLower(u.Host)
}

func sortedNames(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

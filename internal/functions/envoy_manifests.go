package functions

import (
	"encoding/json"
	"fmt"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	aiGatewayGroup = "aigateway.envoyproxy.io"
	envoyGroup     = "gateway.envoyproxy.io"
	gatewayGroup   = "gateway.networking.k8s.io"

	modelHeader       = "x-ai-eg-model" // what the gateway puts the model of a request into
	azureClientSecret = "azure-client-secret"
	httpsPort         = 443
)

// envoyManifests lists the resources of every endpoint, one endpoint after the
// other. Each has a route of its own: a route holds 15 rules at most.
func envoyManifests(all []backend, gateway tfGateway, identities []tfAzureIdentity) ([]any, error) {
	var manifests []any
	accounts := accountNames(all)
	for _, b := range all {
		named := manifestName{slug(b.name), *gateway.Namespace}
		security, err := b.security(named.Name, accounts[b.account()], identities)
		if err != nil {
			return nil, fmt.Errorf("endpoints[%s] %w", framework.Shown(b.name), err)
		}
		destination := objectRef{envoyGroup, "Backend", named.Name}
		manifests = append(
			manifests,
			manifest[routeSpec]{aiGatewayGroup + "/v1beta1", "AIGatewayRoute", named, b.route(named.Name, *gateway.Name)},
			manifest[serviceSpec]{aiGatewayGroup + "/v1beta1", "AIServiceBackend", named, serviceSpec{b.schema(), destination, b.body()}},
			manifest[securitySpec]{aiGatewayGroup + "/v1beta1", "BackendSecurityPolicy", named, security},
			manifest[backendSpec]{envoyGroup + "/v1alpha1", "Backend", named, backendSpec{[]backendEndpoint{{fqdn{b.host, httpsPort}}}}},
			manifest[tlsSpec]{gatewayGroup + "/v1", "BackendTLSPolicy", named, tlsSpec{[]objectRef{destination}, tlsValidation{"System", b.host}}},
		)
	}
	return manifests, nil
}

func (b backend) route(name, gateway string) routeSpec {
	model := b.at.ID.Value
	if b.platform == llm.Azure {
		model = b.at.ID.Name
	}
	return routeSpec{
		Parents: []objectRef{{gatewayGroup, "Gateway", gateway}},
		Rules: []routeRule{{
			Matches:  []routeMatch{{[]headerMatch{{"Exact", modelHeader, b.name}}}},
			Backends: []routeBackend{{name, model}},
		}},
	}
}

func (b backend) schema() apiSchema {
	switch {
	case b.platform == llm.Bedrock:
		return apiSchema{Name: "AWSBedrock"}
	case b.anthropic:
		return apiSchema{Name: "Anthropic", Prefix: "anthropic/v1"}
	}
	return apiSchema{Name: "OpenAI", Prefix: "openai/v1"}
}

// body names the guardrail in every request. The gateway changes the body after
// it was translated, so the field is Converse's own.
func (b backend) body() *bodyMutation {
	if b.guardrail == (llm.AttachedGuardrail{}) {
		return nil
	}
	value, _ := json.Marshal(map[string]string{"guardrailIdentifier": b.guardrail.ID, "guardrailVersion": b.guardrail.Version}) //nolint:errchkjson // texts always encode
	return &bodyMutation{Set: []bodyField{{"guardrailConfig", string(value)}}}
}

func (b backend) security(name, account string, identities []tfAzureIdentity) (securitySpec, error) {
	spec := securitySpec{Targets: []objectRef{{aiGatewayGroup, "AIServiceBackend", name}}}
	switch {
	case b.platform == llm.Bedrock:
		spec.Type, spec.AWSCredentials = "AWSCredentials", &awsCredentials{b.at.ID.Location}
	case len(identities) > 0:
		spec.Type = "AzureCredentials"
		spec.AzureCredentials = &azureCredentials{*identities[0].ClientID, *identities[0].TenantID, secretRef{azureClientSecret}}
	case b.keys:
		spec.Type, spec.AzureAPIKey = "AzureAPIKey", &apiKeyAuth{secretRef{slug(account) + "-api-key"}}
	default:
		return securitySpec{}, fmt.Errorf("is on the account %s, which takes no keys. Give azure_identity, the application in Entra ID that the gateway acts as", framework.Shown(b.at.Azure.Account))
	}
	return spec, nil
}

package acceptance_test

import (
	"fmt"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const routeType = "llm_route"

// endpointOnBedrock and endpointOnAzure are endpoints that are written out, as for deployments of somebody else's.
func endpointOnBedrock(model string) string {
	return fmt.Sprintf(`{ platform = "bedrock", location = "us-east-1", model = %q, urls = { openai = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1" }, auth = { schemes = ["sigv4", "api_key"] } }`, model)
}

func endpointOnAzure(account, model string) string {
	return fmt.Sprintf(`{ platform = "azure", model = %q, urls = { openai = "https://%s.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"] } }`, model, account)
}

func routeTarget(endpoint string, weight int, credential string) string {
	if credential != "" {
		credential = fmt.Sprintf(", credential = %q", credential)
	}
	return fmt.Sprintf("{ endpoint = %s, weight = %d%s }", endpoint, weight, credential)
}

func routeFallback(endpoint, credential string) string {
	if credential != "" {
		credential = fmt.Sprintf(", credential = %q", credential)
	}
	return fmt.Sprintf("[{ endpoint = %s%s }]", endpoint, credential)
}

func routeTargets(blue, green string) string {
	return fmt.Sprintf("{\n    blue = %s\n    green = %s\n  }", blue, green)
}

// routeOnAgentCore is a route over both clouds on an AgentCore Gateway.
func routeOnAgentCore(name string) args {
	return args{
		"name": quoted(name), "gateway": quoted(sandbox.AgentCoreGatewayARN()),
		"targets": routeTargets(
			routeTarget(endpointOnBedrock("us.amazon.nova-lite-v1:0"), 90, ""),
			routeTarget(endpointOnAzure("blue", "gpt-5-mini"), 10, sandbox.AgentCoreKeyProviderARN())),
		"fallbacks":  routeFallback(endpointOnBedrock("us.amazon.nova-pro-v1:0"), ""),
		"rate_limit": "{ tokens_per_minute = 50000 }",
	}
}

const seededValue = "/namedValues/bedrock-api-key"

// routeOnAPIManagement is a route over both clouds whose policy chooses the target.
func routeOnAPIManagement(name string) args {
	return args{
		"name": quoted(name), "gateway": quoted(sandbox.APIManagementID()),
		"targets": routeTargets(
			routeTarget(endpointOnAzure("blue", "gpt-5-mini"), 90, ""),
			routeTarget(endpointOnAzure("green", "gpt-5-mini"), 10, vaultSecret("green"))),
		"fallbacks":  routeFallback(endpointOnBedrock("us.amazon.nova-pro-v1:0"), sandbox.APIManagementID()+seededValue),
		"rate_limit": "{ tokens_per_minute = 50000 }",
	}
}

// routeOnPool is a route of which API Management's own pool chooses the target.
func routeOnPool(name string) args { return routeOnAPIManagement(name).with(args{"fallbacks": ""}) }

func vaultSecret(name string) string { return "https://sandbox-vault.vault.azure.net/secrets/" + name }

package acceptance_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// onAgentCore reports whether a route of the kind stands on an AgentCore Gateway.
func onAgentCore(kind drift.Kind) bool {
	return kind == drift.StaticRoute || kind == drift.WeightedRoute
}

func isRoute(kind drift.Kind) bool {
	return onAgentCore(kind) || kind == drift.PoolRoute || kind == drift.PolicyRoute
}

// agentcore is the address of an operation on what is in a gateway.
func agentcore(gateway, path string) string {
	id := gateway[strings.LastIndex(gateway, "/")+1:]
	return "https://bedrock-agentcore-control." + region + ".amazonaws.com/gateways/" + id + path
}

// gatewayFor makes a gateway of the cell's own, so that nothing of one cell is
// beside another's route.
func (m *driftMatrix) gatewayFor(c *driftCell) string {
	if !onAgentCore(c.kind) {
		id := strings.TrimSuffix(sandbox.APIManagementID(), sandbox.APIManagementService) + "gw-" + c.label
		m.w.do("PUT", id, `{"location":"eastus2","sku":{"name":"StandardV2","capacity":1},"identity":{"type":"SystemAssigned"},
			"properties":{"publisherEmail":"a@b.c","publisherName":"a"}}`)
		return id
	}
	var made struct {
		ARN string `json:"gatewayArn"`
	}
	m.w.ok(json.Unmarshal([]byte(m.w.do("POST", "https://bedrock-agentcore-control."+region+".amazonaws.com/gateways/", fmt.Sprintf(
		`{"name":%q,"roleArn":"arn:aws:iam::000000000000:role/gateway","authorizerType":"AWS_IAM"}`, "gw-"+c.label))), &made))
	return made.ARN
}

// The places that the matrix's routes send requests to, as endpoints that are
// written out.
func bedrockPlace(model string) string {
	return fmt.Sprintf(`endpoint = { platform = "bedrock", location = "us-east-1", model = %q, urls = { openai = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1" }, `+
		`auth = { schemes = ["sigv4"], signing_service = "bedrock" } }`, model)
}

func azurePlace(account, model string) string {
	return fmt.Sprintf(`endpoint = { platform = "azure", model = %q, urls = { openai = "https://%s.openai.azure.com/openai/v1" }, `+
		`auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } }`, model, account)
}

// matrixSecret is where the matrix's routes find the key for Bedrock.
const matrixSecret = "https://vault.vault.azure.net/secrets/bedrock"

// routeOfKind is a route of a kind, as its user writes it.
func (m *driftMatrix) routeOfKind(c *driftCell) args {
	a := args{"gateway": quoted(c.gateway), "timeouts{}": "{\n    create = \"3m\"\n    update = \"3m\"\n    delete = \"3m\"\n  }"}
	return a.with(routeKind(c.kind)).with(c.change.with).named(c.label)
}

func routeKind(kind drift.Kind) args {
	withKey, withToken := fmt.Sprintf("credential = %q", sandbox.AgentCoreKeyProviderARN()), fmt.Sprintf("credential = %q", sandbox.AgentCoreOAuthProviderARN())
	withSecret := fmt.Sprintf("credential = %q", matrixSecret)
	place := func(parts ...string) string { return "{ " + strings.Join(parts, ", ") + " }" }
	switch kind {
	case drift.StaticRoute:
		return args{
			"targets": "{ only = " + place("weight = 100", bedrockPlace("amazon.nova-lite-v1:0")) +
				", spare = " + place("weight = 0", azurePlace("spare", "chat"), withKey) + " }",
			"fallbacks": "[" + place(azurePlace("last", "chat"), withToken) + "]",
		}
	case drift.WeightedRoute:
		return args{
			"targets": "{ blue = " + place("weight = 90", bedrockPlace("amazon.nova-lite-v1:0")) +
				", green = " + place("weight = 10", azurePlace("green", "chat"), withKey) + " }",
			"fallbacks":   "[" + place(bedrockPlace("amazon.nova-micro-v1:0")) + ", " + place(azurePlace("last", "chat"), withToken) + "]",
			"fallback_on": `{ statuses = ["429", "5XX"], first_byte_timeout = "8s" }`, "circuit_breaker": "false",
			"rate_limit": "{ tokens_per_minute = 50000 }",
		}
	case drift.PoolRoute:
		return args{"targets": "{ blue = " + place("weight = 90", azurePlace("blue", "chat")) + ", green = " + place("weight = 10", azurePlace("green", "chat")) + " }"}
	}
	return args{
		"targets":     "{ blue = " + place("weight = 70", azurePlace("blue", "chat")) + ", green = " + place("weight = 30", bedrockPlace("amazon.nova-lite-v1:0"), withSecret) + " }",
		"fallbacks":   "[" + place(azurePlace("last", "other")) + "]",
		"fallback_on": `{ first_byte_timeout = "8s" }`, "rate_limit": "{ tokens_per_minute = 50000 }",
	}
}

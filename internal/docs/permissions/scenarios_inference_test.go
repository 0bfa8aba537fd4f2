package permissions

import (
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// azureEndpoints are those of a deployment, and of a route over it with a subscription of its own.
func azureEndpoints(c *clouds) (deployment, route llm.Endpoint) {
	c.Helper()
	made, _, err := llm.NewDeployments(c.azure.Deployments(), c.sb.Now).Create(c.Context(), onDemand("openai/gpt-5-mini"), patience)
	c.must("create", err)
	over, err := llm.NewRoutes(c.azure.Routes(), c.sb.Now).Create(c.Context(), llm.RouteSpec{
		Name: "chat", Gateway: sandbox.APIManagementID(), FallbackOn: llm.DefaultTriggers(), Targets: map[string]llm.RouteTarget{"only": {Weight: 100, Endpoint: made.Endpoint}},
	}, patience)
	c.must("create route", err)
	c.byHand("PUT", sandbox.APIManagementID()+"/subscriptions/app?api-version=2024-05-01", `{"properties":{"displayName":"app","state":"active","scope":"`+over.ID.Value+`"}}`)
	c.noted = nil
	c.open()
	return made.Endpoint, over.Endpoint
}

// awsEndpoints are those of a deployment and of a route.
func awsEndpoints(c *clouds) (deployment, route llm.Endpoint) {
	c.Helper()
	made, _, err := llm.NewDeployments(c.aws.Deployments(), c.sb.Now).Create(c.Context(), onDemand("amazon/nova-lite"), patience)
	c.must("create", err)
	target := made.Endpoint
	target.Model = "openai.gpt-oss-120b-1:0"
	over, err := llm.NewRoutes(c.aws.Routes(), c.sb.Now).Create(c.Context(), llm.RouteSpec{
		Name: "chat", Gateway: sandbox.AgentCoreGatewayARN(), FallbackOn: llm.DefaultTriggers(), Targets: map[string]llm.RouteTarget{"only": {Weight: 100, Endpoint: target}},
	}, patience)
	c.must("create route", err)
	c.forget()
	c.open()
	return made.Endpoint, over.Endpoint
}

func azureCredentials(c *clouds) {
	deployment, route := azureEndpoints(c)
	for kind, to := range map[llm.CredentialKind]llm.Endpoint{llm.EntraToken: deployment, llm.AccountKey: deployment, llm.SubscriptionKey: route} {
		_, err := c.azure.Inference().Credential(c.Context(), to, kind)
		c.must("get "+string(kind), err)
	}
}

func awsCredentials(c *clouds) {
	deployment, _ := awsEndpoints(c)
	_, err := c.aws.Inference().Credential(c.Context(), deployment, "")
	c.must("get key", err)
}

func azureInvoke(c *clouds) {
	deployment, route := azureEndpoints(c)
	ask(c, c.azure.Inference(), deployment, route)
}

func awsInvoke(c *clouds) {
	deployment, route := awsEndpoints(c)
	ask(c, c.aws.Inference(), deployment, route)
}

func ask(c *clouds, driver llm.InferenceDriver, endpoints ...llm.Endpoint) {
	c.Helper()
	for _, to := range endpoints {
		_, err := driver.Invoke(c.Context(), to, llm.Question{Prompt: "Hello?", MaxTokens: 8})
		c.must("ask "+to.Model, err)
	}
}

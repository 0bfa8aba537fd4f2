package amazonbedrock

import (
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// runtimeEndpoint is how to call a deployment: by its ARN, with a signature. Resources are what a policy has to name:
// the deployment and the models behind it.
func runtimeEndpoint(deployment, region string, models []string) llm.Endpoint {
	_, domain := partition(region)
	resources := []string{deployment}
	for _, model := range models {
		if model != "" && !slices.Contains(resources, model) {
			resources = append(resources, model)
		}
	}
	return llm.Endpoint{
		Platform: llm.Bedrock, Location: region, Model: deployment,
		URLs: llm.URLs{Converse: "https://bedrock-runtime." + region + "." + domain},
		Auth: llm.Auth{Schemes: []string{"sigv4"}, SigningService: "bedrock", Resources: resources},
	}
}

// profileEndpoint also speaks OpenAI's protocol, which nothing says of provisioned throughput and custom models.
func profileEndpoint(deployment, region string, models []string) llm.Endpoint {
	endpoint := runtimeEndpoint(deployment, region, models)
	endpoint.URLs.OpenAI = endpoint.URLs.Converse + "/openai/v1"
	return endpoint
}

// supported adds what no API tells of a model. A variant of an id has a window of its own, which nobody tells; of a user's own
// model nothing is told.
func supported(cards modelcard.Table, native llm.Native, told llm.Supports) llm.Supports {
	entry, variant := DecomposeModelID(native.Name)
	if isARN(native.Name) || entry.Publisher == "" {
		return told
	}
	card := cards.Card(llm.Bedrock, entry.Reference(), native.Scope)
	if variant != "" {
		card.Context = nil
	}
	return card.Supports(told)
}

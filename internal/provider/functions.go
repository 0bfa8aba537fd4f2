package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/unified-llm/terraform-provider-llm/internal/functions"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

// Functions lists what can be called without any provider block.
func (p *llmProvider) Functions(context.Context) []func() function.Function {
	return functions.All(functions.Platforms{
		llm.Azure:   {Forms: azureopenai.Forms(), Address: azureopenai.Address, Answers: azureopenai.Answers, Reference: azureopenai.Reference},
		llm.Bedrock: {Forms: amazonbedrock.Forms(), Address: amazonbedrock.Address, Answers: amazonbedrock.Answers, Reference: amazonbedrock.Reference},
	})
}

var _ provider.ProviderWithFunctions = (*llmProvider)(nil)

package route

import (
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the list of routes.
func NewListResource(pure *framework.Data) func() list.ListResource {
	return func() list.ListResource { return newResource(pure) }
}

func lists() composite.Lists {
	return composite.Lists{
		About: "Finds the routes that `llm_route` has made on AgentCore Gateways and API Management services. What was made otherwise is no route, and cannot be imported as one.",
		Arguments: map[string]schema.Attribute{
			"platform": framework.ListPlatform(), "name_prefix": framework.ListPrefix(), "bedrock": framework.ListBedrock(),
			"gateway": schema.StringAttribute{
				Optional: true, MarkdownDescription: "The one gateway to search, which decides the platform: the ARN of an AgentCore Gateway or the ARM id of an API Management service. " +
					"Null is all gateways of the region on AgentCore, and on Azure all services of the resource group or subscription.",
			},
			"azure": schema.SingleNestedAttribute{
				Optional: true, MarkdownDescription: "Where to look on Azure. Null is the provider's subscription.",
				Attributes: map[string]schema.Attribute{"resource_group": framework.ListResourceGroup("API Management services")},
			},
		},
		Owner: func(data *framework.Data, gateway string) llm.Platform {
			return tfModel{Gateway: types.StringValue(gateway)}.On(data)
		},
	}
}

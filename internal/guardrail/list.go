package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the list of guardrails.
func NewListResource(pure *framework.Data) func() list.ListResource {
	return func() list.ListResource { return newResource(pure) }
}

func lists() composite.Lists {
	return composite.Lists{
		About: "Finds the guardrails that exist, whoever made them: on Azure the RAI policies but Microsoft's own, on Bedrock all guardrails of a region.",
		Arguments: map[string]schema.Attribute{
			"platform": framework.ListPlatform(), "azure": framework.ListAccounts(), "bedrock": framework.ListBedrock(), "name_prefix": framework.ListPrefix(),
		},
	}
}

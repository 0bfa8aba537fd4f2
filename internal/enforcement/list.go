package enforcement

import (
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the list of what is enforced.
func NewListResource(pure *framework.Data) func() list.ListResource {
	return func() list.ListResource { return newResource(pure) }
}

func lists() composite.Lists {
	return composite.Lists{
		About: "Finds the guardrail that an account enforces on every request in a region of Bedrock: one or none.",
		Arguments: map[string]schema.Attribute{
			"region": framework.ListRegion(),
		},
	}
}

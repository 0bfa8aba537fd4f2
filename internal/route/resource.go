// Package route is the resource llm_route.
package route

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Resource is llm_route.
type Resource struct {
	*composite.Resource[llm.RouteSpec, tfModel]
}

// NewResource makes the resource. Pure holds drivers that are not configured:
// they check configurations before the provider is.
func NewResource(pure *framework.Data) func() resource.Resource {
	return func() resource.Resource { return newResource(pure) }
}

func newResource(pure *framework.Data) *Resource {
	return &Resource{composite.New[llm.RouteSpec, tfModel](kind(), pure)}
}

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
)

func kind() composite.Kind[llm.RouteSpec] {
	return composite.Kind[llm.RouteSpec]{
		TypeName: "llm_route",
		Noun:     "route",
		Lists:    lists(),
		Identity: framework.ByID("ARM id of the route's API in API Management, or <ARN of the AgentCore Gateway>/route/<name of the route>."),
		Held:     "on its gateway",
		Give: "Give <ARN of the AgentCore Gateway>/route/<name of the route>, or the ARM id of the API in API Management, " +
			"/subscriptions/…/providers/Microsoft.ApiManagement/service/<service>/apis/<api>.",
		Chooser: llm.FieldGateway,
		Place:   []llm.Field{llm.FieldName, llm.FieldGateway},
		All:     all,
		Known:   func(want llm.RouteDraft) llm.RouteSpec { return want.Spec.Known(want.Unknown) },
	}
}

func all(data *framework.Data) map[llm.Platform]*llm.Composites[llm.RouteSpec] {
	composites := make(map[llm.Platform]*llm.Composites[llm.RouteSpec], len(data.Routes))
	for platform, routes := range data.Routes {
		composites[platform] = routes.Composites
	}
	return composites
}

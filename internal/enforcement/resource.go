// Package enforcement is the resource llm_guardrail_enforcement.
package enforcement

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Resource is llm_guardrail_enforcement.
type Resource struct {
	*composite.Resource[llm.EnforcementSpec, tfModel]
}

// NewResource makes the resource. Pure holds drivers that are not configured:
// they check configurations before the provider is.
func NewResource(pure *framework.Data) func() resource.Resource {
	return func() resource.Resource { return newResource(pure) }
}

func newResource(pure *framework.Data) *Resource {
	return &Resource{composite.New[llm.EnforcementSpec, tfModel](kind(), pure)}
}

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
)

func kind() composite.Kind[llm.EnforcementSpec] {
	return composite.Kind[llm.EnforcementSpec]{
		TypeName: "llm_guardrail_enforcement",
		Noun:     "guardrail enforcement",
		Lists:    lists(),
		Identity: identity(),
		Held:     "in its region",
		Give:     "Give the region, such as us-east-1: an account enforces one guardrail there. The whole id is <region>/<account>/<configuration>.",
		Chooser:  llm.FieldGuardrail,
		Place:    []llm.Field{llm.FieldGuardrail, llm.FieldVersion, llm.FieldEnforcedRegion},
		All:      all,
	}
}

func all(data *framework.Data) map[llm.Platform]*llm.Composites[llm.EnforcementSpec] {
	composites := make(map[llm.Platform]*llm.Composites[llm.EnforcementSpec], len(data.Enforcements))
	for platform, enforcements := range data.Enforcements {
		composites[platform] = enforcements.Composites
	}
	return composites
}

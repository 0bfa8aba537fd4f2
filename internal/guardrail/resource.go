// Package guardrail is the resource llm_guardrail.
package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Resource is llm_guardrail.
type Resource struct {
	*composite.Resource[llm.GuardrailSpec, tfModel]
}

// NewResource makes the resource. Pure holds drivers that are not configured:
// they check configurations before the provider is.
func NewResource(pure *framework.Data) func() resource.Resource {
	return func() resource.Resource { return newResource(pure) }
}

func newResource(pure *framework.Data) *Resource {
	return &Resource{composite.New[llm.GuardrailSpec, tfModel](kind(), pure)}
}

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
)

func kind() composite.Kind[llm.GuardrailSpec] {
	return composite.Kind[llm.GuardrailSpec]{
		TypeName: "llm_guardrail",
		Noun:     "guardrail",
		Lists:    lists(),
		Identity: framework.ByID("ARM id of the RAI policy on Azure, ARN without a version on Bedrock."),
		Held:     "on the platform",
		Give: "Give the ARN of a Bedrock guardrail without a version, arn:aws:bedrock:<region>:<account>:guardrail/<id>, or the ARM id of a RAI policy, " +
			"/subscriptions/…/providers/Microsoft.CognitiveServices/accounts/<account>/raiPolicies/<name>.",
		Chooser:  llm.FieldPlatform,
		Place:    []llm.Field{llm.FieldName, llm.FieldAccountID, llm.FieldRegion},
		Referred: true,
		All:      all,
	}
}

func all(data *framework.Data) map[llm.Platform]*llm.Composites[llm.GuardrailSpec] {
	composites := make(map[llm.Platform]*llm.Composites[llm.GuardrailSpec], len(data.Guardrails))
	for platform, guardrails := range data.Guardrails {
		composites[platform] = guardrails.Composites
	}
	return composites
}

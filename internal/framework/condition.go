package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Health writes how an object stands, with the platform's own word for it.
func Health(phase llm.Phase, reason string) types.Object {
	return types.ObjectValueMust(HealthType(), map[string]attr.Value{"status": Text(phase), "reason": Text(reason)})
}

type tfHealth struct {
	Status types.String `tfsdk:"status"`
	Reason types.String `tfsdk:"reason"`
}

// Health reads how an object stood when it was last looked at.
func (r *Reader) Health(value types.Object) (llm.Phase, string) {
	var health tfHealth
	r.Object(llm.FieldHealth, value, &health)
	return llm.Phase(health.Status.ValueString()), health.Reason.ValueString()
}

// Drift writes what was found.
func Drift(events []llm.Drift) types.List {
	elements := make([]attr.Value, len(events))
	for i, e := range events {
		elements[i] = types.ObjectValueMust(DriftType(), map[string]attr.Value{
			"class": Text(e.Class), "field": Text(e.Field), "detail": Text(e.Detail),
		})
	}
	return types.ListValueMust(types.ObjectType{AttrTypes: DriftType()}, elements)
}

package composite

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Classes are those of drift that a composite can have.
func Classes() []llm.DriftClass {
	return []llm.DriftClass{llm.DriftChanged, llm.DriftMissing, llm.DriftRecreated, llm.DriftHealth, llm.DriftUnmanaged}
}

// Schema is that of [Common], but for id and platform, with the parts that a
// resource has of its own. Computed attributes have no plan modifiers: they settle
// in one place, in ModifyPlan.
func Schema(ctx context.Context, noun, description string, parts ...map[string]schema.Attribute) schema.Schema {
	whole := schema.Schema{
		MarkdownDescription: description,
		Attributes: map[string]schema.Attribute{
			"drift_policy": framework.DriftPolicyArgument(Classes()),
			"health":       framework.HealthAttribute(),
			"drift":        framework.DriftAttribute(Classes()),
			"children":     childrenAttribute(noun),
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{Create: true, Read: true, Update: true, Delete: true}),
		},
	}
	for _, part := range parts {
		maps.Copy(whole.Attributes, part)
	}
	return whole
}

func childrenAttribute(noun string) schema.Attribute {
	return schema.MapNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The objects that the " + noun + " is made of, by kind and name. A plan shows which of them it makes, changes or takes away.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"id": framework.Computed("The platform's id."),
			"content": schema.MapAttribute{
				Computed: true, ElementType: types.StringType,
				MarkdownDescription: "What it holds, by the platform's own path. Of secrets and of policies that nobody can read the digest.",
			},
		}},
	}
}

// childType is the shape of a child. A test of each resource holds the shared
// types to its schema.
func childType() map[string]attr.Type {
	return map[string]attr.Type{"id": types.StringType, "content": types.MapType{ElemType: types.StringType}}
}

// ChildrenType is the type of the attribute children.
func ChildrenType() types.MapType {
	return types.MapType{ElemType: types.ObjectType{AttrTypes: childType()}}
}

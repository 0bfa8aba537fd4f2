package framework

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Computed is a text that only the provider writes.
func Computed(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

// ComputedInt is a number that only the provider writes.
func ComputedInt(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}

// ComputedList is a list of texts that only the provider writes.
func ComputedList(description string) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

// Object is a nested value that only the provider writes.
func Object(description string, attributes map[string]schema.Attribute) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: attributes}
}

// HealthAttribute is how an object stands.
func HealthAttribute() schema.Attribute {
	return Object("Whether it serves.", map[string]schema.Attribute{
		"status": Computed("`ready`, `pending`, `failed` or, under `drift_policy`, `missing`."),
		"reason": Computed("The platform's own word or message."),
	})
}

// DriftAttribute lists drift of the classes. What is only told is left out of
// its description.
func DriftAttribute(classes []llm.DriftClass) schema.Attribute {
	var names []string
	for _, class := range classes {
		if class != llm.DriftRetirement && class != llm.DriftCommitment {
			names = append(names, "`"+string(class)+"`")
		}
	}
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "What differs from what was last applied and is not an ordinary difference from the configuration.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"class":  Computed("One of " + strings.Join(names, ", ") + "."),
			"field":  Computed("The attribute it is about."),
			"detail": Computed("What was found."),
		}},
	}
}

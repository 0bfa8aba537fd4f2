package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// What data sources tell. Their schemas have types of their own in the framework.

// DataText is a text that a data source tells.
func DataText(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

// DataInt is a whole number that a data source tells.
func DataInt(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
}

// DataFloat is a number that a data source tells.
func DataFloat(description string) schema.Float64Attribute {
	return schema.Float64Attribute{Computed: true, MarkdownDescription: description}
}

// DataBool is a switch that a data source tells.
func DataBool(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
}

// DataTexts is a list of texts that a data source tells.
func DataTexts(description string) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

// DataObject is a nested value that a data source tells.
func DataObject(description string, attributes map[string]schema.Attribute) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: attributes}
}

// DataList is a list of nested values that a data source tells.
func DataList(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed: true, MarkdownDescription: description, NestedObject: schema.NestedAttributeObject{Attributes: attributes},
	}
}

// DataMap is a map of nested values that a data source tells.
func DataMap(description string, attributes map[string]schema.Attribute) schema.MapNestedAttribute {
	return schema.MapNestedAttribute{
		Computed: true, MarkdownDescription: description, NestedObject: schema.NestedAttributeObject{Attributes: attributes},
	}
}

// TypesOf is the shape of a nested value, from its schema.
func TypesOf(attributes map[string]schema.Attribute) map[string]attr.Type {
	shape := make(map[string]attr.Type, len(attributes))
	for name, attribute := range attributes {
		shape[name] = attribute.GetType()
	}
	return shape
}

// Objects is a list of nested values of one shape; empty where there is none.
func Objects(shape map[string]attr.Type, values []types.Object) types.List {
	elements := make([]attr.Value, len(values))
	for i, v := range values {
		elements[i] = v
	}
	return types.ListValueMust(types.ObjectType{AttrTypes: shape}, elements)
}

package framework

import (
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// EphemeralEndpoint is the argument endpoint of an ephemeral resource, written
// as it is in a resource: the framework has attributes of their own for each.
func EphemeralEndpoint(description string) ephemeralschema.Attribute {
	return ephemeralschema.SingleNestedAttribute{
		Required: true, MarkdownDescription: description, Attributes: ephemeral(EndpointAttributes(Given)),
	}
}

func ephemeral(attributes map[string]schema.Attribute) map[string]ephemeralschema.Attribute {
	out := make(map[string]ephemeralschema.Attribute, len(attributes))
	for name, attribute := range attributes {
		switch a := attribute.(type) {
		case schema.StringAttribute:
			out[name] = ephemeralschema.StringAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription}
		case schema.BoolAttribute:
			out[name] = ephemeralschema.BoolAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription}
		case schema.Int64Attribute:
			out[name] = ephemeralschema.Int64Attribute{Optional: true, MarkdownDescription: a.MarkdownDescription}
		case schema.ListAttribute:
			out[name] = ephemeralschema.ListAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription, ElementType: a.ElementType}
		case schema.SingleNestedAttribute:
			out[name] = ephemeralschema.SingleNestedAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription, Attributes: ephemeral(a.Attributes)}
		}
	}
	return out
}

// ActionEndpoint is the argument endpoint of an action, written as it is in a
// resource.
func ActionEndpoint(description string) actionschema.Attribute {
	return actionschema.SingleNestedAttribute{
		Required: true, MarkdownDescription: description, Attributes: action(EndpointAttributes(Given)),
	}
}

func action(attributes map[string]schema.Attribute) map[string]actionschema.Attribute {
	out := make(map[string]actionschema.Attribute, len(attributes))
	for name, attribute := range attributes {
		switch a := attribute.(type) {
		case schema.StringAttribute:
			out[name] = actionschema.StringAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription}
		case schema.BoolAttribute:
			out[name] = actionschema.BoolAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription}
		case schema.Int64Attribute:
			out[name] = actionschema.Int64Attribute{Optional: true, MarkdownDescription: a.MarkdownDescription}
		case schema.ListAttribute:
			out[name] = actionschema.ListAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription, ElementType: a.ElementType}
		case schema.SingleNestedAttribute:
			out[name] = actionschema.SingleNestedAttribute{Optional: true, MarkdownDescription: a.MarkdownDescription, Attributes: action(a.Attributes)}
		}
	}
	return out
}

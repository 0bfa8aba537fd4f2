package framework

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// PlatformsArgument chooses the platforms that a data source looks at.
func PlatformsArgument() schema.Attribute {
	return schema.SetAttribute{
		Optional: true, ElementType: types.StringType,
		MarkdownDescription: "Platforms to look at: `azure`, `bedrock`. Null: those whose block the provider has, and all if it has none. " +
			"A platform that is not named needs no credentials.",
		Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(OneOf(llm.Azure, llm.Bedrock))},
	}
}

// Platforms are those that a data source is to look at, in alphabetical order.
func (d *Data) Platforms(asked types.Set) []llm.Platform {
	var platforms []llm.Platform
	for _, element := range asked.Elements() {
		if name, ok := element.(types.String); ok {
			platforms = append(platforms, llm.Platform(name.ValueString()))
		}
	}
	if len(platforms) == 0 {
		platforms = slices.Clone(d.Named)
	}
	if len(platforms) == 0 {
		for platform := range d.Deployments {
			platforms = append(platforms, platform)
		}
	}
	slices.Sort(platforms)
	return platforms
}

// AllowedLocationsArgument bounds where requests may be processed.
func AllowedLocationsArgument() schema.Attribute {
	return schema.SetAttribute{
		Optional: true, ElementType: types.StringType,
		MarkdownDescription: "Geographies (`eu`, `us`, `uk`, …) or regions in which a request may be processed. Null allows all within `processing_scope`.",
		Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(Place())},
	}
}

// Place is the form of an entry of allowed_locations.
func Place() Form {
	return NewForm(`must be a geography (`+strings.Join(llm.Geographies(), ", ")+`) or a region as the platform writes it, such as "eu-central-1" or "swedencentral"`,
		llm.IsPlace)
}

// AzureLocation is the form of a region of Azure's.
func AzureLocation() Form {
	return Matching(`must be a region of Azure, such as "swedencentral"`, `[A-Za-z0-9]([A-Za-z0-9 ]{0,38}[A-Za-z0-9])?`)
}

// AddUnasked warns that one of several platforms could not be looked at. What
// completes "… could not be read".
func AddUnasked(diags *diag.Diagnostics, platform llm.Platform, what string, err error) {
	var told diag.Diagnostics
	AddError(&told, "", err)
	for _, d := range told {
		at := path.Empty()
		if located, ok := d.(diag.DiagnosticWithPath); ok {
			at = located.Path()
		}
		diags.AddAttributeWarning(at, "Not read", paragraphs(capital(what)+" of "+string(platform)+" could not be read. What follows is told without it.", d.Detail()))
	}
}

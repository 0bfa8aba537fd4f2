package catalog

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// places are the platforms that are asked, and where.
type places struct {
	platforms []llm.Platform
	sites     map[llm.Platform]llm.Site
}

// tfPlaces are the arguments that say where to look.
type tfPlaces struct {
	Platforms types.Set    `tfsdk:"platforms"`
	Azure     types.Object `tfsdk:"azure"`
	Bedrock   types.Object `tfsdk:"bedrock"`
}

type tfAzure struct {
	AccountID types.String `tfsdk:"account_id"`
	Location  types.String `tfsdk:"location"`
}

type tfBedrock struct {
	Region types.String `tfsdk:"region"`
}

func placeArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"platforms": framework.PlatformsArgument(),
		"azure": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "Where to look on Azure. Null is the provider's account. Checked always, used when Azure is looked at.",
			Attributes: map[string]schema.Attribute{
				"account_id": schema.StringAttribute{
					Optional:            true,
					MarkdownDescription: "ARM id of the account whose location and kind count.",
					Validators:          []validator.String{framework.AccountID()},
				},
				"location": schema.StringAttribute{
					Optional: true,
					MarkdownDescription: "Region, such as `swedencentral`, in place of an account: what an account of kind `AIServices` could deploy there. " +
						"The subscription is the provider's.",
					Validators: []validator.String{framework.AzureLocation()},
				},
			},
		},
		"bedrock": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "Where to look on Bedrock. Null is the provider's region. Checked always, used when Bedrock is looked at.",
			Attributes: map[string]schema.Attribute{
				"region": schema.StringAttribute{
					Optional: true, MarkdownDescription: "AWS region.", Validators: []validator.String{framework.AWSRegion()},
				},
			},
		},
	}
}

// read tells where to look. It judges again what was not known when it was
// validated.
func (p tfPlaces) read(data *framework.Data, diags *diag.Diagnostics) places {
	p.check(diags)
	azure, bedrock := p.arguments(diags)
	return places{
		platforms: data.Platforms(p.Platforms),
		sites: map[llm.Platform]llm.Site{
			llm.Azure:   {Account: azure.AccountID.ValueString(), Location: azure.Location.ValueString()},
			llm.Bedrock: {Location: bedrock.Region.ValueString()},
		},
	}
}

func (p tfPlaces) arguments(diags *diag.Diagnostics) (azure tfAzure, bedrock tfBedrock) {
	r := framework.NewReader()
	r.Object("azure", p.Azure, &azure)
	r.Object("bedrock", p.Bedrock, &bedrock)
	diags.Append(r.Diags...)
	return azure, bedrock
}

// check refuses two places at once. What is not known yet may turn out null.
func (p tfPlaces) check(diags *diag.Diagnostics) {
	azure, _ := p.arguments(diags)
	if azure.AccountID.ValueString() != "" && azure.Location.ValueString() != "" {
		diags.AddAttributeError(path.Root("azure"), "Two places on Azure",
			"An account has a location of its own, so azure.account_id and azure.location cannot both be given. Remove one of them.")
	}
}

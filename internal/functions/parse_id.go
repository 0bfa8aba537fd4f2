package functions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// parseID takes an id apart.
type parseID struct{ platforms Platforms }

// Metadata names the function.
func (*parseID) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_id"
}

// Definition describes it.
func (f *parseID) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Takes the id of a deployment, route, guardrail, account or gateway apart",
		MarkdownDescription: "Tells what an id says by itself. No cloud is asked, so it works at plan, and for ids of either cloud whichever is configured. " +
			"What an id does not tell is null: ids of Azure hold no region, and ids that AWS makes hold no name.\n\n" +
			"| attribute | holds |\n|---|---|\n" +
			"| `id` | the id as resources hold it: ARM's own letters, a guardrail's without its version |\n" +
			"| `platform` | `azure` or `bedrock` |\n" +
			"| `kind` | `deployment`, `route`, `guardrail`, `guardrail_enforcement`, `account` or `gateway` |\n" +
			"| `name` | the name |\n| `location` | the region |\n" +
			"| `parent` | id of the account or gateway that it is in |\n" +
			"| `version` | the published version that a guardrail's id insists on |\n" +
			"| `azure` | `subscription_id`, `resource_group`, `account`, `service` (of API Management) |\n" +
			"| `bedrock` | `partition`, `account_id`, `resource` (what stands behind the account in an ARN) |\n\n" +
			"The ids that are read:\n\n" + f.table(),
		Parameters: []function.Parameter{function.StringParameter{Name: "id", MarkdownDescription: "The id."}},
		Return:     function.ObjectReturn{AttributeTypes: addressType()},
	}
}

func addressType() map[string]attr.Type {
	shape := framework.OfStrings("id", "platform", "kind", "name", "location", "parent", "version")
	shape["azure"] = types.ObjectType{AttrTypes: framework.OfStrings("subscription_id", "resource_group", "account", "service")}
	shape["bedrock"] = types.ObjectType{AttrTypes: framework.OfStrings("partition", "account_id", "resource")}
	return shape
}

type tfAddress struct {
	ID       string            `tfsdk:"id"`
	Platform string            `tfsdk:"platform"`
	Kind     string            `tfsdk:"kind"`
	Name     *string           `tfsdk:"name"`
	Location *string           `tfsdk:"location"`
	Parent   *string           `tfsdk:"parent"`
	Version  *string           `tfsdk:"version"`
	Azure    *tfAzureAddress   `tfsdk:"azure"`
	Bedrock  *tfBedrockAddress `tfsdk:"bedrock"`
}

type tfAzureAddress struct {
	Subscription  string  `tfsdk:"subscription_id"`
	ResourceGroup string  `tfsdk:"resource_group"`
	Account       *string `tfsdk:"account"`
	Service       *string `tfsdk:"service"`
}

type tfBedrockAddress struct {
	Partition string  `tfsdk:"partition"`
	Account   *string `tfsdk:"account_id"`
	Resource  *string `tfsdk:"resource"`
}

// Run takes the id apart.
func (f *parseID) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var id string
	if resp.Error = req.Arguments.Get(ctx, &id); resp.Error != nil {
		return
	}
	platform, address, refusals := f.platforms.address(id)
	if address == (llm.Address{}) {
		resp.Error = function.NewArgumentFuncError(0, f.refused(id, refusals))
		return
	}
	resp.Error = resp.Result.Set(ctx, told(platform, address))
}

// address is the first platform's that reads the id; there is none where all
// refuse.
func (p Platforms) address(id string) (llm.Platform, llm.Address, []string) {
	var refusals []string
	for _, platform := range slices.Sorted(maps.Keys(p)) {
		address, err := p[platform].Address(id)
		if err == nil {
			return platform, address, nil
		}
		refusals = append(refusals, fmt.Sprintf("%s: %s", platform, err))
	}
	return "", llm.Address{}, refusals
}

func told(platform llm.Platform, a llm.Address) tfAddress {
	is := tfAddress{
		ID: a.ID.Value, Platform: string(platform), Kind: string(a.Kind),
		Name: text(a.ID.Name), Location: text(a.ID.Location), Parent: text(a.ID.Parent), Version: text(a.Version),
	}
	if at := a.Azure; at != (llm.AzureAddress{}) {
		is.Azure = &tfAzureAddress{at.Subscription, at.ResourceGroup, text(at.Account), text(at.Service)}
	}
	if at := a.Bedrock; at != (llm.BedrockAddress{}) {
		is.Bedrock = &tfBedrockAddress{at.Partition, text(at.Account), text(at.Resource)}
	}
	return is
}

// refused lists what is read beside what each platform says.
func (f *parseID) refused(id string, refusals []string) string {
	lines := append([]string{framework.Shown(id) + " is no id that this provider knows.", ""}, refusals...)
	lines = append(lines, "", "Give one of these, with a value for each <word>:")
	f.platforms.eachForm(func(_ llm.Platform, form llm.IDForm) {
		lines = append(lines, fmt.Sprintf("  %s: %s", form.Kind, form.Form))
	})
	return strings.Join(lines, "\n")
}

func (f *parseID) table() string {
	table := "| id | platform | kind |\n|---|---|---|\n"
	f.platforms.eachForm(func(platform llm.Platform, form llm.IDForm) {
		table += fmt.Sprintf("| `%s` | `%s` | `%s` |\n", form.Form, platform, form.Kind)
	})
	return table
}

func (p Platforms) eachForm(tell func(llm.Platform, llm.IDForm)) {
	for _, platform := range slices.Sorted(maps.Keys(p)) {
		for _, form := range p[platform].Forms {
			tell(platform, form)
		}
	}
}

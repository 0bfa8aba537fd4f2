package provider

import (
	"cmp"
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// Configure hands the configuration to the resources. It opens nothing, reads
// no file and sends nothing: a platform opens itself on the first call.
func (p *llmProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var model tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	data := p.data(ctx, model, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if p.configured != nil {
		p.configured(data)
	}
	resp.ResourceData = data
	resp.DataSourceData = data
	resp.EphemeralResourceData = data
	resp.ListResourceData = data
	resp.ActionData = data
}

func (p *llmProvider) data(ctx context.Context, model tfModel, diags *diag.Diagnostics) *framework.Data {
	data := emptyData()
	data.Owner = model.Owner.ValueString()
	data.DefaultTags = textMap(model.DefaultTags)
	data.UnknownTags = firstUnknown(ctx, model.tagging()) != ""
	data.IgnoreTags = tagRules(ctx, model.IgnoreTags, diags)
	data.DriftPolicy = framework.DriftPolicyOf(model.DriftPolicy)
	data.ModelAliases = textMap(model.ModelAliases)
	data.Cards = modelcard.Bundled().With(modelFacts(ctx, model.ModelFacts, diags))
	data.Secrets = &llm.Secrets{}
	data.Configured = true
	p.addPlatforms(ctx, data, model, diags)
	return data
}

// addPlatforms opens every platform as far as it is known. What counts for all of
// them makes all unknown while it is unknown itself; what only counts for objects
// leaves their catalogs open.
func (p *llmProvider) addPlatforms(ctx context.Context, data *framework.Data, model tfModel, diags *diag.Diagnostics) {
	open := &platforms{version: p.version, lookup: p.lookup, sandbox: p.sandboxOf(ctx, model.Sandbox, diags), secrets: data.Secrets, ignore: data.IgnoreTags, cards: data.Cards, diags: diags}
	if open.sandbox != nil {
		open.lookup = nothing
	}
	blocks := map[llm.Platform]types.Object{llm.Azure: model.Azure, llm.Bedrock: model.Bedrock}
	ofObjects := firstUnknown(ctx, append(model.tagging(), argumentValue{"drift_policy", model.DriftPolicy}))
	for name, block := range blocks {
		ofPlatform := firstUnknown(ctx, append(model.opening(), argumentValue{string(name), block}))
		drivers := open.drivers(ctx, name, block, ofPlatform != "")
		if ofPlatform != "" {
			drivers = drivers.unlisted(stillUnknown(ofPlatform))
		}
		if unknown := cmp.Or(ofObjects, ofPlatform); unknown != "" {
			drivers = drivers.closed(stillUnknown(unknown))
			data.Unknown[name] = true
		}
		drivers.hand(data, name, open.now())
		if !block.IsNull() {
			data.Named = append(data.Named, name)
		}
	}
}

// argumentValue is what a root argument of the provider block holds.
type argumentValue struct {
	name  string
	value attr.Value
}

// opening lists what decides, beside a platform's own block, where it is asked and
// what its models are called.
func (m tfModel) opening() []argumentValue {
	return []argumentValue{
		{"sandbox", m.Sandbox},
		{"model_aliases", m.ModelAliases},
		{"model_facts", m.ModelFacts},
	}
}

// tagging lists what decides the tags of every object.
func (m tfModel) tagging() []argumentValue {
	return []argumentValue{
		{"owner", m.Owner},
		{"default_tags", m.DefaultTags},
		{"ignore_tags", m.IgnoreTags},
	}
}

// firstUnknown names the first that is not wholly known; empty if all are.
func firstUnknown(ctx context.Context, arguments []argumentValue) string {
	for _, a := range arguments {
		if !known(ctx, a.value) {
			return a.name
		}
	}
	return ""
}

// decode reads a block into the struct of its arguments. A block that is null
// or unknown leaves them all null.
func decode(ctx context.Context, block types.Object, into any, diags *diag.Diagnostics) {
	if block.IsNull() || block.IsUnknown() {
		return
	}
	diags.Append(block.As(ctx, into, basetypes.ObjectAsOptions{})...)
}

// nothing is the environment inside the sandbox: what a run does there must
// not depend on the machine.
func nothing(string) string { return "" }

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

type tfFact struct {
	Model    types.String `tfsdk:"model"`
	Platform types.String `tfsdk:"platform"`
	Scope    types.String `tfsdk:"processing_scope"`
	Tools    types.Bool   `tfsdk:"tools"`
	Context  types.Int64  `tfsdk:"context"`
	Price    types.Object `tfsdk:"price"`
}

type tfAmount struct {
	Input  types.Float64 `tfsdk:"input"`
	Output types.Float64 `tfsdk:"output"`
}

// modelFacts reads the facts. Ones that are not known yet are left out: then no
// platform is asked.
func modelFacts(ctx context.Context, list types.List, diags *diag.Diagnostics) []modelcard.Fact {
	var facts []modelcard.Fact
	if !known(ctx, list) {
		return nil
	}
	for _, element := range list.Elements() {
		object, _ := element.(types.Object)
		var m tfFact
		decode(ctx, object, &m, diags)
		if model, err := llm.ParseReference(m.Model.ValueString()); err == nil { // what is none, the validator tells
			facts = append(facts, m.fact(ctx, model, diags))
		}
	}
	return facts
}

func (m tfFact) fact(ctx context.Context, model llm.Reference, diags *diag.Diagnostics) modelcard.Fact {
	fact := modelcard.Fact{
		Platform: llm.Platform(m.Platform.ValueString()), Model: model, Scope: llm.Scope(m.Scope.ValueString()),
		Tools: m.Tools.ValueBoolPointer(), Context: m.Context.ValueInt64Pointer(), Source: modelcard.Source{Name: modelcard.Own},
	}
	if !m.Price.IsNull() {
		var price tfAmount
		decode(ctx, m.Price, &price, diags)
		fact.Price = &modelcard.Amount{Input: price.Input.ValueFloat64(), Output: price.Output.ValueFloat64()}
	}
	return fact
}

// factModel is the form of a model that something is said of.
var factModel = form{
	must: `must be a model reference, "publisher/name" or "publisher/name@version", such as "meta/llama-3.3-70b-instruct"`,
	ok: func(s string) bool {
		_, err := llm.ParseReference(s)
		return err == nil
	},
}

// factObject refuses a fact that says nothing.
type factObject struct{}

// Description is what documentation says about one fact.
func (factObject) Description(context.Context) string {
	return "at least one of tools, context and price"
}

// MarkdownDescription is what documentation says about one fact.
func (f factObject) MarkdownDescription(ctx context.Context) string { return f.Description(ctx) }

// ValidateObject judges one fact.
func (factObject) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if req.ConfigValue.IsUnknown() {
		return
	}
	said := req.ConfigValue.Attributes()
	checkMeant(said, req.Path, resp)
	for _, name := range []string{"tools", "context", "price"} {
		if value := said[name]; value != nil && !value.IsNull() {
			return
		}
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Fact that says nothing", "Give at least one of tools, context and price, or remove the fact.")
}

// checkMeant refuses a fact that would count for several models at once.
func checkMeant(said map[string]attr.Value, at path.Path, resp *validator.ObjectResponse) {
	model, _ := said["model"].(types.String)
	platform, _ := said["platform"].(types.String)
	ref, err := llm.ParseReference(model.ValueString())
	if err != nil || platform.IsUnknown() {
		return // not known yet, or told already
	}
	if err := modelcard.Bundled().Check(modelcard.Fact{Platform: llm.Platform(platform.ValueString()), Model: ref}); err != nil {
		resp.Diagnostics.AddAttributeError(at.AtName("model"), "Fact about several models", err.Error()+". Give a fact for each model that it holds for.")
	}
}

// aboveZero refuses what costs nothing: no price is null.
type aboveZero struct{}

// Description is what documentation says about a price.
func (aboveZero) Description(context.Context) string { return "must be above 0" }

// MarkdownDescription is what documentation says about a price.
func (a aboveZero) MarkdownDescription(ctx context.Context) string { return a.Description(ctx) }

// ValidateFloat64 judges a price.
func (aboveZero) ValidateFloat64(_ context.Context, req validator.Float64Request, resp *validator.Float64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || req.ConfigValue.ValueFloat64() > 0 {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Price out of range",
		"The price must be above 0 US dollars per million tokens. Leave price out where it is not known.")
}

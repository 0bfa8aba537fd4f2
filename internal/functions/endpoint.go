package functions

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// endpointsParameter takes what the exporters need of endpoints, by the model
// name that clients ask for. Terraform drops what an endpoint holds beside that.
func endpointsParameter() function.Parameter {
	urls := types.ObjectType{AttrTypes: framework.OfStrings("openai", "anthropic", "converse")}
	auth := framework.OfStrings("scope")
	auth["schemes"], auth["resources"] = framework.StringsType(), framework.StringsType()
	shape := map[string]attr.Type{
		"platform": types.StringType, "model": types.StringType, "urls": urls,
		"auth": types.ObjectType{AttrTypes: auth}, "guardrail": types.ObjectType{AttrTypes: framework.GuardrailType()},
	}
	return function.MapParameter{
		Name: "endpoints", ElementType: types.ObjectType{AttrTypes: shape},
		MarkdownDescription: "The `endpoint` of each `llm_deployment`, by the model name that clients are to ask for.",
	}
}

type tfEndpoint struct {
	Platform  *string      `tfsdk:"platform"`
	Model     *string      `tfsdk:"model"`
	URLs      *tfURLs      `tfsdk:"urls"`
	Auth      *tfAuth      `tfsdk:"auth"`
	Guardrail *tfGuardrail `tfsdk:"guardrail"`
}

type tfURLs struct {
	OpenAI    *string `tfsdk:"openai"`
	Anthropic *string `tfsdk:"anthropic"`
	Converse  *string `tfsdk:"converse"`
}

type tfAuth struct {
	Schemes   []string `tfsdk:"schemes"`
	Scope     *string  `tfsdk:"scope"`
	Resources []string `tfsdk:"resources"`
}

type tfGuardrail struct {
	ID      *string `tfsdk:"id"`
	Version *string `tfsdk:"version"`
}

// endpoint reads what is given; null is as good as empty.
func (e *tfEndpoint) endpoint() llm.Endpoint {
	if e == nil {
		return llm.Endpoint{}
	}
	is := llm.Endpoint{Platform: llm.Platform(orEmpty(e.Platform)), Model: orEmpty(e.Model)}
	if u := e.URLs; u != nil {
		is.URLs = llm.URLs{OpenAI: orEmpty(u.OpenAI), Anthropic: orEmpty(u.Anthropic), Converse: orEmpty(u.Converse)}
	}
	if a := e.Auth; a != nil {
		is.Auth = llm.Auth{Schemes: a.Schemes, Scope: orEmpty(a.Scope), Resources: a.Resources}
	}
	if g := e.Guardrail; g != nil {
		is.Guardrail = llm.AttachedGuardrail{ID: orEmpty(g.ID), Version: orEmpty(g.Version)}
	}
	return is
}

func orEmpty(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Endpoint writes an endpoint.
func Endpoint(e llm.Endpoint) types.Object {
	return types.ObjectValueMust(EndpointType(), map[string]attr.Value{
		"platform": Text(e.Platform),
		"location": Text(e.Location),
		"model":    Text(e.Model),
		"urls": types.ObjectValueMust(urlsType(), map[string]attr.Value{
			"openai":    Text(e.URLs.OpenAI),
			"anthropic": Text(e.URLs.Anthropic),
			"converse":  Text(e.URLs.Converse),
		}),
		"auth": types.ObjectValueMust(authType(), map[string]attr.Value{
			"schemes":         List(e.Auth.Schemes),
			"scope":           Text(e.Auth.Scope),
			"signing_service": Text(e.Auth.SigningService),
			"resources":       List(e.Auth.Resources),
		}),
		"supports":  Supports(e.Supports),
		"guardrail": attached(e.Guardrail),
	})
}

// attached is null where nothing has to be named.
func attached(g llm.AttachedGuardrail) types.Object {
	if g == (llm.AttachedGuardrail{}) {
		return types.ObjectNull(GuardrailType())
	}
	return types.ObjectValueMust(GuardrailType(), map[string]attr.Value{"id": Text(g.ID), "version": Text(g.Version)})
}

// Supports writes what a model takes.
func Supports(s llm.Supports) types.Object {
	return types.ObjectValueMust(SupportsType(), map[string]attr.Value{
		"input":   inputs(s.Input),
		"tools":   types.BoolPointerValue(s.Tools),
		"context": types.Int64PointerValue(s.Context),
	})
}

// inputs is null where they are not known.
func inputs(kinds []string) types.List {
	if len(kinds) == 0 {
		return types.ListNull(types.StringType)
	}
	return List(kinds)
}

type tfEndpoint struct {
	Platform  types.String `tfsdk:"platform"`
	Location  types.String `tfsdk:"location"`
	Model     types.String `tfsdk:"model"`
	URLs      types.Object `tfsdk:"urls"`
	Auth      types.Object `tfsdk:"auth"`
	Supports  types.Object `tfsdk:"supports"`
	Guardrail types.Object `tfsdk:"guardrail"`
}

type tfAttached struct {
	ID      types.String `tfsdk:"id"`
	Version types.String `tfsdk:"version"`
}

type tfURLs struct {
	OpenAI    types.String `tfsdk:"openai"`
	Anthropic types.String `tfsdk:"anthropic"`
	Converse  types.String `tfsdk:"converse"`
}

type tfAuth struct {
	Schemes        types.List   `tfsdk:"schemes"`
	Scope          types.String `tfsdk:"scope"`
	SigningService types.String `tfsdk:"signing_service"`
	Resources      types.List   `tfsdk:"resources"`
}

type tfSupports struct {
	Input   types.List  `tfsdk:"input"`
	Tools   types.Bool  `tfsdk:"tools"`
	Context types.Int64 `tfsdk:"context"`
}

// Endpoint reads an endpoint. Whatever of it is unknown notes the field, but for
// the guardrail: only applications need it, and it is empty until it is known.
func (r *Reader) Endpoint(field llm.Field, value types.Object) llm.Endpoint {
	var (
		e    tfEndpoint
		urls tfURLs
		auth tfAuth
	)
	r.Object(field, value, &e)
	r.Object(field, e.URLs, &urls)
	r.Object(field, e.Auth, &auth)
	return llm.Endpoint{
		Platform: llm.Platform(r.String(field, e.Platform)),
		Location: r.String(field, e.Location),
		Model:    r.String(field, e.Model),
		URLs: llm.URLs{
			OpenAI:    r.String(field, urls.OpenAI),
			Anthropic: r.String(field, urls.Anthropic),
			Converse:  r.String(field, urls.Converse),
		},
		Auth: llm.Auth{
			Schemes:        r.Ordered(field, auth.Schemes),
			Scope:          r.String(field, auth.Scope),
			SigningService: r.String(field, auth.SigningService),
			Resources:      r.Ordered(field, auth.Resources),
		},
		Supports:  r.Supports(field, e.Supports),
		Guardrail: r.attached(e.Guardrail),
	}
}

func (r *Reader) attached(value types.Object) llm.AttachedGuardrail {
	var g tfAttached
	apart := NewReader()
	apart.Object("endpoint.guardrail", value, &g)
	r.Diags.Append(apart.Diags...)
	return llm.AttachedGuardrail{ID: g.ID.ValueString(), Version: g.Version.ValueString()}
}

// Supports reads what a model takes. An empty list of inputs is one that is not
// known.
func (r *Reader) Supports(field llm.Field, value types.Object) llm.Supports {
	var s tfSupports
	r.Object(field, value, &s)
	supports := llm.Supports{Input: r.Ordered(field, s.Input), Context: r.Int(field, s.Context)}
	r.Note(field, s.Tools)
	if !s.Tools.IsUnknown() {
		supports.Tools = s.Tools.ValueBoolPointer()
	}
	return supports
}

package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Side says who writes an attribute.
type Side bool

// The sides.
const (
	Told  Side = false // the provider tells it
	Given Side = true  // a user may give it
)

func (s Side) text(description string) schema.Attribute {
	return schema.StringAttribute{Optional: bool(s), Computed: !bool(s), MarkdownDescription: description}
}

func (s Side) texts(description string) schema.Attribute {
	return schema.ListAttribute{Optional: bool(s), Computed: !bool(s), ElementType: types.StringType, MarkdownDescription: description}
}

func (s Side) object(description string, attributes map[string]schema.Attribute) schema.Attribute {
	return schema.SingleNestedAttribute{Optional: bool(s), Computed: !bool(s), MarkdownDescription: description, Attributes: attributes}
}

// EndpointAttributes describe an endpoint: one that is told can be given as it is.
func EndpointAttributes(s Side) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"platform": s.text("The platform."),
		"location": s.text("The region."),
		"model":    s.text("The value of `model` in a request."),
		"urls": s.object("Base URL by protocol; null: not spoken.", map[string]schema.Attribute{
			"openai":    s.text("OpenAI v1: `/chat/completions` and `/responses` below it."),
			"anthropic": s.text("Anthropic: `/v1/messages` below it."),
			"converse":  s.text("Bedrock runtime: `/model/{model}/converse` below it."),
		}),
		"auth": s.object("How a caller proves who it is.", map[string]schema.Attribute{
			"schemes":         s.texts("`entra_id`, `api_key`, `sigv4`."),
			"scope":           s.text("OAuth scope, Azure only."),
			"signing_service": s.text("SigV4 service name, AWS only."),
			"resources":       s.texts("What a policy or role assignment has to name."),
		}),
		"supports": s.object("What the model takes; null: not known.", SupportsAttributes(s)),
		"guardrail": s.object("What a request has to name for the guardrail to look at it. Null: nothing, since there is none, or the deployment bears it (Azure). A gateway stores none of it.",
			map[string]schema.Attribute{
				"id":      s.text("ARN of the guardrail: `guardrailIdentifier`, or the header `X-Amzn-Bedrock-GuardrailIdentifier`."),
				"version": s.text("The published version: `guardrailVersion`, or the header `X-Amzn-Bedrock-GuardrailVersion`. Null: none is published."),
			}),
	}
}

// SupportsAttributes describe what a model takes.
func SupportsAttributes(s Side) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"input":   s.texts("`text`, `image`, `audio`, `video`."),
		"tools":   schema.BoolAttribute{Optional: bool(s), Computed: !bool(s), MarkdownDescription: "Whether it calls tools."},
		"context": schema.Int64Attribute{Optional: bool(s), Computed: !bool(s), MarkdownDescription: "Context window in tokens."},
	}
}

package route

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// stateVersion is the schema's. Who raises it upgrades states of the version before,
// and keeps state files of both (CONTRIBUTING.md).
const stateVersion = 0

// Schema is what users write and read.
func (*Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = composite.Schema(ctx, "route",
		"Sends one model name to several deployments, on either cloud, by weight and with fallbacks. The route is made of the objects of a gateway "+
			"that exists: an AgentCore Gateway on AWS or an API Management service on Azure. Every plan reads all of them back and compares them.",
		arguments(), behaviour(), results())
	resp.Schema.Version = stateVersion
}

func arguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name": schema.StringAttribute{
			Required: true,
			MarkdownDescription: "Name of the route and the model name that clients ask for, unique on the gateway: 1 to 48 letters, digits, `.`, `_` and `-`, " +
				"with a letter or digit at both ends. Another name is another route, so a change replaces.",
		},
		"gateway": schema.StringAttribute{
			Required: true,
			MarkdownDescription: "The gateway that serves the route, which decides the platform: the ARN of an AgentCore Gateway, " +
				"`arn:aws:bedrock-agentcore:<region>:<account>:gateway/<id>`, or the ARM id of an API Management service, " +
				"`/subscriptions/…/providers/Microsoft.ApiManagement/service/<name>`. A change replaces.",
		},
		"targets": schema.MapNestedAttribute{
			Required: true,
			MarkdownDescription: "Where requests go, by a key of your choice: 1 to 32 letters, digits, `_` and `-`, with a letter or digit at both ends. Keys name the objects on the " +
				"gateway. The same model at the same address can be named once in a route. At most 2 targets can have a weight above 0 on an AgentCore Gateway.",
			Validators:   []validator.Map{mapvalidator.NoNullValues()},
			NestedObject: schema.NestedAttributeObject{Attributes: target()},
		},
		"fallbacks": schema.ListNestedAttribute{
			Optional: true,
			MarkdownDescription: "Where a request goes that fails as `fallback_on` says, in this order. At most 2 on an AgentCore Gateway. " +
				"Null or empty: none.",
			Validators:   []validator.List{listvalidator.NoNullValues()},
			NestedObject: schema.NestedAttributeObject{Attributes: fallback()},
		},
	}
}

func target() map[string]schema.Attribute {
	attributes := fallback()
	attributes["weight"] = schema.Int64Attribute{
		Required: true,
		MarkdownDescription: "Share of the requests, 0 to 100, beside the other weights; 0 sends none. At least one target of a route needs more. " +
			"A change is written in place, and the route serves all the while.",
	}
	return attributes
}

func fallback() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"endpoint": schema.SingleNestedAttribute{
			Required: true,
			MarkdownDescription: "The `endpoint` of an `llm_deployment`, or one that is written out: `model` and at least one of `urls` are needed then. " +
				"A gateway stores address and model; the rest is checked at plan.",
			Attributes: framework.EndpointAttributes(framework.Given),
		},
		"credential": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Id of what holds the credential that the gateway shows to the target, never the credential itself: the ARN of an AgentCore credential provider, " +
				"or in API Management a named value or the URL of a Key Vault secret. Null: the gateway's own role or managed identity, which a target on the gateway's own cloud accepts.",
		},
		"supports": schema.SingleNestedAttribute{
			Optional: true,
			MarkdownDescription: "What the model takes, in place of what the endpoint says, where `requires` finds it unknown or wrong. " +
				"A change alone writes nothing. Null: as the endpoint says.",
			Attributes: framework.SupportsAttributes(framework.Given),
		},
	}
}

func behaviour() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"fallback_on": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "What makes the gateway try the next fallback within the same request. Null: each as described.",
			Attributes: map[string]schema.Attribute{
				"statuses": schema.SetAttribute{
					Optional: true, ElementType: types.StringType,
					MarkdownDescription: "HTTP statuses of 400 to 599, such as `429`, and classes of them, `4XX` and `5XX`. Null: `429` and `5XX`.",
				},
				"connection_error": schema.BoolAttribute{
					Optional:            true,
					MarkdownDescription: "Whether a target that cannot be reached counts. Null: `true`.",
				},
				"first_byte_timeout": schema.StringAttribute{
					Optional:            true,
					MarkdownDescription: "How long the first byte of an answer may take, such as `8s` or `1m30s`. Null: as long as the gateway waits.",
					Validators:          []validator.String{framework.NewForm(`must be a duration above 0, such as "8s" or "1m30s"`, isDuration)},
				},
			},
		},
		"circuit_breaker": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Whether a target that keeps failing is left out for a while. Null: `true`.",
		},
		"requires": schema.SingleNestedAttribute{
			Optional: true,
			MarkdownDescription: "What every target and fallback has to support, checked at plan. What is not known of one is an error; " +
				"`supports` on it says what you know. A change alone writes nothing. Null: nothing.",
			Attributes: framework.SupportsAttributes(framework.Given),
		},
		"rate_limit": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "A limit for all callers of the route together. Null: none.",
			Attributes: map[string]schema.Attribute{
				"tokens_per_minute": schema.Int64Attribute{Required: true, MarkdownDescription: "Tokens per minute, 1 or more."},
			},
		},
		"priority": schema.Int64Attribute{
			Optional: true,
			MarkdownDescription: "AgentCore Gateway only: of the route's rule among those of the gateway, lower first, unique there. Null: made from the name. " +
				"Routes match by their own name alone, so that it matters only beside rules of others.",
		},
	}
}

func results() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":       framework.Computed("What `terraform import` takes: `<gateway ARN>/route/<name>`, or the ARM id of the API in API Management."),
		"platform": framework.Computed("`bedrock` or `azure`, by the form of `gateway`."),
		"endpoint": framework.Object("What an application needs to call the route. `supports` is what all targets and fallbacks support.",
			framework.EndpointAttributes(framework.Told)),
	}
}

func isDuration(text string) bool {
	d, err := time.ParseDuration(text)
	return err == nil && d > 0
}

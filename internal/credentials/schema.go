package credentials

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Schema is what users write and read.
func (*Resource) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What a request to a deployment or a route has to carry: a token, or a key. It is fetched anew in every run and stored nowhere: not in state, not in a plan. " +
			"Needs Terraform 1.10 or OpenTofu 1.11. Applications do better without: see the guide on calling models.",
		Attributes: map[string]schema.Attribute{
			"endpoint": framework.EphemeralEndpoint("`endpoint` of an `llm_deployment` or `llm_route`, as it is. Every address in it has to be at a host where the account, gateway or region that " +
				"`auth.resources` names answers; anything else is refused before a credential is fetched."),
			"kind": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "What to fetch. `entra_token`: a token of Microsoft Entra ID for `auth.scope`, of the identity that the provider runs as. `account_key`: the first key of the Azure account, " +
					"which opens all its deployments and does not expire. `bedrock_api_key`: a Bedrock API key for the region, which may do what the provider's own credentials may, for 12 hours at most and never longer than " +
					"their session. `subscription_key`: the key of the one API Management subscription that is for this route alone. Default: the first that the endpoint takes.",
				Validators: []validator.String{framework.OneOf(llm.CredentialKinds()...)},
			},
			"value":      schema.StringAttribute{Computed: true, Sensitive: true, MarkdownDescription: "The token or key."},
			"header":     schema.StringAttribute{Computed: true, MarkdownDescription: "The header that carries it: `Authorization` or `api-key`."},
			"prefix":     schema.StringAttribute{Computed: true, MarkdownDescription: "What stands before it in the header: `Bearer ` with a space at its end, or nothing."},
			"expires_at": schema.StringAttribute{Computed: true, MarkdownDescription: "When it ends, in UTC (RFC 3339). Null: it does not expire."},
		},
	}
}

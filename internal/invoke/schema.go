package invoke

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

const (
	defaultTokens  = 256 // enough for a short answer of a model that reasons first
	mostTokens     = 4096
	defaultTimeout = time.Minute
	longestTimeout = 10 * time.Minute
)

// Schema is what users write.
func (*Action) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Sends one small request to a deployment or a route and reports the answer, how long it took and how many tokens it cost. No answer is an error. " +
			"The request is paid for like any other, and is never sent twice. Needs Terraform 1.14.",
		Attributes: map[string]schema.Attribute{
			"endpoint": framework.ActionEndpoint("`endpoint` of an `llm_deployment` or `llm_route`, as it is. Every address in it has to be at a host where the account, gateway or region that " +
				"`auth.resources` names answers; nothing is sent anywhere else. The provider's own credentials authenticate the request, and `guardrail` is sent along on Bedrock."),
			"prompt": schema.StringAttribute{
				Required: true, MarkdownDescription: "What is asked. It is part of the configuration and of saved plans; no error repeats it.",
				Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"max_tokens": schema.Int64Attribute{
				Optional: true, MarkdownDescription: "Most tokens of the answer, reasoning included: 1 to 4096. Default 256.",
				Validators: []validator.Int64{int64validator.Between(1, mostTokens)},
			},
			"timeout": schema.StringAttribute{
				Optional: true, MarkdownDescription: "How long to wait for the answer, such as `30s`: 1 second to 10 minutes. Default `1m`.",
				Validators: []validator.String{framework.NewForm("must be a duration from 1s to 10m", isTimeout)},
			},
		},
	}
}

func isTimeout(text string) bool {
	d, err := time.ParseDuration(text)
	return err == nil && d >= time.Second && d <= longestTimeout
}

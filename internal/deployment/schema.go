package deployment

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// stateVersion is the schema's. Who raises it upgrades states of the version before,
// and keeps state files of both (CONTRIBUTING.md).
const stateVersion = 0

// Schema is what users write and read. Computed attributes have no plan
// modifiers: they settle in one place, in ModifyPlan.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		Version: stateVersion,
		MarkdownDescription: "Deploys a language model on Azure OpenAI / Microsoft Foundry or on Amazon Bedrock from one block. " +
			"Every plan reads the deployment back and compares all of it.",
		Attributes: map[string]schema.Attribute{"drift_policy": framework.DriftPolicyArgument(llm.DriftClasses())},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{Create: true, Read: true, Update: true, Delete: true}),
		},
	}
	for _, part := range []map[string]schema.Attribute{
		arguments(), throughputArguments(), framework.TagAttributes("deployment"), platformArguments(), results(), conditions(),
	} {
		maps.Copy(resp.Schema.Attributes, part)
	}
}

func arguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"platform": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: "Where to deploy: `azure` or `bedrock`. Another platform is another object, so a change replaces.",
			Validators:          []validator.String{framework.OneOf(llm.Azure, llm.Bedrock)},
			PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
		"name": schema.StringAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "Name of the deployment. On Azure unique in the account, 2 to 64 of `A-Za-z0-9._-`; " +
				"on Bedrock 1 to 64 letters and digits with single spaces, `-` or `_` between them (63 when provisioned). " +
				"Exactly one of `name` and `name_prefix` is needed.",
			Validators: []validator.String{
				stringvalidator.LengthAtLeast(1),
			},
		},
		"name_prefix": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Start of a name that the provider completes with a hash of the configuration, so that " +
				"`create_before_destroy` finds a free one: 1 to 40 characters, to which 8 to 11 are added. The name is kept until the deployment is replaced.",
			Validators: []validator.String{stringvalidator.LengthBetween(1, 40)},
		},
		"model": schema.StringAttribute{
			Required: true,
			MarkdownDescription: "The model, as `publisher/name` with an optional `@version` (`anthropic/claude-sonnet-4-5@20250929`), " +
				"or a platform's own id. `.` and `-` mean the same and publishers go by every usual spelling. It is resolved once, " +
				"when the deployment is created, and kept: see `resolved`.",
			Validators: []validator.String{stringvalidator.LengthBetween(1, 512)},
		},
		"processing_scope": schema.StringAttribute{
			Required: true,
			MarkdownDescription: "How far a request may travel to be processed, at most: `region`, `geo` (the regions of one geography, " +
				"as the platform draws it) or `global`. The widest serving that the model offers within this bound and within " +
				"`allowed_locations` is chosen at create. There is no default: it is a decision about compliance.",
			Validators: []validator.String{framework.OneOf(llm.Scopes()...)},
		},
		"allowed_locations": schema.SetAttribute{
			Optional: true, ElementType: types.StringType,
			MarkdownDescription: "Geographies (`eu`, `us`, `uk`, `ca`, `jp`, `au`, `in`, …) or regions in which a request may be processed. " +
				"Checked against what the platform really does: some of Bedrock's `eu.` profiles route to London, for example. " +
				"Null allows all within `processing_scope`.",
			Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
		},
		"version_upgrade": schema.StringAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "When the platform may move the deployment to another model version: `pinned` (never; default), " +
				"`on_new_default` or `on_retirement`. Bedrock never moves anything, so only `pinned` can be given there.",
			Validators: []validator.String{framework.OneOf(llm.Pinned, llm.OnNewDefault, llm.OnRetirement)},
		},
		"guardrail": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Id of the content policy: `versioned_id` or `id` of an `llm_guardrail` on the same account, or account and region. On Azure it is attached " +
				"to the deployment, and null is the platform's default. On Bedrock nothing attaches a guardrail to a model: it is what requests have to name, and " +
				"shows in `endpoint.guardrail`; an id without a version is the newest that is published.",
			Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"deletion_protection": schema.BoolAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "Refuse every plan that would destroy or replace the deployment. Default: `true` with provisioned throughput, else `false`. " +
				"In `terraform test`, which destroys what it made, set it to `false`.",
		},
		"on_commitment_lock": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "What to do when a deployment is destroyed whose commitment has not ended: `error` (null means the same) " +
				"or `abandon`, which forgets it with a warning while the platform goes on billing it. Takes effect once it has been applied.",
			Validators: []validator.String{framework.OneOf(lockError, lockAbandon)},
		},
	}
}

func throughputArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"throughput": schema.SingleNestedAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "How capacity is bought. Null is on demand with the catalog's default capacity.",
			Attributes: map[string]schema.Attribute{
				"mode": schema.StringAttribute{
					Optional: true, Computed: true,
					MarkdownDescription: "`on_demand` (default), `provisioned` or `batch` (Azure only).",
					Validators:          []validator.String{framework.OneOf(llm.OnDemand, llm.Provisioned, llm.Batch)},
				},
				"tokens_per_minute": schema.Int64Attribute{
					Optional: true, Computed: true,
					MarkdownDescription: "Tokens per minute, on demand only. On Azure the deployment's capacity: a multiple of the model's unit, " +
						"usually 1000. Null: the catalog's default at create, then what was last applied. On Bedrock, which has no limit per " +
						"deployment, it is only checked against the account's quota.",
					Validators: []validator.Int64{int64validator.AtLeast(1)},
				},
				"units": schema.Int64Attribute{
					Optional: true,
					MarkdownDescription: "Provisioned only, and required then: provisioned throughput units on Azure (a minimum and a step per model and SKU, " +
						"often 15 and 5, or 50 and 50 within a region), model units on Bedrock (1 or more).",
					Validators: []validator.Int64{int64validator.AtLeast(1)},
				},
				"commitment": schema.StringAttribute{
					Optional: true,
					MarkdownDescription: "Provisioned on Bedrock only: `one_month` or `six_months`. Null is billed by the hour. " +
						"A commitment cannot be ended early. (On Azure it is a reservation, bought apart from deployments.)",
					Validators: []validator.String{framework.OneOf(llm.OneMonth, llm.SixMonths)},
				},
			},
		},
	}
}

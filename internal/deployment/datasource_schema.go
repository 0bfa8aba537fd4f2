package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Schema is what users write and read.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Every deployment of a language model that exists at a place, whoever made it: with its health, the future of its model and its owner. " +
			"For `check` blocks: that nobody deploys by hand, that no model retires unnoticed.",
		Attributes: map[string]schema.Attribute{
			"platforms": framework.PlatformsArgument(),
			"azure": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "Where to look on Azure. Null is the provider's account, and where it names none, all accounts of the subscription.",
				Attributes:          map[string]schema.Attribute{"account_ids": placesArgument("ARM ids of accounts.", framework.AccountID())},
			},
			"bedrock": schema.SingleNestedAttribute{
				Optional:            true,
				MarkdownDescription: "Where to look on Bedrock. Null is the provider's region.",
				Attributes:          map[string]schema.Attribute{"regions": placesArgument("AWS regions.", framework.AWSRegion())},
			},
			"complete": framework.DataBool("Whether every place could be read to its end. A warning tells which could not. A check of what must not exist has to ask for it."),
			"deployments": framework.DataList("The deployments, by platform, place and id. On Bedrock: application inference profiles, provisioned throughput and deployments of custom models.",
				entryAttributes()),
		},
	}
}

func placesArgument(description string, form framework.Form) schema.Attribute {
	return schema.SetAttribute{
		Optional: true, ElementType: types.StringType, MarkdownDescription: description,
		Validators: []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(form)},
	}
}

func entryAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                   framework.DataText("ARM id or ARN: what an import block takes."),
		"name":                 framework.DataText("Name."),
		"platform":             framework.DataText("The platform."),
		"location":             framework.DataText("The region."),
		"model":                framework.DataText("Portable reference of what is served, or the platform's own name where there is none."),
		"model_version":        framework.DataText("Version of it. Null: the platform tells none."),
		"serving":              framework.DataText("Azure: the SKU. Bedrock: what the profile was copied from, `provisioned` or `custom`."),
		"scope":                framework.DataText("How far requests travel."),
		"processing_locations": framework.DataTexts("Where they may be processed."),
		"throughput": framework.DataObject("How capacity is bought.", map[string]schema.Attribute{
			"mode":              framework.DataText("`on_demand`, `provisioned` or `batch`."),
			"tokens_per_minute": framework.DataInt("Null: the platform has no such limit per deployment."),
			"units":             framework.DataInt("Provisioned only."),
			"commitment":        framework.DataText("Null: none."),
		}),
		"health": framework.DataObject("Whether it serves.", map[string]schema.Attribute{
			"status": framework.DataText("`ready`, `pending` or `failed`."),
			"reason": framework.DataText("The platform's own word or message."),
		}),
		"lifecycle":  framework.DataObject("What the catalog says of the model's future. Null: it could not be read.", lifeAttributes()),
		"owner":      framework.DataText("The tag `llm:owner`: who made it with this provider, where an `owner` is configured. Null: nobody says."),
		"unfinished": framework.DataBool("Whether it bears `llm:unfinished`: its create was interrupted."),
		"created_at": framework.DataText("When it was made, as RFC 3339. Null: not told."),
		"tags":       schema.MapAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: "All tags."},
	}
}

func lifeAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"status":      framework.DataText("The platform's own word."),
		"stage":       framework.DataText("The same in words of every platform: null (open), `legacy`, `closed`, `retired` or `unlisted`."),
		"retires_on":  framework.DataText("When the model retires, as RFC 3339, so that `timecmp` takes it. Null: no date is known."),
		"replacement": framework.DataText("The successor that the platform names. Null: none."),
		"newer":       framework.DataText("The newest of its family, where the platform names no successor."),
	}
}

// value is an entry as Terraform holds it.
func (e entry) value(platform llm.Platform) types.Object {
	d := e.have
	model := d.Reference
	if model == "" {
		model = d.Native.Name
	}
	_, unfinished := d.Tags[llm.TagUnfinished]
	life := types.ObjectNull(framework.TypesOf(lifeAttributes()))
	if e.life != nil {
		life = types.ObjectValueMust(framework.TypesOf(lifeAttributes()), map[string]attr.Value{
			"status": framework.Text(e.life.Status), "stage": framework.Text(e.life.Stage), "retires_on": framework.Moment(e.life.RetiresOn),
			"replacement": framework.Text(e.life.Replacement), "newer": framework.Text(e.life.Newer),
		})
	}
	return types.ObjectValueMust(framework.TypesOf(entryAttributes()), map[string]attr.Value{
		"id": framework.Text(d.ID.Value), "name": framework.Text(d.Name), "platform": framework.Text(platform), "location": framework.Text(d.Location),
		"model": framework.Text(model), "model_version": framework.Text(d.Native.Version), "serving": framework.Text(d.Native.Serving),
		"scope": framework.Text(d.Native.Scope), "processing_locations": framework.List(d.Native.Locations),
		"throughput": types.ObjectValueMust(throughputType(), map[string]attr.Value{
			"mode": framework.Text(d.Throughput.Mode), "tokens_per_minute": types.Int64PointerValue(d.Throughput.TokensPerMinute),
			"units": types.Int64PointerValue(d.Throughput.Units), "commitment": framework.Text(d.Throughput.Commitment),
		}),
		"health": framework.Health(d.Phase, d.Reason), "lifecycle": life, "owner": framework.Text(d.Tags[llm.TagOwner]),
		"unfinished": types.BoolValue(unfinished), "created_at": framework.Moment(d.Created), "tags": framework.StringMap(d.Tags),
	})
}

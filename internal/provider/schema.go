package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const providerMarkdown = "Deploys, routes and guards language models on Azure OpenAI / Microsoft Foundry and on Amazon Bedrock " +
	"under one schema.\n\n" +
	"A platform is opened by the first call that needs it: a configuration that uses one cloud needs neither credentials " +
	"nor arguments of the other. Without `azure` or `bedrock` everything is taken from the environment. An argument always " +
	"comes before its environment variables, and of those the first that is set and not empty counts."

func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: providerMarkdown,
		Attributes: map[string]schema.Attribute{
			"azure":         azureAttribute(),
			"bedrock":       bedrockAttribute(),
			"sandbox":       sandboxAttribute(),
			"owner":         ownerAttribute(),
			"default_tags":  defaultTagsAttribute(),
			"ignore_tags":   ignoreTagsAttribute(),
			"drift_policy":  driftPolicyAttribute(),
			"model_aliases": modelAliasesAttribute(),
			"model_facts":   modelFactsAttribute(),
		},
	}
}

func sandboxAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Talk to the embedded sandbox instead of a cloud: no account, no network, no credentials. The `azure` and " +
			"`bedrock` blocks then only give the default account and region; credentials, endpoints and the environment variables of " +
			"the clouds are ignored, and a warning says so in every run. Where neither names one, the sandbox's own account and " +
			"`us-east-1` serve. Give `path` or `url`. Environment: `" + sandboxVariable + "`, the path or the URL.",
		Attributes: attributes([]argument{
			{
				name: "path", form: anyText, without: []string{"url"},
				description: "File that holds the sandbox's state as JSON; the first call creates it. A relative path starts at the " +
					"directory that terraform runs in. The directory must exist.",
			},
			{
				name: "url", form: loopback, without: []string{"path"},
				description: "Where `terraform-provider-llm sandbox serve` listens on this machine, such as `http://127.0.0.1:8080`, for a " +
					"sandbox that other clients use too.",
			},
		}),
	}
}

func ownerAttribute() schema.Attribute {
	return argument{
		name: "owner", form: owner,
		description: "Who manages what this configuration creates, such as `platform-team/prod`: 1 to 256 letters, digits, spaces or " +
			"`_.:/=+-@`. It is written to every object as the tag `llm:owner`, and makes interrupted creates resumable: what a create has made bears " +
			"`llm:unfinished` until its last call, and the next apply takes on what bears both tags, this owner and the name, instead of failing on the name. " +
			"It must be unique to one state: two states that share owner and names could take on each other's half-made objects. Default: none.",
	}.attribute()
}

func defaultTagsAttribute() schema.Attribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType,
		MarkdownDescription: "Tags for every object that can bear tags. A resource's own `tags` come first where both name a key. " +
			"At most 48; keys that start with `llm:` belong to the provider. Default: none.",
		Validators: []validator.Map{tagMap{}},
	}
}

func ignoreTagsAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Tags that belong to somebody else, such as a policy of the cloud: they are neither compared nor removed. " +
			"Default: none.",
		Attributes: map[string]schema.Attribute{
			"keys":         tagKeys("Keys to ignore."),
			"key_prefixes": tagKeys("What ignored keys start with. A prefix that would cover the provider's own `llm:` tags is refused."),
		},
	}
}

func tagKeys(description string) schema.Attribute {
	return schema.ListAttribute{
		Optional: true, ElementType: types.StringType, MarkdownDescription: description,
		Validators: []validator.List{listvalidator.ValueStringsAre(foreignTag)},
	}
}

func driftPolicyAttribute() schema.Attribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType,
		MarkdownDescription: "What to do about drift, by class, for every resource that does not say otherwise: `plan` (a plan shows a difference), " +
			"`warn` (no difference, a warning at every plan and an entry in `drift`), `list` (an entry only) or `ignore`. Classes, with what each can be, the default first: " +
			framework.DriftPolicyMarkdown(llm.DriftClasses()) + ". See [drift](guides/drift.md). Default: none.",
		Validators: []validator.Map{framework.DriftPolicy{Classes: llm.DriftClasses()}},
	}
}

func modelAliasesAttribute() schema.Attribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType,
		MarkdownDescription: "Further names of models: from a reference, `publisher/name` or `publisher/name@version`, to another " +
			"reference or to a platform's native id. Default: none.",
		Validators: []validator.Map{aliasMap{}},
	}
}

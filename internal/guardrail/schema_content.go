package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What is confidential has no validators here: terraform prints the lines that
// they point at. The check of the draft judges it, and tells of it at the name.

func filters() map[string]schema.Attribute {
	of := map[llm.Category]string{
		llm.Hate:                  "Hate.",
		llm.Sexual:                "Sexual content.",
		llm.Violence:              "Violence.",
		llm.SelfHarm:              "Self-harm. Azure only.",
		llm.Insults:               "Insults. Bedrock only.",
		llm.Misconduct:            "Crime. Bedrock only.",
		llm.PromptAttack:          "A user who tries to talk the model out of its instructions. `input` only. On Azure (jailbreak) it is on or off: every strictness but `off` is on.",
		llm.IndirectAttack:        "The same, hidden in documents. Azure only, `input` only, on or off.",
		llm.ProtectedMaterialText: "Known texts, such as lyrics. Azure only, `output` only, on or off.",
		llm.ProtectedMaterialCode: "Code of public repositories. Azure only, `output` only, on or off.",
		llm.UngroundedMaterial:    "Answers that their sources do not bear out. Azure only, `output` only, on or off. On Bedrock see `grounding`.",
	}
	categories := map[string]schema.Attribute{}
	for _, category := range llm.Categories() {
		categories[string(category)] = schema.SingleNestedAttribute{
			Optional: true, MarkdownDescription: of[category] + " Null: what the platform does by itself.", Attributes: filter(),
		}
	}
	return map[string]schema.Attribute{"filters": schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "What is looked for, by category. Strictness means the same on both platforms: `high` strikes at the slightest, `low` only at the worst, `off` never. " +
			"A category that the platform lacks is an error. What is left out is off on Bedrock and as in `azure.base_policy` on Azure.",
		Attributes: categories,
	}}
}

func filter() map[string]schema.Attribute {
	strictness := func(description string) schema.Attribute {
		return schema.StringAttribute{
			Optional: true, MarkdownDescription: description,
			Validators: []validator.String{framework.OneOf(llm.StrictnessOff, llm.StrictnessLow, llm.StrictnessMedium, llm.StrictnessHigh)},
		}
	}
	return map[string]schema.Attribute{
		"input":  strictness("Strictness for what goes to the model: `off`, `low`, `medium` or `high`. Null: what the platform does by itself."),
		"output": strictness("Strictness for what comes from the model, in the same words."),
		"action": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "`block`, or `detect`, which only tells of it in the answer's annotations (Azure) or trace (Bedrock). Null: `block`.",
			Validators:          []validator.String{framework.OneOf(llm.ActionBlock, llm.ActionDetect)},
		},
	}
}

func words() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"blocked_words": schema.SetAttribute{
			Optional: true, ElementType: types.StringType,
			MarkdownDescription: "Words and phrases that are blocked in both directions, in upper and lower case alike. Confidential: no log and no message of the provider shows them, " +
				"and `children` holds their digests; plan and state show them as written. Null or empty: none.",
		},
		"blocked_patterns": schema.SetAttribute{
			Optional: true, ElementType: types.StringType,
			MarkdownDescription: "Regular expressions that are blocked in both directions. Azure only; on Bedrock see `pii.patterns`. As confidential as words. Null or empty: none.",
		},
		"profanity": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Block what the platform's own list of profanities holds. Null: `false`.",
		},
		"blocked_topics": schema.MapNestedAttribute{
			Optional:            true,
			MarkdownDescription: "Subjects that are denied, by name. Bedrock only. As confidential as words. Null or empty: none.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"definition": schema.StringAttribute{Optional: true, MarkdownDescription: "What it is about, in a sentence. Has to be given."},
				"examples": schema.ListAttribute{
					Optional: true, ElementType: types.StringType, MarkdownDescription: "Phrases that belong to it. Null or empty: none.",
				},
			}},
		},
	}
}

func data() map[string]schema.Attribute {
	const actions = "`block`, `mask`, which puts the name of the entity in its place, or `detect`, which only tells of it in the trace"
	return map[string]schema.Attribute{
		"pii": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "Personal data. Bedrock only. Null: it is not looked for.",
			Attributes: map[string]schema.Attribute{
				"entities": schema.MapAttribute{
					Optional: true, ElementType: types.StringType,
					MarkdownDescription: "What is done, by kind of data in lower case, such as `email`, `phone`, `credit_debit_card_number`: " + actions + ".",
				},
				"patterns": schema.MapNestedAttribute{
					Optional:            true,
					MarkdownDescription: "Data of your own kind, by a name of your choice. As confidential as words.",
					NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
						"pattern":     schema.StringAttribute{Optional: true, MarkdownDescription: "Regular expression. Has to be given."},
						"description": schema.StringAttribute{Optional: true, MarkdownDescription: "What it stands for. Null: none."},
						"action":      schema.StringAttribute{Optional: true, MarkdownDescription: "What is done: " + actions + ". Null: `block`."},
					}},
				},
			},
		},
		"grounding": schema.SingleNestedAttribute{
			Optional: true,
			MarkdownDescription: "Thresholds below which an answer is blocked, 0 to 0.99: the higher, the stricter. Bedrock only; on Azure see `filters.ungrounded_material`. " +
				"Null: it is not looked at.",
			Attributes: map[string]schema.Attribute{
				"grounding": schema.Float64Attribute{Optional: true, MarkdownDescription: "How far the answer has to follow from its source. Null: not looked at."},
				"relevance": schema.Float64Attribute{Optional: true, MarkdownDescription: "How far it has to answer the question. Null: not looked at."},
			},
		},
		"messages": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: "What a user is shown in place of what was blocked. Bedrock only: Azure answers with an error that names the filter. Confidential in logs and messages.",
			Attributes: map[string]schema.Attribute{
				"input":  schema.StringAttribute{Optional: true, MarkdownDescription: "In place of a blocked prompt, 1 to 500 characters. Null: a sentence of the provider's."},
				"output": schema.StringAttribute{Optional: true, MarkdownDescription: "In place of a blocked answer, 1 to 500 characters. Null: a sentence of the provider's."},
			},
		},
	}
}

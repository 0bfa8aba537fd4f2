package guardrail

import (
	"cmp"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Draft is what the configuration or plan asks for, and which of it is not known
// yet. It is the way out of Terraform; WithArguments is the way back.
func (m tfModel) Draft(data *framework.Data) (llm.GuardrailDraft, diag.Diagnostics) {
	r := framework.NewReader()
	spec := llm.GuardrailSpec{
		Name:            r.String(llm.FieldName, m.Name),
		Filters:         m.filters(r),
		BlockedWords:    r.Strings(llm.FieldBlockedWords, m.BlockedWords.Elements(), m.BlockedWords),
		BlockedPatterns: r.Strings(llm.FieldBlockedPatterns, m.BlockedPatterns.Elements(), m.BlockedPatterns),
		Profanity:       r.Bool(llm.FieldProfanity, m.Profanity),
		Topics:          m.topics(r),
		PII:             m.pii(r),
		Grounding:       m.grounding(r),
		Messages:        m.messages(r),
		KeepVersions:    r.Int(llm.FieldKeepVersions, m.KeepVersions),
		Tags:            data.AllTags(r.StringMap(llm.FieldTags, m.Tags)),
		IgnoreTags:      data.IgnoreTags,
		Policy:          data.Policy(m.DriftPolicy),
	}
	r.StringMap(llm.FieldDriftPolicy, m.DriftPolicy) // for what is unknown in it
	if data.UnknownTags {
		r.Unknown[llm.FieldTags] = true
	}
	spec.Azure, spec.Bedrock = m.azure(m.ofPlatform(llm.Azure, r)), m.bedrock(m.ofPlatform(llm.Bedrock, r))
	return llm.GuardrailDraft{Spec: spec, Unknown: r.Unknown}, r.Diags
}

// ofPlatform is the reader for what only one platform has: what is unknown of
// another one is not waited for.
func (m tfModel) ofPlatform(platform llm.Platform, r *framework.Reader) *framework.Reader {
	if m.Platform.IsUnknown() || m.Platform.ValueString() == string(platform) {
		return r
	}
	return framework.NewReader()
}

// Staying names the place at which the guardrail stands.
func (m tfModel) Staying(spec llm.GuardrailSpec, at llm.ID) llm.GuardrailSpec {
	if at.Location == "" {
		spec.Azure.AccountID = cmp.Or(spec.Azure.AccountID, at.Parent)
		return spec
	}
	spec.Bedrock.Region = cmp.Or(spec.Bedrock.Region, at.Location)
	return spec
}

// filters leaves out those of which nothing is said.
func (m tfModel) filters(r *framework.Reader) map[llm.Category]llm.ContentFilter {
	r.Note(llm.FieldFilters, m.Filters)
	var filters map[llm.Category]llm.ContentFilter
	for _, category := range llm.Categories() {
		object, _ := m.Filters.Attributes()[string(category)].(types.Object)
		if object.IsNull() {
			continue
		}
		at := func(argument string) llm.Field { return llm.FieldFilter(category, argument) }
		for _, argument := range []string{"input", "output"} {
			r.Note(at(argument), object)
		}
		var f tfFilter
		r.Object(at("action"), object, &f)
		filter := llm.ContentFilter{
			Input:  llm.Strictness(r.String(at("input"), f.Input)),
			Output: llm.Strictness(r.String(at("output"), f.Output)),
			Action: llm.FilterAction(r.String(at("action"), f.Action)),
		}
		if filter == (llm.ContentFilter{}) && !r.Unknown.Any(at("input"), at("output"), at("action")) {
			continue
		}
		if filters == nil {
			filters = map[llm.Category]llm.ContentFilter{}
		}
		filters[category] = filter
	}
	return filters
}

func (m tfModel) grounding(r *framework.Reader) llm.Grounding {
	var g tfGrounding
	r.Object(llm.FieldGrounding, m.Grounding, &g)
	return llm.Grounding{Grounding: r.Float(llm.FieldGrounding, g.Grounding), Relevance: r.Float(llm.FieldGrounding, g.Relevance)}
}

func (m tfModel) messages(r *framework.Reader) llm.Messages {
	var s tfMessages
	r.Object(llm.FieldMessages, m.Messages, &s)
	return llm.Messages{Input: r.String(llm.FieldMessages, s.Input), Output: r.String(llm.FieldMessages, s.Output)}
}

func (m tfModel) azure(r *framework.Reader) llm.AzureGuardrail {
	var a tfAzure
	r.Object("azure", m.Azure, &a)
	return llm.AzureGuardrail{
		AccountID:  r.String(llm.FieldAccountID, a.AccountID),
		BasePolicy: r.String(llm.FieldBasePolicy, a.BasePolicy),
		Mode:       r.String(llm.FieldFilterMode, a.Mode),
	}
}

func (m tfModel) bedrock(r *framework.Reader) llm.BedrockGuardrail {
	var b tfBedrock
	r.Object("bedrock", m.Bedrock, &b)
	return llm.BedrockGuardrail{
		Region:      r.String(llm.FieldRegion, b.Region),
		Description: r.String(llm.FieldDescription, b.Description),
		Tier:        r.String(llm.FieldTier, b.Tier),
		Images:      r.Bool(llm.FieldImages, b.Images),
		Profile:     r.String(llm.FieldGuardProfile, b.Profile),
		KMSKey:      r.String(llm.FieldKMSKey, b.KMSKey),
	}
}

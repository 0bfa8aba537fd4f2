package deployment

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// settledAttributes are computed and no argument at the same time. tags_all is
// planned known.
func settledAttributes() []string {
	return []string{
		"id", "location", "created_at", "model_version", "resolved", "endpoint", "health", "drift", "model_lifecycle",
	}
}

// unknownAfter reports whether what is written decides an attribute anew. What
// is not known yet counts as a change: what is promised now has to hold when it
// is known.
func (p *planning) unknownAfter(attribute string) bool {
	switch {
	case p.change.Action == llm.Replace:
		return true
	case p.change.Action == llm.Same && len(p.draft.Unknown) == 0:
		return false
	}
	model := p.touches(llm.FieldDriftPolicy, llm.FieldModel, llm.FieldModelVersion, llm.FieldAzureModel, llm.FieldModelID, llm.FieldHostedOn)
	switch attribute {
	case "health", "drift":
		return true
	case "resolved":
		return model || p.touches(llm.FieldHealth, llm.FieldThroughput)
	case "model_version", "endpoint", "model_lifecycle":
		return model || p.touches(llm.FieldHealth)
	}
	return false
}

// resizes reports whether a write changes the capacity and nothing else of what
// was resolved.
func (p *planning) resizes() bool {
	return p.change.Action != llm.Replace && !p.unknownAfter("resolved") && p.touches(llm.FieldTokensPerMinute, llm.FieldUnits) &&
		!p.prior.Resolved.IsNull() && !p.prior.Resolved.Attributes()["capacity"].IsNull()
}

// touches reports whether one of the fields changes, or may.
func (p *planning) touches(fields ...llm.Field) bool {
	return p.draft.Unknown.Any(fields...) || slices.ContainsFunc(fields, p.change.Has)
}

// fillDefaults gives arguments that are absent their value: the default, or
// what was last applied.
func (p *planning) fillDefaults(choice *llm.Choice, data *framework.Data) {
	if p.config.VersionUpgrade.IsNull() {
		p.plan.VersionUpgrade = types.StringValue(string(llm.Pinned))
	}
	if p.config.Name.IsNull() && !p.isNew {
		p.plan.Name = p.prior.Name
	}
	if !p.isNew && !p.plan.Model.IsUnknown() && llm.SameModel(p.plan.Model.ValueString(), p.prior.Model.ValueString()) {
		p.plan.Model = p.prior.Model
	}
	if !p.isNew && data.SameTags(p.plan.Tags, p.prior.Tags) {
		p.plan.Tags = p.prior.Tags
	}
	p.plan.Throughput = p.plannedThroughput(p.lastTokens(choice))
	if p.config.DeletionProtection.IsNull() {
		p.plan.DeletionProtection = protection(p.plan.Throughput)
	}
}

// lastTokens is what an absent tokens_per_minute goes on to mean.
func (p *planning) lastTokens(choice *llm.Choice) types.Int64 {
	if p.isNew {
		return types.Int64Unknown()
	}
	if choice != nil {
		return types.Int64PointerValue(choice.TokensPerMinute)
	}
	if tokens, ok := p.prior.Throughput.Attributes()["tokens_per_minute"].(types.Int64); ok {
		return tokens
	}
	return types.Int64Null()
}

// plannedThroughput is the throughput as it was written, with its defaults.
// Tokens stand in for an absent tokens_per_minute of an on-demand deployment.
func (p *planning) plannedThroughput(tokens types.Int64) types.Object {
	written := p.config.Throughput
	if written.IsUnknown() {
		return written
	}
	planned := map[string]attr.Value{
		"mode":              types.StringNull(),
		"tokens_per_minute": types.Int64Null(),
		"units":             types.Int64Null(),
		"commitment":        types.StringNull(),
	}
	maps.Copy(planned, written.Attributes())
	if planned["mode"].IsNull() {
		planned["mode"] = types.StringValue(string(llm.OnDemand))
	}
	onDemand := planned["mode"].Equal(types.StringValue(string(llm.OnDemand)))
	if planned["tokens_per_minute"].IsNull() && (onDemand || planned["mode"].IsUnknown()) {
		planned["tokens_per_minute"] = tokens
	}
	return types.ObjectValueMust(throughputType(), planned)
}

// protection is the default of deletion_protection.
func protection(throughput types.Object) types.Bool {
	if throughput.IsUnknown() || throughput.Attributes()["mode"].IsUnknown() {
		return types.BoolUnknown()
	}
	return types.BoolValue(throughput.Attributes()["mode"].Equal(types.StringValue(string(llm.Provisioned))))
}

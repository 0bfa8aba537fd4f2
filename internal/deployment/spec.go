package deployment

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// spec is what the configuration or plan asks for, and which of it is not known
// yet. It is the way out of Terraform; observe is the way back.
func (m tfModel) spec(ctx context.Context, data *framework.Data) (llm.DeploymentSpec, llm.FieldSet, diag.Diagnostics) {
	r := &reader{unknown: llm.FieldSet{}}
	spec := llm.DeploymentSpec{
		Name:             r.string(llm.FieldName, m.Name),
		NamePrefix:       r.string(llm.FieldNamePrefix, m.NamePrefix),
		Protected:        m.DeletionProtection.ValueBool(),
		Model:            r.string(llm.FieldModel, m.Model),
		Scope:            llm.Scope(r.string(llm.FieldScope, m.ProcessingScope)),
		AllowedLocations: r.strings(llm.FieldAllowedLocations, m.AllowedLocations.Elements(), m.AllowedLocations),
		Throughput:       m.throughput(ctx, r),
		VersionUpgrade:   llm.VersionUpgrade(r.string(llm.FieldVersionUpgrade, m.VersionUpgrade)),
		Guardrail:        r.string(llm.FieldGuardrail, m.Guardrail),
		Tags:             allTags(data, r.tags(m.Tags)),
		IgnoreTags:       data.IgnoreTags,
		Policy:           m.policy(data),
		ModelAliases:     data.ModelAliases,
		Azure:            m.azure(ctx, r),
		Bedrock:          m.bedrock(ctx, r),
	}
	r.note(llm.FieldDriftPolicy, m.DriftPolicy)
	for _, response := range m.DriftPolicy.Elements() {
		r.note(llm.FieldDriftPolicy, response)
	}
	if spec.VersionUpgrade == "" {
		spec.VersionUpgrade = llm.Pinned
	}
	return spec, r.unknown, r.diags
}

// allTags is every tag that is written: the provider's, then the resource's.
func allTags(data *framework.Data, tags map[string]string) map[string]string {
	all := maps.Clone(data.DefaultTags)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, tags)
	if data.Owner != "" {
		all[llm.TagOwner] = data.Owner
	}
	return data.IgnoreTags.Managed(all)
}

func (m tfModel) throughput(ctx context.Context, r *reader) llm.Throughput {
	var t tfThroughput
	r.object(ctx, llm.FieldThroughput, m.Throughput, &t)
	throughput := llm.Throughput{
		Mode:            llm.Mode(r.string(llm.FieldMode, t.Mode)),
		TokensPerMinute: r.int(llm.FieldTokensPerMinute, t.TokensPerMinute),
		Units:           r.int(llm.FieldUnits, t.Units),
		Commitment:      llm.Commitment(r.string(llm.FieldCommitment, t.Commitment)),
	}
	if throughput.Mode == "" {
		throughput.Mode = llm.OnDemand
	}
	return throughput
}

func (m tfModel) azure(ctx context.Context, r *reader) llm.AzureDeployment {
	var a tfAzure
	r.object(ctx, "azure", m.Azure, &a)
	return llm.AzureDeployment{
		AccountID:   r.string(llm.FieldAccountID, a.AccountID),
		Spillover:   r.string(llm.FieldSpillover, a.Spillover),
		ServiceTier: r.string(llm.FieldServiceTier, a.ServiceTier),
		Paused:      r.bool(llm.FieldPaused, a.Paused),
		Routing:     a.routing(ctx, r),
		Attestation: a.attestation(ctx, r),
		HostedOn:    r.string(llm.FieldHostedOn, a.HostedOn),
		SKU:         r.string(llm.FieldSKU, a.SKU),
		Model:       a.model(ctx, r),
	}
}

func (a tfAzure) routing(ctx context.Context, r *reader) llm.Routing {
	var routing tfRouting
	r.object(ctx, llm.FieldRouting, a.Routing, &routing)
	return llm.Routing{
		Mode:   r.string(llm.FieldRouting, routing.Mode),
		Models: r.strings(llm.FieldRouting, routing.Models.Elements(), routing.Models),
	}
}

func (a tfAzure) attestation(ctx context.Context, r *reader) llm.Attestation {
	var attestation tfAttestation
	r.object(ctx, llm.FieldAttestation, a.Attestation, &attestation)
	return llm.Attestation{
		Organization: r.string(llm.FieldAttestation, attestation.Organization),
		CountryCode:  r.string(llm.FieldAttestation, attestation.CountryCode),
		Industry:     r.string(llm.FieldAttestation, attestation.Industry),
	}
}

// model is nil where the user left the model to the reference.
func (a tfAzure) model(ctx context.Context, r *reader) *llm.AzureModel {
	var model tfAzureModel
	r.object(ctx, llm.FieldAzureModel, a.Model, &model)
	if a.Model.IsNull() || a.Model.IsUnknown() {
		return nil
	}
	return &llm.AzureModel{
		Format:        r.string(llm.FieldAzureModel, model.Format),
		Name:          r.string(llm.FieldAzureModel, model.Name),
		Version:       r.string(llm.FieldAzureModel, model.Version),
		Source:        r.string(llm.FieldAzureModel, model.Source),
		SourceAccount: r.string(llm.FieldAzureModel, model.SourceAccount),
	}
}

func (m tfModel) bedrock(ctx context.Context, r *reader) llm.BedrockDeployment {
	var b tfBedrock
	r.object(ctx, "bedrock", m.Bedrock, &b)
	return llm.BedrockDeployment{
		Region:           r.string(llm.FieldRegion, b.Region),
		ModelID:          r.string(llm.FieldModelID, b.ModelID),
		InferenceProfile: r.string(llm.FieldInferenceProfile, b.InferenceProfile),
	}
}

package deployment

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// spec is what the configuration or plan asks for, and which of it is not known
// yet. It is the way out of Terraform; observe is the way back.
func (m tfModel) spec(data *framework.Data) (llm.DeploymentSpec, llm.FieldSet, diag.Diagnostics) {
	r := framework.NewReader()
	spec := llm.DeploymentSpec{
		Name:             r.String(llm.FieldName, m.Name),
		NamePrefix:       r.String(llm.FieldNamePrefix, m.NamePrefix),
		Protected:        m.DeletionProtection.ValueBool(),
		Model:            r.String(llm.FieldModel, m.Model),
		Scope:            llm.Scope(r.String(llm.FieldScope, m.ProcessingScope)),
		AllowedLocations: r.Strings(llm.FieldAllowedLocations, m.AllowedLocations.Elements(), m.AllowedLocations),
		Throughput:       m.throughput(r),
		VersionUpgrade:   llm.VersionUpgrade(r.String(llm.FieldVersionUpgrade, m.VersionUpgrade)),
		Guardrail:        r.String(llm.FieldGuardrail, m.Guardrail),
		Tags:             data.AllTags(r.StringMap(llm.FieldTags, m.Tags)),
		IgnoreTags:       data.IgnoreTags,
		Policy:           m.policy(data),
		ModelAliases:     data.ModelAliases,
		Azure:            m.azure(r),
		Bedrock:          m.bedrock(r),
	}
	r.Note(llm.FieldDriftPolicy, m.DriftPolicy)
	for _, response := range m.DriftPolicy.Elements() {
		r.Note(llm.FieldDriftPolicy, response)
	}
	if spec.VersionUpgrade == "" {
		spec.VersionUpgrade = llm.Pinned
	}
	return spec, r.Unknown, r.Diags
}

func (m tfModel) throughput(r *framework.Reader) llm.Throughput {
	var t tfThroughput
	r.Object(llm.FieldThroughput, m.Throughput, &t)
	throughput := llm.Throughput{
		Mode:            llm.Mode(r.String(llm.FieldMode, t.Mode)),
		TokensPerMinute: r.Int(llm.FieldTokensPerMinute, t.TokensPerMinute),
		Units:           r.Int(llm.FieldUnits, t.Units),
		Commitment:      llm.Commitment(r.String(llm.FieldCommitment, t.Commitment)),
	}
	if throughput.Mode == "" {
		throughput.Mode = llm.OnDemand
	}
	return throughput
}

func (m tfModel) azure(r *framework.Reader) llm.AzureDeployment {
	var a tfAzure
	r.Object("azure", m.Azure, &a)
	return llm.AzureDeployment{
		AccountID:   r.String(llm.FieldAccountID, a.AccountID),
		Spillover:   r.String(llm.FieldSpillover, a.Spillover),
		ServiceTier: r.String(llm.FieldServiceTier, a.ServiceTier),
		Paused:      r.Bool(llm.FieldPaused, a.Paused),
		Routing:     a.routing(r),
		Attestation: a.attestation(r),
		HostedOn:    r.String(llm.FieldHostedOn, a.HostedOn),
		SKU:         r.String(llm.FieldSKU, a.SKU),
		Model:       a.model(r),
	}
}

func (a tfAzure) routing(r *framework.Reader) llm.Routing {
	var routing tfRouting
	r.Object(llm.FieldRouting, a.Routing, &routing)
	return llm.Routing{
		Mode:   r.String(llm.FieldRouting, routing.Mode),
		Models: r.Strings(llm.FieldRouting, routing.Models.Elements(), routing.Models),
	}
}

func (a tfAzure) attestation(r *framework.Reader) llm.Attestation {
	var attestation tfAttestation
	r.Object(llm.FieldAttestation, a.Attestation, &attestation)
	return llm.Attestation{
		Organization: r.String(llm.FieldAttestation, attestation.Organization),
		CountryCode:  r.String(llm.FieldAttestation, attestation.CountryCode),
		Industry:     r.String(llm.FieldAttestation, attestation.Industry),
	}
}

// model is nil where the user left the model to the reference.
func (a tfAzure) model(r *framework.Reader) *llm.AzureModel {
	var model tfAzureModel
	r.Object(llm.FieldAzureModel, a.Model, &model)
	if a.Model.IsNull() || a.Model.IsUnknown() {
		return nil
	}
	return &llm.AzureModel{
		Format:        r.String(llm.FieldAzureModel, model.Format),
		Name:          r.String(llm.FieldAzureModel, model.Name),
		Version:       r.String(llm.FieldAzureModel, model.Version),
		Source:        r.String(llm.FieldAzureModel, model.Source),
		SourceAccount: r.String(llm.FieldAzureModel, model.SourceAccount),
	}
}

func (m tfModel) bedrock(r *framework.Reader) llm.BedrockDeployment {
	var b tfBedrock
	r.Object("bedrock", m.Bedrock, &b)
	return llm.BedrockDeployment{
		Region:           r.String(llm.FieldRegion, b.Region),
		ModelID:          r.String(llm.FieldModelID, b.ModelID),
		InferenceProfile: r.String(llm.FieldInferenceProfile, b.InferenceProfile),
	}
}

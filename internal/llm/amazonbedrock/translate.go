package amazonbedrock

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The servings that copy nothing.
const (
	servingProvisioned = "provisioned"
	servingCustom      = "custom"
)

// toProfile copies the model itself, or the system profile that was chosen. The token makes repeats of one create harmless.
func toProfile(spec llm.DeploymentSpec, native llm.Native, region, account, token string) *bedrock.CreateInferenceProfileInput {
	source := foundationARN(region, native.Name)
	if native.Serving != native.Name {
		source = systemProfileARN(region, account, native.Serving)
	}
	return &bedrock.CreateInferenceProfileInput{
		InferenceProfileName: &spec.Name,
		ModelSource:          &types.InferenceProfileModelSourceMemberCopyFrom{Value: source},
		ClientRequestToken:   &token,
		Tags:                 toTags(spec.Tags),
	}
}

// fromProfile reads what a profile serves from the models it lists: what it was copied from is never returned. The serving
// itself is for the catalog to tell.
func fromProfile(p types.InferenceProfileSummary) *llm.Deployment {
	id, region := fromARN(p.InferenceProfileArn)
	d := &llm.Deployment{
		ID: id, Name: deref(p.InferenceProfileName), Location: region,
		Native:     routed(p.Models, region),
		Throughput: llm.Throughput{Mode: llm.OnDemand}, VersionUpgrade: llm.Pinned,
		Phase: llm.Pending, Reason: string(p.Status), Created: deref(p.CreatedAt),
	}
	if p.Status == types.InferenceProfileStatusActive {
		d.Phase = llm.Ready
	}
	d.Endpoint = profileEndpoint(id.Value, region, modelARNs(p.Models))
	d.Extra = described(p.Description)
	return d
}

// described is what no argument manages: the description, in the form of [llm.Deployment.Extra].
func described(text *string) map[string]string {
	encoded, err := json.Marshal(deref(text))
	if deref(text) == "" || err != nil {
		return nil
	}
	return map[string]string{"description": string(encoded)}
}

// routed tells model, scope and places from the ARNs of the models that a profile routes to.
func routed(models []types.InferenceProfileModel, region string) llm.Native {
	var native llm.Native
	for _, source := range modelARNs(models) {
		a, err := parseARN(source)
		if err != nil {
			continue // a form that is not known yet says nothing about places
		}
		native.Name, native.Version = a.Resource, versionOf(a.Resource)
		if a.Region == "" {
			native.Scope = llm.ScopeGlobal
		}
		native.Locations = append(native.Locations, a.Region)
	}
	slices.Sort(native.Locations)
	native.Locations = slices.Compact(native.Locations)
	switch {
	case native.Scope == llm.ScopeGlobal:
		native.Locations = []string{llm.Anywhere}
	case slices.Equal(native.Locations, []string{region}):
		native.Scope = llm.ScopeRegion
	default:
		native.Scope = llm.ScopeGeo
	}
	return native
}

func modelARNs(models []types.InferenceProfileModel) []string {
	var arns []string
	for _, m := range models {
		arns = append(arns, deref(m.ModelArn))
	}
	slices.Sort(arns)
	return arns
}

// toThroughput buys model units; no commitment is the absence of one.
func toThroughput(spec llm.DeploymentSpec, native llm.Native, token string) *bedrock.CreateProvisionedModelThroughputInput {
	return &bedrock.CreateProvisionedModelThroughputInput{
		ProvisionedModelName: &spec.Name,
		ModelId:              &native.Name,
		ModelUnits:           new(int32(deref(spec.Throughput.Units))), // within bounds: see checkUnits
		CommitmentDuration:   toCommitment(spec.Throughput.Commitment),
		ClientRequestToken:   &token,
		Tags:                 toTags(spec.Tags),
	}
}

// fromThroughput takes a throughput that has not become what was asked for as still being changed.
func fromThroughput(t *bedrock.GetProvisionedModelThroughputOutput) *llm.Deployment {
	id, region := fromARN(t.ProvisionedModelArn)
	model := modelOf(deref(t.ModelArn))
	d := &llm.Deployment{
		ID: id, Name: deref(t.ProvisionedModelName), Location: region,
		Native: llm.Native{Name: model, Version: versionOf(model), Serving: servingProvisioned, Scope: llm.ScopeRegion, Locations: []string{region}},
		Throughput: llm.Throughput{
			Mode: llm.Provisioned, Units: new(int64(deref(t.ModelUnits))), Commitment: fromCommitment(t.CommitmentDuration),
		},
		CommitmentEnds: deref(t.CommitmentExpirationTime), VersionUpgrade: llm.Pinned, Created: deref(t.CreationTime),
	}
	d.Phase, d.Reason = throughputPhase(t)
	d.Endpoint = runtimeEndpoint(id.Value, region, []string{deref(t.ModelArn), deref(t.FoundationModelArn)})
	return d
}

func throughputPhase(t *bedrock.GetProvisionedModelThroughputOutput) (llm.Phase, string) {
	switch {
	case t.Status == types.ProvisionedModelStatusFailed:
		return llm.Failed, reason(string(t.Status), t.FailureMessage)
	case t.Status != types.ProvisionedModelStatusInService:
		return llm.Pending, string(t.Status)
	case deref(t.DesiredModelArn) != "" && deref(t.DesiredModelArn) != deref(t.ModelArn):
		return llm.Pending, "moving to the model " + oneLine(*t.DesiredModelArn)
	case t.DesiredModelUnits != nil && *t.DesiredModelUnits != deref(t.ModelUnits):
		return llm.Pending, "changing its model units"
	}
	return llm.Ready, string(t.Status)
}

// summarised makes of a list's item what a read gives, but for the failure message, which lists lack.
func summarised(t types.ProvisionedModelSummary) *bedrock.GetProvisionedModelThroughputOutput {
	return &bedrock.GetProvisionedModelThroughputOutput{
		ProvisionedModelArn: t.ProvisionedModelArn, ProvisionedModelName: t.ProvisionedModelName, Status: t.Status,
		ModelArn: t.ModelArn, DesiredModelArn: t.DesiredModelArn, FoundationModelArn: t.FoundationModelArn,
		ModelUnits: t.ModelUnits, DesiredModelUnits: t.DesiredModelUnits, CommitmentDuration: t.CommitmentDuration,
		CommitmentExpirationTime: t.CommitmentExpirationTime, CreationTime: t.CreationTime, LastModifiedTime: t.LastModifiedTime,
	}
}

// toCustom deploys a custom model on demand.
func toCustom(spec llm.DeploymentSpec, native llm.Native, token string) *bedrock.CreateCustomModelDeploymentInput {
	return &bedrock.CreateCustomModelDeploymentInput{
		ModelDeploymentName: &spec.Name,
		ModelArn:            &native.Name,
		ClientRequestToken:  &token,
		Tags:                toTags(spec.Tags),
	}
}

// fromCustom takes an unfinished change as pending. After a failed change the former model still serves.
func fromCustom(c *bedrock.GetCustomModelDeploymentOutput) *llm.Deployment {
	id, region := fromARN(c.CustomModelDeploymentArn)
	d := &llm.Deployment{
		ID: id, Name: deref(c.ModelDeploymentName), Location: region,
		Native:     llm.Native{Name: deref(c.ModelArn), Serving: servingCustom, Scope: llm.ScopeRegion, Locations: []string{region}},
		Throughput: llm.Throughput{Mode: llm.OnDemand}, VersionUpgrade: llm.Pinned, Created: deref(c.CreatedAt),
		Phase: llm.Pending, Reason: string(c.Status),
	}
	switch {
	case c.Status == types.CustomModelDeploymentStatusFailed:
		d.Phase, d.Reason = llm.Failed, reason(string(c.Status), c.FailureMessage)
	case c.UpdateDetails != nil && c.UpdateDetails.UpdateStatus == types.CustomModelDeploymentUpdateStatusUpdating:
		d.Reason = "moving to the model " + oneLine(deref(c.UpdateDetails.ModelArn))
	case c.Status == types.CustomModelDeploymentStatusActive:
		d.Phase = llm.Ready
	}
	d.Endpoint = runtimeEndpoint(id.Value, region, []string{deref(c.ModelArn)})
	d.Extra = described(c.Description)
	return d
}

// fromARN reads the id of an answer. What cannot be read is passed on as it is, for Get to refuse.
func fromARN(value *string) (llm.ID, string) {
	a, err := parseDeploymentARN(deref(value))
	if err != nil {
		return llm.ID{Value: deref(value)}, ""
	}
	return idOf(a), a.Region
}

// modelOf is the id of a foundation model, or the whole ARN of a custom one.
func modelOf(source string) string {
	if a, err := parseARN(source); err == nil && a.Kind == kindFoundation {
		return a.Resource
	}
	return source
}

// versionOf is what a model id says of its version: its date, else its revision. The id fixes both.
func versionOf(model string) string {
	if isARN(model) {
		return ""
	}
	entry, _ := DecomposeModelID(model)
	return entry.Reference().Version
}

func toCommitment(c llm.Commitment) types.CommitmentDuration {
	switch c {
	case llm.OneMonth:
		return types.CommitmentDurationOneMonth
	case llm.SixMonths:
		return types.CommitmentDurationSixMonths
	}
	return types.CommitmentDuration(c)
}

func fromCommitment(c types.CommitmentDuration) llm.Commitment {
	switch c {
	case types.CommitmentDurationOneMonth:
		return llm.OneMonth
	case types.CommitmentDurationSixMonths:
		return llm.SixMonths
	}
	return llm.Commitment(strings.ToLower(string(c)))
}

func reason(status string, message *string) string {
	if text := oneLine(deref(message)); text != "" {
		return status + ": " + text
	}
	return status
}

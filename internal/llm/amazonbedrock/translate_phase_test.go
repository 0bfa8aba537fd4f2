package amazonbedrock

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestFromThroughput(t *testing.T) {
	ends := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	base := func(change func(*bedrock.GetProvisionedModelThroughputOutput)) *bedrock.GetProvisionedModelThroughputOutput {
		out := &bedrock.GetProvisionedModelThroughputOutput{
			ProvisionedModelArn: new(unitsARN), ProvisionedModelName: new("chat"), ModelUnits: new(int32(2)), DesiredModelUnits: new(int32(2)),
			ModelArn: new(foundationARN(testRegion, "amazon.nova-lite-v1:0:24k")), DesiredModelArn: new(foundationARN(testRegion, "amazon.nova-lite-v1:0:24k")),
			Status: types.ProvisionedModelStatusInService, CommitmentDuration: types.CommitmentDurationSixMonths, CommitmentExpirationTime: &ends,
		}
		change(out)
		return out
	}
	tests := []struct {
		name   string
		change func(*bedrock.GetProvisionedModelThroughputOutput)
		phase  llm.Phase
		reason string
	}{
		{"in service", func(*bedrock.GetProvisionedModelThroughputOutput) {}, llm.Ready, "InService"},
		{"creating", func(o *bedrock.GetProvisionedModelThroughputOutput) { o.Status = "Creating" }, llm.Pending, "Creating"},
		{"updating", func(o *bedrock.GetProvisionedModelThroughputOutput) { o.Status = "Updating" }, llm.Pending, "Updating"},
		{"going", func(o *bedrock.GetProvisionedModelThroughputOutput) { o.Status = "Deleting" }, llm.Pending, "Deleting"},
		{"going although it has failed to", func(o *bedrock.GetProvisionedModelThroughputOutput) {
			o.Status, o.FailureMessage = "DeleteInProgress", new("no")
		}, llm.Pending, "DeleteInProgress"},
		{"a status that is not known yet", func(o *bedrock.GetProvisionedModelThroughputOutput) { o.Status = "Pausing" }, llm.Pending, "Pausing"},
		{"failed", func(o *bedrock.GetProvisionedModelThroughputOutput) {
			o.Status, o.FailureMessage = "Failed", new("no\ncapacity")
		}, llm.Failed, "Failed: no capacity"},
		{"moving", func(o *bedrock.GetProvisionedModelThroughputOutput) { o.DesiredModelArn = new(tunedModel) }, llm.Pending, "moving to the model " + tunedModel},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := fromThroughput(base(tt.change))
			if got.Phase != tt.phase || got.Reason != tt.reason {
				t.Errorf("phase %s (%s), want %s (%s)", got.Phase, got.Reason, tt.phase, tt.reason)
			}
			if got.Native.Name != "amazon.nova-lite-v1:0:24k" || *got.Throughput.Units != 2 || got.Throughput.Commitment != llm.SixMonths || !got.CommitmentEnds.Equal(ends) {
				t.Errorf("throughput = %+v of %+v", got.Throughput, got.Native)
			}
		})
	}
}

func TestFromProfile_phases(t *testing.T) {
	for status, want := range map[types.InferenceProfileStatus]llm.Phase{
		"ACTIVE": llm.Ready, "DELETING": llm.Pending, "CREATING": llm.Pending, "active": llm.Pending, "": llm.Pending,
	} {
		if got := fromProfile(types.InferenceProfileSummary{InferenceProfileArn: new(profileARN), Status: status}); got.Phase != want {
			t.Errorf("%q is %s, want %s", status, got.Phase, want)
		}
	}
}

func TestFromCustom(t *testing.T) {
	tests := []struct {
		name   string
		status types.CustomModelDeploymentStatus
		update *types.CustomModelDeploymentUpdateDetails
		phase  llm.Phase
	}{
		{"active", "Active", nil, llm.Ready},
		{"creating", "Creating", nil, llm.Pending},
		{"failed", "Failed", nil, llm.Failed},
		{"going", "Deleting", nil, llm.Pending},
		{"going after it was moved", "Deleting", &types.CustomModelDeploymentUpdateDetails{ModelArn: new(tunedModel), UpdateStatus: "UpdateCompleted"}, llm.Pending},
		{"going while it moves", "Deleting", &types.CustomModelDeploymentUpdateDetails{ModelArn: new(otherModel), UpdateStatus: "Updating"}, llm.Pending},
		{"a status that is not known yet", "Resting", nil, llm.Pending},
		{"being moved", "Active", &types.CustomModelDeploymentUpdateDetails{ModelArn: new(otherModel), UpdateStatus: "Updating"}, llm.Pending},
		{"moved", "Active", &types.CustomModelDeploymentUpdateDetails{ModelArn: new(tunedModel), UpdateStatus: "UpdateCompleted"}, llm.Ready},
		{"not moved after all", "Active", &types.CustomModelDeploymentUpdateDetails{ModelArn: new(otherModel), UpdateStatus: "UpdateFailed"}, llm.Ready},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := fromCustom(&bedrock.GetCustomModelDeploymentOutput{
				CustomModelDeploymentArn: new(customARN), ModelDeploymentName: new("chat"), ModelArn: new(tunedModel), Status: tt.status, UpdateDetails: tt.update,
			})
			if got.Phase != tt.phase || got.Native.Name != tunedModel || got.Native.Serving != servingCustom {
				t.Errorf("deployment = %+v, want %s", got, tt.phase)
			}
		})
	}
}

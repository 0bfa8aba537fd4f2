package amazonbedrock

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// actionOf is the IAM action that a request needs. Source: Service Authorization Reference, actions of Amazon Bedrock, Service
// Quotas and Resource Groups Tagging, which are named as the operations.
func actionOf(t *testing.T, c sandbox.Call) string {
	t.Helper()
	path, _, _ := strings.Cut(c.Path, "?")
	path = regexp.MustCompile(`arn%3A[^/]*`).ReplaceAllString(path, "{arn}")
	path = regexp.MustCompile(`^(/foundation-model-availability/).*`).ReplaceAllString(path, "$1{model}")
	request := strings.TrimSpace(c.Method + " " + path + " " + c.Target)
	action, known := map[string]string{
		"GET /foundation-models":                                     "bedrock:ListFoundationModels",
		"GET /inference-profiles":                                    "bedrock:ListInferenceProfiles",
		"POST /inference-profiles":                                   "bedrock:CreateInferenceProfile",
		"GET /inference-profiles/{arn}":                              "bedrock:GetInferenceProfile",
		"DELETE /inference-profiles/{arn}":                           "bedrock:DeleteInferenceProfile",
		"GET /provisioned-model-throughputs":                         "bedrock:ListProvisionedModelThroughputs",
		"POST /provisioned-model-throughput":                         "bedrock:CreateProvisionedModelThroughput",
		"GET /provisioned-model-throughput/{arn}":                    "bedrock:GetProvisionedModelThroughput",
		"PATCH /provisioned-model-throughput/{arn}":                  "bedrock:UpdateProvisionedModelThroughput",
		"DELETE /provisioned-model-throughput/{arn}":                 "bedrock:DeleteProvisionedModelThroughput",
		"GET /model-customization/custom-model-deployments":          "bedrock:ListCustomModelDeployments",
		"POST /model-customization/custom-model-deployments":         "bedrock:CreateCustomModelDeployment",
		"GET /model-customization/custom-model-deployments/{arn}":    "bedrock:GetCustomModelDeployment",
		"PATCH /model-customization/custom-model-deployments/{arn}":  "bedrock:UpdateCustomModelDeployment",
		"DELETE /model-customization/custom-model-deployments/{arn}": "bedrock:DeleteCustomModelDeployment",
		"GET /foundation-model-availability/{model}":                 "bedrock:GetFoundationModelAvailability",
		"GET /use-case-for-model-access":                             "bedrock:GetUseCaseForModelAccess",
		"GET /custom-models/{arn}":                                   "bedrock:GetCustomModel",
		"POST /listTagsForResource":                                  "bedrock:ListTagsForResource",
		"POST /tagResource":                                          "bedrock:TagResource",
		"POST /untagResource":                                        "bedrock:UntagResource",
		"POST / ResourceGroupsTaggingAPI_20170126.GetResources":      "tag:GetResources",
		"POST / ServiceQuotasV20190624.ListServiceQuotas":            "servicequotas:ListServiceQuotas",
	}[request]
	if !known {
		t.Errorf("no action is known for %s", request)
	}
	return action
}

// asked are the actions of all calls so far, each once, sorted.
func asked(t *testing.T, sb *sandbox.Sandbox) []string {
	t.Helper()
	var actions []string
	for _, c := range sb.Calls() {
		actions = append(actions, actionOf(t, c))
	}
	slices.Sort(actions)
	return slices.Compact(actions)
}

// errand is one thing that Terraform asks of the driver, on a deployment that stands.
type errand func(d *llm.Deployments, made *llm.Deployment, kept *llm.Choice, spec llm.DeploymentSpec) error

func reading(t *testing.T) errand {
	return func(d *llm.Deployments, made *llm.Deployment, kept *llm.Choice, _ llm.DeploymentSpec) error {
		_, _, _, err := d.Read(t.Context(), made.ID, kept, nil)
		return err
	}
}

func deleting(t *testing.T) errand {
	return func(d *llm.Deployments, made *llm.Deployment, _ *llm.Choice, _ llm.DeploymentSpec) error {
		return d.Delete(t.Context(), made.ID, patience)
	}
}

func updating(t *testing.T, change edit) errand {
	return func(d *llm.Deployments, made *llm.Deployment, kept *llm.Choice, spec llm.DeploymentSpec) error {
		change(&spec)
		_, _, err := d.Update(t.Context(), made, spec, kept, patience)
		return err
	}
}

func creating(t *testing.T) errand {
	return func(d *llm.Deployments, _ *llm.Deployment, _ *llm.Choice, spec llm.DeploymentSpec) error {
		spec.Name = "another"
		_, _, err := d.Create(t.Context(), spec, patience)
		return err
	}
}

// TestActions: each operation needs these permissions and no others. Every one is done by a process that has listed nothing
// yet; a later one in the same process lists no models and profiles again.
func TestActions(t *testing.T) {
	const catalog = "bedrock:ListFoundationModels bedrock:ListInferenceProfiles bedrock:ListTagsForResource "
	tuned := tuneModels(t, sandbox.New())
	profile, units := profileSpec(), unitsSpec(hourly)
	counted := profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1000)) })
	custom := profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = tuned[0] })
	retag := func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"other": "tag"} }
	rename := func(s *llm.DeploymentSpec) { s.Name = "renamed" }
	move := func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = tuned[1] }
	tests := []struct {
		name string
		spec llm.DeploymentSpec
		do   errand
		want string // apart from catalog
	}{
		{"create a profile", profile, creating(t), "bedrock:CreateInferenceProfile bedrock:GetFoundationModelAvailability bedrock:GetInferenceProfile"},
		{"create a profile that counts on tokens", counted, creating(t), "bedrock:CreateInferenceProfile bedrock:GetFoundationModelAvailability bedrock:GetInferenceProfile servicequotas:ListServiceQuotas"},
		{"create a throughput", units, creating(t), "bedrock:CreateProvisionedModelThroughput bedrock:GetFoundationModelAvailability bedrock:GetProvisionedModelThroughput bedrock:ListProvisionedModelThroughputs servicequotas:ListServiceQuotas"},
		{"create a deployment of a custom model", custom, creating(t), "bedrock:CreateCustomModelDeployment bedrock:GetCustomModel bedrock:GetCustomModelDeployment bedrock:ListCustomModelDeployments"},
		{"read a profile", profile, reading(t), "bedrock:GetInferenceProfile"},
		{"read a throughput", units, reading(t), "bedrock:GetProvisionedModelThroughput"},
		{"read a deployment of a custom model", custom, reading(t), "bedrock:GetCustomModelDeployment"},
		{"change tags", profile, updating(t, retag), "bedrock:GetInferenceProfile bedrock:TagResource bedrock:UntagResource"},
		{"rename a throughput", units, updating(t, rename), "bedrock:GetProvisionedModelThroughput bedrock:UpdateProvisionedModelThroughput"},
		{"move to another custom model", custom, updating(t, move), "bedrock:GetCustomModel bedrock:GetCustomModelDeployment bedrock:UpdateCustomModelDeployment"},
		{"delete a profile", profile, deleting(t), "bedrock:DeleteInferenceProfile bedrock:GetInferenceProfile"},
		{"delete a throughput", units, deleting(t), "bedrock:DeleteProvisionedModelThroughput bedrock:GetProvisionedModelThroughput"},
		{"delete a deployment of a custom model", custom, deleting(t), "bedrock:DeleteCustomModelDeployment bedrock:GetCustomModelDeployment"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sb, first := opened(t)
			tuneModels(t, sb)
			made, kept := mustCreate(t, first, tt.spec)
			sb.ResetCalls()
			if err := tt.do(reopened(sb), made, kept, tt.spec); err != nil {
				t.Fatal(err)
			}
			want := strings.Fields(catalog + tt.want)
			slices.Sort(want)
			if diff := cmp.Diff(want, asked(t, sb)); diff != "" {
				t.Errorf("actions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestActions_list(t *testing.T) {
	sb, first := opened(t)
	mustCreate(t, first, profileSpec())
	sb.ResetCalls()
	count(t, reopened(sb))
	want := []string{
		"bedrock:ListCustomModelDeployments", "bedrock:ListFoundationModels", "bedrock:ListInferenceProfiles",
		"bedrock:ListProvisionedModelThroughputs", "tag:GetResources",
	}
	if diff := cmp.Diff(want, asked(t, sb)); diff != "" {
		t.Errorf("actions (-want +got):\n%s", diff)
	}
}

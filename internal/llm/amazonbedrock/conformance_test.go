package amazonbedrock

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func sandboxConfig(sb *sandbox.Sandbox, region string) Config {
	return Config{
		Region: region, AccountID: sandbox.AWSAccount, HTTPClient: sb, Now: sb.Now, Sandbox: true,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "SANDBOX", SecretAccessKey: "SANDBOX"}, nil
		}),
	}
}

// tuneModels trains two custom models, whose ARNs follow from the order.
func tuneModels(t *testing.T, sb *sandbox.Sandbox) (arns [2]string) {
	t.Helper()
	for i, name := range []string{"tuned", "tuned-again"} {
		arn, err := sb.AddCustomModel(sandbox.AWSRegion, name, "amazon.nova-lite-v1:0:300k")
		if err != nil {
			t.Fatal(err)
		}
		arns[i] = arn
	}
	return arns
}

// isWrite knows that reading tags is a POST.
func isWrite(r *http.Request) bool {
	reads := []string{"/listTagsForResource", "/"} // behind "/" are the tagging API and Service Quotas, which are only read
	return r.Method != http.MethodGet && !slices.Contains(reads, r.URL.EscapedPath())
}

func newWorld(t *testing.T) llmtest.World {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	tuneModels(t, sb)
	platform := NewPlatform(sandboxConfig(sb, sandbox.AWSRegion))
	return llmtest.World{
		Deployments: llm.NewDeployments(platform.Deployments(), sb.Now),
		Writes: func() int {
			n := 0
			for _, c := range sb.Calls() {
				if r, err := http.NewRequest(c.Method, "https://x"+c.Path, nil); err == nil && isWrite(r) {
					n++
				}
			}
			return n
		},
	}
}

func TestConformance(t *testing.T) {
	exempt := map[string]string{
		"Azure":                      "of another platform",
		"Native.Capacity":            "of Azure",
		"Native.SourceAccount":       "of Azure",
		"Guardrail":                  "requests name it, nothing on AWS holds it",
		"Throughput.TokensPerMinute": "Bedrock has no such limit per deployment and returns none",
	}
	models := tuneModels(t, sandbox.New())
	t.Run("bought by the unit", func(t *testing.T) {
		llmtest.Run(t, llmtest.Harness{New: newWorld, Exempt: exempt, Cases: unitCases(models)})
	})
	exempt["Throughput.Units"] = "of provisioned throughput"
	t.Run("on demand", func(t *testing.T) {
		llmtest.Run(t, llmtest.Harness{New: newWorld, Exempt: exempt, Cases: append(profileCases(), customCase(models))})
	})
}

func change(field llm.Field, action llm.Action, apply func(*llm.DeploymentSpec)) llmtest.SpecChange {
	return llmtest.SpecChange{Field: field, Action: action, Apply: apply}
}

func tagChange() llmtest.SpecChange {
	return change(llm.FieldTags, llm.Update, func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"team": "ads"} })
}

func rename(action llm.Action) llmtest.SpecChange {
	return change(llm.FieldName, action, func(s *llm.DeploymentSpec) { s.Name = "renamed" })
}

func profileCases() []llmtest.Case {
	return []llmtest.Case{
		{Name: "a profile", Spec: profileSpec(), Changes: []llmtest.SpecChange{
			tagChange(), rename(llm.Replace),
			change(llm.FieldTags, llm.Update, func(s *llm.DeploymentSpec) { s.Tags = nil }),
			change(llm.FieldModel, llm.Replace, func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-pro" }),
			change(llm.FieldScope, llm.Replace, func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeRegion }),
			change(llm.FieldAllowedLocations, llm.Replace, func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"eu"} }),
			change(llm.FieldMode, llm.Replace, func(s *llm.DeploymentSpec) {
				s.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(1))}
			}),
			change(llm.FieldRegion, llm.Replace, func(s *llm.DeploymentSpec) { s.Bedrock.Region = "us-west-2" }),
			change(llm.FieldModel, llm.Same, func(s *llm.DeploymentSpec) { s.Model = "Amazon/Nova_Lite" }),
			change(llm.FieldScope, llm.Same, func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeGeo }),
			change(llm.FieldTokensPerMinute, llm.Same, func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1000)) }),
			change(llm.FieldRegion, llm.Same, func(s *llm.DeploymentSpec) { s.Bedrock.Region = sandbox.AWSRegion }),
		}},
		{Name: "a profile in region", Spec: profileSpec(func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeRegion }), Changes: []llmtest.SpecChange{
			tagChange(),
			change(llm.FieldInferenceProfile, llm.Replace, func(s *llm.DeploymentSpec) {
				s.Scope, s.Bedrock.InferenceProfile = llm.ScopeGeo, "us.amazon.nova-lite-v1:0"
			}),
		}},
		{Name: "a global profile", Spec: profileSpec(func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-2-lite" }), Changes: []llmtest.SpecChange{
			tagChange(), change(llm.FieldScope, llm.Replace, func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeGeo }),
		}},
	}
}

func customCase(models [2]string) llmtest.Case {
	return llmtest.Case{Name: "a custom model", Spec: profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = models[0] }), Changes: []llmtest.SpecChange{
		tagChange(), rename(llm.Replace),
		change(llm.FieldModel, llm.Update, func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = models[1] }),
		change(llm.FieldModel, llm.Replace, func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "" }),
	}}
}

func unitCases(models [2]string) []llmtest.Case {
	units := func(model string) llm.DeploymentSpec {
		return unitsSpec(func(s *llm.DeploymentSpec) {
			s.Bedrock.ModelID, s.Throughput = model, llm.Throughput{Mode: llm.Provisioned, Units: new(int64(1))}
		})
	}
	fixed := []llmtest.SpecChange{
		tagChange(), rename(llm.Update),
		change(llm.FieldUnits, llm.Replace, func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(2)) }),
		change(llm.FieldCommitment, llm.Replace, func(s *llm.DeploymentSpec) { s.Throughput.Commitment = llm.SixMonths }),
		change(llm.FieldMode, llm.Replace, func(s *llm.DeploymentSpec) { s.Throughput = llm.Throughput{Mode: llm.OnDemand} }),
	}
	return []llmtest.Case{
		{Name: "units of a base model", Spec: units("amazon.nova-lite-v1:0:24k"), Changes: append(slices.Clone(fixed),
			change(llm.FieldModel, llm.Replace, func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "amazon.nova-pro-v1:0:24k" }))},
		{Name: "units of a custom model", Spec: units(models[0]), Changes: append(slices.Clone(fixed),
			change(llm.FieldModel, llm.Update, func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = models[1] }))},
	}
}

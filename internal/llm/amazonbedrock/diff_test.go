package amazonbedrock

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func standingProfile() *llm.Deployment {
	return &llm.Deployment{
		ID: llm.ID{Value: profileARN, Location: testRegion}, Name: "chat", Location: testRegion,
		Native: llm.Native{
			Name: "amazon.nova-lite-v1:0", Serving: "us.amazon.nova-lite-v1:0", Scope: llm.ScopeGeo,
			Locations: []string{"us-east-1", "us-east-2", "us-west-2"},
		},
		Throughput: llm.Throughput{Mode: llm.OnDemand}, VersionUpgrade: llm.Pinned, Tags: map[string]string{"team": "search"}, Phase: llm.Ready,
	}
}

func standingUnits() *llm.Deployment {
	d := standingProfile()
	d.ID.Value = unitsARN
	d.Native = llm.Native{Name: "amazon.nova-lite-v1:0:24k", Serving: servingProvisioned, Scope: llm.ScopeRegion, Locations: []string{testRegion}}
	d.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(2)), Commitment: llm.OneMonth}
	return d
}

func standingCustom() *llm.Deployment {
	d := standingProfile()
	d.ID.Value = customARN
	d.Native = llm.Native{Name: tunedModel, Serving: servingCustom, Scope: llm.ScopeRegion, Locations: []string{testRegion}}
	return d
}

func committed() *llm.Deployment {
	d := standingUnits()
	d.CommitmentEnds = now().AddDate(0, 1, 0)
	return d
}

func tunedUnits() *llm.Deployment {
	d := standingUnits()
	d.Native.Name = tunedModel
	return d
}

func keep(d *llm.Deployment) *llm.Choice {
	return &llm.Choice{Native: d.Native, VersionUpgrade: llm.Pinned}
}

func TestDiff(t *testing.T) {
	tuned := func(change ...edit) llm.DeploymentSpec {
		return unitsSpec(append([]edit{func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = tunedModel }}, change...)...)
	}
	tests := []struct {
		name   string
		have   *llm.Deployment
		spec   llm.DeploymentSpec
		action llm.Action
		fields []llm.Field
	}{
		{"nothing", standingProfile(), profileSpec(), llm.Same, nil},
		{"nothing of a throughput", standingUnits(), unitsSpec(), llm.Same, nil},
		{"nothing of a custom model", standingCustom(), customSpec(), llm.Same, nil},
		{"tags of a profile", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Tags = nil }), llm.Update, []llm.Field{llm.FieldTags}},
		{"tags of a throughput", standingUnits(), unitsSpec(func(s *llm.DeploymentSpec) { s.Tags = nil }), llm.Update, []llm.Field{llm.FieldTags}},
		{"the name of a profile", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Name = "x" }), llm.Replace, []llm.Field{llm.FieldName}},
		{"the name of a throughput", standingUnits(), unitsSpec(func(s *llm.DeploymentSpec) { s.Name = "x" }), llm.Update, []llm.Field{llm.FieldName}},
		{"the name of a custom model", standingCustom(), customSpec(func(s *llm.DeploymentSpec) { s.Name = "x" }), llm.Replace, []llm.Field{llm.FieldName}},
		{"the model of a profile", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-pro" }), llm.Replace, []llm.Field{llm.FieldModel}},
		{"the model of a base throughput", standingUnits(), unitsSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "amazon.nova-pro-v1:0:24k" }), llm.Replace, []llm.Field{llm.FieldModel}},
		{"a base throughput to a custom model", standingUnits(), tuned(), llm.Replace, []llm.Field{llm.FieldModel}},
		{"a throughput between custom models", tunedUnits(), tuned(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = otherModel }), llm.Update, []llm.Field{llm.FieldModel}},
		{"a custom deployment to another custom model", standingCustom(), customSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = otherModel }), llm.Update, []llm.Field{llm.FieldModel}},
		{"a custom deployment to a base model", standingCustom(), profileSpec(), llm.Replace, []llm.Field{llm.FieldModel}},
		{"the units", standingUnits(), unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(3)) }), llm.Replace, []llm.Field{llm.FieldUnits}},
		{"the commitment", standingUnits(), unitsSpec(func(s *llm.DeploymentSpec) { s.Throughput.Commitment = "" }), llm.Replace, []llm.Field{llm.FieldCommitment}},
		{"the mode", standingProfile(), unitsSpec(func(s *llm.DeploymentSpec) { s.Bedrock = llm.BedrockDeployment{} }), llm.Replace, []llm.Field{llm.FieldMode, llm.FieldUnits, llm.FieldCommitment}},
		{"a narrower scope", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeRegion }), llm.Replace, []llm.Field{llm.FieldScope}},
		{"a scope that still holds", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeGeo }), llm.Same, nil},
		{"narrower places", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us-east-1"} }), llm.Replace, []llm.Field{llm.FieldAllowedLocations}},
		{"places that still hold", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us"} }), llm.Same, nil},
		{"another region", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.Region = "us-west-2" }), llm.Replace, []llm.Field{llm.FieldRegion}},
		{"another profile", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "global.amazon.nova-lite-v1:0" }), llm.Replace, []llm.Field{llm.FieldInferenceProfile}},
		{"the profile that serves", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "us.amazon.nova-lite-v1:0" }), llm.Same, nil},
		{"a respelled model", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Model = "AWS/Nova-Lite" }), llm.Same, nil},
		{"the model's own id", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Model = "amazon.nova-lite-v1:0" }), llm.Same, nil},
		{"the model's own version", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-lite@v1:0" }), llm.Same, nil},
		{"the model behind an alias", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) {
			s.Model, s.ModelAliases = "acme/house", map[string]string{"acme/house": "amazon/nova-lite"}
		}), llm.Same, nil},
		{"another version", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-lite@v2:0" }), llm.Replace, []llm.Field{llm.FieldModel}},
		{"tokens, which Bedrock keeps nowhere", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(1)) }), llm.Same, nil},
		{"what only the other cloud has", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Azure.Paused = true }), llm.Same, nil},
		{"several at once, in order", standingProfile(), profileSpec(func(s *llm.DeploymentSpec) { s.Name, s.Tags, s.Bedrock.Region = "x", nil, "us-west-2" }), llm.Replace, []llm.Field{llm.FieldName, llm.FieldTags, llm.FieldRegion}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := testDriver(nil).Diff(tt.have, llm.Draft{Spec: tt.spec, Kept: keep(tt.have)})
			want := llm.Change{Action: tt.action, Fields: tt.fields}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(llm.Change{}, "Replaced")); diff != "" {
				t.Errorf("change (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiff_unknown(t *testing.T) {
	spec := profileSpec(func(s *llm.DeploymentSpec) {
		s.Bedrock = llm.BedrockDeployment{Region: "us-west-2", InferenceProfile: "global.amazon.nova-lite-v1:0"}
	})
	got := testDriver(nil).Diff(standingProfile(), llm.Draft{Spec: spec, Unknown: llm.Fields(llm.FieldInferenceProfile), Kept: keep(standingProfile())})
	if got.Has(llm.FieldInferenceProfile) {
		t.Errorf("change = %+v, and the profile is not known", got)
	}
	got = testDriver(nil).Diff(standingProfile(), llm.Draft{Spec: spec, Unknown: llm.Fields("bedrock"), Kept: keep(standingProfile())})
	if got.Action != llm.Replace || !got.Has(llm.FieldRegion) {
		t.Errorf("change = %+v, want a replacement: the region may be any", got)
	}
}

func TestDiff_health(t *testing.T) {
	tests := []struct {
		name    string
		have    *llm.Deployment
		spec    llm.DeploymentSpec
		phase   llm.Phase
		action  llm.Action
		warning string
	}{
		{"a pending profile is waited for", standingProfile(), profileSpec(), llm.Pending, llm.Update, ""},
		{"a pending throughput is waited for", standingUnits(), unitsSpec(), llm.Pending, llm.Update, ""},
		{"a failed profile is told and left", standingProfile(), profileSpec(), llm.Failed, llm.Same, "-replace"},
		{"a failed throughput is told and left", standingUnits(), unitsSpec(), llm.Failed, llm.Same, "-replace"},
		{"a failed throughput is protected unless told otherwise", standingUnits(), unitsSpec(), llm.Failed, llm.Same, "deletion_protection = false"},
		{"a failed throughput is kept by its commitment", committed(), unitsSpec(), llm.Failed, llm.Same, `on_commitment_lock = "abandon"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.have.Phase, tt.have.Reason = tt.phase, "out of stock"
			got := testDriver(nil).Diff(tt.have, llm.Draft{Spec: tt.spec, Kept: keep(tt.have)})
			if got.Action != tt.action || got.Has(llm.FieldHealth) != (tt.action == llm.Update) {
				t.Errorf("change = %+v, want %s", got, tt.action)
			}
			if (tt.warning != "") != (len(got.Problems) == 1) {
				t.Fatalf("problems = %+v", got.Problems)
			}
			if tt.warning != "" && (got.Problems[0].Severity != llm.Warning || !strings.Contains(got.Problems[0].Fix, tt.warning) || !strings.Contains(got.Problems[0].Detail, "out of stock")) {
				t.Errorf("problem = %+v", got.Problems[0])
			}
		})
	}
}

func TestDiff_locationsThatAWSAdded(t *testing.T) {
	tests := []struct {
		name     string
		allowed  []string
		severity llm.Severity
	}{
		{"inside what is allowed", []string{"us", "ca"}, llm.Warning},
		{"where everything is allowed", nil, llm.Warning},
		{"outside what is allowed", []string{"us"}, llm.Blocking},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			have := standingProfile()
			kept := keep(standingProfile())
			have.Native.Locations = append(have.Native.Locations, "ca-central-1")
			got := testDriver(nil).Diff(have, llm.Draft{Spec: profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = tt.allowed }), Kept: kept})
			if got.Action != llm.Same || len(got.Problems) != 1 {
				t.Fatalf("change = %+v, want one problem and no action", got)
			}
			if p := got.Problems[0]; p.Severity != tt.severity || p.Field != llm.FieldAllowedLocations || !strings.Contains(p.Detail, "ca-central-1 (ca)") || p.Fix == "" {
				t.Errorf("problem = %+v", p)
			}
		})
	}
}

// TestDiff_locationsAreLeftByReplacing: each way out that the error names is open. What replaces the deployment is resolved
// anew, inside the bounds.
func TestDiff_locationsAreLeftByReplacing(t *testing.T) {
	for name, out := range map[string]struct {
		change edit
		named  string // by the error
		action llm.Action
	}{
		"allowing the place": {func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us", "ca"} }, "allowed_locations", llm.Same},
		"a narrower scope":   {func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeRegion }, `processing_scope = "region"`, llm.Replace},
		"another region":     {func(s *llm.DeploymentSpec) { s.Bedrock.Region = "us-west-2" }, "bedrock.region", llm.Replace},
		"another profile":    {func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "global.amazon.nova-lite-v1:0" }, "bedrock.inference_profile", llm.Replace},
		"another model":      {func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-pro" }, "model", llm.Replace},
		"another name":       {func(s *llm.DeploymentSpec) { s.Name = "chat-2" }, "name", llm.Replace},
		"another way to buy": {func(s *llm.DeploymentSpec) {
			s.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(1))}
		}, "", llm.Replace},
		"a change of no help": {func(s *llm.DeploymentSpec) { s.Tags = nil }, "", llm.Update},
	} {
		t.Run(name, func(t *testing.T) {
			have, kept := standingProfile(), keep(standingProfile())
			have.Native.Locations = append(have.Native.Locations, "ca-central-1")
			spec := profileSpec(func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us"} })
			stuck := testDriver(nil).Diff(have, llm.Draft{Spec: spec, Kept: kept})
			if len(stuck.Problems) != 1 || !strings.Contains(stuck.Problems[0].Fix, out.named) || strings.Contains(stuck.Problems[0].Fix, "-replace") {
				t.Errorf("problems = %+v, want one that names %s", stuck.Problems, out.named)
			}
			out.change(&spec)
			got := testDriver(nil).Diff(have, llm.Draft{Spec: spec, Kept: kept})
			if stops := blocking(got.Problems); got.Action != out.action || stops != (out.action == llm.Update) {
				t.Errorf("change = %+v, want %s", got, out.action)
			}
		})
	}
}

func blocking(problems []llm.Problem) bool {
	return slices.ContainsFunc(problems, func(p llm.Problem) bool { return p.Severity == llm.Blocking })
}

func TestDiff_driftOfTheModel(t *testing.T) {
	tests := []struct {
		name     string
		have     *llm.Deployment
		spec     llm.DeploymentSpec
		servedBy string
		action   llm.Action
	}{
		{"a throughput moved by hand is moved back", tunedUnits(), unitsSpec(func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = tunedModel }), otherModel, llm.Update},
		{"a custom deployment moved by hand is moved back", standingCustom(), customSpec(), otherModel, llm.Update},
		{"a context size that the answer adds is no move", standingUnits(), unitsSpec(), "amazon.nova-lite-v1:0", llm.Same},
		{"another context size is one", standingUnits(), unitsSpec(), "amazon.nova-lite-v1:0:300k", llm.Replace},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			kept := keep(tt.have)
			have := *tt.have
			have.Native.Name = tt.servedBy
			if got := testDriver(nil).Diff(&have, llm.Draft{Spec: tt.spec, Kept: kept}); got.Action != tt.action {
				t.Errorf("change = %+v, want %s", got, tt.action)
			}
		})
	}
}

// TestDiff_unsureServing: a serving that could only be guessed never replaces what works.
func TestDiff_unsureServing(t *testing.T) {
	have := standingProfile()
	have.Native.Serving, have.Unverified = "apac.amazon.nova-lite-v1:0", []llm.Field{llm.FieldInferenceProfile}
	spec := profileSpec(func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "us.amazon.nova-lite-v1:0" })
	if got := testDriver(nil).Diff(have, llm.Draft{Spec: spec, Kept: keep(standingProfile())}); got.Action != llm.Same {
		t.Errorf("change = %+v, want none", got)
	}
}

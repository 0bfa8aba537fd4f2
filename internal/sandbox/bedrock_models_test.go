package sandbox

import (
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
)

func foundationModelsOf(t *testing.T, c cloud, in *bedrock.ListFoundationModelsInput) map[string]types.FoundationModelSummary {
	t.Helper()
	out, err := c.bedrock.ListFoundationModels(t.Context(), in)
	noError(t, err)
	models := map[string]types.FoundationModelSummary{}
	for _, m := range out.ModelSummaries {
		models[*m.ModelId] = m
	}
	return models
}

func TestModels_listIsTheRegionsOwn(t *testing.T) {
	sb := New()
	for _, region := range bedrockRegions() {
		models := foundationModelsOf(t, clientsOf(t, sb, region), nil)
		for _, m := range bedrockModels() {
			listed, has := models[m.ID]
			alive := m.End.IsZero() || m.End.After(catalogDate())
			if has != (m.Inference[region] != nil && alive) {
				t.Errorf("%s lists %s: %v", region, m.ID, has)
			}
			if has && *listed.ModelArn != foundationModelARN(region, m.ID) {
				t.Errorf("%s: ARN %s", region, *listed.ModelArn)
			}
		}
	}
}

func TestModels_filters(t *testing.T) {
	c := newCloud(t)
	cases := map[string]struct {
		in   bedrock.ListFoundationModelsInput
		fits func(types.FoundationModelSummary) bool
	}{
		"by provider": {bedrock.ListFoundationModelsInput{ByProvider: aws.String("OpenAI")}, func(m types.FoundationModelSummary) bool { return *m.ProviderName == "OpenAI" }},
		"by modality": {bedrock.ListFoundationModelsInput{ByOutputModality: "EMBEDDING"}, func(m types.FoundationModelSummary) bool { return slices.Contains(m.OutputModalities, "EMBEDDING") }},
		"by inference": {bedrock.ListFoundationModelsInput{ByInferenceType: "PROVISIONED"}, func(m types.FoundationModelSummary) bool {
			return slices.Contains(m.InferenceTypesSupported, "PROVISIONED")
		}},
		"by customization": {bedrock.ListFoundationModelsInput{ByCustomizationType: "FINE_TUNING"}, func(m types.FoundationModelSummary) bool {
			return slices.Contains(m.CustomizationsSupported, "FINE_TUNING")
		}},
	}
	all := foundationModelsOf(t, c, nil)
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			want := 0
			for _, m := range all {
				if tc.fits(m) {
					want++
				}
			}
			got := foundationModelsOf(t, c, &tc.in)
			for _, m := range got {
				if !tc.fits(m) {
					t.Errorf("%s does not fit", *m.ModelId)
				}
			}
			if len(got) != want || want == 0 {
				t.Errorf("%d models, want %d", len(got), want)
			}
		})
	}
	_, err := c.bedrock.ListFoundationModels(t.Context(), &bedrock.ListFoundationModelsInput{ByInferenceType: "SOMETIMES"})
	wantError[*types.ValidationException](t, err, "enum")
}

func TestModels_lifecycleFollowsTheClock(t *testing.T) {
	c := newCloud(t)
	const id = "amazon.nova-canvas-v1:0" // legacy, ends 2026-09-30
	m := foundationModelsOf(t, c, nil)[id]
	if m.ModelLifecycle.Status != types.FoundationModelLifecycleStatusLegacy || m.ModelLifecycle.EndOfLifeTime.Format(time.DateOnly) != "2026-09-30" {
		t.Errorf("got %+v", m.ModelLifecycle)
	}
	noError(t, c.sandbox.SetClock(time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)))
	if _, has := foundationModelsOf(t, c, nil)[id]; has {
		t.Error("the model is listed after its end of life")
	}
	_, err := c.bedrock.GetFoundationModel(t.Context(), &bedrock.GetFoundationModelInput{ModelIdentifier: aws.String(id)})
	wantError[*types.ResourceNotFoundException](t, err, id)
}

func TestModels_canBeDeprecatedAndRetired(t *testing.T) {
	c := newCloud(t)
	arn := mustCreateProfile(t, c, "assistant", novaLiteIn("us-east-1"))
	end := catalogDate().AddDate(0, 2, 0)
	noError(t, c.sandbox.DeprecateBedrockModel(novaLite, end))
	got, err := c.bedrock.GetFoundationModel(t.Context(), &bedrock.GetFoundationModelInput{ModelIdentifier: aws.String(novaLiteIn("us-east-1"))})
	noError(t, err)
	l := got.ModelDetails.ModelLifecycle
	if l.Status != types.FoundationModelLifecycleStatusLegacy || !l.EndOfLifeTime.Equal(end) {
		t.Errorf("got %+v", l)
	}
	_, err = c.bedrock.CreateInferenceProfile(t.Context(), profileInput("another", novaLiteIn("us-east-1")))
	wantError[*types.ResourceNotFoundException](t, err, "Legacy")
	noError(t, c.sandbox.RetireBedrockModel(novaLite))
	if _, has := foundationModelsOf(t, c, nil)[novaLite]; has {
		t.Error("the retired model is listed")
	}
	profile, err := c.bedrock.GetInferenceProfile(t.Context(), &bedrock.GetInferenceProfileInput{InferenceProfileIdentifier: &arn})
	noError(t, err)
	if profile.Status != types.InferenceProfileStatusActive {
		t.Errorf("the profile is %s: profiles outlive their models", profile.Status)
	}
	if err := c.sandbox.RetireBedrockModel("acme.none"); err == nil {
		t.Error("an unknown model was retired")
	}
}

func TestModels_availability(t *testing.T) {
	cases := map[string]struct {
		id   string
		want types.RegionAvailability
	}{
		"in the region":       {novaLite, types.RegionAvailabilityAvailable},
		"in others only":      {"meta.llama3-3-70b-instruct-v1:0:128k", types.RegionAvailabilityNotAvailable},
		"gpt-5.6-sol as well": {"openai.gpt-5.6-sol", types.RegionAvailabilityAvailable},
	}
	c := newCloud(t)
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := c.bedrock.GetFoundationModelAvailability(t.Context(), &bedrock.GetFoundationModelAvailabilityInput{ModelId: &tc.id})
			noError(t, err)
			if got.RegionAvailability != tc.want {
				t.Errorf("got %s, want %s", got.RegionAvailability, tc.want)
			}
		})
	}
	_, err := c.bedrock.GetFoundationModelAvailability(t.Context(), &bedrock.GetFoundationModelAvailabilityInput{ModelId: aws.String("acme.house-model")})
	wantError[*types.ResourceNotFoundException](t, err, "acme")
}

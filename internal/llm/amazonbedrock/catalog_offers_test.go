package amazonbedrock

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// recordedModel is a row of the recorded list, and how it is called from each region.
type recordedModel struct {
	ModelID       string   `json:"modelId"`
	ModelName     string   `json:"modelName"`
	ProviderName  string   `json:"providerName"`
	Input         []string `json:"inputModalities"`
	Output        []string `json:"outputModalities"`
	Streams       bool     `json:"responseStreamingSupported"`
	Customization []string `json:"customizationsSupported"`
	Lifecycle     struct {
		Status string `json:"status"`
	} `json:"modelLifecycle"`
	Regions []string `json:"regions"`
}

func parsed[T any](t *testing.T, file string) T {
	t.Helper()
	var out T
	if err := json.Unmarshal(readData(t, "catalog", "raw", file), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func wordsOf[T ~string](texts []string) []T {
	out := make([]T, len(texts))
	for i, text := range texts {
		out[i] = T(text)
	}
	return out
}

// recordedCatalog is what a region listed on 2026-08-22.
func recordedCatalog(t *testing.T, region string) *catalog {
	t.Helper()
	calls := parsed[map[string]struct {
		Types map[string][]string `json:"inference_types"`
	}](t, "bedrock_call_types_per_region_2026-08-21.json")
	var models []types.FoundationModelSummary
	for _, m := range parsed[[]recordedModel](t, "bedrock_list_foundation_models_dedup_2026-08-22.json") {
		if slices.Contains(m.Regions, region) && m.Lifecycle.Status != "" {
			models = append(models, types.FoundationModelSummary{
				ModelId: &m.ModelID, ModelName: &m.ModelName, ProviderName: &m.ProviderName, InputModalities: wordsOf[types.ModelModality](m.Input),
				OutputModalities: wordsOf[types.ModelModality](m.Output), ResponseStreamingSupported: &m.Streams,
				CustomizationsSupported: wordsOf[types.ModelCustomization](m.Customization),
				InferenceTypesSupported: wordsOf[types.InferenceType](calls[m.ModelID].Types[region]),
				ModelLifecycle:          &types.FoundationModelLifecycle{Status: types.FoundationModelLifecycleStatus(m.Lifecycle.Status)},
			})
		}
	}
	if len(models) < 30 {
		t.Fatalf("%d models in %s", len(models), region)
	}
	return newCatalog(region, models, recordedProfiles(t, region))
}

func recordedProfiles(t *testing.T, region string) []types.InferenceProfileSummary {
	t.Helper()
	var profiles []types.InferenceProfileSummary
	for _, p := range parsed[[]struct {
		ID     string `json:"inferenceProfileId"`
		Region string `json:"region"`
		Models []struct {
			ARN string `json:"modelArn"`
		} `json:"models"`
	}](t, "bedrock_list_inference_profiles_2026-08-22.json") {
		if p.Region != region {
			continue
		}
		profile := types.InferenceProfileSummary{InferenceProfileId: &p.ID, Status: types.InferenceProfileStatusActive}
		for _, m := range p.Models {
			profile.Models = append(profile.Models, types.InferenceProfileModel{ModelArn: &m.ARN})
		}
		profiles = append(profiles, profile)
	}
	return profiles
}

func offersIn(known *catalog) []llm.Offer {
	var offers []llm.Offer
	for i, m := range known.models {
		offers = append(offers, known.offered(i, m, now()))
	}
	return offers
}

// What the catalog tells of a wish is what a deployment of it resolves to.
func TestOffers_agreeWithResolve(t *testing.T) {
	cells, offered := 0, 0
	for _, region := range []string{"us-east-1", "eu-central-1", "ap-southeast-2"} {
		known := recordedCatalog(t, region)
		offers := offersIn(known)
		for i, o := range offers {
			if i%proof.Size(40, 1) != 0 {
				continue // each costs a hundred comparisons of names
			}
			for _, spec := range specsOf(o, region) {
				cells++
				if agrees(t, spec, known, offers) {
					offered++
				}
			}
		}
	}
	if cells < 300 || offered < 20 {
		t.Errorf("%d cells, of which %d are offered, prove little", cells, offered)
	}
	proof.Report(t, proof.Count{Of: "cells", N: cells}, proof.Count{Of: "offered", N: offered})
}

// specsOf are deployments of an offer, by every name of it, in both modes and within every bound.
func specsOf(o llm.Offer, region string) []llm.DeploymentSpec {
	names := []string{o.Entry.NativeID}
	if o.Reference != "" {
		names = append(names, o.Reference, o.Entry.Reference().String())
	}
	for _, s := range o.Servings {
		if s.Mode == llm.OnDemand && s.Scope != llm.ScopeRegion {
			names = append(names, s.Name)
		}
	}
	slices.Sort(names)
	var specs []llm.DeploymentSpec
	for _, name := range slices.Compact(names) {
		for _, mode := range []llm.Mode{llm.OnDemand, llm.Provisioned} {
			for _, scope := range llm.Scopes() {
				for _, allowed := range [][]string{nil, {"eu"}, {"us"}, {region}} {
					specs = append(specs, llm.DeploymentSpec{
						Model: name, Scope: scope, AllowedLocations: allowed, Throughput: llm.Throughput{Mode: mode}, Bedrock: llm.BedrockDeployment{Region: region},
					})
				}
			}
		}
	}
	return specs
}

func agrees(t *testing.T, spec llm.DeploymentSpec, known *catalog, offers []llm.Offer) bool {
	t.Helper()
	found := llm.Wish{
		Model: spec.Model, Mode: spec.Throughput.Mode, Scope: spec.Scope, AllowedLocations: spec.AllowedLocations, Geography: geography,
	}.Find(offers)
	want, err := resolved(spec, known)
	switch {
	case (err == nil) != (found.Standing == llm.StandingOffered):
		t.Errorf("%s as %s within %s %v in %s: stands as %s (%s), and resolves with %v", spec.Model, spec.Throughput.Mode, spec.Scope,
			spec.AllowedLocations, known.region, found.Standing, found.Why, err)
	case err == nil && (found.Offer.Native.Name != want.Name || found.Serving.Name != want.Serving):
		t.Errorf("%s as %s within %s %v in %s: %s as %s, and resolves to %s as %s", spec.Model, spec.Throughput.Mode, spec.Scope,
			spec.AllowedLocations, known.region, found.Offer.Native.Name, found.Serving.Name, want.Name, want.Serving)
	}
	return err == nil
}

// resolved is what Resolve does once the catalog is read.
func resolved(spec llm.DeploymentSpec, known *catalog) (llm.Native, error) {
	matched, err := matchModel(spec, known.entries(spec.Throughput.Mode, now()))
	if err != nil {
		return llm.Native{}, err
	}
	model := matched.Entry.NativeID
	if spec.Throughput.Mode == llm.Provisioned {
		if wantedProfile(spec) != "" {
			return llm.Native{}, errors.New("a profile has no units")
		}
		return inRegion(spec, llm.Native{Name: model, Serving: servingProvisioned, Scope: llm.ScopeRegion, Locations: []string{known.region}})
	}
	return known.choose(spec, model)
}

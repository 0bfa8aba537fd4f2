package amazonbedrock

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestRouted reads scope and places from member lists as they were recorded.
func TestRouted(t *testing.T) {
	const id = "amazon.nova-lite-v1:0"
	tests := []struct {
		name    string
		regions []string
		scope   llm.Scope
		places  []string
	}{
		{"the model itself", []string{"us-east-1"}, llm.ScopeRegion, []string{"us-east-1"}},
		{"a global profile, with an ARN of no region", []string{"", "us-east-1"}, llm.ScopeGlobal, []string{"global"}},
		{"a geo profile, in no order", []string{"us-east-1", "us-west-2", "us-east-2"}, llm.ScopeGeo, []string{"us-east-1", "us-east-2", "us-west-2"}},
		{"another region alone", []string{"us-west-2"}, llm.ScopeGeo, []string{"us-west-2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var models []types.InferenceProfileModel
			for _, region := range tt.regions {
				models = append(models, types.InferenceProfileModel{ModelArn: new("arn:aws:bedrock:" + region + "::foundation-model/" + id)})
			}
			want := llm.Native{Name: id, Version: "v1:0", Scope: tt.scope, Locations: tt.places}
			if diff := cmp.Diff(want, routed(models, "us-east-1")); diff != "" {
				t.Errorf("native (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGet_ofAProfile(t *testing.T) {
	got, err := testDriver(world(t)).Get(t.Context(), llm.ID{Value: profileARN})
	if err != nil {
		t.Fatal(err)
	}
	want := &llm.Deployment{
		ID: llm.ID{Value: profileARN, Location: testRegion}, Name: "chat", Location: testRegion, Reference: "amazon/nova-lite",
		Native:     llm.Native{Name: "amazon.nova-lite-v1:0", Version: "v1:0", Serving: "amazon.nova-lite-v1:0", Scope: llm.ScopeRegion, Locations: []string{testRegion}},
		Throughput: llm.Throughput{Mode: llm.OnDemand}, VersionUpgrade: llm.Pinned, Tags: map[string]string{"team": "search"},
		Phase: llm.Ready, Reason: "ACTIVE",
		Endpoint: llm.Endpoint{
			Platform: llm.Bedrock, Location: testRegion, Model: profileARN,
			URLs: llm.URLs{
				OpenAI:   "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1",
				Converse: "https://bedrock-runtime.us-east-1.amazonaws.com",
			},
			Auth: llm.Auth{
				Schemes: []string{"sigv4"}, SigningService: "bedrock",
				Resources: []string{profileARN, "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"},
			},
			Supports: llm.Supports{Input: []string{"image", "text"}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deployment (-want +got):\n%s", diff)
	}
}

// TestGet_whileTagsAreNotThere: what exists is never given up because an API of its own lags behind.
func TestGet_whileTagsAreNotThere(t *testing.T) {
	inner := world(t)
	cloud := &stub{}
	cloud.answer = func(r *http.Request, body string) (int, string, http.Header) {
		if r.URL.Path == "/listTagsForResource" {
			return 404, `{"message":"not yet"}`, typed("ResourceNotFoundException")
		}
		return inner.answer(r, body)
	}
	got, err := testDriver(cloud).Get(t.Context(), llm.ID{Value: profileARN})
	if err != nil || got.Phase != llm.Pending {
		t.Errorf("Get = %+v, %v; want it pending", got, err)
	}
}

func TestTagChanges(t *testing.T) {
	changed, gone := tagChanges(map[string]string{"a": "1", "b": "2", "c": ""}, map[string]string{"a": "1", "b": "3", "d": ""})
	if diff := cmp.Diff(map[string]string{"b": "3", "d": ""}, changed); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"c"}, gone); diff != "" {
		t.Errorf("gone (-want +got):\n%s", diff)
	}
}

// TestWriteTags_fullResource: 50 tags for 50 others fit only in that order.
func TestWriteTags_fullResource(t *testing.T) {
	have, want := map[string]string{}, map[string]string{}
	for i := range maxTags {
		have[fmt.Sprintf("old%d", i)], want[fmt.Sprintf("new%d", i)] = "", ""
	}
	cloud := world(t)
	if err := testDriver(cloud).Update(t.Context(), &llm.Deployment{ID: llm.ID{Value: profileARN}, Tags: have}, profileSpec(func(s *llm.DeploymentSpec) { s.Tags = want }), llm.Native{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"POST /untagResource", "POST /tagResource"}, cloud.lines()); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestFromTags_leavesOutWhatAWSWrites(t *testing.T) {
	got := fromTags([]types.Tag{{Key: new("aws:cloudformation:stack-name"), Value: new("s")}, {Key: new("team"), Value: new("search")}})
	if diff := cmp.Diff(map[string]string{"team": "search"}, got); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
}

// TestRecordedProfiles reads profiles that somebody else's tool recorded from AWS.
func TestRecordedProfiles(t *testing.T) {
	for _, recording := range []string{"test_bedrock_application_inference_profile_v2", "test_bedrock_inference_profile_delete"} {
		t.Run(recording, func(t *testing.T) {
			var doc struct {
				Data struct {
					Summaries []struct {
						InferenceProfileName, InferenceProfileArn, Status string
						Models                                            []struct{ ModelArn string }
					} `json:"inferenceProfileSummaries"`
				} `json:"data"`
			}
			if err := json.Unmarshal(readData(t, "aws", "cloud-custodian", recording, "bedrock.ListInferenceProfiles_1.json"), &doc); err != nil {
				t.Fatal(err)
			}
			if len(doc.Data.Summaries) == 0 {
				t.Fatal("the recording holds no profile")
			}
			for _, s := range doc.Data.Summaries {
				summary := types.InferenceProfileSummary{InferenceProfileArn: &s.InferenceProfileArn, InferenceProfileName: &s.InferenceProfileName, Status: types.InferenceProfileStatus(s.Status)}
				for _, m := range s.Models {
					summary.Models = append(summary.Models, types.InferenceProfileModel{ModelArn: new(m.ModelArn)})
				}
				got := fromProfile(summary)
				want := llm.Native{Name: "amazon.nova-2-lite-v1:0", Version: "v1:0", Scope: llm.ScopeGlobal, Locations: []string{"global"}}
				if diff := cmp.Diff(want, got.Native); diff != "" || got.Phase != llm.Ready || got.ID.Value != s.InferenceProfileArn {
					t.Errorf("%+v, native (-want +got):\n%s", got, diff)
				}
			}
		})
	}
}

// TestRecordedCatalog holds what is derived from the live lists of 2026-08-22 against what they say themselves.
func TestRecordedCatalog(t *testing.T) {
	catalogs := recordedCatalogs(t)
	profiles, london := 0, map[string]bool{}
	for region, known := range catalogs {
		for _, p := range known.profiles {
			profiles++
			prefix, base, ok := splitProfileID(p.id)
			if !ok || base != p.native.Name {
				t.Errorf("%s: %s routes to %s", region, p.id, p.native.Name)
			}
			if global := prefix == llm.Anywhere; global != (p.native.Scope == llm.ScopeGlobal) || p.native.Scope == llm.ScopeRegion {
				t.Errorf("%s: %s has scope %s", region, p.id, p.native.Scope)
			}
			if serving, sure := known.servingOf(p.native); serving != p.id || !sure {
				t.Errorf("%s: what copies %s is taken for a copy of %s", region, p.id, serving)
			}
			if prefix == "eu" && slices.Contains(p.native.Locations, "eu-west-2") {
				london[p.id] = true
			}
		}
	}
	if profiles < 600 {
		t.Errorf("%d profiles were compared, want the 666 rows but for the orphans", profiles)
	}
	if len(london) == 0 {
		t.Error("no eu profile routes to London, yet 11 do")
	}
	t.Logf("profiles=%d regions=%d eu-to-london=%d", profiles, len(catalogs), len(london))
}

func recordedCatalogs(t *testing.T) map[string]*catalog {
	t.Helper()
	var models []struct {
		ModelID   string   `json:"modelId"`
		Regions   []string `json:"regions"`
		Inference []string `json:"inferenceTypesSupported"`
	}
	var listed []struct {
		ID     string `json:"inferenceProfileId"`
		Region string `json:"region"`
		Status string `json:"status"`
		Models []struct{ ModelArn string }
	}
	decode(t, readData(t, "catalog", "raw", "bedrock_list_foundation_models_dedup_2026-08-22.json"), &models)
	decode(t, readData(t, "catalog", "raw", "bedrock_list_inference_profiles_2026-08-22.json"), &listed)
	summaries, profiles := map[string][]types.FoundationModelSummary{}, map[string][]types.InferenceProfileSummary{}
	for _, m := range models {
		for _, region := range m.Regions {
			summaries[region] = append(summaries[region], types.FoundationModelSummary{ModelId: new(m.ModelID)})
		}
	}
	for _, p := range listed {
		summary := types.InferenceProfileSummary{InferenceProfileId: new(p.ID), Status: types.InferenceProfileStatus(p.Status)}
		for _, m := range p.Models {
			summary.Models = append(summary.Models, types.InferenceProfileModel{ModelArn: new(m.ModelArn)})
		}
		profiles[p.Region] = append(profiles[p.Region], summary)
	}
	catalogs := map[string]*catalog{}
	for region := range profiles {
		catalogs[region] = newCatalog(region, summaries[region], profiles[region])
	}
	return catalogs
}

func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func TestGeography(t *testing.T) {
	for location, want := range map[string]string{
		"eu-central-1": "eu", "eu-west-2": "uk", "eu-central-2": "ch", "us-west-2": "us", "ca-west-1": "ca", "ap-northeast-1": "jp",
		"ap-south-2": "in", "ap-southeast-4": "au", "us-gov-west-1": "us", "cn-north-1": "cn", "eusc-de-east-1": "eu",
		"eu": "eu", "global": "global", "swedencentral": "swedencentral", "ap-central-9": "ap-central-9", "": "",
	} {
		if got := geography(location); got != want {
			t.Errorf("geography(%q) = %q, want %q", location, got, want)
		}
	}
}

func TestEndpoint_partitions(t *testing.T) {
	for region, host := range map[string]string{
		"us-east-1": "bedrock-runtime.us-east-1.amazonaws.com", "cn-north-1": "bedrock-runtime.cn-north-1.amazonaws.com.cn",
		"us-gov-west-1": "bedrock-runtime.us-gov-west-1.amazonaws.com", "eusc-de-east-1": "bedrock-runtime.eusc-de-east-1.amazonaws.eu",
	} {
		if got := runtimeEndpoint("arn", region, nil).URLs.Converse; got != "https://"+host {
			t.Errorf("%s: %s, want %s", region, got, host)
		}
	}
}

func TestVersionOf(t *testing.T) {
	for model, want := range map[string]string{
		"amazon.nova-lite-v1:0": "v1:0", "amazon.nova-lite-v1:0:24k": "v1:0", "anthropic.claude-3-haiku-20240307-v1:0": "20240307",
		"anthropic.claude-opus-5": "", tunedModel: "",
	} {
		if got := versionOf(model); got != want {
			t.Errorf("versionOf(%q) = %q, want %q", model, got, want)
		}
	}
}

func TestReferenceOf(t *testing.T) {
	for model, want := range map[string]string{
		"amazon.nova-lite-v1:0":                  "amazon/nova-lite",
		"anthropic.claude-3-haiku-20240307-v1:0": "anthropic/claude-3-haiku",
		"amazon.nova-lite-v1:0:24k":              "amazon.nova-lite-v1:0:24k",
		tunedModel:                               tunedModel,
	} {
		if got := referenceOf(model); got != want {
			t.Errorf("referenceOf(%q) = %q, want %q", model, got, want)
		}
		if !means(llm.DeploymentSpec{Model: referenceOf(model)}, llm.Native{Name: model}) {
			t.Errorf("the reference of %q does not mean it", model)
		}
	}
	if strings.Contains(referenceOf("plain"), "/") {
		t.Error("an id without a publisher has a reference")
	}
}

package amazonbedrock

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// model is a foundation model of a made-up catalog.
type model struct {
	id    string
	types []string
	life  map[string]string
}

var active = map[string]string{"status": "ACTIVE"}

// shop answers ListFoundationModels and ListInferenceProfiles by region.
func shop(t *testing.T, models map[string][]model, profiles map[string]map[string][]string) *stub {
	t.Helper()
	return &stub{answer: func(r *http.Request, _ string) (int, string, http.Header) {
		region := strings.Split(r.URL.Host, ".")[1]
		switch {
		case r.URL.Path == "/foundation-models":
			return 200, listing(t, "modelSummaries", foundationModels(region, models[region])), nil
		case r.URL.Query().Get("type") == "SYSTEM_DEFINED":
			return 200, listing(t, "inferenceProfileSummaries", systemProfiles(region, profiles[region])), nil
		}
		return 404, `{"message":"no"}`, typed("ResourceNotFoundException")
	}}
}

func listing(t *testing.T, member string, items any) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{member: items})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func foundationModels(region string, models []model) []map[string]any {
	out := []map[string]any{}
	for _, m := range models {
		out = append(out, map[string]any{
			"modelArn": foundationARN(region, m.id), "modelId": m.id, "inferenceTypesSupported": m.types, "modelLifecycle": m.life,
			"inputModalities": []string{"TEXT", "IMAGE"},
		})
	}
	return out
}

func systemProfiles(region string, profiles map[string][]string) []map[string]any {
	out := []map[string]any{}
	for id, members := range profiles {
		_, base, _ := strings.Cut(id, ".")
		var arns []map[string]string
		for _, member := range members {
			arns = append(arns, map[string]string{"modelArn": "arn:aws:bedrock:" + member + "::foundation-model/" + base})
		}
		out = append(out, map[string]any{
			"inferenceProfileId": id, "inferenceProfileArn": systemProfileARN(region, testAccount, id), "inferenceProfileName": id,
			"status": "ACTIVE", "type": "SYSTEM_DEFINED", "models": arns,
		})
	}
	return out
}

func testShop(t *testing.T) *stub {
	onDemand, profileOnly, units := []string{"ON_DEMAND"}, []string{"INFERENCE_PROFILE"}, []string{"PROVISIONED"}
	return shop(t, map[string][]model{
		"eu-central-1": {
			{"amazon.nova-lite-v1:0", onDemand, active},
			{"amazon.nova-lite-v1:0:24k", units, active},
			{"amazon.nova-lite-v1:0:300k", units, active},
			{"amazon.nova-2-lite-v1:0", profileOnly, active},
			{"amazon.titan-embed-image-v1:0", units, active},
			{"anthropic.claude-3-haiku-20240307-v1:0", onDemand, map[string]string{"status": "LEGACY", "endOfLifeTime": "2026-12-01T00:00:00Z"}},
			{"anthropic.claude-2-v1", onDemand, map[string]string{"status": "ACTIVE", "endOfLifeTime": "2026-08-21T00:00:00Z"}},
			{"anthropic.claude-opus-5", profileOnly, active},
			{"anthropic.claude-sonnet-5", profileOnly, active},
			{"qwen.qwen3-coder-30b-a3b-v1:0", onDemand, active},
			{"qwen.qwen3-coder-480b-a35b-v1:0", onDemand, active},
			{"cohere.unreachable-v1:0", profileOnly, active},
		},
		"us-east-1": {{"meta.llama3-3-70b-instruct-v1:0", onDemand, active}},
	}, map[string]map[string][]string{
		"eu-central-1": {
			"eu.amazon.nova-lite-v1:0":          {"eu-central-1", "eu-north-1"},
			"eu.amazon.nova-2-lite-v1:0":        {"eu-central-1", "eu-west-2"},
			"global.amazon.nova-2-lite-v1:0":    {"", "eu-central-1"},
			"global.anthropic.claude-opus-5":    {"", "eu-central-1"},
			"eu.anthropic.claude-sonnet-5":      {"eu-central-1", "eu-west-1"},
			"wide.anthropic.claude-sonnet-5":    {"eu-central-1", "eu-west-1", "eu-west-2"},
			"eu.meta.llama3-2-1b-instruct-v1:0": {"eu-central-1", "eu-west-1"}, // its model has left the list
		},
	})
}

func euSpec(change ...edit) llm.DeploymentSpec {
	return profileSpec(append([]edit{func(s *llm.DeploymentSpec) { s.Bedrock.Region = "eu-central-1" }}, change...)...)
}

func TestResolve(t *testing.T) {
	tests := []struct {
		name    string
		change  edit
		model   string
		serving string
		scope   llm.Scope
		places  []string
	}{
		{"the widest within the bound", func(s *llm.DeploymentSpec) { s.Model = "amazon/nova-2-lite" }, "amazon.nova-2-lite-v1:0", "global.amazon.nova-2-lite-v1:0", llm.ScopeGlobal, []string{"global"}},
		{"the geography where the bound is narrower", func(s *llm.DeploymentSpec) { s.Model, s.Scope = "amazon/nova-2-lite", llm.ScopeGeo }, "amazon.nova-2-lite-v1:0", "eu.amazon.nova-2-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-west-2"}},
		{"the region where the bound is narrowest", func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeRegion }, "amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0", llm.ScopeRegion, []string{"eu-central-1"}},
		{"the geography where places are bounded", func(s *llm.DeploymentSpec) { s.Model, s.AllowedLocations = "amazon/nova-2-lite", []string{"eu", "uk"} }, "amazon.nova-2-lite-v1:0", "eu.amazon.nova-2-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-west-2"}},
		{"the widest of several geographies", func(s *llm.DeploymentSpec) { s.Model = "anthropic/claude-sonnet-5" }, "anthropic.claude-sonnet-5", "wide.anthropic.claude-sonnet-5", llm.ScopeGeo, []string{"eu-central-1", "eu-west-1", "eu-west-2"}},
		{"the widest of several that is allowed", func(s *llm.DeploymentSpec) { s.Model, s.AllowedLocations = "anthropic/claude-sonnet-5", []string{"eu"} }, "anthropic.claude-sonnet-5", "eu.anthropic.claude-sonnet-5", llm.ScopeGeo, []string{"eu-central-1", "eu-west-1"}},
		{"regions by name", func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"eu-central-1"} }, "amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0", llm.ScopeRegion, []string{"eu-central-1"}},
		{"a native id", func(s *llm.DeploymentSpec) { s.Model = "amazon.nova-lite-v1:0" }, "amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-north-1"}},
		{"an override", func(s *llm.DeploymentSpec) { s.Model, s.Bedrock.ModelID = "acme/other", "amazon.nova-lite-v1:0" }, "amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-north-1"}},
		{"a profile that is insisted on", func(s *llm.DeploymentSpec) {
			s.Model, s.Bedrock.InferenceProfile = "amazon/nova-2-lite", "eu.amazon.nova-2-lite-v1:0"
		}, "amazon.nova-2-lite-v1:0", "eu.amazon.nova-2-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-west-2"}},
		{"a profile as the model", func(s *llm.DeploymentSpec) { s.Model = "eu.amazon.nova-2-lite-v1:0" }, "amazon.nova-2-lite-v1:0", "eu.amazon.nova-2-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-west-2"}},
		{"an alias", func(s *llm.DeploymentSpec) {
			s.Model, s.ModelAliases = "acme/house", map[string]string{"acme/house": "amazon/nova-lite"}
		}, "amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0", llm.ScopeGeo, []string{"eu-central-1", "eu-north-1"}},
		{"throughput of one size", func(s *llm.DeploymentSpec) { s.Throughput.Mode, s.Model = llm.Provisioned, "amazon/titan-embed-image" }, "amazon.titan-embed-image-v1:0", servingProvisioned, llm.ScopeRegion, []string{"eu-central-1"}},
		{"throughput of a size that is named", func(s *llm.DeploymentSpec) {
			s.Throughput.Mode, s.Bedrock.ModelID = llm.Provisioned, "amazon.nova-lite-v1:0:24k"
		}, "amazon.nova-lite-v1:0:24k", servingProvisioned, llm.ScopeRegion, []string{"eu-central-1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := testDriver(testShop(t)).Resolve(t.Context(), euSpec(tt.change))
			if err != nil {
				t.Fatal(err)
			}
			want := llm.Native{Name: tt.model, Version: versionOf(tt.model), Serving: tt.serving, Scope: tt.scope, Locations: tt.places}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("native (-want +got):\n%s", diff)
			}
		})
	}
}

func TestResolve_custom(t *testing.T) {
	for mode, serving := range map[llm.Mode]string{llm.OnDemand: servingCustom, llm.Provisioned: servingProvisioned} {
		got, err := testDriver(testShop(t)).Resolve(t.Context(), customSpec(func(s *llm.DeploymentSpec) { s.Throughput.Mode = mode }))
		want := llm.Native{Name: tunedModel, Serving: serving, Scope: llm.ScopeRegion, Locations: []string{testRegion}}
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v, native (-want +got):\n%s", mode, err, diff)
		}
	}
}

// TestResolve_refuses: the error names the argument, the reason and the way out.
func TestResolve_refuses(t *testing.T) {
	tests := []struct {
		name   string
		change edit
		field  llm.Field
		says   []string
	}{
		{"a model that nobody has", func(s *llm.DeploymentSpec) { s.Model = "acme/unknown" }, llm.FieldModel, []string{"acme/unknown", "eu-central-1"}},
		{"a model of another region", func(s *llm.DeploymentSpec) { s.Model = "meta/llama-3.3-70b-instruct" }, llm.FieldModel, []string{"us-east-1", "bedrock.region"}},
		{"a model of the other endpoint", func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-5.5" }, llm.FieldModel, []string{"bedrock-mantle"}},
		{"an ambiguous model", func(s *llm.DeploymentSpec) { s.Model = "qwen/qwen3-coder" }, llm.FieldModel, []string{"30b", "480b", "bedrock.model_id"}},
		{"a legacy model", func(s *llm.DeploymentSpec) { s.Model = "anthropic/claude-3-haiku" }, llm.FieldModel, []string{"legacy", "closed to new users", "2026-12-01"}},
		{"a retired model", func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "anthropic.claude-2-v1" }, llm.FieldModelID, []string{"retired on 2026-08-21"}},
		{"a model that cannot be called from here", func(s *llm.DeploymentSpec) { s.Model = "cohere/unreachable" }, llm.FieldModel, []string{"cannot be called on demand from eu-central-1"}},
		{"a global model within a geography", func(s *llm.DeploymentSpec) { s.Model, s.Scope = "anthropic/claude-opus-5", llm.ScopeGeo }, llm.FieldScope, []string{"only as global.anthropic.claude-opus-5", `"global"`}},
		{"a geo model within a region", func(s *llm.DeploymentSpec) { s.Model, s.Scope = "amazon/nova-2-lite", llm.ScopeRegion }, llm.FieldScope, []string{`"geo"`}},
		{"places that no serving keeps", func(s *llm.DeploymentSpec) {
			s.Model, s.Scope, s.AllowedLocations = "amazon/nova-2-lite", llm.ScopeGeo, []string{"eu"}
		}, llm.FieldAllowedLocations, []string{"eu-west-2 (uk)"}},
		{"a global model within places", func(s *llm.DeploymentSpec) { s.Model, s.AllowedLocations = "anthropic/claude-opus-5", []string{"eu"} }, llm.FieldAllowedLocations, []string{"global"}},
		{"a profile of another model", func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "eu.amazon.nova-2-lite-v1:0" }, llm.FieldInferenceProfile, []string{"eu.amazon.nova-lite-v1:0"}},
		{"a profile whose model has gone", func(s *llm.DeploymentSpec) { s.Model = "eu.meta.llama3-2-1b-instruct-v1:0" }, llm.FieldModel, []string{"not listed"}},
		{"throughput of several sizes", func(s *llm.DeploymentSpec) { s.Throughput.Mode = llm.Provisioned }, llm.FieldModel, []string{"amazon.nova-lite-v1:0:24k", "amazon.nova-lite-v1:0:300k"}},
		{"throughput of a model without", func(s *llm.DeploymentSpec) { s.Throughput.Mode, s.Model = llm.Provisioned, "amazon/nova-2-lite" }, llm.FieldModel, []string{"not sold as provisioned throughput", "amazon.titan-embed-image-v1:0", "on_demand"}},
		{"one size on demand", func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = "amazon.nova-lite-v1:0:24k" }, llm.FieldModelID, []string{"context size"}},
		{"a custom model of another region", func(s *llm.DeploymentSpec) { s.Bedrock.ModelID = tunedModel }, llm.FieldModelID, []string{"us-east-1"}},
		{"throughput outside the places", func(s *llm.DeploymentSpec) {
			s.Throughput.Mode, s.Model, s.AllowedLocations = llm.Provisioned, "amazon/titan-embed-image", []string{"us"}
		}, llm.FieldAllowedLocations, []string{"eu-central-1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			native, err := testDriver(testShop(t)).Resolve(t.Context(), euSpec(tt.change))
			got, ok := errors.AsType[*llm.Error](err)
			if !ok || got.Code != llm.CodeInvalid || got.Field != tt.field || got.Fix == "" {
				t.Fatalf("Resolve = %v, %#v; want an error at %s", native, err, tt.field)
			}
			text := got.Error() + " " + got.Fix
			for _, words := range tt.says {
				if !strings.Contains(text, words) {
					t.Errorf("%q does not say %q", text, words)
				}
			}
		})
	}
}

func TestResolve_listsARegionOnce(t *testing.T) {
	cloud := testShop(t)
	d := testDriver(cloud)
	for range 3 {
		if _, err := d.Resolve(t.Context(), euSpec()); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(cloud.all()); got != 2 {
		t.Errorf("%d calls: %q, want one of each list", got, cloud.lines())
	}
}

func TestLifecycle(t *testing.T) {
	tests := map[string]llm.Lifecycle{
		"amazon.nova-lite-v1:0":                  {Status: "ACTIVE"},
		"amazon.nova-lite-v1:0:24k":              {Status: "ACTIVE"},
		"anthropic.claude-3-haiku-20240307-v1:0": {Status: "LEGACY", Stage: llm.StageClosed, RetiresOn: now().AddDate(0, 3, 9)},
		"meta.llama3-2-1b-instruct-v1:0":         {Status: unlisted, Stage: llm.StageUnlisted},
		tunedModel:                               {},
	}
	for model, want := range tests {
		got, err := testDriver(testShop(t)).Lifecycle(t.Context(), &llm.Deployment{Location: "eu-central-1", Native: llm.Native{Name: model}})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v, lifecycle (-want +got):\n%s", model, err, diff)
		}
	}
}

func TestPages_stopOnEveryCircle(t *testing.T) {
	for _, circle := range [][]string{{"a"}, {"a", "b"}, {"a", "b", "c", "d", "e"}} {
		i := 0
		cloud := &stub{answer: func(*http.Request, string) (int, string, http.Header) {
			token := circle[i%len(circle)]
			i++
			return 200, `{"inferenceProfileSummaries":[],"nextToken":"` + token + `"}`, nil
		}}
		_, err := testDriver(cloud).Find(t.Context(), profileSpec())
		if llm.CodeOf(err) != llm.CodeProtocol || i > len(circle)+1 {
			t.Errorf("circle of %d: %d calls, %v", len(circle), i, err)
		}
	}
}

func TestFind(t *testing.T) {
	profile := func(id, name, created string) string {
		return `{"inferenceProfileArn":"` + strings.Replace(profileARN, "abcdefghijkl", id, 1) + `","inferenceProfileName":"` + name + `","createdAt":"` + created + `","status":"ACTIVE","type":"APPLICATION","models":[{"modelArn":"` + foundationARN(testRegion, "amazon.nova-lite-v1:0") + `"}]}`
	}
	all := []string{
		profile("aaaaaaaaaaaa", "chat", "2026-01-01T00:00:00Z"), profile("bbbbbbbbbbbb", "chat", "2026-03-01T00:00:00Z"),
		profile("cccccccccccc", "chat-2", "2026-04-01T00:00:00Z"), profile("dddddddddddd", "chat", "2026-02-01T00:00:00Z"),
	}
	cloud := &stub{answer: func(r *http.Request, _ string) (int, string, http.Header) {
		i := slices.IndexFunc(all, func(p string) bool {
			return strings.Contains(r.URL.Path, strings.Split(strings.Split(p, "/")[1], `"`)[0])
		})
		switch {
		case r.URL.Path == "/inference-profiles" && r.URL.Query().Get("type") == "APPLICATION" && r.URL.Query().Get("nextToken") == "":
			return 200, `{"inferenceProfileSummaries":[` + strings.Join(all[:2], ",") + `],"nextToken":"more"}`, nil
		case r.URL.Path == "/inference-profiles" && r.URL.Query().Get("type") == "APPLICATION":
			return 200, `{"inferenceProfileSummaries":[` + strings.Join(all[2:], ",") + `]}`, nil
		case i >= 0:
			return 200, all[i], nil
		}
		return 200, `{}`, nil
	}}
	got, err := testDriver(cloud).Find(t.Context(), profileSpec())
	if err != nil || got == nil || !strings.HasSuffix(got.ID.Value, "bbbbbbbbbbbb") {
		t.Errorf("Find = %+v, %v; want the newest of three", got, err)
	}
	got, err = testDriver(cloud).Find(t.Context(), profileSpec(func(s *llm.DeploymentSpec) { s.Name = "cha" }))
	if err != nil || got != nil {
		t.Errorf("Find of another name = %+v, %v; want nothing", got, err)
	}
}

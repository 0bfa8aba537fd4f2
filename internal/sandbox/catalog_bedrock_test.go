package sandbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// recordedFoundationModel is one entry of the recorded list of foundation models.
type recordedFoundationModel struct {
	ModelID, ModelName, ProviderName string

	InputModalities, OutputModalities, InferenceTypesSupported, CustomizationsSupported, Regions []string

	ResponseStreamingSupported *bool
	MantleOnly                 bool
	ModelLifecycle             struct{ Status, StartOfLifeTime, LegacyTime, PublicExtendedAccessTime, EndOfLifeTime string }
}

func recordedFoundationModels(t *testing.T) []recordedFoundationModel {
	t.Helper()
	return recordedJSON[[]recordedFoundationModel](t, "catalog", "raw", "bedrock_list_foundation_models_dedup_2026-08-22.json")
}

func TestBedrockCatalog_agreesWithTheRecordedModels(t *testing.T) {
	have := map[string]*catalogModel{}
	for _, m := range bedrockModels() {
		have[m.ID] = m
	}
	listed := 0
	for _, want := range recordedFoundationModels(t) {
		m, ok := have[want.ModelID]
		if ok == want.MantleOnly {
			t.Errorf("%s: in the table: %v, on bedrock-mantle alone: %v", want.ModelID, ok, want.MantleOnly)
			continue
		}
		if want.MantleOnly {
			continue
		}
		listed++
		checkFoundationModel(t, m, want)
	}
	if listed != len(have) || listed < 30 {
		t.Errorf("the table has %d models, the list %d; want the same and at least 30", len(have), listed)
	}
}

func checkFoundationModel(t *testing.T, m *catalogModel, want recordedFoundationModel) {
	t.Helper()
	streaming := map[bool]string{true: "true", false: "false"}
	said := ""
	if want.ResponseStreamingSupported != nil {
		said = streaming[*want.ResponseStreamingSupported]
	}
	l := want.ModelLifecycle
	listed := []any{
		want.ModelName, want.ProviderName, strings.Join(want.InputModalities, ","), strings.Join(want.OutputModalities, ","),
		said, strings.Join(want.CustomizationsSupported, ","), want.Regions, l.Status, listedTime(t, l.StartOfLifeTime),
		listedTime(t, l.LegacyTime), listedTime(t, l.PublicExtendedAccessTime), listedTime(t, l.EndOfLifeTime),
		strings.Join(want.InferenceTypesSupported, ","),
	}
	table := []any{
		m.Name, m.Provider, strings.Join(m.Input, ","), strings.Join(m.Output, ","), m.Streaming,
		strings.Join(m.Customizations, ","), m.Regions, m.Status, m.Start, m.Legacy, m.Extended, m.End,
		strings.Join(m.Inference[m.Regions[0]], ","),
	}
	if diff := cmp.Diff(listed, table); diff != "" {
		t.Errorf("%s differs (-list +table):\n%s", want.ModelID, diff)
	}
}

// listedTime reads "2024-11-01 23:27:35.188342+00:00"; "" is the zero time.
func listedTime(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse("2006-01-02 15:04:05.999999999Z07:00", text)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestBedrockCatalog_claimsNoCallTypeThatWasNotRecorded(t *testing.T) {
	calls := recordedJSON[map[string]struct {
		InferenceTypes map[string][]string `json:"inference_types"`
	}](t, "catalog", "raw", "bedrock_call_types_per_region_2026-08-21.json")
	compared := 0
	for _, m := range bedrockModels() {
		for i, region := range m.Regions {
			recorded := calls[m.ID].InferenceTypes[region]
			if len(recorded) == 0 || i == 0 { // the first region's row is the list's own, compared above
				continue
			}
			compared++
			for _, kind := range []string{"ON_DEMAND", "PROVISIONED"} {
				if slices.Contains(m.Inference[region], kind) && !slices.Contains(recorded, kind) {
					t.Errorf("%s in %s: the table says %s, recorded %v", m.ID, region, kind, recorded)
				}
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d rows were compared, want at least 500", compared)
	}
}

func TestBedrockCatalog_agreesWithTheRecordedProfiles(t *testing.T) {
	type row struct {
		InferenceProfileID, InferenceProfileName, Description, CreatedAt, UpdatedAt, Region string

		Models []struct{ ModelArn string }
	}
	list := recordedJSON[[]row](t, "catalog", "raw", "bedrock_list_inference_profiles_2026-08-22.json")
	have := map[string]*catalogProfile{}
	ids := map[string]bool{}
	for region, profiles := range bedrockProfiles() {
		for _, p := range profiles {
			have[region+" "+p.ID] = p
			ids[p.ID] = true
		}
	}
	if len(have) != len(list) || len(ids) < 30 {
		t.Errorf("the table has %d rows of %d profiles, the list %d rows", len(have), len(ids), len(list))
	}
	for _, want := range list {
		p := have[want.Region+" "+want.InferenceProfileID]
		if p == nil {
			t.Errorf("%s of %s is not in the table", want.InferenceProfileID, want.Region)
			continue
		}
		var arns, table []string
		for _, m := range want.Models {
			arns = append(arns, m.ModelArn)
		}
		for _, member := range p.Members {
			table = append(table, foundationModelARN(member, p.baseModel()))
		}
		diff := cmp.Diff(
			[]any{want.InferenceProfileName, want.Description, listedTime(t, want.CreatedAt), listedTime(t, want.UpdatedAt), arns},
			[]any{p.Name, p.Description, p.Created, p.Updated, table})
		if diff != "" {
			t.Errorf("%s of %s differs (-list +table):\n%s", want.InferenceProfileID, want.Region, diff)
		}
	}
}

func TestBedrockCatalog_holdsEveryKindOfOffer(t *testing.T) {
	kinds := map[string]func(*catalogModel) bool{
		"gpt-5.6-sol":          func(m *catalogModel) bool { return m.ID == "openai.gpt-5.6-sol" },
		"embeddings":           func(m *catalogModel) bool { return slices.Contains(m.Output, "EMBEDDING") },
		"a legacy model":       func(m *catalogModel) bool { return m.Status == "LEGACY" && !m.End.IsZero() },
		"a model to fine-tune": func(m *catalogModel) bool { return slices.Contains(m.Customizations, "FINE_TUNING") },
		"active provisioned models": func(m *catalogModel) bool {
			return m.Status == "ACTIVE" && slices.Contains(m.Inference["us-east-1"], "PROVISIONED")
		},
		"only through a profile":  func(m *catalogModel) bool { return slices.Contains(m.Inference["us-east-1"], "INFERENCE_PROFILE") },
		"on demand in the region": func(m *catalogModel) bool { return slices.Contains(m.Inference["us-east-1"], "ON_DEMAND") },
	}
	for name, holds := range kinds {
		t.Run(name, func(t *testing.T) {
			if !slices.ContainsFunc(bedrockModels(), holds) {
				t.Error("there is none")
			}
		})
	}
}

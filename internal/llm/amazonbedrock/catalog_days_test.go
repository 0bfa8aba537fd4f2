package amazonbedrock

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// listedModel is a model as the lists show it, and where.
type listedModel struct {
	ID        string              `json:"modelId"`
	Name      string              `json:"modelName"`
	Provider  string              `json:"providerName"`
	Input     []string            `json:"inputModalities"`
	Output    []string            `json:"outputModalities"`
	Inference []string            `json:"inferenceTypesSupported"`
	Life      map[string]string   `json:"modelLifecycle"`
	Regions   []string            `json:"regions"`
	Calls     map[string][]string `json:"-"` // ways to call it, by region, where they were recorded
	Gone      bool                `json:"-"` // not listed now
}

// listedProfile is a system profile as one region lists it.
type listedProfile struct {
	ID     string              `json:"inferenceProfileId"`
	Name   string              `json:"inferenceProfileName"`
	Region string              `json:"region"`
	Models []map[string]string `json:"models"`
	Gone   bool                `json:"-"`
}

// happening is one change between two snapshots.
type happening struct{ day, what, id, detail string }

// lists are what all regions show.
type lists struct {
	models   map[string]*listedModel
	profiles []*listedProfile
}

// firstLists are the lists of before the first happening, made from those of the last day by undoing what happened; and the
// happenings that say something. How many regions list a model is recorded, and which ones is not.
func firstLists(t *testing.T) (first *lists, events []happening, unused int) {
	t.Helper()
	now := lastLists(t)
	var raw [][]string
	decodeCatalog(t, &raw, "bedrock_drift_events.json")
	for _, e := range slices.Backward(raw) {
		one := happening{e[0], e[1], e[2], e[3]}
		if !now.turn(one, true) {
			unused++
			continue
		}
		events = append([]happening{one}, events...)
	}
	return now, events, unused
}

func decodeCatalog(t *testing.T, into any, path ...string) {
	t.Helper()
	if err := json.Unmarshal(readData(t, append([]string{"catalog"}, path...)...), into); err != nil {
		t.Fatal(err)
	}
}

func lastLists(t *testing.T) *lists {
	t.Helper()
	all := &lists{models: map[string]*listedModel{}}
	var models []*listedModel
	decodeCatalog(t, &models, "raw", "bedrock_list_foundation_models_dedup_2026-08-22.json")
	decodeCatalog(t, &all.profiles, "raw", "bedrock_list_inference_profiles_2026-08-22.json")
	var calls map[string]struct {
		Types map[string][]string `json:"inference_types"`
	}
	decodeCatalog(t, &calls, "raw", "bedrock_call_types_per_region_2026-08-21.json")
	for _, m := range models {
		m.Calls = calls[m.ID].Types
		all.models[m.ID] = m
	}
	return all
}

// turn carries a happening out, or undoes it, and reports whether it was as the happening says.
func (l *lists) turn(e happening, back bool) bool {
	from, to, _ := strings.Cut(e.detail, " -> ")
	if back {
		from, to = to, from
	}
	switch e.what {
	case "model+", "model-":
		return l.list(e, (e.what == "model-") != back)
	case "profile+", "profile-":
		return l.route(e.id, (e.what == "profile-") != back)
	case "lifecycle", "eol":
		m, member := l.models[e.id], map[string]string{"lifecycle": "status", "eol": "endOfLifeTime"}[e.what]
		if m == nil || m.Gone {
			return false
		}
		from, to = strings.TrimPrefix(from, "None"), strings.TrimPrefix(to, "None")
		if m.Life[member] != from {
			return false
		}
		m.Life[member] = to
		return true
	}
	return false
}

// list makes a model come or go. Of one that had gone before the last day no more is known than that it was legacy: it is taken to
// have been callable in us-east-1.
func (l *lists) list(e happening, goes bool) bool {
	m := l.models[e.id]
	if m == nil && !goes {
		provider, name, _ := strings.Cut(e.id, ".")
		_, variant := DecomposeModelID(e.id)
		m = &listedModel{ID: e.id, Name: name, Provider: provider, Input: []string{"TEXT"}, Output: []string{"TEXT"}, Inference: []string{"ON_DEMAND"}, Regions: []string{"us-east-1"}, Life: map[string]string{"status": e.detail}, Gone: true}
		if variant != "" {
			m.Inference = []string{"PROVISIONED"}
		}
		l.models[e.id] = m
	}
	if m == nil || m.Gone == goes {
		return false
	}
	m.Gone = goes
	return true
}

// route makes a profile come or go, in every region; one that had gone before the last day routed within us-east-1, as far as is
// known.
func (l *lists) route(id string, goes bool) bool {
	found := false
	for _, p := range l.profiles {
		if p.ID == id && p.Gone != goes {
			p.Gone, found = goes, true
		}
	}
	if found || goes {
		return found
	}
	_, model, _ := strings.Cut(id, ".")
	l.profiles = append(l.profiles, &listedProfile{ID: id, Name: id, Region: "us-east-1", Models: []map[string]string{{"modelArn": modelIn("us-east-1", model)}}})
	return true
}

func modelIn(region, model string) string {
	return fmt.Sprintf("arn:aws:bedrock:%s::foundation-model/%s", region, model)
}

// modelsIn is the answer of ListFoundationModels in a region.
func (l *lists) modelsIn(region string) map[string]any {
	summaries := []any{}
	for _, id := range slices.Sorted(maps.Keys(l.models)) {
		m := l.models[id]
		if m.Gone || !slices.Contains(m.Regions, region) {
			continue
		}
		life := map[string]string{"status": m.Life["status"]}
		if ends := m.Life["endOfLifeTime"]; ends != "" && ends != "None" {
			life["endOfLifeTime"] = strings.Replace(ends, " ", "T", 1)
		}
		summaries = append(summaries, map[string]any{
			"modelArn": modelIn(region, id), "modelId": id, "modelName": m.Name, "providerName": m.Provider, "inputModalities": m.Input,
			"outputModalities": m.Output, "inferenceTypesSupported": m.waysIn(region), "modelLifecycle": life,
		})
	}
	return map[string]any{"modelSummaries": summaries}
}

func (m *listedModel) waysIn(region string) []string {
	calls, recorded := m.Calls[region]
	switch {
	case !recorded:
		return m.Inference
	case slices.Contains(calls, "ON_DEMAND"):
		return []string{"ON_DEMAND"}
	}
	return []string{"INFERENCE_PROFILE"}
}

// profilesIn is the answer of ListInferenceProfiles in a region.
func (l *lists) profilesIn(region string) map[string]any {
	summaries := []any{}
	for _, p := range l.profiles {
		if !p.Gone && p.Region == region {
			summaries = append(summaries, map[string]any{
				"inferenceProfileId": p.ID, "inferenceProfileName": p.Name, "models": p.Models, "status": "ACTIVE", "type": "SYSTEM_DEFINED",
				"inferenceProfileArn": "arn:aws:bedrock:" + region + ":" + testAccount + ":inference-profile/" + p.ID,
			})
		}
	}
	return map[string]any{"inferenceProfileSummaries": summaries}
}

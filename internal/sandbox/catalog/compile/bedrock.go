package main

import (
	"slices"
	"strconv"
	"strings"
)

type foundationModel struct {
	ModelID, ModelName, ProviderName string

	InputModalities, OutputModalities, InferenceTypesSupported, CustomizationsSupported, Regions []string

	ResponseStreamingSupported *bool
	MantleOnly                 bool
	ModelCard                  struct{ MantleRegions []string }
	ModelLifecycle             struct{ Status, StartOfLifeTime, LegacyTime, PublicExtendedAccessTime, EndOfLifeTime string }
}

type callTypes struct {
	InferenceTypes map[string][]string `json:"inference_types"`
}

// compileFoundationModels leaves out the models of the bedrock-mantle endpoint alone, which ListFoundationModels does
// not return.
func compileFoundationModels(lists string) error {
	models, err := readJSON[[]foundationModel](lists, "raw", "bedrock_list_foundation_models_dedup_2026-08-22.json")
	if err != nil {
		return err
	}
	calls, err := readJSON[map[string]callTypes](lists, "raw", "bedrock_call_types_per_region_2026-08-21.json")
	if err != nil {
		return err
	}
	var rows [][]string
	for _, m := range models {
		if m.MantleOnly {
			continue
		}
		rows = append(rows, foundationModelRow(m, calls[m.ModelID]))
	}
	return writeTable("bedrock_models.tsv", "ListFoundationModels over 18 regions, the first region's row; call types per region of 2026-08-21",
		strings.Fields("id name provider input output streaming customizations status start legacy extended end regions"), rows)
}

// foundationModelRow takes the inference types of the first region from the list itself, those of the others from the
// call types. Where the bedrock-mantle endpoint serves the model too, ON_DEMAND there may mean that endpoint, so the
// first region's types hold: the stricter reading.
func foundationModelRow(m foundationModel, calls callTypes) []string {
	streaming := ""
	if m.ResponseStreamingSupported != nil {
		streaming = strconv.FormatBool(*m.ResponseStreamingSupported)
	}
	var regions []string
	for i, region := range m.Regions {
		types := m.InferenceTypesSupported
		if own := calls.InferenceTypes[region]; i > 0 && len(own) > 0 && !slices.Contains(m.ModelCard.MantleRegions, region) {
			types = inferenceTypes(own)
		}
		regions = append(regions, region+":"+initials(types))
	}
	l := m.ModelLifecycle
	return []string{
		m.ModelID, m.ModelName, m.ProviderName, strings.Join(m.InputModalities, ","), strings.Join(m.OutputModalities, ","),
		streaming, strings.Join(m.CustomizationsSupported, ","), l.Status, stamp(l.StartOfLifeTime), stamp(l.LegacyTime),
		stamp(l.PublicExtendedAccessTime), stamp(l.EndOfLifeTime), strings.Join(regions, ","),
	}
}

// inferenceTypes reads the ways to call a model: names of geographies mean that a profile is needed. No recorded row
// says ON_DEMAND and INFERENCE_PROFILE together.
func inferenceTypes(calls []string) []string {
	var types []string
	for _, call := range []string{"ON_DEMAND", "PROVISIONED"} {
		if slices.Contains(calls, call) {
			types = append(types, call)
		}
	}
	if len(types) == 0 {
		return []string{"INFERENCE_PROFILE"}
	}
	return types
}

// initials shortens inference types to O, P and I.
func initials(types []string) string {
	var text strings.Builder
	for _, t := range types {
		text.WriteString(t[:1])
	}
	return text.String()
}

type inferenceProfile struct {
	InferenceProfileID, InferenceProfileName, Description, CreatedAt, UpdatedAt, Region string

	Models []struct{ ModelArn string }
}

// compileProfiles writes one row per distinct content of a profile, with the regions that may call it.
func compileProfiles(lists string) error {
	profiles, err := readJSON[[]inferenceProfile](lists, "raw", "bedrock_list_inference_profiles_2026-08-22.json")
	if err != nil {
		return err
	}
	var rows [][]string
	at := map[string]int{}
	for _, p := range profiles {
		members := memberRegions(p)
		row := []string{p.InferenceProfileID, p.InferenceProfileName, describe(p.Description, members), strings.Join(members, ",")}
		caller := p.Region + "@" + stamp(p.CreatedAt) + "@" + stamp(p.UpdatedAt)
		key := strings.Join(row, "\t")
		if i, known := at[key]; known {
			rows[i][4] += "," + caller
			continue
		}
		at[key] = len(rows)
		rows = append(rows, append(row, caller))
	}
	return writeTable("bedrock_profiles.tsv", "ListInferenceProfiles of 18 regions",
		strings.Fields("id name describes members callers"), rows)
}

// memberRegions returns the regions of a profile's models in their order. A global profile has two models: one
// without region, then the caller's; its members are written as "global".
func memberRegions(p inferenceProfile) []string {
	var regions []string
	for _, m := range p.Models {
		regions = append(regions, strings.Split(m.ModelArn, ":")[3])
	}
	if len(regions) == 2 && regions[0] == "" && regions[1] == p.Region {
		return []string{"global"}
	}
	return regions
}

// describe shortens a description that only enumerates the members to its style and subject.
func describe(text string, members []string) string {
	for _, style := range []struct{ name, tail string }{
		{"global", " globally across all supported AWS Regions."},
		{"and", " in " + enumerate(members) + "."},
		{"commas", " in " + strings.Join(members, ", ") + "."},
		{"sorted", " in " + enumerate(slices.Sorted(slices.Values(members))) + "."},
	} {
		subject, matches := strings.CutSuffix(strings.TrimPrefix(text, "Routes requests to "), style.tail)
		if matches {
			return style.name + "=" + subject
		}
	}
	return "=" + text
}

func enumerate(regions []string) string {
	last := len(regions) - 1
	if last < 1 {
		return strings.Join(regions, "")
	}
	return strings.Join(regions[:last], ", ") + " and " + regions[last]
}

// stamp turns "2024-11-01 23:27:35.188342+00:00" into RFC 3339.
func stamp(text string) string {
	return strings.Replace(strings.Replace(text, " ", "T", 1), "+00:00", "Z", 1)
}

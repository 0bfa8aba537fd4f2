package sandbox

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// catalogModel is a foundation model as ListFoundationModels shows it.
type catalogModel struct {
	ID, Name, Provider string
	Input, Output      []string // modalities
	Streaming          string   // "true", "false", or "" where the list does not say
	Customizations     []string
	// Status is ACTIVE or LEGACY; the zero times are those that the list does not give.
	Status                       string
	Start, Legacy, Extended, End time.Time
	// Inference holds, by region that lists the model, the ways to call it.
	Inference map[string][]string
	// Regions are the keys of Inference, in the order of the recorded list.
	Regions []string
}

// catalogProfile is a system-defined inference profile as one region lists it.
type catalogProfile struct {
	ID, Name, Description string
	Created, Updated      time.Time
	// Members are the regions of its models, in order; a global profile has "" and the caller's region.
	Members []string
}

// baseModel returns the id of the foundation model of a profile: in all 123 profiles, the id without its geography.
func (p *catalogProfile) baseModel() string {
	_, base, _ := strings.Cut(p.ID, ".")
	return base
}

// bedrockModels parses the table of foundation models once.
var bedrockModels = sync.OnceValue(func() []*catalogModel {
	var models []*catalogModel
	for _, row := range catalogTable("bedrock_models.tsv") {
		m := &catalogModel{
			ID: row.text("id"), Name: row.text("name"), Provider: row.text("provider"), Input: row.list("input"),
			Output: row.list("output"), Streaming: row.text("streaming"), Customizations: row.list("customizations"),
			Status: row.text("status"), Start: row.time("start"), Legacy: row.time("legacy"),
			Extended: row.time("extended"), End: row.time("end"), Inference: map[string][]string{},
		}
		for _, entry := range row.list("regions") {
			region, initials, _ := strings.Cut(entry, ":")
			m.Regions = append(m.Regions, region)
			m.Inference[region] = inferenceTypesOf(initials)
		}
		models = append(models, m)
	}
	return models
})

func inferenceTypesOf(initials string) []string {
	types := []string{}
	for _, name := range []string{"ON_DEMAND", "PROVISIONED", "INFERENCE_PROFILE"} {
		if strings.Contains(initials, name[:1]) {
			types = append(types, name)
		}
	}
	return types
}

// bedrockProfiles parses the table of system-defined profiles once; the keys are the regions that may call them.
var bedrockProfiles = sync.OnceValue(func() map[string][]*catalogProfile {
	profiles := map[string][]*catalogProfile{}
	for _, row := range catalogTable("bedrock_profiles.tsv") {
		for _, caller := range row.list("callers") {
			parts := strings.Split(caller, "@")
			members := row.list("members")
			if slices.Equal(members, []string{"global"}) {
				members = []string{"", parts[0]}
			}
			profiles[parts[0]] = append(profiles[parts[0]], &catalogProfile{
				ID: row.text("id"), Name: row.text("name"), Description: describedAs(row.text("describes"), members),
				Created: catalogTime(parts[1]), Updated: catalogTime(parts[2]), Members: members,
			})
		}
	}
	return profiles
})

// describedAs spells out a description that the table shortened to "style=subject".
func describedAs(short string, members []string) string {
	style, subject, _ := strings.Cut(short, "=")
	switch style {
	case "global":
		return "Routes requests to " + subject + " globally across all supported AWS Regions."
	case "and":
		return "Routes requests to " + subject + " in " + enumerated(members) + "."
	case "commas":
		return "Routes requests to " + subject + " in " + strings.Join(members, ", ") + "."
	case "sorted":
		return "Routes requests to " + subject + " in " + enumerated(slices.Sorted(slices.Values(members))) + "."
	}
	return subject
}

func enumerated(regions []string) string {
	last := len(regions) - 1
	if last < 1 {
		return strings.Join(regions, "")
	}
	return strings.Join(regions[:last], ", ") + " and " + regions[last]
}

// bedrockRegions are the regions of which lists were recorded, sorted. The stand-in answers for no other.
var bedrockRegions = sync.OnceValue(func() []string {
	regions := map[string]bool{}
	for _, m := range bedrockModels() {
		for _, region := range m.Regions {
			regions[region] = true
		}
	}
	return sortedKeys(regions)
})

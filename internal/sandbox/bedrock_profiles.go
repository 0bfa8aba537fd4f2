package sandbox

import (
	"net/http"
	"slices"
)

func profileRoutes() []route {
	return []route{
		bedrockRoute(http.MethodPost, "/inference-profiles", http.StatusCreated, createProfile),
		bedrockRoute(http.MethodGet, "/inference-profiles", http.StatusOK, listProfiles),
		bedrockRoute(http.MethodGet, "/inference-profiles/{profile}", http.StatusOK, getProfile),
		bedrockRoute(http.MethodDelete, "/inference-profiles/{profile}", http.StatusOK, deleteProfile),
	}
}

var (
	profileNamePattern        = lazyPattern(`([0-9a-zA-Z][ _-]?)+`)
	profileDescriptionPattern = lazyPattern(`([0-9a-zA-Z:.][ _-]?)+`)
	profileIdentifierPattern  = lazyPattern(`(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:(|[0-9a-z-]{0,20}):(|[0-9]{12}):(inference-profile|application-inference-profile)/)?[a-zA-Z0-9-:.]+`)
	profileSourcePattern      = lazyPattern(`arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:(|[0-9a-z-]{0,20}):(|[0-9]{12}):(inference-profile|foundation-model)/[a-zA-Z0-9-:.]+`)
)

// profileView is what Get and List show of a profile. It never holds the source that a profile copies.
type profileView struct {
	Name        string         `json:"inferenceProfileName"`
	Description string         `json:"description,omitempty"`
	Created     *string        `json:"createdAt"`
	Updated     *string        `json:"updatedAt"`
	ARN         string         `json:"inferenceProfileArn"`
	Models      []profileModel `json:"models"`
	ID          string         `json:"inferenceProfileId"`
	Status      string         `json:"status"` // all profiles are ACTIVE, whatever becomes of their models
	Type        string         `json:"type"`

	number int // place in a list
}

type profileModel struct {
	ModelARN string `json:"modelArn"`
}

// profile finds an application profile by id, or returns nil.
func (held *awsRegion) profile(id string) *bedrockProfile {
	for _, p := range held.Profiles {
		if p.ID == id {
			return p
		}
	}
	return nil
}

func (p *bedrockProfile) arn(region string) string {
	return ownARN(region, "application-inference-profile", p.ID)
}

// applicationOffset makes the numbers of application profiles follow those of the system's.
const applicationOffset = 1 << 20

func (p *bedrockProfile) view(region string) profileView {
	return profileView{
		Name: p.Name, Description: p.Description, Created: awsStamp(p.Created), Updated: awsStamp(p.Updated),
		ARN: p.arn(region), Models: profileModels(p.Models), ID: p.ID, Status: "ACTIVE", Type: "APPLICATION",
		number: applicationOffset + p.Serial,
	}
}

func profileModels(arns []string) []profileModel {
	models := make([]profileModel, 0, len(arns))
	for _, arn := range arns {
		models = append(models, profileModel{ModelARN: arn})
	}
	return models
}

// systemProfile is a system-defined profile as a region sees it now.
type systemProfile struct {
	*catalogProfile
	models []string // ARNs
}

func systemProfiles(st *state, region string) []systemProfile {
	var profiles []systemProfile
	for _, p := range bedrockProfiles()[region] {
		members := p.Members
		if moved, ok := st.AWS.at(region).Members[p.ID]; ok {
			members = moved
		}
		s := systemProfile{catalogProfile: p}
		for _, member := range members {
			s.models = append(s.models, foundationModelARN(member, p.baseModel()))
		}
		profiles = append(profiles, s)
	}
	return profiles
}

func findSystemProfile(st *state, region, id string) (systemProfile, bool) {
	profiles := systemProfiles(st, region)
	i := slices.IndexFunc(profiles, func(p systemProfile) bool { return p.ID == id })
	if i < 0 {
		return systemProfile{}, false
	}
	return profiles[i], true
}

func (s systemProfile) view(region string, number int) profileView {
	return profileView{
		Name: s.Name, Description: s.Description, Created: awsStamp(s.Created), Updated: awsStamp(s.Updated),
		ARN: ownARN(region, "inference-profile", s.ID), Models: profileModels(s.models), ID: s.ID, Status: "ACTIVE",
		Type: "SYSTEM_DEFINED", number: number,
	}
}

func listProfiles(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "type", "maxResults", "nextToken")
	kind := r.query.Get("type")
	c.oneOf("type", kind, "SYSTEM_DEFINED", "APPLICATION")
	var profiles []profileView
	if kind != "APPLICATION" {
		for i, s := range systemProfiles(st, r.region) {
			profiles = append(profiles, s.view(r.region, i))
		}
	}
	if kind != "SYSTEM_DEFINED" {
		for _, p := range st.AWS.at(r.region).Profiles {
			profiles = append(profiles, p.view(r.region))
		}
	}
	page, next := bedrockPage(r, c, "profiles "+kind, profiles, func(p profileView) int { return p.number })
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	return bedrockList("inferenceProfileSummaries", page, next), nil
}

// bedrockList is a page of a list, with a token where there is more.
func bedrockList[T any](member string, page []T, next string) map[string]any {
	body := map[string]any{member: page}
	if next != "" {
		body["nextToken"] = next
	}
	return body
}

// identified reads the profile identifier of a path: an id or an ARN of this account and region.
func identified(r *request) (kind, id string, refused *awsError) {
	c := &constraints{}
	identifier := r.vars["profile"]
	c.text("inferenceProfileIdentifier", identifier, 1, 2048, profileIdentifierPattern)
	if refused := c.err(); refused != nil {
		return "", "", refused
	}
	if refused := foreignARN(r, identifier); refused != nil {
		return "", "", refused
	}
	if parts, ok := parseARN(identifier); ok {
		return parts.kind, parts.id, nil
	}
	return "", identifier, nil
}

func getProfile(st *state, r *request) (any, *awsError) {
	kind, id, refused := identified(r)
	if refused != nil {
		return nil, refused
	}
	if p := st.AWS.at(r.region).profile(id); p != nil && kind != "inference-profile" {
		return p.view(r.region), nil
	}
	if s, ok := findSystemProfile(st, r.region, id); ok && kind != "application-inference-profile" {
		return s.view(r.region, 0), nil
	}
	return nil, notFoundARN(r.vars["profile"])
}

func deleteProfile(st *state, r *request) (any, *awsError) {
	kind, id, refused := identified(r)
	if refused != nil {
		return nil, refused
	}
	if _, ok := findSystemProfile(st, r.region, id); ok && kind != "application-inference-profile" {
		return nil, invalidInput("The inference profile %s is defined by the system and cannot be deleted", id)
	}
	p := st.AWS.at(r.region).profile(id)
	if p == nil || kind == "inference-profile" {
		return nil, notFoundARN(r.vars["profile"])
	}
	held := st.AWS.edit(r.region)
	delete(held.Tags, p.arn(r.region))
	held.Profiles = without(held.Profiles, func(other *bedrockProfile) bool { return other == p })
	return struct{}{}, nil
}

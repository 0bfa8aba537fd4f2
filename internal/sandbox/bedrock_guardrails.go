package sandbox

import (
	"net/http"
	"strconv"
	"time"
)

func guardrailRoutes() []route {
	const one = "/guardrails/{guardrail}"
	return []route{
		bedrockRoute(http.MethodPost, "/guardrails", http.StatusAccepted, createGuardrail),
		bedrockRoute(http.MethodGet, "/guardrails", http.StatusOK, listGuardrails),
		bedrockRoute(http.MethodGet, one, http.StatusOK, getGuardrail),
		bedrockRoute(http.MethodPut, one, http.StatusAccepted, updateGuardrail),
		bedrockRoute(http.MethodPost, one, http.StatusAccepted, createGuardrailVersion),
		bedrockRoute(http.MethodDelete, one, http.StatusAccepted, deleteGuardrail),
	}
}

// guardrailView is GetGuardrailResponse.
type guardrailView struct {
	ID              string   `json:"guardrailId"`
	ARN             string   `json:"guardrailArn"`
	Version         string   `json:"version"`
	Status          string   `json:"status"`
	Created         *string  `json:"createdAt"`
	Updated         *string  `json:"updatedAt"`
	Reasons         []string `json:"statusReasons"`
	Recommendations []string `json:"failureRecommendations"`
	guardrailContent
}

// guardrailSummary is an item of a list.
type guardrailSummary struct {
	ID          string            `json:"id"`
	ARN         string            `json:"arn"`
	Status      string            `json:"status"`
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Version     string            `json:"version"`
	Created     *string           `json:"createdAt"`
	Updated     *string           `json:"updatedAt"`
	CrossRegion *guardrailProfile `json:"crossRegionDetails,omitempty"`

	number int // place in the list
}

func (g *bedrockGuardrail) arn(region string) string { return ownARN(region, "guardrail", g.ID) }

// guardrail finds a guardrail by id, or returns nil.
func (held *awsRegion) guardrail(id string, now time.Time) *bedrockGuardrail {
	for _, g := range present(held.Guardrails, now) {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// edition finds the draft, which is number 0, or a version, or returns nil.
func (g *bedrockGuardrail) edition(version int, now time.Time) *guardrailEdition {
	if version == 0 {
		return &g.guardrailEdition
	}
	for _, e := range present(g.Versions, now) {
		if e.Version == version {
			return e
		}
	}
	return nil
}

// status is that of its life, but FAILED after a deletion that came to nothing.
func (e *guardrailEdition) status(now time.Time) string {
	if e.Stuck && e.awsLife.gone(now) {
		return "FAILED"
	}
	return e.awsLife.status(now, "READY")
}

func (e *guardrailEdition) reasons(now time.Time) []string {
	if e.Stuck && e.awsLife.gone(now) {
		return []string{"The guardrail could not be deleted."}
	}
	return orEmpty(e.Reasons)
}

func (e *guardrailEdition) gone(now time.Time) bool { return !e.Stuck && e.awsLife.gone(now) }

func (e *guardrailEdition) version() string {
	if e.Version == 0 {
		return "DRAFT"
	}
	return strconv.Itoa(e.Version)
}

// updated is when the last change took effect, or was asked for while it has not: so it was recorded.
func (e *guardrailEdition) updated(now time.Time) *string {
	if e.Doing == "UPDATING" && !now.Before(e.ReadyAt) {
		return awsStamp(e.ReadyAt)
	}
	return awsStamp(e.Updated)
}

// begin notes what a write asks for; when the update before it took effect stays known.
func (e *guardrailEdition) begin(r *request, doing string) {
	if e.Doing == "UPDATING" && !r.now.Before(e.ReadyAt) {
		e.Updated = e.ReadyAt
	}
	e.start(r, doing)
}

func (g *bedrockGuardrail) view(e *guardrailEdition, r *request) guardrailView {
	return guardrailView{
		ID: g.ID, ARN: g.arn(r.region), Version: e.version(), Status: e.status(r.now), Created: awsStamp(e.Created), Updated: e.updated(r.now),
		Reasons: e.reasons(r.now), Recommendations: orEmpty(e.Recommendations), guardrailContent: e.guardrailContent,
	}
}

func (g *bedrockGuardrail) summary(e *guardrailEdition, r *request, number int) guardrailSummary {
	return guardrailSummary{
		ID: g.ID, ARN: g.arn(r.region), Status: e.status(r.now), Name: e.Name, Description: e.Description, Version: e.version(),
		Created: awsStamp(e.Created), Updated: e.updated(r.now), CrossRegion: e.CrossRegion, number: number,
	}
}

// findGuardrail finds a guardrail by id or ARN.
func findGuardrail(st *state, r *request, identifier string) (*bedrockGuardrail, *awsError) {
	c := &constraints{}
	c.text("guardrailIdentifier", identifier, 0, 2048, guardrailIdentifierPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if refused := foreignARN(r, identifier); refused != nil {
		return nil, refused
	}
	id := identifier
	if parts, ok := parseARN(identifier); ok {
		id = parts.id
	}
	g := st.AWS.at(r.region).guardrail(id, r.now)
	if g == nil {
		return nil, noGuardrail(identifier)
	}
	return g, nil
}

// noGuardrail is worded as the service words it where a guardrail is applied.
func noGuardrail(identifier string) *awsError {
	return &awsError{
		status: http.StatusNotFound, code: "ResourceNotFoundException",
		message: "The guardrail identifier or version provided in the request does not exist. (" + identifier + ")",
	}
}

// findEdition finds what the path and the query parameter guardrailVersion name; without the latter, the draft.
func findEdition(st *state, r *request) (*bedrockGuardrail, *guardrailEdition, *awsError) {
	c := &constraints{}
	c.queryNames(r, "guardrailVersion")
	version := c.queryText(r, "guardrailVersion", 1, 8, guardrailVersionPattern)
	if refused := c.err(); refused != nil {
		return nil, nil, refused
	}
	g, refused := findGuardrail(st, r, r.vars["guardrail"])
	if refused != nil {
		return nil, nil, refused
	}
	number, _ := strconv.Atoi(version) // DRAFT is 0
	e := g.edition(number, r.now)
	if e == nil {
		return nil, nil, noGuardrail(g.arn(r.region) + ", version " + version)
	}
	return g, e, nil
}

func getGuardrail(st *state, r *request) (any, *awsError) {
	g, e, refused := findEdition(st, r)
	if refused != nil {
		return nil, refused
	}
	return g.view(e, r), nil
}

// listGuardrails lists the drafts of all guardrails or, of the one that is named, its draft and versions.
func listGuardrails(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "guardrailIdentifier", "maxResults", "nextToken")
	c.queryText(r, "nextToken", 1, 2048, noBlankPattern)
	list, summaries := "guardrails", []guardrailSummary(nil)
	if r.query.Has("guardrailIdentifier") {
		g, refused := findGuardrail(st, r, r.query.Get("guardrailIdentifier"))
		if refused != nil {
			return nil, refused
		}
		list, summaries = "guardrails/"+g.ID, append(summaries, g.summary(&g.guardrailEdition, r, 0))
		for _, e := range present(g.Versions, r.now) {
			summaries = append(summaries, g.summary(e, r, e.Version))
		}
	} else {
		for _, g := range present(st.AWS.at(r.region).Guardrails, r.now) {
			summaries = append(summaries, g.summary(&g.guardrailEdition, r, g.Serial))
		}
	}
	page, next := bedrockPage(r, c, list, summaries, func(s guardrailSummary) int { return s.number })
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	return bedrockList("guardrails", page, next), nil
}

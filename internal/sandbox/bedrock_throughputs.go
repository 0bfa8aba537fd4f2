package sandbox

import (
	"net/http"
	"time"
)

func throughputRoutes() []route {
	const one = "/provisioned-model-throughput/{throughput}"
	return []route{
		bedrockRoute(http.MethodPost, "/provisioned-model-throughput", http.StatusCreated, createThroughput),
		bedrockRoute(http.MethodGet, "/provisioned-model-throughputs", http.StatusOK, listThroughputs),
		bedrockRoute(http.MethodGet, one, http.StatusOK, getThroughput),
		bedrockRoute(http.MethodPatch, one, http.StatusOK, updateThroughput),
		bedrockRoute(http.MethodDelete, one, http.StatusOK, deleteThroughput),
	}
}

var (
	throughputNamePattern = lazyPattern(`([0-9a-zA-Z][_-]?)+`)
	throughputIDPattern   = lazyPattern(`((([0-9a-zA-Z][_-]?)+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:provisioned-model/[a-z0-9]{12}))`)
)

// throughputView is what Get shows; a list shows it without FailureMessage.
type throughputView struct {
	ModelUnits        int     `json:"modelUnits"`
	DesiredModelUnits int     `json:"desiredModelUnits"`
	Name              string  `json:"provisionedModelName"`
	ARN               string  `json:"provisionedModelArn"`
	ModelARN          string  `json:"modelArn"`
	DesiredModelARN   string  `json:"desiredModelArn"`
	FoundationARN     string  `json:"foundationModelArn"`
	Status            string  `json:"status"`
	Created           *string `json:"creationTime"`
	Modified          *string `json:"lastModifiedTime"`
	FailureMessage    string  `json:"failureMessage,omitempty"`
	Commitment        string  `json:"commitmentDuration,omitempty"`
	Expires           *string `json:"commitmentExpirationTime,omitempty"`
}

// throughput finds a provisioned throughput by id, or returns nil.
func (held *awsRegion) throughput(id string) *bedrockThroughput {
	for _, t := range held.Throughputs {
		if t.ID == id {
			return t
		}
	}
	return nil
}

func (t *bedrockThroughput) arn(region string) string {
	return ownARN(region, "provisioned-model", t.ID)
}

// status is Creating or Updating until ReadyAt, then InService; Failed wins over all.
func (t *bedrockThroughput) status(now time.Time) string {
	switch {
	case t.Failure != "":
		return "Failed"
	case now.Before(t.ReadyAt) && t.Desired != "":
		return "Updating"
	case now.Before(t.ReadyAt):
		return "Creating"
	}
	return "InService"
}

// modelNow returns the model that is served now and the one that was asked for last.
func (t *bedrockThroughput) modelNow(now time.Time) (served, desired string) {
	switch {
	case t.Desired == "":
		return t.ModelARN, t.ModelARN
	case t.status(now) == "InService":
		return t.Desired, t.Desired
	}
	return t.ModelARN, t.Desired
}

func (t *bedrockThroughput) view(region string, now time.Time) throughputView {
	served, desired := t.modelNow(now)
	return throughputView{
		ModelUnits: t.Units, DesiredModelUnits: t.Units, Name: t.Name, ARN: t.arn(region), ModelARN: served,
		DesiredModelARN: desired, FoundationARN: t.BaseARN, Status: t.status(now), Created: awsStamp(t.Created),
		Modified: awsStamp(t.Modified), FailureMessage: t.Failure, Commitment: t.Commitment, Expires: awsStamp(t.Expires),
	}
}

// findThroughput reads the identifier of a path: an ARN, an id, or a name.
func findThroughput(st *state, r *request) (*bedrockThroughput, *awsError) {
	identifier := r.vars["throughput"]
	c := &constraints{}
	c.text("provisionedModelId", identifier, 1, 2048, throughputIDPattern)
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
	for _, t := range st.AWS.at(r.region).Throughputs {
		if t.ID == id || t.Name == identifier {
			return t, nil
		}
	}
	return nil, notFoundARN(identifier)
}

func getThroughput(st *state, r *request) (any, *awsError) {
	t, refused := findThroughput(st, r)
	if refused != nil {
		return nil, refused
	}
	return t.view(r.region, r.now), nil
}

func listThroughputs(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "creationTimeAfter", "creationTimeBefore", "statusEquals", "modelArnEquals", "nameContains",
		"maxResults", "nextToken", "sortBy", "sortOrder")
	q := listQueryOf(r, c, "creationTimeAfter", "creationTimeBefore")
	status, model := r.query.Get("statusEquals"), c.queryText(r, "modelArnEquals", 20, 1011, modelARNPattern)
	c.oneOf("statusEquals", status, "Creating", "InService", "Updating", "Failed")
	var found []*bedrockThroughput
	for _, t := range st.AWS.at(r.region).Throughputs {
		served, _ := t.modelNow(r.now)
		if q.holds(t.Name, t.Created) && (status == "" || t.status(r.now) == status) && (model == "" || served == model) {
			found = append(found, t)
		}
	}
	page, next := bedrockPage(r, c, "throughputs", q.sorted(len(found), func(i int) int { return found[i].Serial }), listPlace.rank)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	summaries := make([]throughputView, 0, len(page))
	for _, place := range page {
		v := found[place.index].view(r.region, r.now)
		v.FailureMessage = ""
		summaries = append(summaries, v)
	}
	return bedrockList("provisionedModelSummaries", summaries, next), nil
}

func deleteThroughput(st *state, r *request) (any, *awsError) {
	t, refused := findThroughput(st, r)
	if refused != nil {
		return nil, refused
	}
	if r.now.Before(t.Expires) {
		return nil, inConflict("You can't delete a Provisioned Throughput with commitment before the commitment term is complete. The commitment of %s ends at %s.", t.arn(r.region), t.Expires.Format(time.RFC3339))
	}
	if status := t.status(r.now); status == "Creating" || status == "Updating" {
		return nil, inConflict("The Provisioned Throughput %s cannot be deleted while its status is %s.", t.arn(r.region), status)
	}
	held := st.AWS.edit(r.region)
	delete(held.Tags, t.arn(r.region))
	held.Throughputs = without(held.Throughputs, func(other *bedrockThroughput) bool { return other == t })
	return struct{}{}, nil
}

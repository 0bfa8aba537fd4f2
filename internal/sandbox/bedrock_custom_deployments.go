package sandbox

import (
	"net/http"
	"time"
)

func customDeploymentRoutes() []route {
	const all = "/model-customization/custom-model-deployments"
	return []route{
		bedrockRoute(http.MethodPost, all, http.StatusAccepted, createCustomDeployment),
		bedrockRoute(http.MethodGet, all, http.StatusOK, listCustomDeployments),
		bedrockRoute(http.MethodGet, all+"/{deployment}", http.StatusOK, getCustomDeployment),
		bedrockRoute(http.MethodPatch, all+"/{deployment}", http.StatusAccepted, updateCustomDeployment),
		bedrockRoute(http.MethodDelete, all+"/{deployment}", http.StatusOK, deleteCustomDeployment),
	}
}

var (
	customDeploymentNamePattern = lazyPattern(`([0-9a-zA-Z][_-]?){1,63}`)
	customDeploymentIDPattern   = lazyPattern(`(arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model-deployment/[a-z0-9]{12})|^([0-9a-zA-Z][_-]?){1,63}`)
	customModelARNPattern       = lazyPattern(`arn:aws(|-us-gov|-cn|-iso|-iso-b):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model/(imported|[a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63}([a-z0-9-]{1,63}[.]){0,2}[a-z0-9-]{1,63}([:][a-z0-9-]{1,63}){0,2})/[a-z0-9]{12}`)
)

// customDeploymentView is GetCustomModelDeploymentResponse.
type customDeploymentView struct {
	ARN            string         `json:"customModelDeploymentArn"`
	Name           string         `json:"modelDeploymentName"`
	ModelARN       string         `json:"modelArn"`
	Created        *string        `json:"createdAt"`
	Status         string         `json:"status"`
	Description    string         `json:"description,omitempty"`
	Update         *updateDetails `json:"updateDetails,omitempty"`
	FailureMessage string         `json:"failureMessage,omitempty"`
	Updated        *string        `json:"lastUpdatedAt,omitempty"`
}

type updateDetails struct {
	ModelARN string `json:"modelArn"`
	Status   string `json:"updateStatus"`
}

// customDeploymentSummary is CustomModelDeploymentSummary: the name has another key than in Get.
type customDeploymentSummary struct {
	ARN            string  `json:"customModelDeploymentArn"`
	Name           string  `json:"customModelDeploymentName"`
	ModelARN       string  `json:"modelArn"`
	Created        *string `json:"createdAt"`
	Status         string  `json:"status"`
	Updated        *string `json:"lastUpdatedAt,omitempty"`
	FailureMessage string  `json:"failureMessage,omitempty"`
}

// deployment finds a custom model deployment by id, or returns nil.
func (held *awsRegion) deployment(id string) *bedrockDeployment {
	for _, d := range held.Deployments {
		if d.ID == id {
			return d
		}
	}
	return nil
}

func (d *bedrockDeployment) arn(region string) string {
	return ownARN(region, "custom-model-deployment", d.ID)
}

// status stays Active during an update, and after one that failed: updateDetails tells of that.
func (d *bedrockDeployment) status(now time.Time) string {
	switch {
	case d.Failure != "" && d.Desired == "":
		return "Failed"
	case now.Before(d.ReadyAt) && d.Desired == "":
		return "Creating"
	}
	return "Active"
}

// modelNow returns the model that is served now: the next one once its update is complete.
func (d *bedrockDeployment) modelNow(now time.Time) string {
	if d.Desired != "" && !now.Before(d.ReadyAt) && d.Failure == "" {
		return d.Desired
	}
	return d.ModelARN
}

func (d *bedrockDeployment) view(region string, now time.Time) customDeploymentView {
	v := customDeploymentView{
		ARN: d.arn(region), Name: d.Name, ModelARN: d.modelNow(now), Created: awsStamp(d.Created), Status: d.status(now),
		Description: d.Description, FailureMessage: d.Failure, Updated: awsStamp(d.Updated),
	}
	if d.Desired != "" {
		v.Update = &updateDetails{ModelARN: d.Desired, Status: "UpdateCompleted"}
		switch {
		case d.Failure != "":
			v.Update.Status = "UpdateFailed"
		case now.Before(d.ReadyAt):
			v.Update.Status = "Updating"
		}
	}
	return v
}

func findCustomDeployment(st *state, r *request) (*bedrockDeployment, *awsError) {
	identifier := r.vars["deployment"]
	c := &constraints{}
	c.text("customModelDeploymentIdentifier", identifier, 1, 93, customDeploymentIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if refused := foreignARN(r, identifier); refused != nil {
		return nil, refused
	}
	for _, d := range st.AWS.at(r.region).Deployments {
		if d.arn(r.region) == identifier || d.ID == identifier || d.Name == identifier {
			return d, nil
		}
	}
	return nil, notFoundARN(identifier)
}

func getCustomDeployment(st *state, r *request) (any, *awsError) {
	d, refused := findCustomDeployment(st, r)
	if refused != nil {
		return nil, refused
	}
	return d.view(r.region, r.now), nil
}

func listCustomDeployments(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "createdBefore", "createdAfter", "nameContains", "maxResults", "nextToken", "sortBy", "sortOrder",
		"statusEquals", "modelArnEquals")
	q := listQueryOf(r, c, "createdAfter", "createdBefore")
	status, model := r.query.Get("statusEquals"), c.queryText(r, "modelArnEquals", 20, 1011, customModelARNPattern)
	c.oneOf("statusEquals", status, "Creating", "Active", "Failed")
	var found []*bedrockDeployment
	for _, d := range st.AWS.at(r.region).Deployments {
		if q.holds(d.Name, d.Created) && hasOrAny([]string{d.status(r.now)}, status) && hasOrAny([]string{d.modelNow(r.now)}, model) {
			found = append(found, d)
		}
	}
	page, next := bedrockPage(r, c, "custom-model-deployments", q.sorted(len(found), func(i int) int { return found[i].Serial }), listPlace.rank)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	summaries := make([]customDeploymentSummary, 0, len(page))
	for _, place := range page {
		v := found[place.index].view(r.region, r.now)
		summaries = append(summaries, customDeploymentSummary{
			ARN: v.ARN, Name: v.Name, ModelARN: v.ModelARN, Created: v.Created, Status: v.Status, Updated: v.Updated, FailureMessage: v.FailureMessage,
		})
	}
	return bedrockList("modelDeploymentSummaries", summaries, next), nil
}

func deleteCustomDeployment(st *state, r *request) (any, *awsError) {
	d, refused := findCustomDeployment(st, r)
	if refused != nil {
		return nil, refused
	}
	if d.Failure == "" && r.now.Before(d.ReadyAt) {
		return nil, inConflict("The custom model deployment %s cannot be deleted while it is being created or updated.", d.arn(r.region))
	}
	held := st.AWS.edit(r.region)
	delete(held.Tags, d.arn(r.region))
	held.Deployments = without(held.Deployments, func(other *bedrockDeployment) bool { return other == d })
	return struct{}{}, nil
}

package sandbox

import (
	"net/http"
	"strings"
)

// customModelRoutes only read: custom models enter the sandbox through AddCustomModel, since training is a job.
func customModelRoutes() []route {
	return []route{
		bedrockRoute(http.MethodGet, "/custom-models", http.StatusOK, listCustomModels),
		bedrockRoute(http.MethodGet, "/custom-models/{model}", http.StatusOK, getCustomModel),
	}
}

// customModel finds a custom model by ARN or name, or returns nil.
func (held *awsRegion) customModel(identifier string) *bedrockCustomModel {
	for _, m := range held.CustomModels {
		if m.ARN == identifier || m.Name == identifier {
			return m
		}
	}
	return nil
}

// customModelDetails is GetCustomModelResponse, as far as the sandbox knows it.
type customModelDetails struct {
	ModelARN          string  `json:"modelArn"`
	ModelName         string  `json:"modelName"`
	BaseModelARN      string  `json:"baseModelArn"`
	CustomizationType string  `json:"customizationType"`
	Created           *string `json:"creationTime"`
	Status            string  `json:"modelStatus"`
}

// customModelSummary is CustomModelSummary.
type customModelSummary struct {
	customModelDetails
	BaseModelName  string `json:"baseModelName"`
	OwnerAccountID string `json:"ownerAccountId"`
}

func (m *bedrockCustomModel) details(region string) customModelDetails {
	return customModelDetails{
		ModelARN: m.ARN, ModelName: m.Name, BaseModelARN: foundationModelARN(region, m.Base),
		CustomizationType: "FINE_TUNING", Created: awsStamp(m.Created), Status: "Active",
	}
}

func getCustomModel(st *state, r *request) (any, *awsError) {
	identifier := r.vars["model"]
	c := &constraints{}
	c.text("modelIdentifier", identifier, 1, 2048, modelIdentifierPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if refused := foreignARN(r, identifier); refused != nil {
		return nil, refused
	}
	m := st.AWS.at(r.region).customModel(identifier)
	if m == nil {
		return nil, notFoundARN(identifier)
	}
	return m.details(r.region), nil
}

func listCustomModels(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "creationTimeBefore", "creationTimeAfter", "nameContains", "baseModelArnEquals", "foundationModelArnEquals",
		"maxResults", "nextToken", "sortBy", "sortOrder", "isOwned", "modelStatus")
	q := listQueryOf(r, c, "creationTimeAfter", "creationTimeBefore")
	c.oneOf("modelStatus", r.query.Get("modelStatus"), "Active", "Creating", "Failed")
	c.oneOf("isOwned", r.query.Get("isOwned"), "true", "false")
	c.queryText(r, "baseModelArnEquals", 20, 1011, modelARNPattern)
	c.queryText(r, "foundationModelArnEquals", 0, 2048, modelARNPattern)
	var found []*bedrockCustomModel
	for _, m := range st.AWS.at(r.region).CustomModels {
		if q.holds(m.Name, m.Created) && m.listedBy(r) {
			found = append(found, m)
		}
	}
	page, next := bedrockPage(r, c, "custom-models", q.sorted(len(found), func(i int) int { return found[i].Serial }), listPlace.rank)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	summaries := make([]customModelSummary, 0, len(page))
	for _, place := range page {
		m := found[place.index]
		name, _, _ := strings.Cut(m.Base, ":")
		summaries = append(summaries, customModelSummary{customModelDetails: m.details(r.region), BaseModelName: name, OwnerAccountID: AWSAccount})
	}
	return bedrockList("modelSummaries", summaries, next), nil
}

// listedBy applies the filters that only custom models have. All of the sandbox's models are active and its own.
func (m *bedrockCustomModel) listedBy(r *request) bool {
	base := foundationModelARN(r.region, m.Base)
	return hasOrAny([]string{base}, r.query.Get("baseModelArnEquals")) &&
		hasOrAny([]string{base}, r.query.Get("foundationModelArnEquals")) &&
		hasOrAny([]string{"Active"}, r.query.Get("modelStatus")) && hasOrAny([]string{"true"}, r.query.Get("isOwned"))
}

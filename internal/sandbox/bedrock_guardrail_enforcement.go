package sandbox

import (
	"net/http"
	"strconv"
)

// enforcementPath is where the configurations of enforced guardrails are.
const enforcementPath = "/enforcedGuardrailsConfiguration"

// enforcementRoutes are those of the one guardrail that a region enforces on every call of the account.
func enforcementRoutes() []route {
	return []route{
		bedrockRoute(http.MethodPut, enforcementPath, http.StatusOK, putEnforcement),
		bedrockRoute(http.MethodGet, enforcementPath, http.StatusOK, listEnforcements),
		bedrockRoute(http.MethodDelete, enforcementPath+"/{config}", http.StatusOK, deleteEnforcement),
	}
}

var (
	enforcementIDPattern = lazyPattern(`[a-z0-9]+`)
	includedModelPattern = lazyPattern(`(ALL|([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}(/[a-z0-9]{12}){0,1})`)
	excludedModelPattern = lazyPattern(`([a-z0-9-]{1,63}[.]{1}[a-z0-9-]{1,63})([:][a-z0-9-]{1,63}){0,2}(/[a-z0-9]{12}){0,1}`)
)

// enforcementShape is PutEnforcedGuardrailConfigurationRequest.
func enforcementShape() wireObject {
	mode := wireText{enum: []string{"SELECTIVE", "COMPREHENSIVE"}}
	return wireObject{required: []string{"guardrailInferenceConfig"}, members: map[string]wireShape{
		"configId": wireText{pattern: enforcementIDPattern},
		"guardrailInferenceConfig": wireObject{required: []string{"guardrailIdentifier", "guardrailVersion"}, members: map[string]wireShape{
			"guardrailIdentifier":      wireText{most: 2048, pattern: guardrailIdentifierPattern},
			"guardrailVersion":         wireText{pattern: guardrailNumberPattern},
			"selectiveContentGuarding": wireObject{members: map[string]wireShape{"system": mode, "messages": mode}},
			"modelEnforcement": wireObject{required: []string{"includedModels", "excludedModels"}, members: map[string]wireShape{
				"includedModels": wireList{least: 1, item: wireText{pattern: includedModelPattern}},
				"excludedModels": wireList{item: wireText{pattern: excludedModelPattern}},
			}},
		}},
	}}
}

type enforcementInput struct {
	ConfigID                 *string
	GuardrailInferenceConfig struct {
		GuardrailIdentifier      string
		GuardrailVersion         string
		SelectiveContentGuarding *guardrailGuarding
		ModelEnforcement         *guardrailModelEnforcement
	}
}

// enforcementView is AccountEnforcedGuardrailOutputConfiguration. The member inputTags is older than the request's
// model, which cannot set it.
type enforcementView struct {
	ID        string                     `json:"configId"`
	ARN       string                     `json:"guardrailArn"`
	Guardrail string                     `json:"guardrailId"`
	Version   string                     `json:"guardrailVersion"`
	Guarding  *guardrailGuarding         `json:"selectiveContentGuarding,omitempty"`
	Models    *guardrailModelEnforcement `json:"modelEnforcement,omitempty"`
	Created   *string                    `json:"createdAt"`
	CreatedBy string                     `json:"createdBy"`
	Updated   *string                    `json:"updatedAt"`
	UpdatedBy string                     `json:"updatedBy"`
	Owner     string                     `json:"owner"`
}

// putEnforcement makes the configuration of the region or, named by its id, replaces it.
func putEnforcement(st *state, r *request) (any, *awsError) {
	var in enforcementInput
	if refused := shaped(r.body, enforcementShape(), &in); refused != nil {
		return nil, refused
	}
	x := st.AWS.at(r.region).Enforced
	switch {
	case in.ConfigID == nil && x != nil:
		return nil, inConflict("An enforced guardrail configuration already exists in this account: %s. Specify its configId to update it.", x.ID)
	case in.ConfigID != nil && (x == nil || x.ID != *in.ConfigID):
		return nil, noEnforcement(*in.ConfigID)
	}
	guardrail, version, refused := in.enforceable(st, r)
	if refused != nil {
		return nil, refused
	}
	if x == nil {
		x = &guardrailEnforcement{ID: newBedrockID(st.nextSerial()), Created: r.now}
		st.AWS.edit(r.region).Enforced = x
	}
	x.Guardrail, x.Version, x.Updated = guardrail, version, r.now
	x.Guarding, x.Models = in.GuardrailInferenceConfig.SelectiveContentGuarding, in.GuardrailInferenceConfig.ModelEnforcement
	return map[string]any{"configId": x.ID, "updatedAt": awsStamp(x.Updated), "updatedBy": callerARN()}, nil
}

// enforceable finds the version that is to be enforced: it has to be published and ready.
func (in *enforcementInput) enforceable(st *state, r *request) (guardrail string, version int, refused *awsError) {
	want := in.GuardrailInferenceConfig
	g, refused := findGuardrail(st, r, want.GuardrailIdentifier)
	if refused != nil {
		return "", 0, refused
	}
	version, err := strconv.Atoi(want.GuardrailVersion)
	e := g.edition(version, r.now)
	if err != nil || e == nil {
		return "", 0, noGuardrail(g.arn(r.region) + ", version " + want.GuardrailVersion)
	}
	if e.status(r.now) != "READY" {
		return "", 0, g.notNow(r, "enforced", e)
	}
	return g.ID, version, nil
}

func noEnforcement(id string) *awsError {
	return &awsError{
		status: http.StatusNotFound, code: "ResourceNotFoundException",
		message: "There is no enforced guardrail configuration " + id + " in this account and region.",
	}
}

// listEnforcements shows at most one configuration, so that no page ever follows.
func listEnforcements(st *state, r *request) (any, *awsError) {
	c := &constraints{}
	c.queryNames(r, "nextToken")
	c.queryText(r, "nextToken", 1, 2048, noBlankPattern)
	if r.query.Has("nextToken") {
		c.breaksf(r.query.Get("nextToken"), "nextToken", "Member must be a token of this list")
	}
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	views := []enforcementView{}
	if x := st.AWS.at(r.region).Enforced; x != nil {
		views = append(views, enforcementView{
			ID: x.ID, ARN: ownARN(r.region, "guardrail", x.Guardrail), Guardrail: x.Guardrail, Version: strconv.Itoa(x.Version),
			Guarding: x.Guarding, Models: x.Models, Created: awsStamp(x.Created), CreatedBy: callerARN(), Updated: awsStamp(x.Updated),
			UpdatedBy: callerARN(), Owner: "ACCOUNT",
		})
	}
	return bedrockList("guardrailsConfig", views, ""), nil
}

func deleteEnforcement(st *state, r *request) (any, *awsError) {
	id := r.vars["config"]
	c := &constraints{}
	c.text("configId", id, 1, 2048, enforcementIDPattern)
	if refused := c.err(); refused != nil {
		return nil, refused
	}
	if x := st.AWS.at(r.region).Enforced; x == nil || x.ID != id {
		return nil, noEnforcement(id)
	}
	st.AWS.edit(r.region).Enforced = nil
	return struct{}{}, nil
}

package sandbox

import (
	"net/http"
	"strings"
)

func groupRoutes() []route {
	one := armGroups + "/{group}"
	return []route{
		armRoute("GET", armGroups, listGroups),
		armRoute("GET", one, getGroup),
		armRoute("HEAD", one, headGroup),
		armRoute("PUT", one, putGroup),
		armRoute("PATCH", one, patchGroup),
		armRoute("DELETE", one, deleteGroup),
		armRoute("GET", one+"/resources", listGroupResources),
	}
}

type groupBody struct {
	Location string            `json:"location"`
	Tags     map[string]string `json:"tags"`
}

type groupView struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Type       string            `json:"type"`
	Location   string            `json:"location"`
	Tags       map[string]string `json:"tags,omitempty"`
	Properties stateView         `json:"properties"`
}

// stateView is a properties object that holds nothing but a state.
type stateView struct {
	ProvisioningState string `json:"provisioningState"`
}

func viewGroup(g *armGroup) groupView {
	return groupView{
		ID: "/subscriptions/" + AzureSubscription + "/resourceGroups/" + g.Name, Name: g.Name,
		Type: "Microsoft.Resources/resourceGroups", Location: g.Location, Tags: g.Tags,
		Properties: stateView{ProvisioningState: "Succeeded"},
	}
}

// group returns the resource group that the request names.
func (st *state) group(r *request) (*armGroup, *armError) {
	g, ok := st.Azure.Groups[strings.ToLower(r.vars["group"])]
	if !ok {
		return nil, groupNotFound(r.vars["group"])
	}
	return g, nil
}

func listGroups(st *state, r *request) (reply, *armError) {
	var views []groupView
	for _, key := range sortedKeys(st.Azure.Groups) {
		views = append(views, viewGroup(st.Azure.Groups[key]))
	}
	return paged(r, views)
}

func getGroup(st *state, r *request) (reply, *armError) {
	g, refusal := st.group(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return jsonReply(http.StatusOK, viewGroup(g)), nil
}

func headGroup(st *state, r *request) (reply, *armError) {
	if _, refusal := st.group(r); refusal != nil {
		return reply{status: http.StatusNotFound}, nil
	}
	return reply{status: http.StatusNoContent}, nil
}

func putGroup(st *state, r *request) (reply, *armError) {
	var body groupBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	location, refusal := knownLocation(body.Location)
	if refusal != nil {
		return reply{}, refusal
	}
	key, status := strings.ToLower(r.vars["group"]), http.StatusOK
	g, ok := st.Azure.Groups[key]
	switch {
	case !ok:
		g, status = &armGroup{Name: r.vars["group"], Location: location}, http.StatusCreated
	case g.Location != location:
		return reply{}, refuse(http.StatusConflict, "InvalidResourceGroupLocation", "Invalid resource group location '%s'. "+
			"The Resource group already exists in location '%s'.", location, g.Location)
	}
	g.Tags = body.Tags
	putIn(&st.Azure.Groups, key, g)
	return jsonReply(status, viewGroup(g)), nil
}

func patchGroup(st *state, r *request) (reply, *armError) {
	g, refusal := st.group(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var body groupBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	if body.Tags != nil {
		g.Tags = body.Tags
	}
	return jsonReply(http.StatusOK, viewGroup(g)), nil
}

// deleteGroup soft-deletes the group's accounts, deletes its API Management services, and refuses where one of them still holds deployments.
func deleteGroup(st *state, r *request) (reply, *armError) {
	g, refusal := st.group(r)
	if refusal != nil {
		return reply{}, refusal
	}
	accounts := st.accountsIn(g.Name)
	for _, a := range accounts {
		if len(a.Deployments) > 0 {
			return reply{}, refuse(http.StatusConflict, "ResourceGroupDeletionBlocked", "Deletion of resource group '%s' failed "+
				"as resources with identifiers 'Microsoft.CognitiveServices/accounts/%s' could not be deleted. "+
				"The provisioning state of the resource group will be rolled back.", g.Name, a.Name)
		}
	}
	for _, a := range accounts {
		st.softDelete(a, r.now)
	}
	for _, svc := range st.apimServicesIn(g.Name, r) {
		delete(st.Azure.APIManagement, svc.key())
	}
	delete(st.Azure.Groups, strings.ToLower(g.Name))
	return okEmpty(), nil
}

type resourceView struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Type     string            `json:"type"`
	Kind     string            `json:"kind,omitempty"`
	Location string            `json:"location"`
	Tags     map[string]string `json:"tags,omitempty"`
}

func listGroupResources(st *state, r *request) (reply, *armError) {
	g, refusal := st.group(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var views []resourceView
	for _, a := range st.accountsIn(g.Name) {
		views = append(views, resourceView{
			ID: a.id(), Name: a.Name, Type: accountType, Kind: a.Kind, Location: a.Location, Tags: a.Tags,
		})
	}
	for _, svc := range st.apimServicesIn(g.Name, r) {
		views = append(views, resourceView{ID: svc.id(), Name: svc.Name, Type: apimServiceType, Location: svc.Location, Tags: svc.Tags})
	}
	return paged(r, views)
}

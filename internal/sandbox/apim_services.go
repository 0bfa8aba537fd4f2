package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

func apimServiceRoutes() []route {
	return []route{
		armRoute("GET", apimProvider+"/service", listApimServices),
		armRoute("GET", apimServices, listApimServices),
		armRoute("GET", apimOne, getApimService),
		armRoute("PUT", apimOne, putApimService),
		armRoute("DELETE", apimOne, deleteApimService),
		armRoute("GET", apimOne+"/operationresults/{operation}", pollApimService),
	}
}

type apimServiceBody struct {
	Location   string                     `json:"location"`
	SKU        *skuBody                   `json:"sku"`
	Tags       map[string]string          `json:"tags"`
	Identity   *apimIdentity              `json:"identity"`
	Properties map[string]json.RawMessage `json:"properties"`
}

type apimIdentity struct {
	Type      string `json:"type"`
	Principal string `json:"principalId,omitempty"`
	Tenant    string `json:"tenantId,omitempty"`
}

// apimService returns the service that a request names, nil where there is none, or none any more.
func (st *state) apimService(r *request) *apimService {
	svc := st.Azure.APIManagement[accountKey(r.vars["group"], r.vars["service"])]
	if svc == nil || svc.gone(r.now) {
		return nil
	}
	return svc
}

// foundApimService is apimService, or the refusal of a request for what does not exist.
func (st *state) foundApimService(r *request) (*apimService, *armError) {
	if _, refusal := st.group(r); refusal != nil {
		return nil, refusal
	}
	if svc := st.apimService(r); svc != nil {
		return svc, nil
	}
	return nil, resourceNotFound(apimServiceType+"/"+r.vars["service"], r.vars["group"])
}

func listApimServices(st *state, r *request) (reply, *armError) {
	if r.vars["group"] != "" {
		if _, refusal := st.group(r); refusal != nil {
			return reply{}, refusal
		}
	}
	var views []apimServiceView
	for _, svc := range st.apimServicesIn(r.vars["group"], r) {
		views = append(views, viewApimService(svc, r))
	}
	return paged(r, views)
}

// apimServicesIn returns the services of a resource group ("" means of all), by name.
func (st *state) apimServicesIn(group string, r *request) []*apimService {
	var found []*apimService
	for _, key := range sortedKeys(st.Azure.APIManagement) {
		svc := st.Azure.APIManagement[key]
		if !svc.gone(r.now) && (group == "" || strings.EqualFold(svc.Group, group)) {
			found = append(found, svc)
		}
	}
	return found
}

func getApimService(st *state, r *request) (reply, *armError) {
	svc, refusal := st.foundApimService(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return answerApimService(r, http.StatusOK, svc), nil
}

func answerApimService(r *request, status int, svc *apimService) reply {
	return jsonReply(status, viewApimService(svc, r)).with("Etag", svc.Etag)
}

func putApimService(st *state, r *request) (reply, *armError) {
	g, refusal := st.group(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var body apimServiceBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	location, refusal := knownLocation(body.Location)
	if refusal != nil {
		return reply{}, refusal
	}
	have := st.apimService(r)
	if refusal := checkApimService(st, r, have, &body); refusal != nil {
		return reply{}, refusal
	}
	status := http.StatusOK
	svc := &apimService{Group: g.Name, Name: r.vars["service"], Location: location, Created: r.now}
	if have != nil {
		if have.Location != location {
			return reply{}, invalidField("location", "The location of the service '%s' cannot be changed.", have.Name)
		}
		*svc = *have
	} else {
		status = http.StatusCreated
		st.addMaster(svc)
	}
	return st.placeApimService(r, svc, &body, status), nil
}

// checkApimService refuses what no service may be. Names are unique in all of Azure, as they are host names.
func checkApimService(st *state, r *request, have *apimService, body *apimServiceBody) *armError {
	name := r.vars["service"]
	skus := []string{"Developer", "Basic", "Standard", "Premium", "Consumption", "BasicV2", "StandardV2", "PremiumV2"}
	switch {
	case len(name) > 50 || !regexp.MustCompile(`^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$`).MatchString(name):
		return invalidField("serviceName", "The name '%s' is invalid.", name)
	case body.SKU == nil || !slices.Contains(skus, body.SKU.Name) || body.SKU.Capacity == nil:
		return invalidField("sku", "The sku is invalid. It needs a capacity and one of the names '%s'.", strings.Join(skus, "', '"))
	case (*body.SKU.Capacity == 0) != (body.SKU.Name == "Consumption") || *body.SKU.Capacity < 0:
		return invalidField("sku.capacity", "The capacity %d is invalid for the sku '%s'.", *body.SKU.Capacity, body.SKU.Name)
	case textIn(body.Properties["publisherEmail"]) == "" || textIn(body.Properties["publisherName"]) == "":
		return invalidField("publisherEmail", "The properties 'publisherEmail' and 'publisherName' are required.")
	case body.Identity != nil && body.Identity.Type != "SystemAssigned" && body.Identity.Type != "None":
		return invalidField("identity", "The identity type '%s' is not known to the sandbox.", body.Identity.Type)
	case have != nil && have.provisioningState(r.now) != "Succeeded" && have.Forced == "":
		return apimNotReady(have, have.provisioningState(r.now))
	}
	for _, other := range st.apimServicesIn("", r) {
		if other != have && strings.EqualFold(other.Name, name) {
			return apimRefuse(http.StatusConflict, "ServiceAlreadyExists", "Api service already exists: %s", name)
		}
	}
	return nil
}

// placeApimService stores a service. The old one's entities stay with it.
func (st *state) placeApimService(r *request, svc *apimService, body *apimServiceBody, status int) reply {
	svc.SKU, svc.Capacity, svc.Tags, svc.Properties = body.SKU.Name, *body.SKU.Capacity, body.Tags, body.Properties
	switch {
	case body.Identity == nil || body.Identity.Type == "None":
		svc.Principal = ""
	case svc.Principal == "":
		svc.Principal = newGUID()
	}
	svc.Modified, svc.Etag, svc.Forced = r.now, st.apimEtag(), ""
	svc.ReadyAt, svc.Pending = r.now.Add(r.opts.provisioningTime), "Activating"
	if status == http.StatusOK {
		svc.Pending = "Updating"
	}
	putIn(&st.Azure.APIManagement, svc.key(), svc)
	return answerApimService(r, status, svc).with("Location", svc.link(r))
}

// link is where to poll the service [recorded; the last segment is opaque there].
func (s *apimService) link(r *request) string {
	return r.base + s.id() + "/operationresults/" + url.PathEscape(strings.Trim(s.Etag, `"`)) + "?api-version=" + r.query.Get("api-version")
}

// pollApimService answers 202 until the service is ready, and then the service.
func pollApimService(st *state, r *request) (reply, *armError) {
	svc := st.apimService(r)
	switch {
	case svc == nil:
		return reply{status: http.StatusNoContent}, nil
	case r.now.Before(svc.ReadyAt) && svc.Forced == "":
		return reply{status: http.StatusAccepted}.with("Location", r.base+r.path+"?"+r.query.Encode()).with("Retry-After", "1"), nil
	case svc.Forced != "":
		return reply{}, apimRefuse(http.StatusBadRequest, "OperationFailed", "The operation on the service '%s' ended in state '%s'.",
			svc.Name, svc.Forced)
	}
	return answerApimService(r, http.StatusOK, svc), nil
}

// deleteApimService deletes a service with everything below it.
func deleteApimService(st *state, r *request) (reply, *armError) {
	svc, refusal := st.foundApimService(r)
	if refusal != nil {
		if refusal.code == codeNotFound {
			return reply{status: http.StatusNoContent}, nil
		}
		return reply{}, refusal
	}
	if r.now.Before(svc.ReadyAt) {
		return reply{}, apimNotReady(svc, svc.provisioningState(r.now))
	}
	svc.ReadyAt, svc.Pending, svc.Forced = r.now.Add(r.opts.provisioningTime), apimDeleting, ""
	return reply{status: http.StatusAccepted}.with("Location", svc.link(r)), nil
}

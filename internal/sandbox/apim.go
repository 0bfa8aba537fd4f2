package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

const (
	apimServiceType = "Microsoft.ApiManagement/service"
	apimProvider    = armSubscription + "/providers/Microsoft.ApiManagement"
	apimServices    = armGroups + "/{group}/providers/" + apimServiceType
	apimOne         = apimServices + "/{service}"
)

// apimRoutes returns every operation of API Management that the sandbox answers.
func apimRoutes() []route {
	routes := apimServiceRoutes()
	for _, kind := range []*apimKind{apiKind(), apiOperationKind(), apiPolicyKind(), operationPolicyKind(), backendKind(), namedValueKind(), subscriptionKind()} {
		routes = append(routes, kind.routes()...)
	}
	return append(routes, armReads("POST", apimOne+"/namedValues/{entity}/listValue", listNamedValue),
		armReads("POST", apimOne+"/"+apimSubscriptions+"/{entity}/listSecrets", listSubscriptionSecrets))
}

// apimKind is what differs between the entities of a service; their life is the same.
type apimKind struct {
	segment string // such as "backends"
	inAPI   bool   // the entity is below an API
	within  string // or deeper: below an entity of the API of this segment, such as "operations"
	noun    string // as the service calls it in refusals
	idName  string // of its name, in refusals
	name    *regexp.Regexp
	longest int // of a name
	members apimMembers
	// check refuses what the members alone do not tell, and returns the properties to store.
	check func(*apimWrite) (any, *armError)
	// late refuses what the service tells only to those who poll; nil for nothing.
	late func(*apimWrite) *armError
	// show returns the properties that a read or a list answers, of what is stored.
	show func(*apimView) any
	// users names the entities that keep one from being deleted; nil for none.
	users func(*apimEntities, *apimEntity) []string
	// longPut, longPatch and longDelete are the api-versions from which on a write takes its time; "" for never.
	longPut, longPatch, longDelete string
}

// apimEntities are the entities of a service at the time of a request.
type apimEntities struct {
	st  *state
	svc *apimService
	r   *request
}

// at returns the entity at a path below the service; nil where nothing is.
func (es *apimEntities) at(path string) *apimEntity { return es.svc.entity(path, es.r.now) }

func (es *apimEntities) below(path string) []*apimEntity { return es.svc.entities(path, es.r.now) }

func (es *apimEntities) id(e *apimEntity) string { return es.svc.id() + "/" + e.Path }

func (k *apimKind) routes() []route {
	all := apimOne + "/" + k.segment
	if k.inAPI {
		all = apimOne + "/apis/{api}/" + k.segment
	}
	if k.within != "" {
		all = apimOne + "/apis/{api}/" + k.within + "/{parent}/" + k.segment
	}
	one := all + "/{entity}"
	routes := []route{
		armRoute("GET", all, k.list), armRoute("GET", one, k.get), armRoute("HEAD", one, k.head),
		armRoute("PUT", one, k.write), armRoute("DELETE", one, k.remove),
	}
	if k.segment != apimPolicies {
		routes = append(routes, armRoute("PATCH", one, k.write))
	}
	return routes
}

// folder returns where the entities of the kind are that a request is about.
func (k *apimKind) folder(r *request) string {
	switch {
	case k.within != "":
		return k.parent(r) + "/" + k.segment
	case k.inAPI:
		return "apis/" + r.vars["api"] + "/" + k.segment
	}
	return k.segment
}

// parent returns the entity of the API below which a request's is.
func (k *apimKind) parent(r *request) string {
	return "apis/" + r.vars["api"] + "/" + k.within + "/" + r.vars["parent"]
}

func (k *apimKind) path(r *request) string { return k.folder(r) + "/" + r.vars["entity"] }

// typeName is the entity's type in ARM.
func (k *apimKind) typeName() string {
	switch {
	case k.within != "":
		return apimServiceType + "/apis/" + k.within + "/" + k.segment
	case k.inAPI:
		return apimServiceType + "/apis/" + k.segment
	}
	return apimServiceType + "/" + k.segment
}

// open finds the service, and the API where the kind is below one.
func (k *apimKind) open(st *state, r *request) (*apimEntities, *armError) {
	svc, refusal := st.apimParent(r, k.typeName())
	if refusal != nil {
		return nil, refusal
	}
	es := &apimEntities{st: st, svc: svc, r: r}
	if k.inAPI && es.at("apis/"+r.vars["api"]) == nil {
		return nil, apimNotFound("Api")
	}
	if k.within != "" && es.at(k.parent(r)) == nil {
		return nil, apimNotFound("Operation")
	}
	return es, nil
}

// apimParent returns the service in which a request names an entity.
func (st *state) apimParent(r *request, childType string) (*apimService, *armError) {
	if _, refusal := st.group(r); refusal != nil {
		return nil, refusal
	}
	if svc := st.apimService(r); svc != nil {
		return svc, nil
	}
	action := "write"
	switch r.method {
	case http.MethodGet, http.MethodHead:
		action = "read"
	case http.MethodDelete:
		action = "delete"
	}
	missing := apimService{Group: r.vars["group"], Name: r.vars["service"]}
	return nil, parentNotFound(action, strings.TrimPrefix(childType, "Microsoft.ApiManagement/"), missing.id())
}

// checkName refuses a name that the specification does not allow. A slash would be a path of its own.
func (k *apimKind) checkName(name string) *armError {
	if len(name) > k.longest || strings.Contains(name, "/") || !k.name.MatchString(name) {
		return invalidField(k.idName, "The name '%s' is invalid. It must be 1 to %d characters long "+
			"and match '%s'.", name, k.longest, k.name)
	}
	return nil
}

// knowing returns which members the request's api-version knows.
func knowing(r *request) apimVersionKnows {
	return func(since string) bool { return r.knows(since) }
}

// sortedPaths are the paths of entities as refusals list them.
func sortedPaths(entities []*apimEntity) []string {
	var paths []string
	for _, e := range entities {
		paths = append(paths, "/"+e.Path)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

package sandbox

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const accountType = "Microsoft.CognitiveServices/accounts"

func accountRoutes() []route {
	one := armAccounts + "/{account}"
	return []route{
		armRoute("GET", armProvider+"/accounts", listAccounts),
		armRoute("GET", armAccounts, listAccounts),
		armRoute("GET", one, getAccount),
		armRoute("PUT", one, putAccount),
		armRoute("PATCH", one, patchAccount),
		armRoute("DELETE", one, deleteAccount),
		armReads("POST", one+"/listKeys", listKeys),
	}
}

type accountBody struct {
	Kind       string                     `json:"kind"`
	Location   string                     `json:"location"`
	SKU        *skuBody                   `json:"sku"`
	Tags       map[string]string          `json:"tags"`
	Identity   json.RawMessage            `json:"identity"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// account returns the account that the request names.
func (st *state) account(r *request) (*armAccount, *armError) {
	if _, refusal := st.group(r); refusal != nil {
		return nil, refusal
	}
	a, ok := st.Azure.Accounts[accountKey(r.vars["group"], r.vars["account"])]
	if !ok {
		return nil, resourceNotFound(accountType+"/"+r.vars["account"], r.vars["group"])
	}
	return a, nil
}

// parentAccount returns the account in which the request names a child.
func (st *state) parentAccount(r *request) (*armAccount, *armError) {
	a, refusal := st.account(r)
	if refusal == nil || refusal.code != codeNotFound {
		return a, refusal
	}
	missing := armAccount{Group: r.vars["group"], Name: r.vars["account"]}
	return nil, parentNotFound(actionOf(r), childType(r), missing.id())
}

// actionOf is what a request does, as a missing parent is told of.
func actionOf(r *request) string {
	switch r.method {
	case http.MethodGet:
		return "read"
	case http.MethodDelete:
		return "delete"
	}
	return "write"
}

// childType is the type of what a request names in an account: "accounts/deployments".
func childType(r *request) string {
	segments := strings.Split(strings.TrimPrefix(r.path, "/"), "/")
	return "accounts/" + segments[min(8, len(segments)-1)]
}

// accountsIn returns the accounts of a resource group ("" means of all), by name.
func (st *state) accountsIn(group string) []*armAccount {
	var found []*armAccount
	for _, key := range sortedKeys(st.Azure.Accounts) {
		if a := st.Azure.Accounts[key]; group == "" || strings.EqualFold(a.Group, group) {
			found = append(found, a)
		}
	}
	return found
}

// writable refuses a write to an account that is not there yet, or that another write still holds.
func (a *armAccount) writable(r *request) *armError {
	if state := a.provisioningState(r.now); state != "Succeeded" {
		return accountNotReady(a.id(), state)
	}
	if r.now.Before(a.BusyUntil) || r.arrived.Before(a.Written.Add(r.opts.writeTime)) {
		return requestConflict(a.id())
	}
	return nil
}

func listAccounts(st *state, r *request) (reply, *armError) {
	if r.vars["group"] != "" {
		if _, refusal := st.group(r); refusal != nil {
			return reply{}, refusal
		}
	}
	var views []accountView
	for _, a := range st.accountsIn(r.vars["group"]) {
		views = append(views, viewAccount(a, r.now))
	}
	return paged(r, views)
}

func getAccount(st *state, r *request) (reply, *armError) {
	a, refusal := st.account(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return jsonReply(http.StatusOK, viewAccount(a, r.now)).with("Etag", a.Etag), nil
}

func putAccount(st *state, r *request) (reply, *armError) {
	g, refusal := st.group(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var body accountBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	location, refusal := knownLocation(body.Location)
	if refusal != nil {
		return reply{}, refusal
	}
	if refusal := checkAccount(st, r, &body); refusal != nil {
		return reply{}, refusal
	}
	if have := st.Azure.Accounts[accountKey(g.Name, r.vars["account"])]; have != nil {
		return updateAccount(have, r, &body, location)
	}
	return createAccount(st, r, &body, g, location)
}

// checkAccount refuses what no account may be.
func checkAccount(st *state, r *request, body *accountBody) *armError {
	if name := r.vars["account"]; !regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$`).MatchString(name) {
		return refuse(http.StatusBadRequest, "InvalidResourceName", "The account name '%s' is invalid.", name)
	}
	if body.Kind != "OpenAI" && body.Kind != "AIServices" {
		return refuse(http.StatusBadRequest, "InvalidApiSetId",
			"The account type '%s' is either invalid or unavailable in given region.", body.Kind)
	}
	if body.SKU == nil || body.SKU.Name != "S0" {
		return refuse(http.StatusBadRequest, "InvalidSkuId", "The account sku is invalid; kind '%s' is sold as 'S0'.", body.Kind)
	}
	wanted := accountBodySubdomain(body)
	for _, other := range st.Azure.Accounts {
		if wanted != "" && strings.EqualFold(other.subdomain(), wanted) && other.key() != accountKey(r.vars["group"], r.vars["account"]) {
			return refuse(http.StatusConflict, "CustomDomainInUse", "Please pick a different name. The subdomain name '%s' is "+
				"not available as it's already used by a resource.", wanted)
		}
	}
	return nil
}

func createAccount(st *state, r *request, body *accountBody, g *armGroup, location string) (reply, *armError) {
	key := accountKey(g.Name, r.vars["account"])
	if deleted := st.Azure.Deleted[key]; deleted != nil && string(body.Properties["restore"]) != "true" {
		return reply{}, refuse(http.StatusConflict, "FlagMustBeSetForRestore", "An existing resource with ID '%s' has been "+
			"soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property. "+
			"If you don't want to restore existing resource, please purge it first.", deleted.id())
	}
	usage := body.Kind + ".S0.AccountCount"
	if used, limit := st.used(location, usage), st.limit(location, usage); used >= limit {
		return reply{}, refuse(http.StatusBadRequest, "InsufficientQuota", "Insufficient quota. Cannot create/update/move resource '%s'.",
			r.vars["account"])
	}
	a := &armAccount{
		Group: g.Name, Name: r.vars["account"], Location: location, Created: r.now,
		ReadyAt: r.now.Add(r.opts.provisioningTime),
	}
	fillAccount(a, body, r.now)
	putIn(&st.Azure.Accounts, key, a)
	delete(st.Azure.Deleted, key)
	op := st.startOperation(armOperation{Location: location, Started: r.now, Ends: a.ReadyAt, Pending: "Creating"})
	return jsonReply(http.StatusCreated, viewAccount(a, r.now)).with("Etag", a.Etag).
		with("Azure-Asyncoperation", op.link(r)), nil
}

func updateAccount(a *armAccount, r *request, body *accountBody, location string) (reply, *armError) {
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if a.Location != location {
		return reply{}, refuse(http.StatusConflict, "InvalidResourceLocation", "The resource '%s' already exists in location '%s' in "+
			"resource group '%s'. A resource with the same name cannot be created in location '%s'. "+
			"Please select a new resource name.", a.Name, a.Location, a.Group, location)
	}
	if a.Kind != body.Kind {
		return reply{}, invalidProperties("The kind of account '%s' cannot be changed.", a.Name)
	}
	fillAccount(a, body, r.now)
	return jsonReply(http.StatusOK, viewAccount(a, r.now)).with("Etag", a.Etag), nil
}

// fillAccount replaces everything of an account that a PUT may set.
func fillAccount(a *armAccount, body *accountBody, now time.Time) {
	a.Kind, a.SKU, a.Tags, a.Identity = body.Kind, body.SKU.Name, body.Tags, body.Identity
	a.Properties = maps.Clone(body.Properties)
	delete(a.Properties, "restore")
	a.Modified, a.Etag = now, newEtag()
	a.touch()
}

func patchAccount(st *state, r *request) (reply, *armError) {
	a, refusal := st.account(r)
	if refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	var body accountBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	if body.Tags != nil {
		a.Tags = body.Tags
	}
	if body.Identity != nil {
		a.Identity = body.Identity
	}
	for name, value := range body.Properties {
		putIn(&a.Properties, name, value)
	}
	a.Modified, a.Etag = r.now, newEtag()
	a.touch()
	return jsonReply(http.StatusOK, viewAccount(a, r.now)).with("Etag", a.Etag), nil
}

type keysView struct {
	Key1 string `json:"key1"`
	Key2 string `json:"key2"`
}

// listKeys answers the keys that open the account's models.
func listKeys(st *state, r *request) (reply, *armError) {
	a, refusal := st.account(r)
	if refusal != nil {
		return reply{}, refusal
	}
	if a.keysDisabled() {
		return reply{}, refuse(http.StatusBadRequest, "BadRequest",
			"Failed to list key. disableLocalAuth is set to be true")
	}
	return jsonReply(http.StatusOK, keysView{Key1: a.keys()[0], Key2: a.keys()[1]}), nil
}

package sandbox

import (
	"net/http"
	"strings"
)

const policyType = accountType + "/raiPolicies"

// raiPolicyPath is the template of one policy.
const raiPolicyPath = armAccounts + "/{account}/raiPolicies/{policy}"

// raiSince is the first api-version that knows policies and blocklists.
const raiSince = "2023-10-01"

func policyRoutes() []route {
	return []route{
		since(raiSince, armRoute("GET", armAccounts+"/{account}/raiPolicies", listPolicies)),
		since(raiSince, armRoute("GET", raiPolicyPath, getPolicy)),
		since(raiSince, armRoute("PUT", raiPolicyPath, putPolicy)),
		since(raiSince, armRoute("DELETE", raiPolicyPath, deletePolicy)),
	}
}

// Who manages a policy, as it says of itself.
const (
	userManaged   = "UserManaged"
	systemManaged = "SystemManaged"
)

type policyView struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	Name       string            `json:"name"`
	Properties any               `json:"properties"`
	SystemData systemData        `json:"systemData"`
	Etag       string            `json:"etag"`
	Tags       map[string]string `json:"tags,omitempty"`
}

type policyPropertiesView struct {
	Type string `json:"type"`
	*policyProperties
}

// viewPolicy shows a policy to a client of the request's api-version.
func (st *state) viewPolicy(r *request, a *armAccount, p *armPolicy, managedBy string) policyView {
	view := policyView{
		ID: a.id() + "/raiPolicies/" + p.Name, Type: policyType, Name: p.Name,
		SystemData: systemDataOf(p.Created, p.Modified), Etag: p.Etag, Tags: p.Tags,
	}
	shown := p.Properties.shownTo(r, st.Azure.FiltersReversed)
	if r.knows(policyRenamed) {
		view.Properties = policyPropertiesView{Type: managedBy, policyProperties: shown}
	} else {
		view.Properties = shown.before(managedBy)
	}
	return view
}

// listPolicies answers the account's own policies and then the service's, as recorded.
func listPolicies(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var views []policyView
	for _, p := range allLive(a.Policies, r.now) {
		views = append(views, st.viewPolicy(r, a, p, userManaged))
	}
	for _, p := range systemPolicies(st.Azure.DefaultPolicy) {
		views = append(views, st.viewPolicy(r, a, &p, systemManaged))
	}
	return paged(r, views)
}

// getPolicy answers the account's own policies only: a GET of one of the service's is 404, though the list shows it
// (public report of 7 October 2026).
func getPolicy(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	p, ok := liveOf(a.Policies, r.vars["policy"], r.now)
	if !ok {
		return reply{}, resourceNotFound(accountType+"/"+a.Name+"/raiPolicies/"+r.vars["policy"], a.Group)
	}
	return jsonReply(http.StatusOK, st.viewPolicy(r, a, p, userManaged)).with("Etag", p.Etag), nil
}

// putPolicy replaces the whole policy.
func putPolicy(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	body, refusal := decodePolicy(r)
	if refusal != nil {
		return reply{}, refusal
	}
	want := &filtering{st: st, r: r, account: a, name: r.vars["policy"], want: body.Properties}
	if refusal := want.check(); refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	p := &armPolicy{Properties: *want.want}
	status := p.write(r, objectOf(a.Policies, want.name, r.now), want.name, body.Tags)
	putIn(&a.Policies, strings.ToLower(p.Name), p)
	a.settle(r.now)
	return jsonReply(status, st.viewPolicy(r, a, p, userManaged)).with("Etag", p.Etag), nil
}

// deletePolicy refuses one of the service's, and one in use (public report: deployment first, then policy, then
// blocklist). The words are this stand-in's.
func deletePolicy(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	if isSystemPolicy(st.Azure.DefaultPolicy, r.vars["policy"]) {
		return reply{}, invalidProperties("The RAI policy '%s' is managed by the system and cannot be deleted.", r.vars["policy"])
	}
	p, ok := liveOf(a.Policies, r.vars["policy"], r.now)
	if !ok {
		return reply{status: http.StatusNoContent}, nil
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if users := a.deploymentsWith(p.Name); len(users) > 0 {
		return reply{}, invalidProperties("The RAI policy '%s' is used by deployment '%s' and cannot be deleted.",
			p.Name, strings.Join(users, "', '"))
	}
	return st.startDelete(r, a, &p.raiObject), nil
}

// deploymentsWith returns the names of the deployments that have the policy.
func (a *armAccount) deploymentsWith(policy string) []string {
	var names []string
	for _, key := range sortedKeys(a.Deployments) {
		if d := a.Deployments[key]; strings.EqualFold(d.RaiPolicyName, policy) {
			names = append(names, d.Name)
		}
	}
	return names
}

package sandbox

import (
	"net/http"
	"strings"
	"time"
)

const deploymentType = accountType + "/deployments"

func deploymentRoutes() []route {
	all := armAccounts + "/{account}/deployments"
	one := all + "/{deployment}"
	return []route{
		armRoute("GET", all, listDeployments),
		armRoute("GET", one, getDeployment),
		armRoute("PUT", one, putDeployment),
		armRoute("PATCH", one, patchDeployment),
		armRoute("DELETE", one, deleteDeployment),
		armRoute("POST", one+"/pause", func(st *state, r *request) (reply, *armError) { return setRunning(st, r, "Paused") }),
		armRoute("POST", one+"/resume", func(st *state, r *request) (reply, *armError) { return setRunning(st, r, "Running") }),
		armRoute("GET", one+"/skus", listDeploymentSKUs),
	}
}

// deployment returns the account and the deployment that the request names.
func (st *state) deployment(r *request) (*armAccount, *armDeployment, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return nil, nil, refusal
	}
	d, ok := a.Deployments[strings.ToLower(r.vars["deployment"])]
	if !ok {
		return a, nil, resourceNotFound(accountType+"/"+a.Name+"/deployments/"+r.vars["deployment"], a.Group)
	}
	return a, d, nil
}

func listDeployments(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	models := st.azureModels(a.Location)
	views := make([]deploymentView, 0, len(a.Deployments))
	for _, key := range sortedKeys(a.Deployments) {
		views = append(views, st.viewDeployment(r, a, a.Deployments[key], models))
	}
	return paged(r, views)
}

func getDeployment(st *state, r *request) (reply, *armError) {
	a, d, refusal := st.deployment(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return st.answerDeployment(r, http.StatusOK, a, d), nil
}

func (st *state) answerDeployment(r *request, status int, a *armAccount, d *armDeployment) reply {
	return jsonReply(status, st.viewDeployment(r, a, d, st.azureModels(a.Location))).with("Etag", d.Etag)
}

func putDeployment(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	want, refusal := decodeDeployment(r)
	if refusal != nil {
		return reply{}, refusal
	}
	have := a.Deployments[strings.ToLower(want.Name)]
	return st.place(r, &placing{st: st, now: r.now, account: a, have: have, want: want})
}

// patchDeployment changes tags and capacity only; other members are refused.
func patchDeployment(st *state, r *request) (reply, *armError) {
	a, have, refusal := st.deployment(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var body deploymentBody
	if refusal := decodeBody(r, &body, []string{"tags", "sku"}); refusal != nil {
		return reply{}, refusal
	}
	want := *have
	if body.Tags != nil {
		want.Tags = body.Tags
	}
	if refusal := want.resize(body.SKU); refusal != nil {
		return reply{}, refusal
	}
	if body.SKU == nil {
		return st.retag(r, a, have, body.Tags)
	}
	return st.place(r, &placing{st: st, now: r.now, account: a, have: have, want: &want})
}

func (st *state) retag(r *request, a *armAccount, d *armDeployment, tags map[string]string) (reply, *armError) {
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if tags != nil {
		d.Tags = tags
	}
	d.Modified, d.Etag = r.now, newEtag()
	a.touch()
	return st.answerDeployment(r, http.StatusOK, a, d), nil
}

// place commits a deployment. Standard and batch deployments are ready at once, as recorded; provisioned throughput
// takes its time, during which the whole account refuses other writes.
func (st *state) place(r *request, p *placing) (reply, *armError) {
	if refusal := p.account.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if refusal := p.check(); refusal != nil {
		return reply{}, refusal
	}
	a, d := p.account, p.want
	d.Created, d.Modified, d.Etag, d.Forced = r.now, r.now, newEtag(), ""
	d.ReadyAt, d.Pending, d.Before = time.Time{}, "", 0
	status := http.StatusCreated
	if p.have != nil {
		d.Name, d.Created, status = p.have.Name, p.have.Created, http.StatusOK
	}
	putIn(&a.Deployments, strings.ToLower(d.Name), d)
	a.touch()
	if !d.provisioned() || p.have != nil && p.have.Capacity == d.Capacity && p.have.Model == d.Model && p.have.Forced == "" {
		return st.answerDeployment(r, status, a, d), nil
	}
	return st.placeSlowly(r, p, status), nil
}

// placeSlowly starts the operation that a PUT announces as Azure-AsyncOperation and a PATCH as Location [spec].
func (st *state) placeSlowly(r *request, p *placing, status int) reply {
	a, d := p.account, p.want
	d.ReadyAt, d.Pending = r.now.Add(r.opts.provisioningTime), "Creating"
	if p.have != nil {
		d.Pending, d.Before = "Updating", p.have.Capacity
	}
	a.BusyUntil = d.ReadyAt
	op := st.startOperation(armOperation{
		Location: a.Location, Started: r.now, Ends: d.ReadyAt, Pending: "InProgress",
		Account: a.key(), Deployment: strings.ToLower(d.Name), Resource: r.method == http.MethodPatch,
	})
	if op.Resource {
		return st.answerDeployment(r, http.StatusAccepted, a, d).with("Location", op.link(r))
	}
	return st.answerDeployment(r, status, a, d).with("Azure-Asyncoperation", op.link(r))
}

func deleteDeployment(st *state, r *request) (reply, *armError) {
	a, d, refusal := st.deployment(r)
	if refusal != nil {
		if refusal.code == codeNotFound && a != nil {
			return reply{status: http.StatusNoContent}, nil
		}
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	for _, key := range sortedKeys(a.Deployments) {
		if other := a.Deployments[key]; other != d && strings.EqualFold(other.Spillover, d.Name) {
			return reply{}, invalidProperties("The deployment '%s' is the spillover deployment of '%s' and cannot be deleted.",
				d.Name, other.Name)
		}
	}
	delete(a.Deployments, strings.ToLower(d.Name))
	a.touch()
	return okEmpty(), nil
}

// setRunning pauses or resumes a standard deployment; doing so twice is no error.
func setRunning(st *state, r *request, wanted string) (reply, *armError) {
	a, d, refusal := st.deployment(r)
	if refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if !d.standard() {
		return reply{}, invalidProperties("The deployment state '%s' is not supported by the SKU '%s'.", wanted, d.SKU)
	}
	if d.DeploymentState != wanted {
		d.DeploymentState, d.Modified, d.Etag = wanted, r.now, newEtag()
	}
	a.touch()
	return st.answerDeployment(r, http.StatusOK, a, d), nil
}

package sandbox

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

const policyType = accountType + "/raiPolicies"

func policyRoutes() []route {
	all := armAccounts + "/{account}/raiPolicies"
	return []route{
		armRoute("GET", all, listPolicies),
		armRoute("GET", all+"/{policy}", getPolicy),
		armRoute("PUT", all+"/{policy}", putPolicy),
		armRoute("DELETE", all+"/{policy}", deletePolicy),
	}
}

type contentFilter struct {
	Name     string  `json:"name"`
	Severity *string `json:"severityThreshold,omitempty"`
	Blocking *bool   `json:"blocking"`
	Enabled  *bool   `json:"enabled"`
	Source   string  `json:"source"`
	Action   string  `json:"action,omitempty"`
}

type policyProperties struct {
	Mode           string          `json:"mode"`
	ContentFilters []contentFilter `json:"contentFilters"`
}

type policyBody struct {
	Properties json.RawMessage `json:"properties"`
}

type policyView struct {
	ID         string                     `json:"id"`
	Type       string                     `json:"type"`
	Name       string                     `json:"name"`
	Properties map[string]json.RawMessage `json:"properties"`
	SystemData systemData                 `json:"systemData"`
	Etag       string                     `json:"etag"`
}

func viewPolicy(a *armAccount, p *armPolicy, managedBy string) policyView {
	properties := map[string]json.RawMessage{}
	_ = json.Unmarshal(p.Properties, &properties) // checked when it was stored
	properties["type"] = json.RawMessage(`"` + managedBy + `"`)
	return policyView{
		ID: a.id() + "/raiPolicies/" + p.Name, Type: policyType, Name: p.Name, Properties: properties,
		SystemData: systemDataOf(p.Created, p.Modified), Etag: p.Etag,
	}
}

func listPolicies(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var views []policyView
	for _, key := range sortedKeys(a.Policies) {
		views = append(views, viewPolicy(a, a.Policies[key], "UserManaged"))
	}
	for _, p := range systemPolicies(st.Azure.DefaultPolicy) {
		views = append(views, viewPolicy(a, &p, "SystemManaged"))
	}
	return paged(r, views)
}

func getPolicy(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	name := r.vars["policy"]
	if p := a.Policies[strings.ToLower(name)]; p != nil {
		return jsonReply(http.StatusOK, viewPolicy(a, p, "UserManaged")).with("Etag", p.Etag), nil
	}
	if p, ok := systemPolicy(st.Azure.DefaultPolicy, name); ok {
		return jsonReply(http.StatusOK, viewPolicy(a, &p, "SystemManaged")), nil
	}
	return reply{}, resourceNotFound(accountType+"/"+a.Name+"/raiPolicies/"+name, a.Group)
}

func putPolicy(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	var body policyBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return reply{}, refusal
	}
	if refusal := checkPolicy(st, r, body.Properties); refusal != nil {
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	key, status := strings.ToLower(r.vars["policy"]), http.StatusOK
	p := a.Policies[key]
	if p == nil {
		p, status = &armPolicy{Name: r.vars["policy"], Created: r.now}, http.StatusCreated
	}
	p.Properties, p.Modified, p.Etag = body.Properties, r.now, newEtag()
	putIn(&a.Policies, key, p)
	a.touch()
	return jsonReply(status, viewPolicy(a, p, "UserManaged")).with("Etag", p.Etag), nil
}

func checkPolicy(st *state, r *request, raw json.RawMessage) *armError {
	name := r.vars["policy"]
	if !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$`).MatchString(name) {
		return refuse(http.StatusBadRequest, "InvalidResourceName", "The name '%s' of the RAI policy is invalid.", name)
	}
	if _, ok := systemPolicy(st.Azure.DefaultPolicy, name); ok {
		return invalidProperties("The RAI policy '%s' is managed by the system and cannot be changed.", name)
	}
	var p policyProperties
	if err := json.Unmarshal(raw, &p); err != nil {
		return invalidContent("%s", err)
	}
	if !slices.Contains([]string{"", "Default", "Deferred", "Blocking", "Asynchronous_filter"}, p.Mode) {
		return invalidProperties("The mode '%s' of the RAI policy is invalid.", p.Mode)
	}
	for _, f := range p.ContentFilters {
		if refusal := f.check(); refusal != nil {
			return refusal
		}
	}
	return nil
}

// check holds to what is known of filters: blocking and source are required, and only four filters have a severity.
func (f contentFilter) check() *armError {
	if f.Name == "" || f.Blocking == nil || f.Source == "" {
		return invalidContent("The name, blocking and source of a content filter are required")
	}
	graded := slices.Contains([]string{"hate", "sexual", "violence", "selfharm"}, strings.ToLower(f.Name))
	if f.Severity != nil && !graded {
		return invalidProperties("The content filter '%s' has no severityThreshold.", f.Name)
	}
	if f.Severity != nil && !slices.Contains([]string{"Low", "Medium", "High"}, *f.Severity) {
		return invalidProperties("The severityThreshold '%s' of content filter '%s' is invalid.", *f.Severity, f.Name)
	}
	return nil
}

// deletePolicy refuses a policy in use. What the service does is not known; this is the stricter reading.
func deletePolicy(st *state, r *request) (reply, *armError) {
	a, refusal := st.parentAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	p := a.Policies[strings.ToLower(r.vars["policy"])]
	if p == nil {
		return reply{status: http.StatusNoContent}, nil
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	for _, key := range sortedKeys(a.Deployments) {
		if d := a.Deployments[key]; strings.EqualFold(d.RaiPolicyName, p.Name) {
			return reply{}, invalidProperties("The RAI policy '%s' is used by deployment '%s' and cannot be deleted.", p.Name, d.Name)
		}
	}
	delete(a.Policies, strings.ToLower(p.Name))
	a.touch()
	return okEmpty(), nil
}

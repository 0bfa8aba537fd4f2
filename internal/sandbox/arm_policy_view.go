package sandbox

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

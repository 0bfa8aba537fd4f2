package sandbox

import "strconv"

// createGuardrailVersion publishes the draft as it stands now. The new version shows CREATING and the draft VERSIONING
// until it is there. Numbers are never used again.
func createGuardrailVersion(st *state, r *request) (any, *awsError) {
	var in struct {
		Description        string
		ClientRequestToken *string
	}
	if refused := shaped(bodyOrEmpty(r), createGuardrailVersionShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := findGuardrail(st, r, r.vars["guardrail"])
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := onceOf(st, r, "CreateGuardrailVersion/"+g.ID, in.ClientRequestToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return map[string]string{"guardrailId": g.ID, "version": earlier}, nil
	}
	if status := g.status(r.now); status != "READY" {
		return nil, g.notNow(r, "published", &g.guardrailEdition)
	}
	if limit := quotaValue(st, r.region, QuotaGuardrailVersions); float64(len(present(g.Versions, r.now))) >= limit {
		return nil, quotaExceeded("The number of versions of the guardrail %s exceeds the service quota (%.0f, %s).", g.arn(r.region), limit, QuotaGuardrailVersions)
	}
	e := g.publish(r, in.Description)
	o.keep(st.AWS.edit(r.region), e.version())
	return map[string]string{"guardrailId": g.ID, "version": strconv.Itoa(e.Version)}, nil
}

func (g *bedrockGuardrail) publish(r *request, description string) *guardrailEdition {
	g.Last++
	e := &guardrailEdition{Version: g.Last, guardrailContent: g.guardrailContent}
	e.Created, e.Description = r.now, description
	e.begin(r, "CREATING")
	g.begin(r, "VERSIONING")
	g.Versions = append(present(g.Versions, r.now), e)
	return e
}

// bodyOrEmpty is the body of a request whose members may all be left out.
func bodyOrEmpty(r *request) []byte {
	if len(r.body) == 0 {
		return []byte("{}")
	}
	return r.body
}

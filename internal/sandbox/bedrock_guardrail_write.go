package sandbox

import (
	"fmt"
	"net/http"
	"time"
)

func createGuardrail(st *state, r *request) (any, *awsError) {
	var in guardrailInput
	if refused := shaped(r.body, createGuardrailShape(), &in); refused != nil {
		return nil, refused
	}
	content, tags, refused := in.forCreate(r)
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := onceOf(st, r, "CreateGuardrail", in.ClientRequestToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return guardrailMade(earlier, st.AWS.at(r.region).Tokens[o.key].At), nil
	}
	if refused := guardrailFits(st, r, content.Name, nil); refused != nil {
		return nil, refused
	}
	g := &bedrockGuardrail{}
	g.Serial, g.Created, g.guardrailContent = st.nextSerial(), r.now, content
	g.ID = newBedrockID(g.Serial)
	g.begin(r, "CREATING")
	held := st.AWS.edit(r.region)
	held.forgetGuardrails(r.region, r.now)
	held.Guardrails = append(held.Guardrails, g)
	held.setTags(g.arn(r.region), tags)
	o.keepAt(held, g.arn(r.region), r.now)
	return guardrailMade(g.arn(r.region), r.now), nil
}

// forCreate returns what a new guardrail is configured with, and its tags.
func (in *guardrailInput) forCreate(r *request) (guardrailContent, map[string]string, *awsError) {
	c := &constraints{}
	tags := c.tags(in.Tags)
	if refused := c.err(); refused != nil {
		return guardrailContent{}, nil, refused
	}
	if refused := tooManyTags("", tags); refused != nil {
		return guardrailContent{}, nil, refused
	}
	content, refused := in.content(r)
	return content, tags, refused
}

func guardrailMade(arn string, created time.Time) map[string]any {
	parts, _ := parseARN(arn)
	return map[string]any{"guardrailId": parts.id, "guardrailArn": arn, "version": "DRAFT", "createdAt": awsStamp(created)}
}

// guardrailFits holds a guardrail to what the others leave free; g is the one that is updated, nil for a new one.
func guardrailFits(st *state, r *request, name string, g *bedrockGuardrail) *awsError {
	others := present(st.AWS.at(r.region).Guardrails, r.now)
	for _, other := range others {
		if other != g && other.Name == name {
			return inConflict("Another guardrail in your account already has this name. (%s)", other.arn(r.region))
		}
	}
	if limit := quotaValue(st, r.region, QuotaGuardrails); g == nil && float64(len(others)) >= limit {
		return quotaExceeded("The number of guardrails exceeds the service quota (%.0f, %s).", limit, QuotaGuardrails)
	}
	return nil
}

// updateGuardrail replaces all of the draft. A guardrail that failed can be mended so.
func updateGuardrail(st *state, r *request) (any, *awsError) {
	var in guardrailInput
	if refused := shaped(r.body, updateGuardrailShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := findGuardrail(st, r, r.vars["guardrail"])
	if refused != nil {
		return nil, refused
	}
	content, refused := in.content(r)
	if refused != nil {
		return nil, refused
	}
	if g.busy(r.now) {
		return nil, g.notNow(r, "updated", &g.guardrailEdition)
	}
	if refused := guardrailFits(st, r, content.Name, g); refused != nil {
		return nil, refused
	}
	g.guardrailContent, g.Recommendations, g.Stuck = content, nil, false
	g.begin(r, "UPDATING")
	return map[string]any{"guardrailId": g.ID, "guardrailArn": g.arn(r.region), "version": "DRAFT", "updatedAt": awsStamp(r.now)}, nil
}

// notNow refuses a write while another one is under way, or on what has failed.
func (g *bedrockGuardrail) notNow(r *request, verb string, e *guardrailEdition) *awsError {
	return inConflict("The guardrail %s cannot be %s while the status of its version %s is %s.", g.arn(r.region), verb, e.version(), e.status(r.now))
}

// deleteGuardrail deletes a guardrail with all its versions, or one version. What is enforced stays.
func deleteGuardrail(st *state, r *request) (any, *awsError) {
	if r.query.Get("guardrailVersion") == "DRAFT" {
		c := &constraints{}
		c.text("guardrailVersion", "DRAFT", 1, 8, guardrailNumberPattern)
		return nil, c.err()
	}
	g, e, refused := findEdition(st, r)
	if refused != nil {
		return nil, refused
	}
	if x := st.AWS.at(r.region).Enforced; x != nil && x.Guardrail == g.ID && (e.Version == 0 || e.Version == x.Version) {
		return nil, guardrailInUse(r, g, x)
	}
	for _, busy := range []*guardrailEdition{e, &g.guardrailEdition} {
		if busy.busy(r.now) {
			return nil, g.notNow(r, "deleted", busy)
		}
	}
	e.begin(r, "DELETING")
	if e.Version != 0 || e.Stuck {
		return struct{}{}, nil
	}
	for _, version := range present(g.Versions, r.now) {
		version.begin(r, "DELETING")
	}
	return struct{}{}, nil
}

// forgetGuardrails drops what is gone, with its tags.
func (held *awsRegion) forgetGuardrails(region string, now time.Time) {
	for _, g := range held.Guardrails {
		if g.gone(now) {
			delete(held.Tags, g.arn(region))
		}
	}
	held.Guardrails = present(held.Guardrails, now)
}

func guardrailInUse(r *request, g *bedrockGuardrail, x *guardrailEnforcement) *awsError {
	return &awsError{
		status: http.StatusBadRequest, code: "ResourceInUseException",
		message: fmt.Sprintf("Version %d of the guardrail %s is in use by the enforced guardrail configuration %s of this account.", x.Version, g.arn(r.region), x.ID),
	}
}

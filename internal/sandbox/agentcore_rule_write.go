package sandbox

import "encoding/json"

// ruleInput is CreateGatewayRuleRequest and UpdateGatewayRuleRequest.
type ruleInput struct {
	ClientToken *string
	Priority    *int
	Description *string
	Conditions  json.RawMessage
	Actions     json.RawMessage
}

func createRule(st *state, r *request) (any, *awsError) {
	var in ruleInput
	if refused := shaped(r.body, createRuleShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "CreateGatewayRule")
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := agentcoreOnce(st, r, "CreateGatewayRule/"+g.ID, in.ClientToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		return repeatedRule(g, r, earlier)
	}
	a := &agentcoreRule{}
	if refused := in.check(g, r, a); refused != nil {
		return nil, refused
	}
	in.fill(a)
	a.Serial, a.ID, a.Created = st.nextSerial(), newGUID(), r.now
	a.start(r, "CREATING")
	g.Rules = append(present(g.Rules, r.now), a)
	o.keep(st.AWS.edit(r.region), a.ID)
	return a.created(g, r), nil
}

// created is the answer to a create.
func (a *agentcoreRule) created(g *agentcoreGateway, r *request) ruleView {
	v := a.view(g, r)
	v.Updated = nil
	return v
}

// repeatedRule answers a create whose clientToken was seen before.
func repeatedRule(g *agentcoreGateway, r *request, id string) (any, *awsError) {
	if a := g.rule(id, r.now); a != nil {
		return a.created(g, r), nil
	}
	return nil, agentcoreConflict("The clientToken made the rule %s, which is deleted", id)
}

// updateRule changes what the request holds and nothing else.
func updateRule(st *state, r *request) (any, *awsError) {
	var in ruleInput
	if refused := shaped(r.body, updateRuleShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "UpdateGatewayRule")
	if refused != nil {
		return nil, refused
	}
	a, refused := findRule(g, r)
	if refused != nil {
		return nil, refused
	}
	if a.busy(r.now) {
		return nil, notWhile("UpdateGatewayRule", "rule", a.status(r.now, "ACTIVE"))
	}
	if refused := in.check(g, r, a); refused != nil {
		return nil, refused
	}
	in.fill(a)
	a.start(r, "UPDATING")
	return a.view(g, r), nil
}

func (in *ruleInput) fill(a *agentcoreRule) {
	if in.Priority != nil {
		a.Priority = *in.Priority
	}
	if in.Description != nil {
		a.Description = *in.Description
	}
	if in.Conditions != nil {
		a.Conditions = in.Conditions
	}
	if in.Actions != nil {
		a.Actions = in.Actions
	}
}

// check holds the request to the gateway that it is for; a is the rule as it was before.
func (in *ruleInput) check(g *agentcoreGateway, r *request, a *agentcoreRule) *awsError {
	for _, other := range present(g.Rules, r.now) {
		if in.Priority != nil && other != a && other.Priority == *in.Priority {
			return agentcoreConflict("The priority %d is taken by rule %s of gateway %s", other.Priority, other.ID, g.ID)
		}
	}
	if refused := checkRoutes(in.Actions); refused != nil {
		return refused
	}
	for _, name := range targetsOf(in.Actions) {
		t := g.targetNamed(name, r.now)
		if t == nil {
			return invalidInput("The target %s does not exist in gateway %s", name, g.ID)
		}
		if status := t.status(r.now, "READY"); status != "READY" {
			return invalidInput("The target %s of gateway %s cannot be routed to when it is in %s status", name, g.ID, status)
		}
	}
	return nil
}

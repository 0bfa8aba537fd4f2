package sandbox

import (
	"encoding/json"
	"strings"
)

// The quotas of a gateway's targets.
const (
	agentcoreMaxTargets          = 100
	agentcoreMaxTargetOperations = 5
)

// targetInput is CreateGatewayTargetRequest and UpdateGatewayTargetRequest.
type targetInput struct {
	ClientToken                      *string
	Name                             *string
	Description                      string
	TargetConfiguration              json.RawMessage
	CredentialProviderConfigurations json.RawMessage
	MetadataConfiguration            json.RawMessage
}

func createTarget(st *state, r *request) (any, *awsError) {
	var in targetInput
	if refused := shaped(r.body, createTargetShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "CreateGatewayTarget")
	if refused != nil {
		return nil, refused
	}
	o, earlier, refused := agentcoreOnce(st, r, "CreateGatewayTarget/"+g.ID, in.ClientToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		if t := g.target(earlier, r.now); t != nil {
			return t.view(g, r), nil
		}
		return nil, agentcoreConflict("The clientToken %s made the target %s, which is deleted", *in.ClientToken, earlier)
	}
	t := &agentcoreTarget{Name: *in.Name, Credentials: in.CredentialProviderConfigurations}
	if refused := in.check(st, r, g, t, true); refused != nil {
		return nil, refused
	}
	in.fill(t)
	t.Serial, t.Created = st.nextSerial(), r.now
	t.ID = agentcoreTargetID(t.Serial)
	t.start(r, "CREATING")
	g.Targets = append(present(g.Targets, r.now), t)
	o.keep(st.AWS.edit(r.region), t.ID)
	return t.view(g, r), nil
}

func updateTarget(st *state, r *request) (any, *awsError) {
	var in targetInput
	if refused := shaped(r.body, updateTargetShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := readyGateway(st, r, "UpdateGatewayTarget")
	if refused != nil {
		return nil, refused
	}
	t, refused := findTarget(g, r)
	if refused != nil {
		return nil, refused
	}
	if t.busy(r.now) {
		return nil, notWhile("UpdateGatewayTarget", "target", t.status(r.now, "READY"))
	}
	if refused := in.check(st, r, g, t, false); refused != nil {
		return nil, refused
	}
	in.fill(t)
	t.start(r, "UPDATING")
	return t.view(g, r), nil
}

// fill replaces what both requests hold; a name and credentials that are left out stay.
func (in *targetInput) fill(t *agentcoreTarget) {
	t.Description, t.Configuration, t.Metadata = in.Description, in.TargetConfiguration, in.MetadataConfiguration
	if in.Name != nil {
		t.Name = *in.Name
	}
	if in.CredentialProviderConfigurations != nil {
		t.Credentials = in.CredentialProviderConfigurations
	}
}

// check holds the request to the gateway that it is for; t is the target as it was before.
func (in *targetInput) check(st *state, r *request, g *agentcoreGateway, t *agentcoreTarget, isNew bool) *awsError {
	if g.ProtocolType == "MCP" {
		return invalidInput("Gateway %s has the protocol MCP and takes no inference target", g.ID)
	}
	if in.Name != nil && (isNew || *in.Name != t.Name) {
		if other := g.targetNamed(*in.Name, r.now); other != nil {
			return agentcoreConflict("A target with name %s already exists in gateway %s: %s", *in.Name, g.ID, other.ID)
		}
		if rule := g.ruleNaming(t.Name, r.now); rule != nil && !isNew {
			return agentcoreConflict("Target %s is named by rule %s and cannot be renamed", t.Name, rule.ID)
		}
	}
	wanted := *t
	in.fill(&wanted)
	if refused := wanted.checkCredential(st, r); refused != nil {
		return refused
	}
	if n := len(present(g.Targets, r.now)); isNew && n >= agentcoreMaxTargets {
		return agentcoreQuota("Gateway %s has %d targets, which is the quota", g.ID, n)
	}
	return g.tooManyTargetOperations(r)
}

// tooManyTargetOperations refuses the sixth operation on targets of one gateway at once. Which error AWS gives is not
// known; this one no client retries by itself.
func (g *agentcoreGateway) tooManyTargetOperations(r *request) *awsError {
	under := 0
	for _, t := range present(g.Targets, r.now) {
		if t.busy(r.now) {
			under++
		}
	}
	if under < agentcoreMaxTargetOperations {
		return nil
	}
	return agentcoreConflict("Gateway %s has %d target operations in progress, which is the most at once. Wait until one is done.", g.ID, under)
}

// agentcoreTargetID returns ten letters and digits that never repeat.
func agentcoreTargetID(serial int) string {
	return strings.ToUpper(newBedrockID(serial)[2:])
}

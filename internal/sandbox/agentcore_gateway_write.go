package sandbox

import (
	"encoding/json"
	"strings"
)

// agentcoreMaxGateways is how many gateways an account can have in a region.
const agentcoreMaxGateways = 1000

// gatewayInput is CreateGatewayRequest and UpdateGatewayRequest.
type gatewayInput struct {
	ClientToken             *string
	Name                    string
	Description             string
	RoleARN                 string
	ProtocolType            string
	AuthorizerType          string
	AuthorizerConfiguration json.RawMessage
	ExceptionLevel          string
	KMSKeyARN               string
	Tags                    map[string]string
}

func createGateway(st *state, r *request) (any, *awsError) {
	var in gatewayInput
	if refused := shaped(r.body, createGatewayShape(), &in); refused != nil {
		return nil, refused
	}
	o, earlier, refused := agentcoreOnce(st, r, "CreateGateway", in.ClientToken)
	if refused != nil {
		return nil, refused
	}
	if earlier != "" {
		if g := st.AWS.at(r.region).gateway(earlier, r.now); g != nil {
			return g.view(r), nil
		}
		return nil, agentcoreConflict("The clientToken %s made the gateway %s, which is deleted", *in.ClientToken, earlier)
	}
	if refused := in.check(st, r, nil); refused != nil {
		return nil, refused
	}
	g := &agentcoreGateway{}
	g.Serial, g.Created = st.nextSerial(), r.now
	g.ID = strings.TrimSuffix(strings.ToLower(in.Name), "-") + "-" + newBedrockID(g.Serial)[:10]
	g.Tags = in.Tags
	in.fill(g)
	g.start(r, "CREATING")
	held := st.AWS.edit(r.region)
	held.Gateways = append(present(held.Gateways, r.now), g)
	o.keep(held, g.ID)
	return g.view(r), nil
}

// check holds the request to what the other gateways leave free; g is the gateway that is updated, nil for a new one.
func (in *gatewayInput) check(st *state, r *request, g *agentcoreGateway) *awsError {
	if (in.AuthorizerType == "CUSTOM_JWT") != (in.AuthorizerConfiguration != nil) {
		return invalidInput("authorizerConfiguration must be specified if, and only if, authorizerType is CUSTOM_JWT")
	}
	others := present(st.AWS.at(r.region).Gateways, r.now)
	for _, other := range others {
		if other != g && other.Name == in.Name {
			return agentcoreConflict("A gateway with name %s already exists in this account: %s", in.Name, other.ID)
		}
	}
	for _, key := range sortedKeys(in.Tags) {
		if strings.HasPrefix(strings.ToLower(key), "aws:") {
			return invalidInput("aws: prefixed tag key names are not allowed for external use: %s", key)
		}
	}
	if g == nil && len(others) >= agentcoreMaxGateways {
		return agentcoreQuota("The account has %d gateways in %s, which is the quota", len(others), r.region)
	}
	return nil
}

// fill writes what both requests hold; what is left out is gone.
func (in *gatewayInput) fill(g *agentcoreGateway) {
	g.Name, g.Description, g.RoleARN, g.ProtocolType = in.Name, in.Description, in.RoleARN, in.ProtocolType
	g.AuthorizerType, g.Authorizer, g.ExceptionLevel, g.KMSKeyARN = in.AuthorizerType, in.AuthorizerConfiguration, in.ExceptionLevel, in.KMSKeyARN
}

// updateGateway replaces a gateway's settings. Its name and protocol cannot change: nothing says that they can.
func updateGateway(st *state, r *request) (any, *awsError) {
	var in gatewayInput
	if refused := shaped(r.body, updateGatewayShape(), &in); refused != nil {
		return nil, refused
	}
	g, refused := findGateway(st, r)
	if refused != nil {
		return nil, refused
	}
	switch status := g.status(r.now, "READY"); {
	case g.busy(r.now):
		return nil, notWhile("UpdateGateway", "gateway", status)
	case in.Name != g.Name || in.ProtocolType != g.ProtocolType:
		return nil, invalidInput("The name and the protocolType of gateway %s cannot be changed", g.ID)
	}
	if refused := in.check(st, r, g); refused != nil {
		return nil, refused
	}
	in.fill(g)
	g.start(r, "UPDATING")
	return g.view(r), nil
}

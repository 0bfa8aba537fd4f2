package amazonbedrock

import (
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	bedrockForm = "arn:aws:bedrock:<region>:<account>:"
	gatewayForm = "arn:aws:bedrock-agentcore:<region>:<account>:gateway/<id>"
)

// Forms lists the ids that [Address] reads.
func Forms() []llm.IDForm {
	return []llm.IDForm{
		{Kind: llm.KindDeployment, Form: bedrockForm + kindProfile + "/<id>"},
		{Kind: llm.KindDeployment, Form: bedrockForm + kindThroughput + "/<id>"},
		{Kind: llm.KindDeployment, Form: bedrockForm + kindCustom + "/<id>"},
		{Kind: llm.KindGuardrail, Form: bedrockForm + kindGuardrail + "/<id>"},
		{Kind: llm.KindGuardrail, Form: bedrockForm + kindGuardrail + "/<id>:<version>"},
		{Kind: llm.KindEnforcement, Form: "<region>"},
		{Kind: llm.KindEnforcement, Form: "<region>/<account>"},
		{Kind: llm.KindEnforcement, Form: "<region>/<account>/<configuration>"},
		{Kind: llm.KindRoute, Form: gatewayForm + "/route/<route>"},
		{Kind: llm.KindRoute, Form: gatewayForm + "/rule/<id>"},
		{Kind: llm.KindGateway, Form: gatewayForm},
	}
}

// Address reads every id that a resource on Bedrock accepts or exports. It asks nobody and needs no configuration. Where
// AWS makes the id, it does not tell the name.
func Address(id string) (llm.Address, error) {
	address, err := readAddress(id)
	if err != nil {
		return llm.Address{}, fmt.Errorf("read id %q: %w", clip(id), err)
	}
	return address, nil
}

func readAddress(id string) (llm.Address, error) {
	parts := strings.SplitN(id, ":", 6)
	switch {
	case !isARN(id):
		return enforcementAddress(id)
	case len(parts) == 6 && parts[2] == "bedrock-agentcore":
		return gatewayAddress(id)
	case len(parts) == 6 && strings.HasPrefix(parts[5], kindGuardrail+"/"):
		return guardrailAddress(id)
	}
	a, err := parseDeploymentARN(id)
	return addressOf(llm.KindDeployment, a), err
}

func addressOf(kind llm.Kind, a arn) llm.Address {
	return llm.Address{ID: idOf(a), Kind: kind, Bedrock: llm.BedrockAddress{Partition: a.Partition, Account: a.Account, Resource: a.Kind + "/" + a.Resource}}
}

func guardrailAddress(id string) (llm.Address, error) {
	a, version, err := parseGuardrailReference(id)
	address := addressOf(llm.KindGuardrail, a)
	address.Version = version
	return address, err
}

func enforcementAddress(id string) (llm.Address, error) {
	e, err := parseEnforcement(id)
	return llm.Address{
		ID: llm.ID{Value: id, Location: e.region}, Kind: llm.KindEnforcement,
		Bedrock: llm.BedrockAddress{Partition: e.arn().Partition, Account: e.account, Resource: e.config},
	}, err
}

// gatewayAddress reads a gateway's id or that of a route on it.
func gatewayAddress(id string) (llm.Address, error) {
	kind, route, at := llm.KindGateway, llm.ID{}, id
	if strings.Contains(id, "/route/") || strings.Contains(id, "/rule/") {
		read, err := parseRouteID(id)
		if err != nil {
			return llm.Address{}, err
		}
		kind, route, at = llm.KindRoute, read, read.Parent
	}
	g, err := parseGateway(at)
	address := llm.Address{ID: route, Kind: kind, Bedrock: llm.BedrockAddress{Partition: g.Partition, Account: g.Account, Resource: "gateway/" + g.ID}}
	if kind == llm.KindGateway {
		address.ID = llm.ID{Value: g.String(), Location: g.Region}
	} else {
		address.Bedrock.Resource += strings.TrimPrefix(route.Value, route.Parent)
	}
	return address, err
}

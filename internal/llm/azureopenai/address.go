package azureopenai

import (
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Forms lists the ids that [Address] reads.
func Forms() []llm.IDForm {
	return []llm.IDForm{
		{Kind: llm.KindDeployment, Form: deploymentForm},
		{Kind: llm.KindGuardrail, Form: policyForm},
		{Kind: llm.KindAccount, Form: accountForm},
		{Kind: llm.KindRoute, Form: routeForm},
		{Kind: llm.KindGateway, Form: serviceForm},
	}
}

// Address reads every id that a resource on Azure accepts or exports, in whatever letters. It asks nobody and needs no
// configuration. Ids of ARM do not tell where something is.
func Address(id string) (llm.Address, error) {
	steps := strings.Split(id, "/")
	switch strings.ToLower(steps[max(0, len(steps)-2)]) {
	case "deployments":
		child, err := parseDeploymentID(id)
		return child.account.holds(llm.KindDeployment, child.deployment(), err)
	case "raipolicies":
		policy, err := parsePolicyID(id)
		return policy.account.holds(llm.KindGuardrail, guardrailID(policy).llmID(), err)
	case "accounts":
		account, err := parseAccountID(id)
		return account.holds(llm.KindAccount, llm.ID{Value: account.String(), Name: account.name}, err)
	case "apis":
		api, err := parseRouteID(id)
		return api.service.holds(llm.KindRoute, api.routeID(), err)
	case "service":
		service, err := parseServiceID(id)
		return service.holds(llm.KindGateway, llm.ID{Value: service.String(), Name: service.name}, err)
	}
	return llm.Address{}, fmt.Errorf("parse %s: it is not the ARM id of a deployment, a guardrail, an account, a route or an API Management service", quoted(id))
}

// holds is the address of something in the account, unless it could not be read.
func (a accountID) holds(kind llm.Kind, id llm.ID, err error) (llm.Address, error) {
	if err != nil {
		return llm.Address{}, err
	}
	return llm.Address{ID: id, Kind: kind, Azure: llm.AzureAddress{Subscription: a.subscription, ResourceGroup: a.group, Account: a.name}}, nil
}

// holds is the address of something in the service, unless it could not be read.
func (s serviceID) holds(kind llm.Kind, id llm.ID, err error) (llm.Address, error) {
	if err != nil {
		return llm.Address{}, err
	}
	return llm.Address{ID: id, Kind: kind, Azure: llm.AzureAddress{Subscription: s.subscription, ResourceGroup: s.group, Service: s.name}}, nil
}

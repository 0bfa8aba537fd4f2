package azureopenai

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// subscriptionNameRule is narrower than the service's.
var subscriptionNameRule = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$`)

// subscriptionKey is the key of the one subscription that is for this route and
// nothing else. Who holds several has to say which, and a subscription for more
// would open more than was asked for.
func (at *callee) subscriptionKey(ctx context.Context) (llm.Credential, error) {
	route := at.service.route(apiName(at.to.Model))
	found, err := at.c.parts(ctx, at.service.name, at.service.path()+"/subscriptions")
	if err != nil {
		return llm.Credential{}, err
	}
	var own []string
	for _, s := range found {
		scope, _ := s.Properties["scope"].(string)
		state, _ := s.Properties["state"].(string)
		if strings.HasSuffix(strings.ToLower(scope), "/apis/"+route.name) && strings.EqualFold(state, "active") && subscriptionNameRule.MatchString(s.Name) {
			own = append(own, s.Name)
		}
	}
	if len(own) == 0 {
		if _, _, err := at.c.part(ctx, part{at: route, kind: kindAPI}); err != nil {
			return llm.Credential{}, err // a route that is gone has no subscriptions
		}
	}
	if len(own) != 1 {
		return llm.Credential{}, notOne(route, own)
	}
	var keys struct {
		Primary string `json:"primaryKey"`
	}
	path := at.service.path() + "/subscriptions/" + url.PathEscape(own[0]) + "/listSecrets"
	if err := at.c.secrets(ctx, own[0], path, apimVersion, &keys); err != nil {
		return llm.Credential{}, err
	}
	return keyCredential(llm.SubscriptionKey, own[0], keys.Primary)
}

func notOne(route apiID, own []string) error {
	message := "no active subscription is for this route alone"
	if len(own) > 1 {
		message = fmt.Sprintf("%d subscriptions are for this route: %s", len(own), oneLine(strings.Join(own, ", "), excerptLimit))
	}
	return &llm.Error{
		Op: credentialOp, Object: route.name, Code: llm.CodeInvalid, Field: llm.FieldEndpoint, Message: message,
		Fix: "Make one with azurerm_api_management_subscription and api_id = " + route.String() + ", or take the key from the subscription that the caller is to use: " +
			"its primary_key. Keys for a product or for all APIs are not given out here, since they open more than this route.",
	}
}

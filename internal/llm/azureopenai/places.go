package azureopenai

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// accountsIn are the accounts that a filter means: the one that it names, else
// those of its resource group, else the provider's default, else all of the
// subscription.
func (p *Platform) accountsIn(ctx context.Context, filter llm.Filter) ([]accountID, error) {
	if filter.Parent != "" || filter.Group == "" && p.cfg.AccountID != "" {
		in, err := p.accountOf(llm.DeploymentSpec{Azure: llm.AzureDeployment{AccountID: filter.Parent}})
		return []accountID{in}, err
	}
	var found []accountID
	err := p.each(ctx, "list accounts", filter.Group, "Microsoft.CognitiveServices/accounts", apiVersion, func(one json.RawMessage) {
		on := &account{suff: suffixesOf(p.cfg.Credential.Environment)}
		if json.Unmarshal(one, &on.wireAccount) != nil || !slices.Contains(deployableKinds(), on.Kind) {
			return
		}
		id, err := parseAccountID(on.ID)
		if err != nil {
			return
		}
		if on.id = id; on.Location != "" { // what the list tells need not be read again
			_, _ = p.accounts.Get(ctx, strings.ToLower(id.String()), func(context.Context) (*account, error) { return on, nil })
		}
		found = append(found, id)
	})
	return found, err
}

// deployableKinds are those of accounts that hold deployments. Source:
// learn.microsoft.com/azure/ai-services/multi-service-resource, 2026-08.
func deployableKinds() []string { return []string{"AIServices", "OpenAI"} }

// servicesIn are the API Management services that a filter means: the one that it
// names, else those of its resource group, else all of the subscription.
func (p *Platform) servicesIn(ctx context.Context, filter llm.Filter) ([]serviceID, error) {
	if filter.Parent != "" {
		in, err := p.serviceOf(filter.Parent)
		return []serviceID{in}, err
	}
	var found []serviceID
	err := p.each(ctx, "list API Management services", filter.Group, "Microsoft.ApiManagement/service", apimVersion, func(one json.RawMessage) {
		var on wireService
		if json.Unmarshal(one, &on) != nil {
			return
		}
		if id, err := parseServiceID(on.ID); err == nil {
			found = append(found, id)
		}
	})
	return found, err
}

// each lists the resources of a type in a resource group; without one, in the
// subscription.
func (p *Platform) each(ctx context.Context, op, group, kind, version string, take func(json.RawMessage)) error {
	path, err := p.scope(group)
	if err != nil {
		return err
	}
	c, err := p.open()
	if err != nil {
		return err
	}
	what := call{op: op, object: cmp.Or(group, "the subscription"), method: http.MethodGet, path: path + "/providers/" + kind, version: version}
	err = c.pagesOf(ctx, what, func(r io.Reader) (string, error) {
		var page struct {
			Value []json.RawMessage `json:"value"`
			Next  string            `json:"nextLink"`
		}
		if err := json.NewDecoder(r).Decode(&page); err != nil {
			return "", err
		}
		if page.Value == nil {
			return "", errNoList
		}
		for _, one := range page.Value {
			take(one)
		}
		return page.Next, nil
	})
	return noSuchGroup(err)
}

// scope is the path of what is searched: a resource group, or the subscription.
func (p *Platform) scope(group string) (string, error) {
	subscription := p.cfg.SubscriptionID
	if own, err := parseAccountID(p.cfg.AccountID); subscription == "" && err == nil {
		subscription = own.subscription
	}
	switch {
	case subscription == "":
		return "", invalid(llm.FieldAccountID, "", "neither an account nor a subscription is named",
			"Name the account in the list block (azure.account_id), or set azure.subscription_id in the provider block or ARM_SUBSCRIPTION_ID to search all accounts.")
	case !subscriptionRule.MatchString(subscription):
		return "", invalid(llm.FieldAccountID, "", quoted(subscription)+" is not a subscription id", "Correct azure.subscription_id in the provider block.")
	case group != "" && !groupRule.MatchString(group):
		return "", invalid(llm.FieldResourceGroup, "", quoted(group)+" is not the name of a resource group", "Give the name alone, not an id.")
	}
	path := "/subscriptions/" + url.PathEscape(subscription)
	if group != "" {
		path += "/resourceGroups/" + url.PathEscape(group)
	}
	return path, p.subscriptionInThisWorld(llm.FieldAccountID, path, strings.ToLower(subscription))
}

// noSuchGroup makes "not found" what it is where a whole scope is listed.
func noSuchGroup(err error) error {
	known, ok := errors.AsType[*llm.Error](err)
	if !ok || !llm.IsNotFound(err) {
		return err
	}
	told := *known
	told.Code, told.Field, told.Fix = llm.CodeInvalid, llm.FieldResourceGroup, "Check the name of the resource group, and the subscription."
	return &told
}

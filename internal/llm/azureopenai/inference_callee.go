package azureopenai

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// callee is where an endpoint leads by Azure's own word: an account, or an API
// Management service.
type callee struct {
	p       *Platform
	c       *client
	to      llm.Endpoint
	account *account  // nil: the endpoint is a route's
	service serviceID // of a route
}

// callee finds out what the endpoint is of, and refuses an endpoint with an
// address that is not the account's or service's own: anybody may have written
// it, and what authenticates a request would be sent there.
func (i *inference) callee(ctx context.Context, op string, to llm.Endpoint) (*callee, error) {
	named := to.Auth.Resources[0]
	if id, err := parseAccountID(named); err == nil {
		return i.inAccount(ctx, op, to, id)
	}
	id, err := parseServiceID(named)
	if err != nil {
		return nil, &llm.Error{
			Op: op, Object: to.Model, Code: llm.CodeInvalid, Field: llm.FieldEndpoint,
			Message: "endpoint.auth.resources begins with " + quoted(named) + ", which is neither an account nor an API Management service",
			Fix:     "Give the endpoint of an llm_deployment or llm_route as it is.",
		}
	}
	return i.onService(ctx, op, to, id)
}

func (i *inference) inAccount(ctx context.Context, op string, to llm.Endpoint, id accountID) (*callee, error) {
	if err := i.p.inThisWorld(llm.FieldEndpoint, id); err != nil {
		return nil, err
	}
	c, err := i.p.open()
	if err != nil {
		return nil, err
	}
	on, err := i.p.account(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := onlyAt(op, to, on.hosts()); err != nil {
		return nil, err
	}
	return &callee{p: i.p, c: c, to: to, account: on}, nil
}

func (i *inference) onService(ctx context.Context, op string, to llm.Endpoint, id serviceID) (*callee, error) {
	if err := i.p.subscriptionInThisWorld(llm.FieldEndpoint, id.String(), id.subscription); err != nil {
		return nil, err
	}
	c, err := i.p.open()
	if err != nil {
		return nil, err
	}
	on, err := i.p.service(ctx, c, id)
	if err != nil {
		return nil, err
	}
	if err := onlyAt(op, to, []string{httpsHost(on.Properties.GatewayURL)}); err != nil {
		return nil, err
	}
	if own := "/" + apiPath(to.Model); strings.TrimRight(pathOf(to), "/") != own {
		return nil, foreign(op, to, "openai", "below another path than "+own+", which is the route's")
	}
	return &callee{p: i.p, c: c, to: to, service: id}, nil
}

// hosts are the names under which an account answers.
func (a *account) hosts() []string {
	hosts := []string{httpsHost(a.Properties.Endpoint)}
	for _, address := range a.Properties.Endpoints {
		hosts = append(hosts, httpsHost(address))
	}
	if a.Properties.Subdomain != "" {
		for _, domain := range []string{a.suff.openAI, a.suff.foundry} {
			if domain != "" {
				hosts = append(hosts, strings.ToLower(a.Properties.Subdomain)+"."+domain)
			}
		}
	}
	slices.Sort(hosts)
	return slices.DeleteFunc(slices.Compact(hosts), func(h string) bool { return h == "" })
}

// onlyAt refuses an address at any other host.
func onlyAt(op string, to llm.Endpoint, hosts []string) error {
	for protocol, address := range map[string]string{"openai": to.URLs.OpenAI, "anthropic": to.URLs.Anthropic, "converse": to.URLs.Converse} {
		u, err := url.Parse(address)
		if address == "" || err == nil && slices.Contains(hosts, strings.ToLower(u.Host)) {
			continue
		}
		return foreign(op, to, protocol, "at another host than "+strings.Join(hosts, ", ")+", where what endpoint.auth.resources names answers")
	}
	return nil
}

func foreign(op string, to llm.Endpoint, protocol, where string) error {
	return &llm.Error{
		Op: op, Object: to.Model, Code: llm.CodeRefused, Field: llm.FieldEndpoint, Message: fmt.Sprintf("endpoint.urls.%s is %s", protocol, where),
		Fix: "Nothing was sent, and no credential was fetched. Give the endpoint of an llm_deployment or llm_route as it is.",
	}
}

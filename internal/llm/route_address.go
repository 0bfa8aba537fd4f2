package llm

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

const (
	hostForm  = `^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[0-9]{1,5})?$`
	pathForm  = `^(/[A-Za-z0-9._~-]+)*/?$`
	hostLimit = 253 // of DNS
	pathLimit = 200 // AgentCore takes 256 with the operation that is appended
)

// addresses asks for plain https wherever a gateway is to send requests: it
// appends paths, and keeps what it is given where others can read it.
func (c *routeCheck) addresses() {
	for _, p := range c.want.Spec.Places() {
		if c.unknown(p.Field("endpoint")) {
			continue
		}
		for _, protocol := range []struct{ name, address string }{{"openai", p.Endpoint.URLs.OpenAI}, {"anthropic", p.Endpoint.URLs.Anthropic}} {
			if reason := unfit(protocol.address); protocol.address != "" && reason != "" {
				c.add(p.Field("endpoint"), "Invalid address", fmt.Sprintf("endpoint.urls.%s of %s %s. It is not shown, since it may hold a secret.", protocol.name, p.Label(), reason),
					"Write a plain https address such as https://acct.openai.azure.com/openai/v1: what authenticates belongs into credential.")
			}
		}
	}
}

// unfit says what is wrong with an address; empty: nothing.
func unfit(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "":
		return "is no https address"
	case u.User != nil:
		return "holds a user or a password"
	case strings.ContainsAny(address, "?#"):
		return "has a query or a fragment"
	case !regexp.MustCompile(hostForm).MatchString(strings.ToLower(u.Host)):
		return "names a host that is no domain name"
	case strings.Contains(address, "%") || !regexp.MustCompile(pathForm).MatchString(u.Path):
		return "has a path of other characters than letters, digits and . _ ~ -"
	case len(u.Host) > hostLimit || len(u.Path) > pathLimit:
		return fmt.Sprintf("has a path of more than %d characters, or a host of more than %d", pathLimit, hostLimit)
	case strings.Contains(u.Path+"/", "/./") || strings.Contains(u.Path+"/", "/../"):
		return "has a path that leads elsewhere"
	}
	return ""
}

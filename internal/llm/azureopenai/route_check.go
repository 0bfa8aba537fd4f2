package azureopenai

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	poolLimit    = 30            // members of a pool
	rangeLimit   = 10            // status code ranges of a circuit breaker's rule
	rateLimit    = math.MaxInt32 // of the policy llm-token-limit; the stricter reading
	modelLimit   = 255           // characters of the name of a model, as on the other gateway
	timeoutLimit = 240           // seconds: what API Management says it honours
)

// modelRule is what a model's name may be made of, since it becomes part of a
// policy: no character that XML, C# or a named value's reference gives a meaning.
var modelRule = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:@+-]*(/[A-Za-z0-9._:@+-]+)*$`)

// Check implements [llm.RouteDriver].
func (r *routes) Check(want llm.RouteDraft) []llm.Problem {
	c := routeCheck{want: want}
	c.gateway(r.p)
	if want.Spec.Priority != nil {
		c.add(llm.FieldPriority, "Priority not available", "API Management has no rules among which a route could have a priority.",
			"Remove priority: it is for AgentCore gateways.")
	}
	c.triggers()
	if !want.Unknown.Any(llm.FieldTargets, llm.FieldFallbacks) {
		c.count()
	}
	for _, p := range want.Spec.Places() {
		c.member(p)
	}
	return c.problems
}

// routeCheck gathers what is wrong with one draft.
type routeCheck struct {
	want     llm.RouteDraft
	service  string // canonical; empty where it is not known
	problems []llm.Problem
}

func (c *routeCheck) add(field llm.Field, summary, detail, fix string) {
	c.problems = append(c.problems, llm.Problem{Field: field, Summary: summary, Detail: detail, Fix: fix})
}

func (c *routeCheck) gateway(p *Platform) {
	if c.want.Unknown.Has(llm.FieldGateway) {
		return
	}
	in, err := p.serviceOf(c.want.Spec.Gateway)
	if known, ok := err.(*llm.Error); ok { //nolint:errorlint // made by serviceOf itself
		c.add(llm.FieldGateway, "Invalid gateway", known.Message+".", known.Fix)
		return
	}
	c.service = in.String()
}

// count holds to the size of a pool, in both modes alike: a change of mode must
// not make a route impossible.
func (c *routeCheck) count() {
	if n := len(c.want.Spec.Targets) + len(c.want.Spec.Fallbacks); n > poolLimit {
		c.add(llm.FieldTargets, "Too many targets", fmt.Sprintf("The route has %d targets and fallbacks; API Management shares requests among at most %d backends.", n, poolLimit),
			"Use fewer targets, or several routes.")
	}
}

// member checks one place of the route.
func (c *routeCheck) member(p llm.Place) {
	t, label, field := p.RouteTarget, p.Label(), p.Field
	if c.want.Unknown.Has(field("endpoint")) {
		c.credentialForm(label, t, field("credential"))
		return
	}
	u, err := url.Parse(t.Endpoint.URLs.OpenAI)
	switch {
	case t.Endpoint.URLs.OpenAI == "":
		c.add(field("endpoint"), "Protocol not served", label+" does not speak OpenAI's protocol, and a route on API Management serves no other.",
			"Use a deployment with endpoint.urls.openai, or an AgentCore gateway, which also serves Anthropic's protocol.")
	case err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(t.Endpoint.URLs.OpenAI, "{}"):
		c.add(field("endpoint"), "Invalid address", label+" has an address in endpoint.urls.openai that is not a plain https address.",
			"Write it as https://host/path, without user, query and braces; credentials go into credential.")
	}
	if t.Endpoint.Model != "" && (len(t.Endpoint.Model) > modelLimit || !modelRule.MatchString(t.Endpoint.Model)) {
		c.add(field("endpoint"), "Invalid model name", label+" has a model name that cannot be written into a policy.",
			"Use letters, digits and . _ : / @ + - in endpoint.model.")
	}
	c.credential(label, t, field("credential"))
}

// credential asks for one where the service's own identity is not enough.
func (c *routeCheck) credential(label string, t llm.RouteTarget, field llm.Field) {
	switch {
	case c.want.Unknown.Has(field):
	case t.Credential != "":
		c.credentialForm(label, t, field)
	case !isAzure(t.Endpoint):
		c.add(field, "Credential needed", label+" is not on Azure, and API Management has no policy that signs requests for AWS.",
			"Keep a Bedrock API key (or the key of the service in question) in a Key Vault and set credential to the secret's identifier, or to the ARM id of a named value that holds it.")
	case tokenResource(t.Endpoint) == "":
		c.add(field, "Credential needed", label+" takes no Entra ID tokens, with which API Management would call it: endpoint.auth.schemes lacks entra_id, as for accounts without a custom subdomain, or its domain is none of Azure's.",
			"Give the account a custom subdomain, write out endpoint.auth.scope, or set credential to a Key Vault secret identifier or a named value's ARM id.")
	}
}

// credentialForm never repeats the value: somebody may have written a key.
func (c *routeCheck) credentialForm(label string, t llm.RouteTarget, field llm.Field) {
	if c.want.Unknown.Has(field) || t.Credential == "" || isSecretID(t.Credential) {
		return
	}
	in, _, err := parseNamedValueID(t.Credential)
	switch {
	case err != nil:
		c.add(field, "Invalid credential", "What "+label+" has as its credential is neither a Key Vault secret identifier nor the ARM id of a named value. It is not shown, since it may be a secret.",
			"Write https://<vault>.vault.azure.net/secrets/<name>, or "+namedValueForm+". A key itself has no place here: put it into a Key Vault.")
	case c.service != "" && !strings.EqualFold(in.String(), c.service):
		c.add(field, "Credential of another service", label+" refers to a named value of another API Management service than the gateway.",
			"Use a named value of the gateway itself, or a Key Vault secret identifier.")
	}
}

// triggers refuses what neither a policy nor a circuit breaker can tell.
func (c *routeCheck) triggers() {
	on := c.want.Spec.FallbackOn
	timeout := on.FirstByteTimeout
	if timeout > 0 && (timeout%time.Second != 0 || timeout > timeoutLimit*time.Second) {
		c.add(llm.FieldFirstByte, "Timeout not available", fmt.Sprintf("API Management cannot wait %s for the first byte.", timeout),
			fmt.Sprintf("Use whole seconds, at most %ds.", timeoutLimit))
	}
	if tokens := c.want.Spec.TokensPerMinute; tokens != nil && *tokens > rateLimit {
		c.add(llm.FieldRateTokens, "Rate limit out of range", fmt.Sprintf("%d tokens per minute are more than API Management counts.", *tokens),
			fmt.Sprintf("Give at most %d, or leave rate_limit out for none.", rateLimit))
	}
	if c.want.Unknown.Any(llm.FieldStatuses, llm.FieldConnection, llm.FieldFirstByte) {
		return
	}
	used := len(c.want.Spec.Fallbacks) > 0 || c.want.Spec.CircuitBreaker
	if used && !on.ConnectionError && slices.ContainsFunc(on.Statuses, func(s string) bool { return s == "5XX" || s == "500" }) {
		c.add(llm.FieldConnection, "Trigger not available", "API Management itself answers 500 where a target cannot be reached, and falls back on that as on any other 500.",
			"Set fallback_on.connection_error = true, or leave 5XX and 500 out of fallback_on.statuses.")
	}
	c.breaker(on)
}

func (c *routeCheck) breaker(on llm.Triggers) {
	if !c.want.Spec.CircuitBreaker || c.want.Unknown.Has(llm.FieldCircuitBreaker) {
		return
	}
	if n := len(statusRanges(on.Statuses)); n > rangeLimit {
		c.add(llm.FieldStatuses, "Too many statuses", fmt.Sprintf("The statuses make %d ranges; a circuit breaker takes at most %d.", n, rangeLimit),
			"Name classes such as 5XX, or fewer single statuses.")
	}
	if len(on.Statuses) == 0 && !on.ConnectionError && on.FirstByteTimeout == 0 {
		c.add(llm.FieldFallbackOn, "Circuit breaker without a trigger", "The circuit breaker leaves out what fails, and fallback_on names nothing as a failure.",
			"Name a status, connection_error or first_byte_timeout in fallback_on, or set circuit_breaker = false.")
	}
}

package llm

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	routeNameForm = `^[A-Za-z0-9]([A-Za-z0-9._-]{0,46}[A-Za-z0-9])?$`
	inputForm     = `^[a-z][a-z0-9_-]{0,30}$`
	targetKeyForm = `^[A-Za-z0-9]([A-Za-z0-9_-]{0,30}[A-Za-z0-9])?$`
	statusForm    = `^[45]([0-9]{2}|XX)$`
)

// CheckRoute returns what no platform can give, from the draft alone. It does
// not repeat a credential: somebody may have written a secret there.
func CheckRoute(want RouteDraft) []Problem {
	c := routeCheck{want: want}
	if c.names(); len(c.problems) > 0 {
		return c.problems // what else is said would repeat them
	}
	c.weights()
	c.twice()
	c.protocol()
	c.addresses()
	for _, t := range c.want.Spec.Places() {
		c.capability(t)
		c.credential(t)
	}
	c.triggers()
	return c.problems
}

// routeCheck gathers what is wrong with one draft.
type routeCheck struct {
	want     RouteDraft
	problems []Problem
}

func (c *routeCheck) add(field Field, summary, detail, fix string) {
	c.problems = append(c.problems, Problem{Field: field, Summary: summary, Detail: detail, Fix: fix})
}

func (c *routeCheck) unknown(field Field) bool { return c.want.Unknown.Has(field) }

func (c *routeCheck) names() {
	if !c.unknown(FieldName) && !regexp.MustCompile(routeNameForm).MatchString(c.want.Spec.Name) {
		c.add(FieldName, "Invalid route name", strconv.QuoteToASCII(clipped(c.want.Spec.Name))+" is no name of a route.",
			"Use 1 to 48 letters, digits, dots, underscores and hyphens, with a letter or digit at both ends: it is the model name that clients ask for.")
	}
	for _, key := range slices.Sorted(maps.Keys(c.want.Spec.Targets)) {
		if !regexp.MustCompile(targetKeyForm).MatchString(key) {
			c.add(FieldTargets, "Invalid target key", strconv.QuoteToASCII(clipped(key))+" is no key of a target.",
				"Use 1 to 32 letters, digits, underscores and hyphens, with a letter or digit at both ends: keys become names on the gateway.")
		}
	}
	c.inputs(FieldRequires, c.want.Spec.Requires)
	for _, p := range c.want.Spec.Places() {
		c.inputs(p.Field("supports"), p.Supports)
	}
}

// clipped is the beginning of a text that somebody wrote in the wrong place.
func clipped(text string) string { return text[:min(len(text), 60)] }

// inputs asks for a window and for words: errors name kinds of input as they were written.
func (c *routeCheck) inputs(field Field, of Supports) {
	if of.Context != nil && *of.Context < 1 {
		c.add(field, "Context out of range", fmt.Sprintf("A context window of %d tokens holds nothing.", *of.Context), "Give at least 1 token as context, or leave it out.")
	}
	for _, kind := range of.Input {
		if !regexp.MustCompile(inputForm).MatchString(kind) {
			c.add(field, "Invalid kind of input", strconv.QuoteToASCII(clipped(kind))+" is no kind of input.", `Write words such as "text" and "image".`)
		}
	}
}

func (c *routeCheck) weights() {
	if c.unknown(FieldTargets) {
		return
	}
	total, unknown := int64(0), false
	for key, target := range c.want.Spec.Targets {
		unknown = unknown || c.unknown(FieldTarget(key, "weight"))
		total += target.Weight
		if target.Weight < 0 || target.Weight > 100 {
			c.add(FieldTarget(key, "weight"), "Weight out of range", fmt.Sprintf("Target %s has weight %d.", key, target.Weight),
				"Give a whole number from 0 to 100; 0 sends nothing there.")
		}
	}
	if total <= 0 && !unknown {
		c.add(FieldTargets, "No target gets requests", "All weights are 0, so the route would send requests nowhere.",
			"Give at least one target a weight of 1 to 100.")
	}
}

// twice refuses the same model at the same place: a fallback to what has just
// failed helps nobody, and no gateway accepts it.
func (c *routeCheck) twice() {
	seen := map[string]string{}
	for _, p := range c.want.Spec.Places() {
		if c.unknown(p.Field("endpoint")) || p.Endpoint.Model == "" {
			continue
		}
		at := strings.ToLower(strings.TrimRight(cmp.Or(p.Endpoint.URLs.OpenAI, p.Endpoint.URLs.Anthropic, p.Endpoint.URLs.Converse), "/")) + "\n" + p.Endpoint.Model
		if first := seen[at]; first != "" {
			c.add(p.Field("endpoint"), "The same deployment twice", fmt.Sprintf("%s and %s are the same model at the same address.", first, p.Label()),
				"Name every deployment once in a route: remove one of them, or point it to another deployment.")
		}
		seen[at] = p.Label()
	}
}

// protocol asks for one that all targets speak.
func (c *routeCheck) protocol() {
	var spoken []string
	shared := []string{"openai", "anthropic"}
	for _, p := range c.want.Spec.Places() {
		if c.unknown(p.Field("endpoint")) {
			return
		}
		if p.Endpoint.Model == "" {
			c.add(p.Field("endpoint"), "Endpoint without a model", p.Label()+" does not say which model to ask for.",
				"Give the endpoint of an llm_deployment, or write out endpoint.model, the value of \"model\" in a request.")
			return
		}
		speaks := p.Endpoint.URLs.Protocols()
		shared = slices.DeleteFunc(shared, func(name string) bool { return !slices.Contains(speaks, name) })
		spoken = append(spoken, p.Label()+": "+cmp.Or(strings.Join(speaks, ", "), "none"))
	}
	if len(shared) == 0 {
		c.add(FieldTargets, "No common protocol", "A route does not translate, and no protocol is spoken by all of its targets: "+strings.Join(spoken, "; ")+".",
			"Where a target shows none, its endpoint is not one of a deployment's: write llm_deployment.<name>.endpoint. Else use targets that share the OpenAI or the Anthropic protocol (endpoint.urls.openai, endpoint.urls.anthropic), or make one route for each protocol.")
	}
}

// Protocols are the client protocols that have an address: "openai", "anthropic".
func (u URLs) Protocols() []string {
	var names []string
	if u.OpenAI != "" {
		names = append(names, "openai")
	}
	if u.Anthropic != "" {
		names = append(names, "anthropic")
	}
	return names
}

// credential refuses what is no id of anybody's while it is not known whose
// gateway it is: what is a key itself must not get into a plan.
func (c *routeCheck) credential(p Place) {
	isID := func(prefix string) bool { return strings.HasPrefix(strings.ToLower(p.Credential), prefix) }
	if !c.unknown(FieldGateway) || p.Credential == "" || isID("arn:") || isID("/subscriptions/") || isID("https://") {
		return
	}
	c.add(p.Field("credential"), "Invalid credential", p.Label()+" has a credential that is no id of any gateway's. It is not shown, since it may be a secret.",
		"Give the id of what holds the secret: the ARN of an AgentCore credential provider, the ARM id of a named value of API Management, or the URL of a Key Vault secret.")
}

func (c *routeCheck) triggers() {
	for _, status := range c.want.Spec.FallbackOn.Statuses {
		if !regexp.MustCompile(statusForm).MatchString(status) {
			c.add(FieldStatuses, "Invalid status", strconv.QuoteToASCII(clipped(status))+" is no status that a route can fall back on.",
				`Write a status such as "429", or a class of them, "4XX" or "5XX".`)
		}
	}
	if timeout := c.want.Spec.FallbackOn.FirstByteTimeout; timeout < 0 {
		c.add(FieldFirstByte, "Invalid timeout", fmt.Sprintf("The first byte cannot be waited for %s.", timeout), `Write a duration such as "8s".`)
	}
	if tokens := c.want.Spec.TokensPerMinute; tokens != nil && *tokens < 1 {
		c.add(FieldRateTokens, "Rate limit out of range", fmt.Sprintf("%d tokens per minute let nothing through.", *tokens),
			"Give at least 1, or leave rate_limit out for none.")
	}
}

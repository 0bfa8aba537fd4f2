package amazonbedrock

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What AgentCore takes. Source: the API reference and the user guide's limits, 2026-11.
const (
	maxWeighted  = 2
	maxFallbacks = 2
	minFirstByte = 50 * time.Millisecond
	maxFirstByte = 15 * time.Minute
	maxTokens    = 10_000_000
	maxModel     = 256 // of a target's operations, which is shorter than a rule's
	modelForm    = `[a-zA-Z0-9][a-zA-Z0-9._@:-]*(/[a-zA-Z0-9._@:-]+)*`

	gatewayFix = "Give the ARN of an AgentCore Gateway, for example arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij."
)

var (
	modelPattern = regexp.MustCompile(`^` + modelForm + `$`)
	pathPattern  = regexp.MustCompile(`^(/[a-zA-Z0-9._-]+)*/?$`)
	hostPattern  = regexp.MustCompile(`^[a-zA-Z0-9.-]+(:[0-9]{1,5})?$`)
)

// Check tells what an AgentCore Gateway cannot give, from the draft alone.
func (d *routeDriver) Check(want llm.RouteDraft) []llm.Problem {
	var problems []llm.Problem
	for _, check := range []func(llm.RouteDraft) []llm.Problem{
		d.checkGateway, checkWeights, checkFallbacks, checkTimeout, checkPriority, checkTokens, checkEndpoints, checkCredentials,
	} {
		problems = append(problems, check(want)...)
	}
	return problems
}

func (d *routeDriver) checkGateway(want llm.RouteDraft) []llm.Problem {
	if want.Unknown.Has(llm.FieldGateway) {
		return nil
	}
	g, err := parseGateway(want.Spec.Gateway)
	if err == nil {
		err = d.platform.foreignGateway(g)
	}
	if err == nil {
		return nil
	}
	return problem(llm.FieldGateway, "Invalid gateway", strconv.QuoteToASCII(clip(want.Spec.Gateway))+": "+err.Error()+".", gatewayFix)
}

func checkWeights(want llm.RouteDraft) []llm.Problem {
	total, weighted := int64(0), 0
	for key, target := range want.Spec.Targets {
		if want.Unknown.Any(llm.FieldTargets, llm.FieldTarget(key, "weight")) {
			return nil
		}
		if target.Weight > 0 {
			total, weighted = total+target.Weight, weighted+1
		}
	}
	switch {
	case weighted > maxWeighted:
		return problem(llm.FieldTargets, "Too many weighted targets",
			fmt.Sprintf("%d targets have a weight; a rule of AgentCore Gateway splits requests between %d.", weighted, maxWeighted),
			"Give all but two targets the weight 0, make some of them fallbacks, or use a gateway of Azure API Management.")
	case weighted == maxWeighted && total != 100:
		return problem(llm.FieldTargets, "Weights are no percentages", fmt.Sprintf("The two weights add up to %d; AgentCore Gateway takes percentages.", total),
			"Let the two weights add up to 100, such as 90 and 10.")
	}
	return nil
}

func checkFallbacks(want llm.RouteDraft) []llm.Problem {
	if want.Unknown.Has(llm.FieldFallbacks) {
		return nil
	}
	on := want.Spec.FallbackOn
	switch n := len(want.Spec.Fallbacks); {
	case n > maxFallbacks:
		return problem(llm.FieldFallbacks, "Too many fallbacks", fmt.Sprintf("%d fallbacks are given; AgentCore Gateway tries at most %d.", n, maxFallbacks),
			"Keep the best two, or use a gateway of Azure API Management.")
	case n > 0 && !want.Unknown.Has(llm.FieldFallbackOn) && len(on.Statuses) == 0 && !on.ConnectionError && on.FirstByteTimeout == 0:
		return problem(llm.FieldFallbackOn, "Fallbacks are never tried", "No status, no connection error and no timeout makes the gateway turn to a fallback.",
			"Set one of fallback_on.statuses, fallback_on.connection_error, fallback_on.first_byte_timeout, or remove fallbacks.")
	}
	return nil
}

func checkTimeout(want llm.RouteDraft) []llm.Problem {
	timeout := want.Spec.FallbackOn.FirstByteTimeout
	switch {
	case want.Unknown.Has(llm.FieldFirstByte) || timeout <= 0:
	case timeout < minFirstByte, timeout > maxFirstByte, timeout%time.Millisecond != 0:
		return problem(llm.FieldFirstByte, "Timeout out of range", fmt.Sprintf("AgentCore Gateway cannot wait %s for the first byte.", timeout),
			`Give whole milliseconds, from "50ms" to "15m".`)
	case len(want.Spec.Fallbacks) == 0 && !want.Unknown.Has(llm.FieldFallbacks):
		return problem(llm.FieldFirstByte, "Timeout without a fallback", "AgentCore Gateway gives up on a slow target only to turn to a fallback, and the route has none.",
			"Add a fallback, or remove fallback_on.first_byte_timeout.")
	}
	return nil
}

func checkPriority(want llm.RouteDraft) []llm.Problem {
	priority := want.Spec.Priority
	if priority == nil || want.Unknown.Has(llm.FieldPriority) || *priority >= 1 && *priority <= maxPriority {
		return nil
	}
	return problem(llm.FieldPriority, "Priority out of range", fmt.Sprintf("%d is not a priority of a rule.", *priority),
		"Give a number from 1 to 1000000, lower first, or remove priority: one is then made from the name.")
}

func checkTokens(want llm.RouteDraft) []llm.Problem {
	tokens := want.Spec.TokensPerMinute
	if tokens == nil || want.Unknown.Has(llm.FieldRateTokens) || *tokens <= maxTokens {
		return nil
	}
	return problem(llm.FieldRateTokens, "Rate limit out of range", fmt.Sprintf("%d tokens per minute are more than AgentCore Gateway counts.", *tokens),
		"Give at most 10000000, or remove rate_limit for none.")
}

func checkEndpoints(want llm.RouteDraft) []llm.Problem {
	var problems []llm.Problem
	for _, s := range want.Spec.Places() {
		if want.Unknown.Has(s.Field("endpoint")) {
			continue
		}
		if model := s.Endpoint.Model; model != "" && (len(model) > maxModel || !modelPattern.MatchString(model)) {
			problems = append(problems, problem(s.Field("endpoint"), "Invalid model", fmt.Sprintf("%s: %q is no model that AgentCore Gateway can ask for.", s.Label(), clip(s.Endpoint.Model)),
				"Write endpoint.model as the target's own API has it: letters, digits and the signs - . _ / @ : in it.")...)
		}
		problems = append(problems, checkURLs(s)...)
	}
	return problems
}

// checkURLs asks for one host, since a target of the gateway has one.
func checkURLs(s llm.Place) []llm.Problem {
	hosts := map[string]bool{}
	for _, base := range []string{s.Endpoint.URLs.OpenAI, s.Endpoint.URLs.Anthropic} {
		if base == "" {
			continue
		}
		u, err := url.Parse(base)
		if err != nil || u.Scheme != "https" || !hostPattern.MatchString(u.Host) || !pathPattern.MatchString(u.EscapedPath()) || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			return problem(s.Field("endpoint"), "Invalid address", fmt.Sprintf("%s: %s is no address that AgentCore Gateway can send requests to.", s.Label(), withoutSecrets(u)),
				"Write endpoint.urls as https addresses without credentials, query or fragment, such as https://acct.openai.azure.com/openai/v1.")
		}
		hosts[u.Host] = true
	}
	if len(hosts) > 1 {
		return problem(s.Field("endpoint"), "Two hosts for one target", s.Label()+": endpoint.urls names two hosts, and a target of AgentCore Gateway has one.",
			"Write out the endpoint with the protocol that clients of this route speak, and leave the other address out.")
	}
	return nil
}

// withoutSecrets shows of an address what never holds a key.
func withoutSecrets(u *url.URL) string {
	if u == nil || u.Host == "" {
		return "one of endpoint.urls"
	}
	return strconv.Quote(clip((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()))
}

func checkCredentials(want llm.RouteDraft) []llm.Problem {
	var g gateway
	if !want.Unknown.Has(llm.FieldGateway) {
		g, _ = parseGateway(want.Spec.Gateway)
	}
	var problems []llm.Problem
	for _, s := range want.Spec.Places() {
		switch {
		case want.Unknown.Has(s.Field("credential")):
		case !want.Unknown.Has(s.Field("endpoint")):
			problems = append(problems, checkCredential(s.Field("credential"), s.Label(), s.RouteTarget, g)...)
		case s.Credential != "": // a key that was written there must not get into a plan
			_, refused := usedProvider(s.Field("credential"), s.Label(), s.Credential, g)
			problems = append(problems, refused...)
		}
	}
	return problems
}

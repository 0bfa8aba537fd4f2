package azureopenai

import (
	"fmt"
	"strconv"
	"strings"
)

// The variables of a route's policy.
const (
	variableRoute   = "llm-route" // the parameters; nothing reads it but this driver
	variableBody    = "llm-body"
	variableShare   = "llm-share"   // drawn from 0 up to the sum of the weights
	variableAttempt = "llm-attempt" // counted from 1
)

// policyText is the policy of a route: it refuses other models, and sends the
// request to the pool (mode A) or to the backend that it chooses (mode B).
func policyText(p policyParameters) string {
	inbound := el("inbound").with(
		el("base"),
		el("set-variable", "name", variableRoute, "value", p.text()),
		el("set-variable", "name", variableBody, "value",
			"@(context.Request.Body == null ? new JObject() : context.Request.Body.As<JObject>(preserveContent: true))"),
		otherModel(p.Route),
		el("set-header", "name", apiKeyHeader, "exists-action", "delete"), // the caller's subscription key is not the model's
		el("set-header", "name", authorizationHeader, "exists-action", "delete"),
		limit(p),
	)
	backend := el("backend")
	switch {
	case p.Pool != "":
		inbound.with(p.sendTo(policyTarget{Backend: p.Pool, Model: p.Model})...)
		backend.with(p.forward())
	case len(p.Fallbacks) == 0:
		inbound.with(p.draw(), p.choice())
		backend.with(p.forward())
	default:
		inbound.with(p.draw(), el("set-variable", "name", variableAttempt, "value", "@(0)"))
		backend.with(p.attempts())
	}
	return el("policies").with(inbound, backend, el("outbound").with(el("base")), el("on-error").with(el("base"))).document()
}

// otherModel answers a request for another model than the route's, in OpenAI's
// form.
func otherModel(route string) *element {
	condition := fmt.Sprintf(`@(Convert.ToString(((JObject)context.Variables["%s"])["model"]) != "%s")`, variableBody, route)
	body := `{"error":{"message":"This route serves the model ` + route + ` only.","type":"invalid_request_error","param":"model","code":"model_not_found"}}`
	return el("choose").with(el("when", "condition", condition).with(el("return-response").with(
		el("set-status", "code", "400", "reason", "Bad Request"),
		el("set-header", "name", "Content-Type", "exists-action", "override").with(el("value").withText("application/json")),
		el("set-body").withText(body),
	)))
}

// limit counts the tokens of all callers together; nil for no limit.
func limit(p policyParameters) *element {
	if p.Tokens == 0 {
		return nil
	}
	return el("llm-token-limit", "counter-key", mark(p.Route), "tokens-per-minute", strconv.FormatInt(p.Tokens, 10),
		"estimate-prompt-tokens", "false")
}

// sendTo names the backend, and the model as the backend knows it.
func (p policyParameters) sendTo(t policyTarget) []*element {
	to := []*element{el("set-backend-service", "backend-id", t.Backend)}
	if t.Model == p.Route && p.Pool != "" {
		return to // what was asked for already
	}
	return append(to, el("set-body").withText(fmt.Sprintf(
		`@{ var body = (JObject)context.Variables["%s"]; body["model"] = "%s"; return body.ToString(Newtonsoft.Json.Formatting.None); }`,
		variableBody, t.Model)))
}

// draw picks a number, from which the target follows by the weights.
func (p policyParameters) draw() *element {
	return el("set-variable", "name", variableShare, "value",
		fmt.Sprintf("@(new Random(context.RequestId.GetHashCode()).Next(%d))", p.total()))
}

func (p policyParameters) total() int64 {
	var total int64
	for _, t := range p.Targets {
		total += t.Weight
	}
	return total
}

// choice sends a request to the target that was drawn or, after it failed, to
// the fallback whose turn it is.
func (p policyParameters) choice() *element {
	all, first := el("choose"), ""
	if len(p.Fallbacks) > 0 {
		first = fmt.Sprintf(`(int)context.Variables["%s"] == 1 && `, variableAttempt)
	}
	var below int64
	for _, t := range p.Targets {
		if t.Weight == 0 {
			continue
		}
		below += t.Weight
		condition := fmt.Sprintf(`@(%s(int)context.Variables["%s"] < %d)`, first, variableShare, below)
		all.with(el("when", "condition", condition).with(p.sendTo(t)...))
	}
	for i, t := range p.Fallbacks {
		condition := fmt.Sprintf(`@((int)context.Variables["%s"] == %d)`, variableAttempt, i+2)
		all.with(el("when", "condition", condition).with(p.sendTo(t)...))
	}
	return all
}

// attempts tries the target that was drawn, then the fallbacks in their order,
// within one request. API Management takes one policy in the backend section.
func (p policyParameters) attempts() *element {
	return el("retry", "condition", p.failed(), "count", strconv.Itoa(len(p.Fallbacks)), "interval", "0", "first-fast-retry", "true").with(
		el("set-variable", "name", variableAttempt, "value", fmt.Sprintf(`@((int)context.Variables["%s"] + 1)`, variableAttempt)),
		p.choice(),
		p.forward(),
	)
}

// failed is the condition on which the next fallback is tried. Where no answer
// came the gateway makes one itself, of a status of 500 and more, and retry
// sees it (Azure-Samples/openai-apim-lb #25, a trace of 2024-06); LastError may
// be left from the attempt before, and counts beside such a status only.
func (p policyParameters) failed() string {
	var reasons []string
	if p.ConnectionError || p.Breaker {
		reasons = append(reasons, "context.Response == null", "context.LastError != null && context.Response.StatusCode >= 500")
	} else if p.FirstByte > 0 {
		reasons = append(reasons, fmt.Sprintf(
			`context.LastError != null && context.LastError.Reason == "%s" && (context.Response == null || context.Response.StatusCode >= 500)`, reasonTimeout))
	}
	for _, r := range statusRanges(p.Statuses) {
		test := fmt.Sprintf("context.Response.StatusCode >= %d && context.Response.StatusCode <= %d", r.Min, r.Max)
		if r.Min == r.Max {
			test = fmt.Sprintf("context.Response.StatusCode == %d", r.Min)
		}
		reasons = append(reasons, "context.Response != null && "+test)
	}
	if len(reasons) == 0 {
		return "@(false)"
	}
	return "@(" + strings.Join(reasons, " || ") + ")"
}

// forward sends the request on. Answers are passed on as they come, so that
// streams stay streams; a timeout counts until their headers are there. The last
// fallback may take as long as the service waits by itself.
func (p policyParameters) forward() *element {
	e := el("forward-request")
	if p.FirstByte > 0 {
		timeout := strconv.FormatInt(p.FirstByte, 10)
		if last := len(p.Fallbacks); last > 0 {
			timeout = fmt.Sprintf(`@((int)context.Variables["%s"] > %d ? %d : %d)`, variableAttempt, last, defaultTimeout, p.FirstByte)
		}
		e.attrs = append(e.attrs, attr{"timeout", timeout})
	}
	e.attrs = append(e.attrs, attr{"buffer-request-body", "true"}, attr{"buffer-response", "false"})
	return e
}

// defaultTimeout is how many seconds forward-request waits where nothing is said.
const defaultTimeout = 300

// parameters are those that a policy carries.
func (e *element) parameters() (policyParameters, bool) {
	for _, section := range e.children {
		for _, c := range section.children {
			if section.name == "inbound" && c.name == "set-variable" && c.attr("name") == variableRoute {
				return readParameters(c.attr("value"))
			}
		}
	}
	return policyParameters{}, false
}

package sandbox

import (
	"encoding/json"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// gatewayInference is below which path a gateway answers inference.
const gatewayInference = "/inference"

func gatewayInferenceRoutes() []route {
	var routes []route
	for _, operation := range []string{"/v1/chat/completions", "/v1/responses", "/v1/messages"} {
		routes = append(routes, inferenceRoute(serviceGateway, gatewayInference+operation, throughGateway))
	}
	return routes
}

// throughGateway sends a request to the target that a rule names for its model or, without one, to a target that serves
// it. How the gateway words its own refusals is not documented.
func throughGateway(st *state, r *request) reply {
	g := st.AWS.at(r.region).gateway(strings.Split(r.host, ".")[0], r.now)
	if g == nil {
		return agentcoreMissing("Gateway", r.host).openai()
	}
	if refused := g.admit(r); refused != nil {
		return refused.openai()
	}
	if status := g.status(r.now, "READY"); status != "READY" && status != "UPDATE_UNSUCCESSFUL" {
		return notWhile("Inference", "gateway", status).openai()
	}
	_, model, ok := askingFor(r.body, "")
	if !ok {
		return openaiInvalid("model", "missing_required_parameter", "you must provide a model parameter").reply()
	}
	steps := g.stepsFor(r, model)
	if len(steps) == 0 {
		return openaiRefusal{
			status: http.StatusNotFound, Type: invalidRequest, Param: "model", Code: "model_not_found",
			Message: "No rule and no target of the gateway serves the model '" + model + "' at " + r.path + ".",
		}.reply()
	}
	return st.try(r, g, steps, model)
}

// admit refuses a caller that the gateway's authorizer does not let in. A token is read, not verified.
func (g *agentcoreGateway) admit(r *request) *awsError {
	if g.AuthorizerType == "NONE" {
		return nil
	}
	service, region := signatureScope(r.header)
	if service != "" && g.AuthorizerType != "CUSTOM_JWT" {
		switch {
		case service != serviceAgentCore:
			return wrongScope("correct service: '" + serviceAgentCore + "'.")
		case region != r.region:
			return wrongScope("a valid region, not '" + region + "'.")
		}
		return nil
	}
	if g.AuthorizerType == "AWS_IAM" {
		return &awsError{status: http.StatusForbidden, code: "MissingAuthenticationTokenException", message: "Missing Authentication Token"}
	}
	if !g.takes(bearerOf(r)) {
		return &awsError{status: http.StatusUnauthorized, code: "UnauthorizedException", message: "Invalid Bearer token"}
	}
	return nil
}

// takes tells whether the gateway's authorizer lets a token in: one that lives, for an audience and of a client that
// it allows.
func (g *agentcoreGateway) takes(token string) bool {
	var authorizer struct {
		JWT struct {
			AllowedAudience []string `json:"allowedAudience"`
			AllowedClients  []string `json:"allowedClients"`
		} `json:"customJWTAuthorizer"`
	}
	_ = json.Unmarshal(g.Authorizer, &authorizer) // checked when it was stored
	claims, ok := readToken(token)
	allows := func(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }
	return ok && time.Now().Unix() < claims.Expires && allows(authorizer.JWT.AllowedAudience, claims.Audience) &&
		allows(authorizer.JWT.AllowedClients, claims.AppID)
}

// inferenceStep is one try of a request, with what lets the next one follow.
type inferenceStep struct {
	ruleStep

	Trigger *inferenceTrigger `json:"triggerOn"`
}

// inferenceTrigger is FallbackTriggers.
type inferenceTrigger struct {
	StatusCodes []string `json:"statusCodes"`
	Errors      []string `json:"errors"`
}

// inferenceLeg is a StaticRoute, or an entry of a traffic split.
type inferenceLeg struct {
	inferenceStep

	Weight   int `json:"weight"`
	Fallback *struct {
		TargetFallback []inferenceStep   `json:"targetFallback"`
		Trigger        *inferenceTrigger `json:"triggerOn"`
	} `json:"fallback"`
}

// stepsFor returns the tries of a request: those of the first rule that matches, in the order of priorities, else the
// targets that serve the model.
func (g *agentcoreGateway) stepsFor(r *request, model string) []inferenceStep {
	rules := present(g.Rules, r.now)
	slices.SortStableFunc(rules, func(a, b *agentcoreRule) int { return a.Priority - b.Priority })
	for _, rule := range rules {
		if status := rule.status(r.now, "ACTIVE"); status != "ACTIVE" && status != "UPDATING" || !rule.matches(r, model) {
			continue
		}
		if steps := rule.steps(r); len(steps) > 0 {
			return steps
		}
	}
	for _, t := range present(g.Targets, r.now) {
		if _, ok := t.operationFor(r, model); ok && t.status(r.now, "READY") == "READY" {
			return []inferenceStep{{ruleStep: ruleStep{Target: t.Name}}}
		}
	}
	return nil
}

// ruleCondition is Condition.
type ruleCondition struct {
	Models *struct {
		AnyOf []struct {
			Value    string `json:"value"`
			Operator string `json:"operator"`
		} `json:"anyOf"`
	} `json:"matchModels"`
	Paths *struct {
		AnyOf []string `json:"anyOf"`
	} `json:"matchPaths"`
	Principals *struct {
		AnyOf []struct {
			IAM struct {
				ARN string `json:"arn"`
			} `json:"iamPrincipal"`
		} `json:"anyOf"`
	} `json:"matchPrincipals"`
}

// matches tells whether every condition of a rule holds.
func (a *agentcoreRule) matches(r *request, model string) bool {
	var conditions []ruleCondition
	_ = json.Unmarshal(a.Conditions, &conditions) // checked when it was stored
	return !slices.ContainsFunc(conditions, func(c ruleCondition) bool { return !c.holds(r, model) })
}

// holds tells whether one of the condition's patterns matches what it is about.
func (c ruleCondition) holds(r *request, model string) bool {
	var patterns []string
	subject := model
	switch {
	case c.Models != nil:
		for _, m := range c.Models.AnyOf {
			if m.Operator == "StringLike" || m.Value == model {
				patterns = append(patterns, m.Value)
			}
		}
	case c.Paths != nil:
		patterns, subject = c.Paths.AnyOf, r.path
	case c.Principals != nil:
		subject = callerARN()
		for _, p := range c.Principals.AnyOf {
			patterns = append(patterns, p.IAM.ARN)
		}
	}
	return slices.ContainsFunc(patterns, func(p string) bool { return globbed(p, subject) })
}

// globbed matches * and ?, which match slashes too.
func globbed(pattern, text string) bool {
	flat := strings.NewReplacer("/", "\x00", "[", "\x01", "\\", "\x02")
	ok, err := path.Match(flat.Replace(pattern), flat.Replace(text))
	return err == nil && ok
}

// steps are the tries of the leg that the rule draws for a request.
func (a *agentcoreRule) steps(r *request) []inferenceStep {
	var actions []struct {
		RouteToTarget *struct {
			StaticRoute   *inferenceLeg `json:"staticRoute"`
			WeightedRoute *struct {
				TrafficSplit []inferenceLeg `json:"trafficSplit"`
			} `json:"weightedRoute"`
		} `json:"routeToTarget"`
	}
	_ = json.Unmarshal(a.Actions, &actions) // checked when it was stored
	for _, action := range actions {
		switch to := action.RouteToTarget; {
		case to == nil:
		case to.StaticRoute != nil:
			return to.StaticRoute.chain()
		case to.WeightedRoute != nil:
			var weights []int
			for _, leg := range to.WeightedRoute.TrafficSplit {
				weights = append(weights, leg.Weight)
			}
			return to.WeightedRoute.TrafficSplit[drawn(r.body, weights)].chain()
		}
	}
	return nil
}

// chain is the leg's target followed by its fallbacks. Triggers are not inherited along it.
func (l inferenceLeg) chain() []inferenceStep {
	if l.Fallback == nil {
		return []inferenceStep{l.inferenceStep}
	}
	first := l.inferenceStep
	first.Trigger = l.Fallback.Trigger
	return append([]inferenceStep{first}, l.Fallback.TargetFallback...)
}

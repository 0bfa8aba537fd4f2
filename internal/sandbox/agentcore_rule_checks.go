package sandbox

import "encoding/json"

// ruleAction is Action, as far as something depends on it.
type ruleAction struct {
	RouteToTarget *struct {
		StaticRoute   *ruleLeg       `json:"staticRoute"`
		WeightedRoute *ruleLegsSplit `json:"weightedRoute"`
	} `json:"routeToTarget"`
}

// ruleLegsSplit is WeightedRoute.
type ruleLegsSplit struct {
	TrafficSplit []ruleLeg `json:"trafficSplit"`
}

// ruleLeg is a route to one target, with what is tried after it: StaticRoute, or an entry of a traffic split.
type ruleLeg struct {
	Name     string `json:"name"`
	Weight   int    `json:"weight"`
	ruleStep        // the target
	Fallback *struct {
		TargetFallback []ruleStep `json:"targetFallback"`
	} `json:"fallback"`
}

// ruleStep is one try of a request; without a model the one that was asked for is sent.
type ruleStep struct {
	Target string `json:"targetName"`
	Model  string `json:"model"`
}

// legsOf reads the actions of a rule, which were held to their shape before.
func legsOf(actions json.RawMessage) (list []ruleAction, legs []ruleLeg) {
	if json.Unmarshal(actions, &list) != nil {
		return nil, nil
	}
	for _, action := range list {
		switch to := action.RouteToTarget; {
		case to == nil:
		case to.StaticRoute != nil:
			legs = append(legs, *to.StaticRoute)
		case to.WeightedRoute != nil:
			legs = append(legs, to.WeightedRoute.TrafficSplit...)
		}
	}
	return list, legs
}

// targetsOf returns the names of all targets that the actions route to, fallbacks included.
func targetsOf(actions json.RawMessage) []string {
	var names []string
	_, legs := legsOf(actions)
	for _, leg := range legs {
		for _, step := range leg.chain() {
			names = append(names, step.Target)
		}
	}
	return names
}

// chain is the leg's target followed by its fallbacks.
func (l ruleLeg) chain() []ruleStep {
	if l.Fallback == nil {
		return []ruleStep{l.ruleStep}
	}
	return append([]ruleStep{l.ruleStep}, l.Fallback.TargetFallback...)
}

// checkRoutes refuses two actions of one kind, entries of one name, weights that are not percentages of the traffic
// (the stricter reading), and a target that is tried twice with one model.
func checkRoutes(actions json.RawMessage) *awsError {
	list, legs := legsOf(actions)
	if len(list) > 1 {
		return invalidInput("A rule takes at most one action of each type")
	}
	names, weights := map[string]bool{}, 0
	for _, leg := range legs {
		if leg.Name != "" && names[leg.Name] {
			return invalidInput("The traffic split has two entries with the name %s", leg.Name)
		}
		names[leg.Name] = true
		weights += leg.Weight
		tried := map[ruleStep]bool{}
		for _, step := range leg.chain() {
			if tried[step] {
				return invalidInput("The target %s appears twice in a fallback chain with the model '%s'", step.Target, step.Model)
			}
			tried[step] = true
		}
	}
	if weights != 0 && weights != 100 {
		return invalidInput("The weights of a traffic split must add up to 100, not %d", weights)
	}
	return nil
}

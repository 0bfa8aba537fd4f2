package amazonbedrock

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// ownRules are the rules of a route, its own first. A rule has no name. Its description tells whose it is; where somebody
// changed that, two of what else is the route's do: where it sends to, the model that it is for, its priority.
func ownRules(rules []types.GatewayRuleDetail, name string, targets []string, priority int32) []types.GatewayRuleDetail {
	var marked, alike []types.GatewayRuleDetail
	for _, rule := range rules {
		signs := 0
		for _, sign := range []bool{
			slices.ContainsFunc(targetsOf(rule), func(t string) bool { return slices.Contains(targets, t) }),
			isFor(rule, name), deref(rule.Priority) == priority,
		} {
			if sign {
				signs++
			}
		}
		switch readRouteMarker(deref(rule.Description)) {
		case name:
			marked = append(marked, rule)
		case "":
			if signs > 1 {
				alike = append(alike, rule)
			}
		}
	}
	if len(marked) == 0 {
		marked = alike[:min(1, len(alike))]
	}
	return slices.SortedFunc(slices.Values(marked), func(a, b types.GatewayRuleDetail) int { return cmp.Compare(deref(a.Priority), deref(b.Priority)) })
}

// targetsOf are the targets that a rule sends to at first.
func targetsOf(rule types.GatewayRuleDetail) []string {
	var names []string
	for _, action := range rule.Actions {
		to, _ := action.(*types.ActionMemberRouteToTarget)
		if to == nil {
			continue
		}
		switch route := to.Value.(type) {
		case *types.RouteToTargetActionMemberStaticRoute:
			names = append(names, deref(route.Value.TargetName))
		case *types.RouteToTargetActionMemberWeightedRoute:
			for _, entry := range route.Value.TrafficSplit {
				names = append(names, deref(entry.TargetName))
			}
		}
	}
	return names
}

// isFor reports whether a rule is for one model and nothing else.
func isFor(rule types.GatewayRuleDetail, model string) bool {
	if len(rule.Conditions) != 1 {
		return false
	}
	condition, _ := rule.Conditions[0].(*types.ConditionMemberMatchModels)
	return condition != nil && len(condition.Value.AnyOf) == 1 && deref(condition.Value.AnyOf[0].Value) == model
}

// beside is what others have on the gateway for the route's model: rules that requests meet first, and a limit.
func (h *held) beside(name string, children []llm.Child) []llm.Beside {
	own := map[string]bool{}
	var priority int32 = maxPriority
	for _, child := range children {
		own[nativeID(child.ID)] = true
	}
	for _, rule := range h.rules {
		if own[deref(rule.RuleId)] && deref(rule.Priority) < priority {
			priority = deref(rule.Priority)
		}
	}
	var all []llm.Beside
	for _, rule := range h.rules {
		if own[deref(rule.RuleId)] || deref(rule.Priority) > priority || len(targetsOf(rule)) == 0 {
			continue
		}
		if catches, who := caught(rule.Conditions, name); catches {
			all = append(all, llm.Beside{Child: childRule + "/" + deref(rule.RuleId), Detail: fmt.Sprintf(
				"Rule %s (%s), of priority %d, comes before the route's rule and sends %s for the model %s to %s.",
				deref(rule.RuleId), cmp.Or(oneLine(deref(rule.Description)), "no description"), deref(rule.Priority), who, name, strings.Join(targetsOf(rule), " and "))})
		}
	}
	all = append(all, h.limitBeside(name, children)...)
	slices.SortFunc(all, func(a, b llm.Beside) int { return cmp.Compare(a.Child, b.Child) })
	return all
}

// limitBeside is somebody else's limit of the route's model.
func (h *held) limitBeside(name string, children []llm.Child) []llm.Beside {
	isOwn := slices.ContainsFunc(children, func(c llm.Child) bool { return c.Name == childLimit })
	if isOwn || h.limitEntry(name) == nil {
		return nil
	}
	return []llm.Beside{{Child: "rate-limit/" + deref(h.limit.RateLimitId), Detail: fmt.Sprintf(
		"Rate limit %s (%s) limits the model %s, and was not made by a route.",
		deref(h.limit.RateLimitId), cmp.Or(oneLine(deref(h.limit.Description)), "no description"), name)}}
}

// caught reports whether a rule takes requests for a model on the gateway's inference path, and whose.
func caught(conditions []types.Condition, model string) (catches bool, who string) {
	who = "the requests"
	for _, condition := range conditions {
		switch c := condition.(type) {
		case *types.ConditionMemberMatchModels:
			if !slices.ContainsFunc(c.Value.AnyOf, func(e types.MatchModelEntry) bool { return matchesModel(e, model) }) {
				return false, ""
			}
		case *types.ConditionMemberMatchPaths:
			if !slices.ContainsFunc(c.Value.AnyOf, func(path string) bool { return strings.HasPrefix(path, "/inference/") }) {
				return false, ""
			}
		default:
			who = "requests of some callers"
		}
	}
	return true, who
}

// matchesModel knows that a pattern is meant where no operator is given.
func matchesModel(entry types.MatchModelEntry, model string) bool {
	value := deref(entry.Value)
	if entry.Operator == types.MatchOperatorStringEquals {
		return value == model
	}
	pattern := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(value))
	return regexp.MustCompile("^" + pattern + "$").MatchString(model)
}

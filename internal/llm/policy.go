package llm

import (
	"maps"
	"slices"
)

// Response is what is done about a drift of one class.
type Response string

// The responses, loudest first.
const (
	RespondPlan   Response = "plan"   // a plan shows a difference, which an apply settles
	RespondWarn   Response = "warn"   // no difference: a warning at every plan, and an entry in drift
	RespondList   Response = "list"   // an entry in drift and nothing else
	RespondIgnore Response = "ignore" // neither warned about nor listed
)

// DriftRule says of a class what it means and what can be done about it.
type DriftRule struct {
	Class     DriftClass
	Meaning   string     // half a sentence in Markdown, for documentation
	Responses []Response // all that the class has, the default first
	Untold    bool       // a difference in the plan does not show it, so that it is warned about beside one
}

// DriftRules is the one table of classes: validators, documentation and
// behaviour follow it. The default of service_changed is that of pinned; where
// version_upgrade allows moves it is warn.
func DriftRules() []DriftRule {
	anything := []Response{RespondPlan, RespondWarn, RespondIgnore}
	told := []Response{RespondWarn, RespondIgnore}
	return []DriftRule{
		{Class: DriftChanged, Meaning: "an argument has another value on the platform", Responses: anything},
		{Class: DriftMissing, Meaning: "the deployment is not there any more", Responses: []Response{RespondPlan, RespondWarn}},
		{
			Class: DriftRecreated, Meaning: "another deployment stands under the same id",
			Responses: []Response{RespondWarn, RespondPlan, RespondIgnore}, Untold: true,
		},
		{Class: DriftHealth, Meaning: "it does not serve", Responses: anything},
		{Class: DriftServiceChanged, Meaning: "the platform serves another version or model", Responses: anything, Untold: true},
		{Class: DriftServing, Meaning: "it is served in another way, inside the bounds", Responses: told},
		{Class: DriftLocations, Meaning: "requests are processed in other places, inside the bounds", Responses: told},
		{
			Class: DriftDefault, Meaning: "the platform's own default guardrail has another name",
			Responses: []Response{RespondList, RespondWarn, RespondIgnore},
		},
		{Class: DriftUnmanaged, Meaning: "a property that no argument manages was changed", Responses: told},
		{Class: DriftUnverified, Meaning: "the platform does not return an argument", Responses: []Response{RespondList, RespondIgnore}},
		{Class: DriftCommitment, Meaning: "the commitment ends within 90 days, or 7 where its term is a month", Responses: told},
		{Class: DriftRetirement, Meaning: "the model retires within 90 days, has retired, or has left the catalog", Responses: told},
	}
}

// DriftClasses are all classes, in the order of the rules.
func DriftClasses() []DriftClass {
	var classes []DriftClass
	for _, rule := range DriftRules() {
		classes = append(classes, rule.Class)
	}
	return classes
}

// DriftRuleOf finds the rule of a class; false if there is no such class.
func DriftRuleOf(class DriftClass) (DriftRule, bool) {
	rules := DriftRules()
	at := slices.IndexFunc(rules, func(r DriftRule) bool { return r.Class == class })
	if at < 0 {
		return DriftRule{}, false
	}
	return rules[at], true
}

// Policy says what to do about drift, by class. A class that is absent has the
// default of its rule, so the nil policy is the default.
type Policy map[DriftClass]Response

// Over is the policy with what it leaves open taken from another.
func (p Policy) Over(base Policy) Policy {
	merged := maps.Clone(base)
	if merged == nil {
		merged = Policy{}
	}
	maps.Copy(merged, p)
	return merged
}

// To is the response to a class.
func (p Policy) To(class DriftClass) Response {
	if response, set := p[class]; set {
		return response
	}
	rule, found := DriftRuleOf(class)
	if !found {
		return RespondWarn // what nobody has classified is never kept quiet
	}
	return rule.Responses[0]
}

// ToMove is the response to a model that the platform moved under a version
// policy. It is plan, or the move is accepted.
func (p Policy) ToMove(upgrade VersionUpgrade) Response {
	if _, set := p[DriftServiceChanged]; !set && upgrade != Pinned {
		return RespondWarn
	}
	return p.To(DriftServiceChanged)
}

// Plans reports whether a plan shows a difference for the class.
func (p Policy) Plans(class DriftClass) bool { return p.To(class) == RespondPlan }

// Warns reports whether drift of the class is warned about.
func (p Policy) Warns(class DriftClass) bool {
	rule, _ := DriftRuleOf(class)
	return p.To(class) == RespondWarn || rule.Untold && p.To(class) != RespondIgnore
}

// Listed leaves out what is to be ignored.
func (p Policy) Listed(events []Drift) []Drift {
	return slices.DeleteFunc(slices.Clone(events), func(e Drift) bool { return p.To(e.Class) == RespondIgnore })
}

// Heard leaves out the warnings about drift that is to be ignored. What stops a
// plan is always heard.
func (p Policy) Heard(problems []Problem) []Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(problem Problem) bool {
		return problem.Severity == Warning && problem.Drift != "" && p.To(problem.Drift) == RespondIgnore
	})
}

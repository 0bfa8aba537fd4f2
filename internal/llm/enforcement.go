package llm

import "time"

// EnforcementSpec is what a user asks of the one guardrail that every request of
// an account has to pass in a region.
type EnforcementSpec struct {
	Region         string   // empty: the provider's region
	Guardrail      string   // id of a guardrail of the same account and region
	Version        string   // a published version of it
	System         string   // "selective" or "comprehensive": which system prompts are looked at; empty: comprehensive
	Messages       string   // the same for messages
	IncludedModels []string // ids of the models it is for; sorted; empty: all
	ExcludedModels []string // ids of models that it is not for; sorted
	Policy         Policy   // what to do about drift; nil: the defaults
}

// EnforcementDriver is what a platform implements that can enforce a guardrail.
type EnforcementDriver interface {
	CompositeDriver[EnforcementSpec]
}

// EnforcementDraft is a plan's spec.
type EnforcementDraft = Wanted[EnforcementSpec]

// Enforcements is the portable half of enforced guardrails.
type Enforcements struct{ *Composites[EnforcementSpec] }

// NewEnforcements wraps a driver. Now tells the platform's time; nil is the
// machine's clock.
func NewEnforcements(driver EnforcementDriver, now func() time.Time) *Enforcements {
	return &Enforcements{NewComposites("guardrail enforcement", driver, now)}
}

func (s EnforcementSpec) head() head {
	return head{name: s.Guardrail, place: s.Region, policy: s.Policy}
}

package azureopenai

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// policyParameters are all that the text of a route's policy is made from. The
// policy carries them, so that it can be read back.
type policyParameters struct {
	Route           string         `json:"route"`
	Pool            string         `json:"pool,omitempty"`    // mode A
	Model           string         `json:"model,omitempty"`   // mode A: what every target calls it
	Targets         []policyTarget `json:"targets,omitempty"` // mode B, by key
	Fallbacks       []policyTarget `json:"fallbacks,omitempty"`
	Statuses        []string       `json:"statuses,omitempty"`
	ConnectionError bool           `json:"connection_error,omitempty"`
	Breaker         bool           `json:"circuit_breaker,omitempty"`
	FirstByte       int64          `json:"first_byte_timeout,omitempty"` // seconds
	Tokens          int64          `json:"tokens_per_minute,omitempty"`
}

// policyTarget is one backend with the name that it knows the model by.
type policyTarget struct {
	Backend string `json:"backend"`
	Model   string `json:"model"`
	Weight  int64  `json:"weight,omitempty"`
}

func parametersOf(spec llm.RouteSpec) policyParameters {
	p := policyParameters{
		Route: spec.Name, Statuses: spec.FallbackOn.Statuses, ConnectionError: spec.FallbackOn.ConnectionError,
		Breaker: spec.CircuitBreaker, FirstByte: int64(spec.FallbackOn.FirstByteTimeout / time.Second),
	}
	if spec.TokensPerMinute != nil {
		p.Tokens = *spec.TokensPerMinute
	}
	all := membersOf(spec)
	if pooled(spec) {
		p.Pool, p.Model = poolName(spec.Name), all[0].Endpoint.Model
		return p
	}
	for _, m := range all {
		target := policyTarget{Backend: m.name, Model: m.Endpoint.Model}
		if m.Key == "" {
			p.Fallbacks = append(p.Fallbacks, target)
			continue
		}
		target.Weight = m.Weight
		p.Targets = append(p.Targets, target)
	}
	return p
}

// text is the parameters as the policy carries them.
func (p policyParameters) text() string { return string(mustJSON(p)) }

// readParameters reads them back. What is not as this driver writes it is not
// taken for parameters: it may be anything.
func readParameters(text string) (policyParameters, bool) {
	var p policyParameters
	if json.Unmarshal([]byte(text), &p) != nil || p.Route == "" || p.text() != text {
		return policyParameters{}, false
	}
	return p, true
}

// modelOf is what a backend calls the model; empty where it is none of the
// policy's.
func (p policyParameters) modelOf(backend string) string {
	for _, t := range slices.Concat(p.Targets, p.Fallbacks) {
		if t.Backend == backend {
			return t.Model
		}
	}
	return p.Model
}

package llmtest

import (
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// EnforcementWorld is one platform, in which nothing is enforced yet and the
// guardrails that the cases name stand.
type EnforcementWorld struct {
	Enforcements *llm.Enforcements
	Writes       func() int // requests so far that could change something; nil: they cannot be counted
}

// EnforcementCase is an enforcement that the platform can give.
type EnforcementCase = CompositeCase[llm.EnforcementSpec]

// EnforcementChange is one change to one argument.
type EnforcementChange = CompositeChange[llm.EnforcementSpec]

// EnforcementHarness is a platform under test.
type EnforcementHarness struct {
	New     func(t *testing.T) EnforcementWorld
	Cases   []EnforcementCase
	Timeout time.Duration // for one operation; zero is a minute

	// Around runs a law, such as in fake time; nil runs it as it is.
	Around func(t *testing.T, law func(t *testing.T))
}

// RunEnforcements holds what the platform enforces to every law of composites.
// There is one at a place: a second is refused as existing, whatever it enforces.
func RunEnforcements(t *testing.T, h EnforcementHarness) {
	s := suite[llm.EnforcementSpec]{
		noun: "guardrail enforcement", cases: h.Cases, timeout: h.Timeout, around: h.Around,
		open: func(t *testing.T) world[llm.EnforcementSpec] {
			t.Helper()
			w := h.New(t)
			return world[llm.EnforcementSpec]{w.Enforcements.Composites, w.Writes}
		},
	}.withDefaults()
	s.run(t, append(s.laws(), law[llm.EnforcementSpec]{"there is one at a place", s.alone}))
}

// alone asks for each change of the case as a second.
func (s suite[S]) alone(t *testing.T, c CompositeCase[S]) {
	w := s.open(t)
	made := s.create(t, w, c.Spec)
	for _, change := range c.Changes {
		w.expectNoWrites(t, func() {
			if _, err := s.another(w).Create(t.Context(), change.spec(c.Spec), s.timeout); !refusedAs(err, made.ID) {
				t.Errorf("a second with another %s: %v, want an ExistsError that names %s", change.Field, err, made.ID.Value)
			}
		})
	}
}

//go:build unix

package acceptance_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// Two who hold one guardrail in their states, one of whom changes it while the other destroys it, or who both make one of
// the same name, may hear of each other. What is left is whole or nothing: the next apply brings it to what is wanted, and
// the next destroy leaves nothing.
func TestTwoApplies_oneGuardrail(t *testing.T) {
	for _, platform := range []string{"azure", "bedrock"} {
		standing := map[string]func(*schedule) wanted{"azure": accountStanding, "bedrock": publishedStanding}[platform]
		for seed := range proof.Size(1, 100) {
			t.Run(fmt.Sprintf("an update and a delete on %s, seed %d", platform, seed), func(t *testing.T) {
				t.Parallel()
				s := newSchedule(t, uint64(seed), nil, standing)
				s.updateAndDelete(platform)
			})
			t.Run(fmt.Sprintf("two creates on %s, seed %d", platform, seed), func(t *testing.T) {
				t.Parallel()
				s := newSchedule(t, uint64(seed), nil, standing)
				s.twoCreates(platform)
			})
		}
	}
}

func shared(p piece) wanted { return wanted{"shared": p} }

func (s *schedule) updateAndDelete(platform string) {
	s.t.Helper()
	before := guardrailPiece{Platform: platform, Words: 2, Hate: "high", Team: "search"}
	after := before
	after.Words, after.Hate = 4, "low"
	first, second := newInProcess(s.t.Context(), s.w.sb), newInProcess(s.t.Context(), s.w.sb)
	if err := first.apply(shared(before)); err != nil {
		s.t.Fatal(err)
	}
	held := *first.stands["shared"]
	second.stands["shared"] = &held
	told := atOnce(func() error { return first.apply(shared(after)) }, func() error { return second.apply(wanted{}) })
	s.settles(first, shared(after), told)
}

func (s *schedule) twoCreates(platform string) {
	s.t.Helper()
	mine := guardrailPiece{Platform: platform, Words: 2, Hate: "high", Team: "search"}
	other := guardrailPiece{Platform: platform, Words: 3, Hate: "low", Team: "ads"}
	first, second := newInProcess(s.t.Context(), s.w.sb), newInProcess(s.t.Context(), s.w.sb)
	told := atOnce(func() error { return first.apply(shared(mine)) }, func() error { return second.apply(shared(other)) })
	if held := s.w.guardrailParts(); len(held) != 1 {
		s.t.Errorf("there are %d guardrails, want one: %v", len(held), told)
	}
	switch {
	case told[0] == nil:
		s.settles(first, shared(mine), told)
	case told[1] == nil:
		s.settles(second, shared(other), told)
	default:
		s.t.Errorf("neither has made it: %v", told)
	}
}

// atOnce runs both at the same time, and returns what they were told.
func atOnce(first, second func() error) []error {
	told := make([]error, 2)
	var both sync.WaitGroup
	both.Go(func() { told[0] = first() })
	both.Go(func() { told[1] = second() })
	both.Wait()
	return told
}

// settles applies once more, compares what stands with what is wanted, and destroys it.
func (s *schedule) settles(side applier, want wanted, told []error) {
	s.t.Helper()
	if err := side.apply(want); err != nil {
		s.t.Fatalf("the next apply: %v, after %v", err, told)
	}
	if diff := cmp.Diff(want, s.standing(s)); diff != "" {
		s.t.Errorf("what stands is not what is wanted (-want +got), after %v:\n%s", told, diff)
	}
	if err := side.apply(wanted{}); err != nil {
		s.t.Fatalf("destroy: %v", err)
	}
	if left := s.w.guardrailParts(); len(left) > 0 {
		s.t.Errorf("left are %v", left)
	}
}

package llm_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// worded is the guardrail with one more word, of which so many versions are kept.
func worded(word string, keep int64) llm.GuardrailSpec {
	spec := guard()
	spec.BlockedWords, spec.KeepVersions = append(spec.BlockedWords, word), &keep
	return spec
}

// versionsOf are the versions that a vault holds of its only guardrail.
func (v *vault) versionsOf(have *llm.Composite) []int {
	var numbers []int
	for _, published := range v.held[have.ID.Value].versions {
		numbers = append(numbers, published.number)
	}
	return numbers
}

// publishedWords makes a guardrail with so many versions.
func publishedWords(t *testing.T, guardrails *llm.Guardrails, many int) *llm.Composite {
	t.Helper()
	have := mustCreate(t, guardrails, guard())
	for i := range many - 1 {
		after, err := guardrails.Update(t.Context(), have, worded(strings.Repeat("w", i+1), 99), time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		have = after
	}
	return have
}

// Where the platform takes no further version, the oldest of those that the plan
// gives up makes room, and no other goes before the new one is in force.
func TestGuardrails_roomForAVersion(t *testing.T) {
	for sentence, row := range map[string]struct {
		room  int
		keep  int64
		want  []int
		calls []string
		code  llm.Code
	}{
		"there is room": {
			room: 9, keep: 2, want: []int{4, 5}, calls: []string{"put version", "remove version/1", "remove version/2", "remove version/3"},
		},
		"there is none": {
			room: 4, keep: 2, want: []int{4, 5}, calls: []string{"put version", "remove version/1", "put version", "remove version/2", "remove version/3"},
		},
		"as many are kept as there is room for": {
			room: 4, keep: 4, want: []int{2, 3, 4, 5}, calls: []string{"put version", "remove version/1", "put version"},
		},
		"more are kept than there is room for": {
			room: 4, keep: 9, want: []int{1, 2, 3, 4}, calls: []string{"put version"}, code: llm.CodeQuota,
		},
		"there is none for other reasons": {
			room: 0, keep: 1, want: []int{2, 3, 4}, calls: []string{"put version", "remove version/1", "put version"}, code: llm.CodeQuota,
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
				have := publishedWords(t, guardrails, 4)
				v.room, v.calls = &row.room, nil
				_, err := guardrails.Update(t.Context(), have, worded("new", row.keep), time.Hour)
				if row.code == "" && err != nil || row.code != "" && llm.CodeOf(err) != row.code {
					t.Errorf("the update answers %v", err)
				}
				if diff := cmp.Diff(row.want, v.versionsOf(have)); diff != "" {
					t.Errorf("versions (-want +have):\n%s", diff)
				}
				calls := slices.DeleteFunc(v.calls, func(call string) bool { return call == "put guardrail" })
				if diff := cmp.Diff(row.calls, calls); diff != "" {
					t.Errorf("writes (-want +sent):\n%s", diff)
				}
			})
		})
	}
}

// While what somebody else has published is in force, the versions before it are
// what is fallen back to: none goes before it is replaced.
func TestGuardrails_goodVersionsStayWhileABadOneIsInForce(t *testing.T) {
	guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
		have := publishedWords(t, guardrails, 4)
		right := v.held[have.ID.Value].draft
		right.KeepVersions = new(int64(1))
		if err := v.edit(have.ID.Value, func(spec *llm.GuardrailSpec) { spec.BlockedWords = nil }); err != nil {
			t.Fatal(err)
		}
		if err := v.publish(have.ID.Value); err != nil {
			t.Fatal(err)
		}
		seen, err := guardrails.Read(t.Context(), have.ID, []string{"guardrail", "version"})
		if err != nil {
			t.Fatal(err)
		}
		v.refusesOnce = "put version"
		if _, err := guardrails.Update(t.Context(), seen, right, time.Hour); err == nil {
			t.Error("what was refused is no error")
		}
		if diff := cmp.Diff([]int{1, 2, 3, 4, 5}, v.versionsOf(have)); diff != "" {
			t.Errorf("versions (-want +have):\n%s", diff)
		}
		if _, err := guardrails.Update(t.Context(), seen, right, time.Hour); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]int{6}, v.versionsOf(have)); diff != "" {
			t.Errorf("versions (-want +have):\n%s", diff)
		}
	})
}

// A version that somebody uses keeps nothing from being published, nor the others
// from being given up, and is no error that would keep its user from moving.
func TestGuardrails_aVersionThatIsInUse(t *testing.T) {
	for sentence, room := range map[string]*int{"with room": nil, "without room": new(4)} {
		t.Run(sentence, func(t *testing.T) {
			guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
				have := publishedWords(t, guardrails, 4)
				v.uses, v.room = []int{1, 4}, room
				after, err := guardrails.Update(t.Context(), have, worded("new", 1), time.Hour)
				held, ok := errors.AsType[*llm.HeldError](err)
				if !ok || !slices.Equal(held.Names, []string{"version/1", "version/4"}) || llm.CodeOf(err) != llm.CodeLocked {
					t.Errorf("the update answers %v", err)
				}
				if diff := cmp.Diff([]int{1, 4, 5}, v.versionsOf(have)); diff != "" {
					t.Errorf("versions (-want +have):\n%s", diff)
				}
				v.uses, v.calls = nil, nil
				planned := guardrails.Diff(after, llm.GuardrailDraft{Spec: worded("new", 1)})
				if len(planned.Children) != 2 || planned.Children[0].Kind != llm.ChildSurplus {
					t.Errorf("the next plan shows %v", planned.Children)
				}
				if _, err := guardrails.Update(t.Context(), after, worded("new", 1), time.Hour); err != nil {
					t.Error(err)
				}
				if diff := cmp.Diff([]string{"remove version/1", "remove version/4"}, v.calls); diff != "" {
					t.Errorf("writes (-want +sent):\n%s", diff)
				}
			})
		})
	}
}

// What is in use is no excuse for what is not in force.
func TestGuardrails_aVersionThatIsInUseHidesNothing(t *testing.T) {
	guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
		have := publishedWords(t, guardrails, 2)
		v.room, v.uses = new(2), []int{1}
		_, err := guardrails.Update(t.Context(), have, worded("new", 1), time.Hour)
		if llm.CodeOf(err) != llm.CodeQuota {
			t.Errorf("the update answers %v", err)
		}
		v.room, v.bendsVersion = nil, true
		if _, err = guardrails.Update(t.Context(), have, worded("new", 1), time.Hour); err == nil || !strings.Contains(err.Error(), "not in force") {
			t.Errorf("the update answers %v", err)
		}
	})
}

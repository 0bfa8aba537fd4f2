package llm_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guarded runs a test over a vault in fake time.
func guarded(t *testing.T, f func(t *testing.T, v *vault, guardrails *llm.Guardrails)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		v := newVault()
		f(t, v, llm.NewGuardrails(v, nil))
	})
}

func mustCreate(t *testing.T, guardrails *llm.Guardrails, spec llm.GuardrailSpec) *llm.Composite {
	t.Helper()
	have, err := guardrails.Create(t.Context(), spec, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// outrun is a vault whose first create fails for reasons that nobody knows, while
// somebody else makes a guardrail of that name.
type outrun struct {
	*vault

	theirs func(v *vault)
}

func (o *outrun) Put(ctx context.Context, spec llm.GuardrailSpec, have *llm.Composite, child string) (llm.ID, error) {
	if o.theirs == nil {
		return o.vault.Put(ctx, spec, have, child)
	}
	o.theirs(o.vault)
	o.theirs = nil
	return llm.ID{}, &llm.Error{Op: "create guardrail", Code: llm.CodeUnavailable, Message: "no answer"}
}

// What somebody else has made in the moment in which an answer was lost is in no
// state: the next apply would destroy it.
func TestGuardrails_whatOthersMadeIsNotKept(t *testing.T) {
	for sentence, theirs := range map[string]func(v *vault){
		"without a mark": func(v *vault) {
			v.held["theirs"] = &stored{draft: guard(), stranger: true}
		},
		"with a version in force": func(v *vault) {
			v.held["theirs"] = &stored{draft: guard(), versions: []version{{1, guard()}}}
		},
		"of another owner": func(v *vault) {
			spec := copied(guard())
			spec.Tags[llm.TagOwner] = "somebody/else"
			v.held["theirs"] = &stored{draft: spec}
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			guarded(t, func(t *testing.T, v *vault, _ *llm.Guardrails) {
				have, err := llm.NewGuardrails(&outrun{v, theirs}, nil).Create(t.Context(), guard(), time.Hour)
				if err == nil || have != nil {
					t.Errorf("state holds %v beside %v", have, err)
				}
			})
		})
	}
}

// What was not made as a guardrail of a configuration is one all the same: it is
// not taken on, and can be imported.
func TestGuardrails_aStrangersIsImported(t *testing.T) {
	guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
		v.held["theirs"] = &stored{draft: guard(), stranger: true}
		_, err := guardrails.Create(t.Context(), guard(), time.Hour)
		if exists, ok := errors.AsType[*llm.ExistsError](err); !ok || exists.Existing.ID.Value != "theirs" || v.writes > 0 {
			t.Errorf("create answers %v after %d writes", err, v.writes)
		}
		have, err := guardrails.Read(t.Context(), llm.ID{Value: "theirs", Name: "theirs"}, nil)
		if err != nil || have.Children[0].Foreign {
			t.Fatalf("import: %v, %v", have, err)
		}
		if _, err := guardrails.Update(t.Context(), have, guard(), time.Hour); err != nil {
			t.Error(err)
		}
	})
}

// An interrupted create is taken on once in a process, and not where a resource
// of it stands for it already.
func TestGuardrails_leftovers(t *testing.T) {
	for sentence, row := range map[string]struct {
		owner   string
		hold    bool
		adopted bool
		words   string // why it is not resumed
	}{
		"nobody stands for it":                 {"us", false, true, ""},
		"a resource has it in its state":       {"us", true, false, ""},
		"another configuration may be at work": {"", false, false, "no owner is set"},
	} {
		t.Run(sentence, func(t *testing.T) {
			guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
				left := llm.ID{Value: "left", Name: "left"}
				spec := copied(guard())
				spec.Tags[llm.TagOwner] = row.owner
				v.held["left"] = &stored{draft: spec}
				if row.hold {
					guardrails.Hold(left)
				}
				have, err := guardrails.Create(t.Context(), spec, time.Hour)
				if guardrails.Adopted(left) != row.adopted || (err == nil) != row.adopted {
					t.Errorf("create answers %v, %v; taken on: %v", have, err, guardrails.Adopted(left))
				}
				if exists, ok := errors.AsType[*llm.ExistsError](err); !row.adopted && (!ok || !strings.Contains(exists.NotResumed, row.words)) {
					t.Errorf("create says %v", err)
				}
			})
		})
	}
}

// A version that shows late is waited for, and not published again.
func TestGuardrails_aVersionThatShowsLate(t *testing.T) {
	guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
		made := mustCreate(t, guardrails, guard())
		v.lag = 4
		spec := guard()
		spec.BlockedWords = spec.BlockedWords[:1]
		after, err := guardrails.Update(t.Context(), made, spec, time.Hour)
		if err != nil || v.published != 2 {
			t.Errorf("%d versions were published, and the update answers %v, %v", v.published, after, err)
		}
	})
}

// What the platform makes of a request may differ from it. That is told, and is
// not published again and again, nor are former versions given up for it.
func TestGuardrails_whatThePlatformBends(t *testing.T) {
	spec := guard()
	spec.BlockedWords, spec.KeepVersions = spec.BlockedWords[:1], new(int64(1))
	for sentence, row := range map[string]struct {
		bend      func(v *vault)
		published int
	}{
		"a draft is not published":    {func(v *vault) { v.bendsDraft = true }, 1},
		"a version is published once": {func(v *vault) { v.bendsVersion = true }, 2},
	} {
		t.Run(sentence, func(t *testing.T) {
			guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
				made := mustCreate(t, guardrails, guard())
				row.bend(v)
				after, err := guardrails.Update(t.Context(), made, spec, time.Hour)
				if err == nil || !strings.Contains(err.Error(), "accepted but not in force") {
					t.Errorf("the update answers %v", err)
				}
				if v.published != row.published || len(after.Editions) != row.published-1 {
					t.Errorf("%d versions were published, and %v are kept beside the newest", v.published, after.Editions)
				}
			})
		})
	}
}

// A version that was refused leaves the draft in state, and the next update has
// nothing else to do.
func TestGuardrails_aVersionThatIsRefused(t *testing.T) {
	guarded(t, func(t *testing.T, v *vault, guardrails *llm.Guardrails) {
		v.refusesOnce = "put version"
		have, err := guardrails.Create(t.Context(), guard(), time.Hour)
		if err == nil || have == nil || have.Finished() {
			t.Fatalf("create answers %v, %v", have, err)
		}
		v.calls = nil
		if _, err := guardrails.Update(t.Context(), have, guard(), time.Hour); err != nil || !slices.Equal(v.calls, []string{"put version"}) {
			t.Errorf("the update writes %v and answers %v", v.calls, err)
		}
	})
}

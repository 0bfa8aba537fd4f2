package azureopenai

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// once runs f while a hook acts on the first request that matches, and fails
// where none does.
func (g *guarded) once(hook func(func(*http.Request) bool) sandbox.Hook, match func(*http.Request) bool, f func()) {
	g.Helper()
	driftOf{T: g.T, sb: g.sb}.once(hook, match, f)
}

func TestGuardrailWrite_everyFaultIsOutlived(t *testing.T) {
	cells := 0
	for fault, hook := range map[string]func(func(*http.Request) bool) sandbox.Hook{
		"a connection lost before it was sent":       sandbox.ResetBeforeSend,
		"an answer lost after it was committed":      sandbox.ResetAfterCommit,
		"another operation under way":                refusal(http.StatusConflict, "RequestConflict", "Another operation is being performed on the parent resource."),
		"throttling":                                 refusal(http.StatusTooManyRequests, "TooManyRequests", "slow down"),
		"a failure of the service, which is to pass": refusal(http.StatusInternalServerError, "InternalServerError", "try again"),
	} {
		for _, part := range []string{"raiPolicies/", "raiBlocklists/standard-blocked", "addRaiBlocklistItems", "deleteRaiBlocklistItems"} {
			t.Run(fault+" of "+part, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					g := guarding(t, standard())
					have := (*llm.Composite)(nil)
					write := func() { have = g.create() }
					if part == "deleteRaiBlocklistItems" {
						write()
						g.spec.BlockedWords = g.spec.BlockedWords[:1]
						write = func() { g.repaired(have) }
					}
					g.once(hook, isWriteOf(part), write)
					have = g.wantSame(have)
					if !strings.HasSuffix(part, "Items") {
						g.once(hook, isWriteOf(part), func() {
							if err := g.all.Delete(t.Context(), have.ID, namesOf(have), 5*time.Minute); err != nil {
								t.Fatal(err)
							}
						})
					}
				})
			})
			cells++
		}
	}
	t.Logf("faults of a guardrail's writes: cells=%d", cells)
}

// A new blocklist that the policy does not see yet is waited for.
func TestGuardrailWrite_aBlocklistThatIsNotSeenYetIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guarding(t, standard())
		g.once(refusal(http.StatusBadRequest, codeBlocklistReference, "One or more of blocklists referenced in this policy are invalid"), isWriteOf("raiPolicies/"), func() { g.create() })
	})
}

// What somebody changed after it was read is not written over.
func TestGuardrailWrite_whatWasChangedInBetweenIsAnError(t *testing.T) {
	for name, path := range map[string]string{"the policy": "/raiPolicies/standard", "the blocklist": "/raiBlocklists/standard-blocked"} {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			have := g.create()
			child := map[string]string{"the policy": aPolicy, "the blocklist": aBlocklist}[name]
			for i := range have.Children {
				if have.Children[i].Name == child {
					have.Children[i].Content = map[string]string{"was": "otherwise"}
				}
			}
			g.spec.Tags = map[string]string{"team": "ads"}
			written := g.sent.writes.Load()
			_, err := g.p.Guardrails().Put(t.Context(), g.spec, have, child)
			if llm.CodeOf(err) != llm.CodeConflict || g.sent.writes.Load() != written {
				t.Errorf("a write to %s says %v", path, err)
			}
		})
	}
}

// What stands under one of its names and was not made for it is left alone.
func TestGuardrailWrite_whatOthersMadeIsNotTouched(t *testing.T) {
	t.Run("a policy", func(t *testing.T) {
		g := guarding(t, standard())
		g.do(http.MethodPut, policyID("Standard"), `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[]}}`)
		written := g.sent.writes.Load()
		_, err := g.all.Create(t.Context(), g.spec, g.under)
		if err == nil || !strings.Contains(err.Error(), "exists already") || g.sent.writes.Load() != written {
			t.Errorf("a create says %v", err)
		}
	})
	t.Run("a blocklist", func(t *testing.T) {
		g := guarding(t, standard())
		g.do(http.MethodPut, listPath("Standard-Blocked"), `{"properties":{"description":"mine"}}`)
		written := g.sent.writes.Load()
		_, err := g.all.Create(t.Context(), g.spec, g.under)
		if llm.CodeOf(err) != llm.CodeExists || g.sent.writes.Load() != written {
			t.Errorf("a create says %v", err)
		}
	})
	t.Run("a blocklist without the guardrail's own", func(t *testing.T) {
		g := guarding(t, filtersAlone())
		g.do(http.MethodPut, listPath("others"), `{"properties":{"description":"llm_guardrail plain"}}`)
		have := g.create()
		if err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under); err != nil {
			t.Fatal(err)
		}
		var left wireBlocklist
		g.get(listPath("others"), &left)
	})
}

// The refusals that people meet say what to do.
func TestGuardrailWrite_refusalsSayTheWayOut(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*llm.GuardrailSpec)
		field  llm.Field
		fix    string
	}{
		"a graded filter that is off":  {func(s *llm.GuardrailSpec) { s.Filters[llm.Hate] = llm.ContentFilter{Input: llm.StrictnessOff} }, llm.FieldFilters, "approval"},
		"a graded filter that detects": {func(s *llm.GuardrailSpec) { s.Filters[llm.Hate] = llm.ContentFilter{Action: llm.ActionDetect} }, llm.FieldFilters, "approval"},
		"a pattern that is none":       {func(s *llm.GuardrailSpec) { s.BlockedPatterns = []string{"canary(("} }, "", "message names"},
	} {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			tt.change(&g.spec)
			_, err := g.all.Create(t.Context(), g.spec, g.under)
			known, ok := err.(*llm.Error) //nolint:errorlint // nothing wraps it
			if !ok || known.Code != llm.CodeInvalid || known.Field != tt.field || !strings.Contains(known.Fix, tt.fix) || strings.Contains(err.Error()+known.Fix, "canary") {
				t.Errorf("it says %#v", err)
			}
		})
	}
}

// Items that are added come before items that are deleted, and no more are written than differ.
func TestGuardrailWrite_itemsAreAddedBeforeOthersAreDeleted(t *testing.T) {
	g := guarding(t, standard())
	have := g.create()
	g.sb.ResetCalls()
	g.spec.BlockedWords = []string{"project x", "zebra"}
	g.repaired(have)
	var actions []string
	for _, call := range g.sb.Calls() {
		if call.Method == http.MethodGet {
			continue
		}
		path, _, _ := strings.Cut(call.Path, "?")
		actions = append(actions, path[strings.LastIndex(path, "/")+1:])
	}
	if want := []string{"addRaiBlocklistItems", "deleteRaiBlocklistItems"}; !slices.Equal(actions, want) {
		t.Errorf("it sent %v, want %v", actions, want)
	}
}

func TestGuardrailWrite_itemChanges(t *testing.T) {
	word := func(name, pattern string) wireBlocklistItem {
		return wireBlocklistItem{Name: name, Properties: wireItemProperties{Pattern: pattern}}
	}
	for name, tt := range map[string]struct {
		have, want, missing, surplus []wireBlocklistItem
	}{
		"nothing differs":                    {have: []wireBlocklistItem{word("a", "1")}, want: []wireBlocklistItem{word("a", "1")}},
		"another name is as good":            {have: []wireBlocklistItem{word("x", "1")}, want: []wireBlocklistItem{word("a", "1")}},
		"its own name is better":             {have: []wireBlocklistItem{word("x", "1"), word("a", "1")}, want: []wireBlocklistItem{word("a", "1")}, surplus: []wireBlocklistItem{word("x", "1")}},
		"one that was changed is replaced":   {have: []wireBlocklistItem{word("a", "2")}, want: []wireBlocklistItem{word("a", "1")}, missing: []wireBlocklistItem{word("a", "1")}},
		"one whose name is wanted elsewhere": {have: []wireBlocklistItem{word("a", "2"), word("x", "1")}, want: []wireBlocklistItem{word("a", "1")}, surplus: []wireBlocklistItem{word("a", "2")}},
		"two that were swapped are replaced": {have: []wireBlocklistItem{word("a", "2"), word("B", "3")}, want: []wireBlocklistItem{word("a", "1"), word("b", "2")}, missing: []wireBlocklistItem{word("a", "1"), word("b", "2")}},
	} {
		missing, surplus := itemChanges(tt.have, tt.want)
		if !slices.Equal(missing, tt.missing) || !slices.Equal(surplus, tt.surplus) {
			t.Errorf("%s: adds %v and deletes %v, want %v and %v", name, missing, surplus, tt.missing, tt.surplus)
		}
	}
}

package azureopenai

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// wantLocked fails unless an error says what is in use, by whom, and the way out.
func wantLocked(t *testing.T, err error, words ...string) {
	t.Helper()
	if llm.CodeOf(err) != llm.CodeLocked {
		t.Fatalf("the code is %q of %v, want locked", llm.CodeOf(err), err)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("it says %q, without %q", err, word)
		}
	}
}

func TestGuardrailRemove_aPolicyInUseNamesTheDeployments(t *testing.T) {
	g := guarding(t, standard())
	have := g.create()
	for _, name := range []string{"first", "second", "free"} {
		spec := onDemand()
		if spec.Name = name; name != "free" {
			spec.Guardrail = strings.ToLower(have.ID.Value)
		}
		mustCreate(t, g.p, spec)
	}
	written := g.sent.writes.Load()
	err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under)
	wantLocked(t, err, "deployment first, deployment second", "policy/standard")
	if strings.Contains(err.Error(), "free") || g.sent.writes.Load() != written {
		t.Errorf("it says %q after %d writes", err, g.sent.writes.Load()-written)
	}
	g.wantSame(have)

	for _, name := range []string{"first", "second"} {
		g.do(http.MethodDelete, sandbox.AzureAccountID()+"/deployments/"+name, "")
	}
	if err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under); err != nil {
		t.Error(err)
	}
}

// Who may not list deployments hears what the service says.
func TestGuardrailRemove_theServiceHasTheLastWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guarding(t, standard())
		have := g.create()
		spec := onDemand()
		spec.Guardrail = have.ID.Value
		mustCreate(t, g.p, spec)
		g.sb.Hook(refusal(http.StatusForbidden, "AuthorizationFailed", "no")(sandbox.On(http.MethodGet, `/deployments$`)))
		err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under)
		if err == nil || !strings.Contains(err.Error(), "used by deployment 'assistant'") {
			t.Errorf("it says %v", err)
		}
	})
}

// Whoever may look, and cannot, deletes nothing: what becomes of a deployment whose policy goes, nobody has seen.
func TestGuardrailRemove_withoutALookNothingGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guarding(t, standard())
		have := g.create()
		g.sb.Hook(refusal(http.StatusInternalServerError, "InternalServerError", "later")(sandbox.On(http.MethodGet, `/deployments$`)))
		written := g.sent.writes.Load()
		err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under)
		if err == nil || !strings.Contains(err.Error(), "could not be read") || g.sent.writes.Load() != written {
			t.Errorf("after %d writes it says %v", g.sent.writes.Load()-written, err)
		}
		g.wantSame(have)
	})
}

// A deployment that begins to use the policy in between is named, too.
func TestGuardrailRemove_whatTheServiceRefusesIsExplained(t *testing.T) {
	g := guarding(t, standard())
	have := g.create()
	spec := onDemand()
	spec.Guardrail = have.ID.Value
	mustCreate(t, g.p, spec)
	hidden := sandbox.Fault(sandbox.On(http.MethodGet, `/deployments$`), http.StatusOK, `{"value":[]}`, http.Header{"Content-Type": {"application/json"}})
	hidden.Times = 1
	g.sb.Hook(hidden)
	wantLocked(t, g.all.Delete(t.Context(), have.ID, namesOf(have), g.under), "InvalidResourceProperties", "deployment assistant")
}

func TestGuardrailRemove_aBlocklistInUseNamesThePolicies(t *testing.T) {
	g := guarding(t, standard())
	have := g.create()
	g.do(http.MethodPut, policyID("by-hand"), `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[],
		"customBlocklists":[{"blocklistName":"Standard-Blocked","blocking":true,"source":"Prompt"}]}}`)
	g.spec.BlockedWords, g.spec.BlockedPatterns = nil, nil
	after, err := g.all.Update(t.Context(), have, g.spec, g.under)
	wantLocked(t, err, "policy by-hand", aBlocklist)
	if len(after.Children) != 2 || len(g.differences(after)) != 1 {
		t.Errorf("what is left is %v", g.differences(after))
	}
	g.do(http.MethodDelete, policyID("by-hand"), "")
	g.repaired(after)
}

// A delete that was accepted and given up is an error, which says so, and loses nothing.
func TestGuardrailRemove_aDeleteThatFailsInTheEndIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guarding(t, standard(), sandbox.ProvisioningTime(3*time.Second))
		have := g.create()
		if err := g.sb.FailDeletes(have.ID.Value); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		err := g.all.Delete(t.Context(), have.ID, namesOf(have), time.Hour)
		if err == nil || !strings.Contains(err.Error(), "DeleteFailed") || time.Since(began) > time.Minute {
			t.Fatalf("after %s it says %v", time.Since(began), err)
		}
		g.wantSame(have)
	})
}

func TestGuardrailRemove_anotherWriterOfTheAccountIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guarding(t, standard(), sandbox.ProvisioningTime(20*time.Second))
		have := g.create()
		g.do(http.MethodPut, policyID("other"), `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[]}}`)
		g.do(http.MethodDelete, policyID("other"), "") // the account takes no write for 20 seconds
		g.spec.BlockedWords = []string{"zebra"}
		g.repaired(have)
		if err := g.all.Delete(t.Context(), have.ID, namesOf(have), time.Hour); err != nil {
			t.Error(err)
		}
	})
}

// What has only just been given up by its users is asked for again.
func TestGuardrailRemove_aUserThatHasOnlyJustGoneIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := guarding(t, standard())
		have := g.create()
		inUse := refusal(http.StatusBadRequest, "InvalidResourceProperties", "The RAI blocklist is used by a RAI policy and cannot be deleted.")
		g.spec.BlockedWords, g.spec.BlockedPatterns = nil, nil
		g.once(inUse, isWriteOf("raiBlocklists/"), func() { g.repaired(have) })
	})
}

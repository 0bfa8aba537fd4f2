package azureopenai

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func TestGuardrailPreflight(t *testing.T) {
	g := guarding(t, standard())
	driver := g.p.Guardrails()
	if problems := driver.Preflight(t.Context(), g.spec); len(problems) > 0 {
		t.Errorf("of what is in order it says %+v", problems)
	}
	g.spec.Azure.BasePolicy = "microsoft.nil"
	if problems := driver.Preflight(t.Context(), g.spec); len(problems) > 0 {
		t.Errorf("of a base policy in other letters it says %+v", problems)
	}
	g.spec.Azure.BasePolicy = "Microsoft.None"
	wantProblem(t, driver.Preflight(t.Context(), g.spec), llm.Blocking, llm.FieldBasePolicy, "Microsoft.None", "Microsoft.DefaultV2")
	g.spec.Azure.AccountID = sandbox.AzureAccountID() + "-none"
	wantProblem(t, driver.Preflight(t.Context(), g.spec), llm.Blocking, llm.FieldAccountID, "not found", "Check the account's id")
}

func TestGuardrailPreflight_withoutPermissionWarnsOnce(t *testing.T) {
	for path, field := range map[string]llm.Field{`/accounts/sandbox$`: llm.FieldAccountID, `/raiPolicies$`: llm.FieldBasePolicy} {
		g := guarding(t, standard())
		g.spec.Azure.BasePolicy = "Microsoft.Nil"
		g.sb.Hook(refusal(http.StatusForbidden, "AuthorizationFailed", "no")(sandbox.On(http.MethodGet, path)))
		problems := g.p.Guardrails().Preflight(t.Context(), g.spec)
		if len(problems) != 1 {
			t.Fatalf("problems %+v, want one", problems)
		}
		wantProblem(t, problems, llm.Warning, field, "Allow the identity")
	}
}

// A deployment is stopped before Azure accepts a guardrail that it would never apply.
func TestPreflight_guardrailOfADeployment(t *testing.T) {
	g := guarding(t, standard())
	deployment := onDemand()
	native, err := g.p.Deployments().Resolve(t.Context(), deployment)
	if err != nil {
		t.Fatal(err)
	}
	preflight := func(guardrail string) []llm.Problem {
		deployment.Guardrail = guardrail
		return llm.NewDeployments(g.p.Deployments(), nil).Preflight(t.Context(), nil, deployment, native)
	}
	wantProblem(t, preflight(policyID("standard")), llm.Blocking, llm.FieldGuardrail, `no RAI policy "standard"`, "Microsoft.DefaultV2")
	have := g.create()
	if problems := preflight(have.ID.Value); len(problems) > 0 {
		t.Errorf("of one that was just made it says %+v", problems)
	}
	g.do(http.MethodPut, policyID("by-hand"), `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[]}}`)
	if problems := preflight(strings.ToUpper(policyID("by-hand"))); len(problems) > 0 {
		t.Errorf("of one that is newer than the list it says %+v", problems)
	}
	wantProblem(t, preflight(policyID("standard-blocked")), llm.Blocking, llm.FieldGuardrail, "by-hand", "standard")
	wantProblem(t, preflight(listPath("standard-blocked")), llm.Blocking, llm.FieldGuardrail, "attached to a policy")
	wantProblem(t, preflight(sandbox.AzureAccountID()+"2/raiPolicies/standard"), llm.Blocking, llm.FieldGuardrail, "is on account", "deployment's account")

	if err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, preflight(have.ID.Value), llm.Blocking, llm.FieldGuardrail, `no RAI policy "standard"`, "by-hand")
}

func TestGuardrailList_isWhatUsersMade(t *testing.T) {
	g := guarding(t, standard(), sandbox.PageSize(2))
	g.create()
	g.do(http.MethodPut, policyID("by-hand"), `{"properties":{"basePolicyName":"Microsoft.DefaultV2","contentFilters":[]}}`)
	for _, place := range []string{"", sandbox.AzureAccountID()} {
		found, err := llmtest.Listed(g.p.Guardrails().List(t.Context(), llm.Filter{Parent: place}))
		slices.Sort(found)
		if want := []string{policyID("by-hand"), policyID("standard")}; err != nil || !slices.Equal(found, want) {
			t.Errorf("at %q there are %v, %v; want %v", place, found, err, want)
		}
	}
	if _, err := llmtest.Listed(g.p.Guardrails().List(t.Context(), llm.Filter{Parent: sandbox.AzureAccountID() + "-none"})); err == nil || llm.IsNotFound(err) {
		t.Errorf("on an account that is not there it says %v", err)
	}
}

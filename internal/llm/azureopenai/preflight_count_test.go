package azureopenai

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// filled is an account with as many small standard deployments.
func filled(t *testing.T, count int) (*Platform, *sandbox.Sandbox) {
	t.Helper()
	p, sb, _ := sandboxed(t)
	for i := range count {
		id := fmt.Sprintf("%s/deployments/made-%08x", sandbox.AzureAccountID(), i)
		body := `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-5-mini","version":"2025-08-07"}}}`
		if status, answer := sb.Do(http.MethodPut, id, body); status != http.StatusCreated {
			t.Fatalf("put %s: %d %s", id, status, answer)
		}
	}
	return p, sb
}

func TestPreflight_fullAccount(t *testing.T) {
	p, sb := filled(t, standardLimit)
	spec := onDemand()
	wantProblem(t, preflightOf(t, p, spec), llm.Warning, llm.FieldAccountID, "32", "sandbox", "another account")
	for name, c := range map[string]struct {
		change func(*llm.DeploymentSpec)
	}{
		"provisioned throughput":           {func(s *llm.DeploymentSpec) { *s = provisioned() }},
		"batch":                            {func(s *llm.DeploymentSpec) { *s = batch() }},
		"a replacement of one of them":     {func(s *llm.DeploymentSpec) { s.Name = "MADE-00000003" }},
		"a replacement, its name still to": {func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", "made-" }},
	} {
		t.Run(name, func(t *testing.T) {
			spec := onDemand()
			c.change(&spec)
			for _, problem := range preflightOf(t, p, spec) {
				if problem.Field == llm.FieldAccountID {
					t.Errorf("problem: %+v", problem)
				}
			}
		})
	}
	if status, _ := sb.Do(http.MethodDelete, sandbox.AzureAccountID()+"/deployments/made-00000001", ""); status != http.StatusOK {
		t.Fatal(status)
	}
	p.standing.Forget()
	if problems := preflightOf(t, p, spec); len(problems) > 0 {
		t.Errorf("the last place: %+v", problems)
	}
	mustCreate(t, p, spec)
	spec.Name = "second"
	wantProblem(t, preflightOf(t, p, spec), llm.Warning, llm.FieldAccountID, "32")
}

func TestPreflight_countsWithOneCall(t *testing.T) {
	p, sb := filled(t, 3)
	var lists atomic.Int64
	sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodGet, `/deployments$`), Before: func(*http.Request) *http.Response {
		lists.Add(1)
		return nil
	}})
	for i := range 5 {
		spec := onDemand()
		spec.Name = fmt.Sprintf("chat-%d", i)
		if problems := preflightOf(t, p, spec); len(problems) > 0 {
			t.Errorf("problems: %+v", problems)
		}
	}
	if lists.Load() != 1 {
		t.Errorf("%d calls", lists.Load())
	}
	_, have, _ := mustCreate(t, p, onDemand())
	before := lists.Load()
	p.standing.Forget()
	grown := onDemand()
	grown.Throughput.TokensPerMinute = new(int64(51_000))
	if problems := llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), have, grown, have.Native); len(problems) > 0 || lists.Load() != before {
		t.Errorf("a change of what is there counts: %+v", problems)
	}
}

func TestPreflight_countNotAllowed(t *testing.T) {
	p, sb := filled(t, 0)
	sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodGet, `/deployments$`), Before: func(r *http.Request) *http.Response {
		return reply(r, http.StatusForbidden, `{"error":{"code":"AuthorizationFailed","message":"no"}}`)
	}})
	problems := preflightOf(t, p, onDemand())
	if len(problems) != 1 || problems[0].Severity != llm.Warning || !strings.Contains(problems[0].Detail, "deployments") {
		t.Errorf("problems: %+v", problems)
	}
}

package azureopenai

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// preflightOf is what a create of the spec would run into.
func preflightOf(t *testing.T, p *Platform, spec llm.DeploymentSpec) []llm.Problem {
	t.Helper()
	native, err := p.Deployments().Resolve(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	return llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), nil, spec, native)
}

func wantProblem(t *testing.T, problems []llm.Problem, severity llm.Severity, field llm.Field, words ...string) {
	t.Helper()
	for _, problem := range problems {
		if problem.Severity != severity || problem.Field != field {
			continue
		}
		for _, w := range words {
			if text := problem.Summary + " " + problem.Detail + " " + problem.Fix; !strings.Contains(text, w) {
				t.Errorf("%q does not say %q", text, w)
			}
		}
		return
	}
	t.Errorf("problems %+v, want one of %s", problems, field)
}

func TestPreflight_findsNothingWrong(t *testing.T) {
	p, _, _ := sandboxed(t)
	for name, spec := range map[string]llm.DeploymentSpec{"on demand": onDemand(), "provisioned": provisioned(), "router": router()} {
		if problems := preflightOf(t, p, spec); len(problems) > 0 {
			t.Errorf("%s: %+v", name, problems)
		}
	}
}

func TestPreflight_quota(t *testing.T) {
	p, sb, _ := sandboxed(t)
	const usage = "OpenAI.GlobalStandard.gpt-5-mini"
	if err := sb.SetQuota(sandbox.AzureLocation, usage, 60); err != nil {
		t.Fatal(err)
	}
	_, have, _ := mustCreate(t, p, onDemand()) // 50 of 60
	bigger := onDemand()
	bigger.Name, bigger.Throughput.TokensPerMinute = "second", new(int64(11_000))
	wantProblem(t, preflightOf(t, p, bigger), llm.Blocking, llm.FieldTokensPerMinute, "11000 more tokens per minute", usage, "10000 are free", "limit 60000", "in use 50000")
	fits := bigger
	fits.Throughput.TokensPerMinute = new(int64(10_000))
	if problems := preflightOf(t, p, fits); len(problems) > 0 {
		t.Errorf("what just fits: %+v", problems)
	}
	grown := onDemand()
	grown.Throughput.TokensPerMinute = new(int64(60_000))
	if problems := llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), have, grown, have.Native); len(problems) > 0 {
		t.Errorf("only the increase counts: %+v", problems)
	}
	grown.Throughput.TokensPerMinute = new(int64(61_000))
	wantProblem(t, llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), have, grown, have.Native), llm.Blocking, llm.FieldTokensPerMinute, "11000 more")
	if err := sb.SetQuota(sandbox.AzureLocation, usage, 10); err != nil {
		t.Fatal(err)
	}
	p.usages.Forget()
	shrunk := onDemand()
	shrunk.Throughput.TokensPerMinute = new(int64(40_000))
	if problems := llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), have, shrunk, have.Native); len(problems) > 0 {
		t.Errorf("what shrinks needs no quota: %+v", problems)
	}
}

func TestPreflight_references(t *testing.T) {
	p, _, _ := sandboxed(t)
	missing := onDemand()
	missing.Guardrail = policyID("nowhere")
	wantProblem(t, preflightOf(t, p, missing), llm.Blocking, llm.FieldGuardrail, "nowhere", "Microsoft.DefaultV2")
	builtIn := onDemand()
	builtIn.Guardrail = policyID("microsoft.nil")
	if problems := preflightOf(t, p, builtIn); len(problems) > 0 {
		t.Errorf("a built-in policy in other case: %+v", problems)
	}

	overflowing := provisioned()
	overflowing.Azure.Spillover = sandbox.AzureAccountID() + "/deployments/burst"
	wantProblem(t, preflightOf(t, p, overflowing), llm.Blocking, llm.FieldSpillover, "does not exist")
	narrower := onDemand()
	narrower.Name, narrower.Scope = "burst", llm.ScopeGeo
	all, have, _ := mustCreate(t, p, narrower)
	wantProblem(t, preflightOf(t, p, overflowing), llm.Blocking, llm.FieldSpillover, "DataZoneStandard", "geo")
	if err := all.Delete(t.Context(), have.ID, time.Minute); err != nil {
		t.Fatal(err)
	}
	narrower.Scope = llm.ScopeGlobal
	mustCreate(t, p, narrower)
	if problems := preflightOf(t, p, overflowing); len(problems) > 0 {
		t.Errorf("a standard deployment of the same scope: %+v", problems)
	}

	odd := router()
	odd.Azure.Routing.Models = []string{"OpenAI/gpt-2/1"}
	wantProblem(t, preflightOf(t, p, odd), llm.Blocking, llm.FieldRouting, "OpenAI/gpt-2/1", "Choose among")
}

func TestPreflight_retirement(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, _ := mustCreate(t, p, onDemand())
	n := have.Native
	for name, c := range map[string]struct {
		in      time.Duration
		problem bool
	}{"in 91 days": {91 * 24 * time.Hour, false}, "in 89 days": {89 * 24 * time.Hour, true}} {
		if err := sb.RetireModel(n.Format, n.Name, n.Version, sb.Now().Add(c.in)); err != nil {
			t.Fatal(err)
		}
		p.catalogs.Forget()
		fresh := onDemand()
		fresh.Name = "fresh"
		problems := all.Preflight(t.Context(), nil, fresh, n)
		if c.problem {
			wantProblem(t, problems, llm.Warning, llm.FieldModel, "retires on "+sb.Now().Add(c.in).UTC().Format(time.DateOnly), "newest of its family")
		} else if len(problems) > 0 {
			t.Errorf("%s: %+v", name, problems)
		}
		if problems := all.Preflight(t.Context(), have, onDemand(), n); len(problems) > 0 {
			t.Errorf("%s: what runs is told of where it is read: %+v", name, problems)
		}
	}
	if err := sb.RetireModel(n.Format, n.Name, n.Version, sb.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	p.catalogs.Forget()
	for _, problem := range all.Preflight(t.Context(), have, onDemand(), n) {
		if problem.Severity == llm.Blocking {
			t.Errorf("what runs is stopped: %+v", problem)
		}
	}
	fresh := onDemand()
	fresh.Name = "fresh"
	wantProblem(t, all.Preflight(t.Context(), nil, fresh, n), llm.Blocking, llm.FieldModel, "retires on")
}

func TestPreflight_withoutPermissionWarnsOnce(t *testing.T) {
	for name, c := range map[string]struct {
		path  string
		field llm.Field
	}{
		"the account":      {`/accounts/sandbox$`, llm.FieldAccountID},
		"the models":       {`/models$`, llm.FieldModel},
		"the quota":        {`/usages$`, llm.FieldTokensPerMinute},
		"the RAI policies": {`/raiPolicies$`, llm.FieldGuardrail},
	} {
		t.Run(name, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			spec := onDemand()
			spec.Guardrail = policyID("Microsoft.Nil")
			native, err := p.Deployments().Resolve(t.Context(), spec)
			if err != nil {
				t.Fatal(err)
			}
			p.accounts.Forget()
			p.catalogs.Forget()
			sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodGet, c.path), Before: func(r *http.Request) *http.Response {
				return reply(r, http.StatusForbidden, `{"error":{"code":"AuthorizationFailed","message":"no"}}`)
			}})
			problems := llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), nil, spec, native)
			if len(problems) != 1 {
				t.Fatalf("problems %+v, want one", problems)
			}
			wantProblem(t, problems, llm.Warning, c.field, "Allow the identity")
		})
	}
}

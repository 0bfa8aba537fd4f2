package azureopenai

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// mustCreate makes a deployment and returns it with what was chosen.
func mustCreate(t *testing.T, p *Platform, spec llm.DeploymentSpec) (*llm.Deployments, *llm.Deployment, *llm.Choice) {
	t.Helper()
	all := llm.NewDeployments(p.Deployments(), p.cfg.Now)
	have, choice, err := all.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return all, have, choice
}

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

// TestUpdate_modelAndCapacity is the case that Azure refuses in one request.
func TestUpdate_modelAndCapacity(t *testing.T) {
	p, _, transport := sandboxed(t)
	spec := claude()
	spec.Throughput.TokensPerMinute = new(int64(20_000))
	all, have, choice := mustCreate(t, p, spec)
	before := transport.writes.Load()
	spec.Azure.HostedOn, spec.Throughput.TokensPerMinute = "anthropic", new(int64(30_000))
	after, _, err := all.Update(t.Context(), have, spec, choice, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if after.Native.Version == have.Native.Version || after.Native.Capacity != 30 || after.Azure.HostedOn != "anthropic" {
		t.Errorf("serves %+v", after.Native)
	}
	if writes := transport.writes.Load() - before; writes != 2 {
		t.Errorf("%d writes, want 2", writes)
	}
}

func TestUpdate_keepsWhatOthersSet(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, choice := mustCreate(t, p, onDemand())
	status, body := sb.Do(http.MethodGet, have.ID.Value, "")
	if status != http.StatusOK {
		t.Fatal(status, body)
	}
	changed := strings.Replace(body, `"properties":{`, `"properties":{"dynamicThrottlingEnabled":true,`, 1)
	if status, answer := sb.Do(http.MethodPut, have.ID.Value, changed); status != http.StatusOK {
		t.Fatal(status, answer)
	}
	spec := onDemand()
	spec.Tags, spec.Throughput.TokensPerMinute = map[string]string{"team": "ads"}, new(int64(60_000)) // with tags alone nothing else is sent
	if _, _, err := all.Update(t.Context(), have, spec, choice, time.Minute); err != nil {
		t.Fatal(err)
	}
	if _, body = sb.Do(http.MethodGet, have.ID.Value, ""); !strings.Contains(body, `"dynamicThrottlingEnabled":true`) {
		t.Errorf("lost: %s", body)
	}
}

func TestGet_failureSaysWhy(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, choice := mustCreate(t, p, provisioned())
	if err := sb.FailDeployment(have.ID.Value, "Failed"); err != nil {
		t.Fatal(err)
	}
	read, err := all.Get(t.Context(), have.ID)
	if err != nil || read.Phase != llm.Failed || !strings.HasPrefix(read.Reason, "Failed: DeploymentFailed: ") {
		t.Fatalf("phase %s, reason %q, %v", read.Phase, read.Reason, err)
	}
	fresh := NewPlatform(p.cfg).Deployments() // another process knows no operation
	if read, err = fresh.Get(t.Context(), have.ID); err != nil || read.Reason != "Failed" {
		t.Errorf("reason %q, %v", read.Reason, err)
	}
	if change := all.Diff(read, llm.Draft{Spec: provisioned(), Kept: choice}); change.Action != llm.Update || !change.Has(llm.FieldHealth) {
		t.Errorf("diff = %s %v", change.Action, change.Fields)
	}
	repaired, _, err := all.Update(t.Context(), read, provisioned(), choice, time.Minute)
	if err != nil || repaired.Phase != llm.Ready {
		t.Errorf("repair: %+v, %v", repaired, err)
	}
}

func TestGet_reportOfAnotherHostIsNotRead(t *testing.T) {
	asked := 0
	deployment := `{"name":"chat","sku":{"name":"Standard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-4o"},"provisioningState":"Failed"}}`
	d := scripted(t, func(req *http.Request) *http.Response {
		switch {
		case req.URL.Host != "management.azure.com":
			asked++
			return reply(req, http.StatusOK, `{"status":"Failed","error":{"code":"Evil","message":"m"}}`)
		case strings.HasSuffix(req.URL.Path, "/chat"):
			return reply(req, http.StatusOK, deployment, "Azure-AsyncOperation", "https://evil.example/operations/1")
		}
		return reply(req, http.StatusOK, `{"location":"eastus2","kind":"OpenAI"}`)
	})
	if _, err := d.Create(t.Context(), llm.DeploymentSpec{Name: "chat"}, llm.Native{Format: "OpenAI", Name: "gpt-4o", Serving: "Standard", Capacity: 1}); err != nil {
		t.Fatal(err)
	}
	have, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
	if err != nil || have.Reason != "Failed" || asked != 0 {
		t.Errorf("reason %q, %v; the other host was asked %d times", have.Reason, err, asked)
	}
}

// TestCreate_lostAnswer is a provisioned deployment whose answer is lost: it
// bills, so it has to be found again.
func TestCreate_lostAnswer(t *testing.T) {
	p, sb, _ := sandboxed(t, sandbox.ProvisioningTime(time.Second))
	sb.Hook(sandbox.Hook{
		Match: sandbox.On(http.MethodPut, `/deployments/`), Times: 1,
		After: func(*http.Request, *http.Response) *http.Response { return sandbox.Lost() },
	})
	_, have, choice := mustCreate(t, p, provisioned())
	if have.Phase != llm.Ready || choice == nil {
		t.Errorf("phase %s (%s)", have.Phase, have.Reason)
	}
}

func TestCreate_manyOnOneAccount(t *testing.T) {
	sb := sandbox.New(sandbox.ProvisioningTime(0), sandbox.WriteTime(20*time.Millisecond))
	cfg := Config{AccountID: sandbox.AzureAccountID(), Sandbox: true, Transport: &counting{next: sb}, TokenCredential: fakeToken{}, Now: sb.Now}
	var group sync.WaitGroup
	for i := range 6 { // each a process of its own, so that nothing but retries keeps them apart
		group.Go(func() {
			all := llm.NewDeployments(NewPlatform(cfg).Deployments(), sb.Now)
			spec := onDemand()
			spec.Name, spec.Throughput.TokensPerMinute = fmt.Sprintf("chat-%d", i), new(int64(1000))
			if _, _, err := all.Create(t.Context(), spec, time.Minute); err != nil {
				t.Errorf("create %s: %v", spec.Name, err)
			}
		})
	}
	group.Wait()
}

func TestLifecycle(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, _ := mustCreate(t, p, onDemand())
	on := time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	if err := sb.RetireModel(have.Native.Format, have.Native.Name, have.Native.Version, on); err != nil {
		t.Fatal(err)
	}
	p.catalogs.Forget()
	life, err := all.Lifecycle(t.Context(), have)
	if err != nil || life.Status == "" || !life.RetiresOn.Equal(on) {
		t.Errorf("lifecycle = %+v, %v", life, err)
	}
	have.Native.Name = "unlisted"
	if life, err = all.Lifecycle(t.Context(), have); err != nil || life != (llm.Lifecycle{Status: unlisted, Stage: llm.StageUnlisted}) {
		t.Errorf("of what is not listed: %+v, %v", life, err)
	}
}

// A fine-tuned model may be in a list that could not be read, so that its absence says nothing.
func TestLifecycle_ofTheAccountAlone(t *testing.T) {
	for sentence, c := range map[string]struct {
		source   string
		readable bool
		want     llm.Stage
	}{
		"in no list that was read":     {"", true, llm.StageUnlisted},
		"the account's list is denied": {"", false, llm.StageOpen},
		"of a fine-tuning elsewhere":   {"ftjob-1", true, llm.StageOpen},
	} {
		t.Run(sentence, func(t *testing.T) {
			p, sb, _ := sandboxed(t)
			all, have, _ := mustCreate(t, p, onDemand())
			have.Native.Name, have.Native.Source = "gpt-5-mini.ft-1", c.source
			if !c.readable {
				sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, `/accounts/[^/]+/models$`), 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`, nil))
			}
			if life, err := all.Lifecycle(t.Context(), have); err != nil || life.Stage != c.want {
				t.Errorf("%+v, %v", life, err)
			}
		})
	}
}

func TestResolve_accountThatIsNotThere(t *testing.T) {
	p, _, _ := sandboxed(t)
	spec := onDemand()
	spec.Azure.AccountID = sandbox.AzureAccountID() + "2"
	_, err := p.Deployments().Resolve(t.Context(), spec)
	if llm.CodeOf(err) != llm.CodeInvalid || !strings.Contains(err.Error(), "sandbox2") {
		t.Errorf("error = %v", err)
	}
}

// TestCreate_ownModel deploys a fine-tuned model that no location lists.
func TestCreate_ownModel(t *testing.T) {
	p, sb, _ := sandboxed(t)
	const name = "gpt-4.1-mini-2025-04-14.ft-0a1b"
	sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodGet, `/accounts/sandbox/models$`), Before: func(r *http.Request) *http.Response {
		return reply(r, http.StatusOK, `{"value":[{"format":"OpenAI","name":"`+name+`","version":"1","lifecycleStatus":"GenerallyAvailable",
			"skus":[{"name":"Standard","usageName":"OpenAI.Standard.gpt4.1-mini-finetune","capacity":{"maximum":100,"default":5},
			"rateLimits":[{"key":"token","renewalPeriod":60,"count":1000}]}]}]}`)
	}})
	spec := plain()
	spec.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: name}
	native, err := p.Deployments().Resolve(t.Context(), spec)
	if err != nil || native.Name != name || native.Version != "1" || native.Serving != "Standard" || native.Capacity != 5 {
		t.Fatalf("resolved to %+v, %v", native, err)
	}
	if problems := llm.NewDeployments(p.Deployments(), p.cfg.Now).Preflight(t.Context(), nil, spec, native); len(problems) > 0 {
		t.Errorf("problems: %+v", problems)
	}
	spec.Azure.Model.Name = "nobody-has-this"
	if _, err = p.Deployments().Resolve(t.Context(), spec); llm.CodeOf(err) != llm.CodeInvalid {
		t.Errorf("error = %v", err)
	}
}

// TestReads_areShared counts what a refresh of many deployments costs beside
// the reads themselves.
func TestReads_areShared(t *testing.T) {
	p, sb, _ := sandboxed(t)
	all, have, _ := mustCreate(t, p, onDemand())
	fresh := NewPlatform(p.cfg).Deployments()
	counts := map[string]int{}
	var mu sync.Mutex
	sb.Hook(sandbox.Hook{Before: func(r *http.Request) *http.Response {
		mu.Lock()
		defer mu.Unlock()
		counts[r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]]++
		return nil
	}})
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			read, err := fresh.Get(t.Context(), have.ID)
			if err == nil {
				_, err = fresh.Lifecycle(t.Context(), read)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if counts["sandbox"] != 1 || counts["models"] != 1 || counts["assistant"] != 20 {
		t.Errorf("calls: %v", counts)
	}
	_ = all
}

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

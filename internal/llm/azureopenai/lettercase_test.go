package azureopenai

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// TestGet_anyLetterCase reads by ids that ARM takes for the same: the answer
// bears the service's own spelling, or an import would plan a replacement.
func TestGet_anyLetterCase(t *testing.T) {
	p, _, _ := sandboxed(t)
	all, have, choice := mustCreate(t, p, onDemand())
	for name, id := range map[string]string{
		"the name":           strings.Replace(have.ID.Value, "/deployments/assistant", "/deployments/ASSISTANT", 1),
		"the account":        strings.Replace(have.ID.Value, "/accounts/"+sandbox.AzureAccount, "/accounts/"+strings.ToUpper(sandbox.AzureAccount), 1),
		"the resource group": strings.Replace(have.ID.Value, "/"+sandbox.AzureResourceGroup+"/", "/"+strings.ToUpper(sandbox.AzureResourceGroup)+"/", 1),
		"everything":         strings.ToUpper(have.ID.Value),
	} {
		t.Run(name, func(t *testing.T) {
			if id == have.ID.Value {
				t.Fatalf("%s is not spelled otherwise", id)
			}
			typed, err := all.ParseID(id)
			if err != nil {
				t.Fatal(err)
			}
			got, err := all.Get(t.Context(), typed)
			if err != nil {
				t.Fatal(err)
			}
			if got.ID != have.ID || got.Name != have.Name || got.Azure.AccountID != have.Azure.AccountID || got.Endpoint.Model != have.Endpoint.Model {
				t.Errorf("read as %+v (%s), want %+v", got.ID, got.Endpoint.Model, have.ID)
			}
			if change := all.Diff(got, llm.Draft{Spec: onDemand(), Kept: choice}); change.Action != llm.Same {
				t.Errorf("diff = %s %v", change.Action, change.Fields)
			}
		})
	}
}

// TestCreate_onAnAccountInOtherCase keeps the service's spelling from the start.
func TestCreate_onAnAccountInOtherCase(t *testing.T) {
	p, _, _ := sandboxed(t)
	spec := onDemand()
	spec.Azure.AccountID = strings.ToUpper(sandbox.AzureAccountID())
	all, have, _ := mustCreate(t, p, spec)
	if have.ID.Parent != sandbox.AzureAccountID() || have.ID.Value != sandbox.AzureAccountID()+"/deployments/assistant" {
		t.Errorf("id = %+v", have.ID)
	}
	for listed, err := range all.List(t.Context(), llm.Filter{Parent: spec.Azure.AccountID}) {
		if err != nil || listed.ID != have.ID {
			t.Errorf("listed as %+v, %v", listed, err)
		}
	}
}

// TestCreate_nameInOtherCase: to ARM it is the deployment that is there, and a
// PUT would overwrite it.
func TestCreate_nameInOtherCase(t *testing.T) {
	p, _, transport := sandboxed(t)
	all, have, _ := mustCreate(t, p, onDemand())
	spec, before := onDemand(), transport.writes.Load()
	spec.Name = "ASSISTANT"
	_, _, err := all.Create(t.Context(), spec, time.Minute)
	if exists, ok := errors.AsType[*llm.ExistsError](err); !ok || exists.Existing.ID != have.ID {
		t.Errorf("error = %v", err)
	}
	if writes := transport.writes.Load() - before; writes != 0 {
		t.Errorf("%d writes", writes)
	}
}

func TestDiff_ofLetterCase(t *testing.T) {
	source := realAccount + "/files/ft"
	for name, c := range map[string]struct {
		change func(*llm.Deployment, *llm.Draft)
		want   llm.Action
	}{
		"a name":        {func(_ *llm.Deployment, d *llm.Draft) { d.Spec.Name = "CHAT" }, llm.Same},
		"a longer name": {func(_ *llm.Deployment, d *llm.Draft) { d.Spec.Name = "CHATS" }, llm.Replace},
		"a name's prefix": {func(h *llm.Deployment, d *llm.Draft) {
			h.Name, d.Spec.Name, d.Spec.NamePrefix = "Chat-0123abcd", "", "chat-"
		}, llm.Same},
		"another prefix": {func(h *llm.Deployment, d *llm.Draft) {
			h.Name, d.Spec.Name, d.Spec.NamePrefix = "Chat-0123abcd", "", "talk-"
		}, llm.Replace},
		"a longer prefix": {func(h *llm.Deployment, d *llm.Draft) { h.Name, d.Spec.Name, d.Spec.NamePrefix = "c", "", "talk-" }, llm.Replace},
		"a fine-tuned source": {func(h *llm.Deployment, d *llm.Draft) {
			h.Native.Source, h.Native.SourceAccount = strings.ToUpper(source), strings.ToUpper(realAccount)
			d.Kept.Native.Source, d.Kept.Native.SourceAccount = source, realAccount
			d.Spec.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o", Source: source, SourceAccount: realAccount}
		}, llm.Same},
	} {
		t.Run(name, func(t *testing.T) {
			have, want := served4o(t)
			c.change(have, &want)
			kept := *want.Kept
			if got := scripted(t, nil).Diff(have, want); got.Action != c.want {
				t.Errorf("diff = %s %v, want %s", got.Action, got.Fields, c.want)
			}
			if kept.Native.Source != want.Kept.Native.Source {
				t.Error("the choice that was passed in changed")
			}
		})
	}
}

// TestFromDeployment_wordsInAnyLetterCase reads ARM's words as ARM does. A state
// that is "succeeded" would else be waited for until the deadline.
func TestFromDeployment_wordsInAnyLetterCase(t *testing.T) {
	id := childID{account: accountID{subscription: sandboxSubscription, group: "g", name: "a"}, name: "chat"}
	read := func(cased func(string) string) *llm.Deployment {
		d := wireDeployment{ID: cased(id.account.String() + "/deployments/Chat"), Name: "Chat", SKU: wireSKU{Name: "GlobalStandard", Capacity: 1}}
		d.Properties = wireProperties{
			Model: wireModel{Format: "OpenAI", Name: "gpt-4.1", Version: "2025-04-14"}, ProvisioningState: cased("Succeeded"),
			VersionUpgrade: cased("NoAutoUpgrade"), ServiceTier: cased("Priority"), State: cased("Paused"), Policy: cased("Microsoft.DefaultV2"),
		}
		return fromDeployment(id.asAnswered(d), d, &account{id: id.account})
	}
	usual := read(strings.Clone)
	for name, cased := range map[string]func(string) string{"lower": strings.ToLower, "upper": strings.ToUpper} {
		got := read(cased)
		if got.Name != "Chat" || got.Phase != llm.Ready || got.Reason != usual.Reason || got.VersionUpgrade != llm.Pinned ||
			got.Azure.ServiceTier != tierPriority || !got.Azure.Paused || got.Guardrail != "" {
			t.Errorf("in %s case: %+v, want %+v", name, got, usual)
		}
		if drift := llm.Drifted(&llm.Choice{Native: usual.Native, Guardrail: usual.DefaultPolicy}, got); len(drift) > 0 {
			t.Errorf("in %s case the default counts as changed: %v", name, drift)
		}
	}
}

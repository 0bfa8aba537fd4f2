package sandbox

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// policyID is the path of a policy in the seeded account.
func policyID(name string) string { return AzureAccountID() + "/raiPolicies/" + name }

// hatePrompt is a filter that every subscription may have.
const hatePrompt = `{"name":"Hate","blocking":true,"enabled":true,"source":"Prompt","severityThreshold":"Low"}`

// filtersOf is the body of a policy with the given filters; more are further properties such as `,"mode":"Blocking"`.
func filtersOf(filters, more string) string {
	return `{"properties":{"basePolicyName":"Microsoft.Default","contentFilters":[` + filters + `]` + more + `}}`
}

// must sends what a test takes for granted.
func (b *armBox) must(method, path, body string) answer {
	b.t.Helper()
	got := b.send(method, path, body)
	if got.status >= 300 {
		b.t.Fatalf("%s %s: %d %s", method, path, got.status, got.text)
	}
	return got
}

func TestRaiPolicy_lifecycle(t *testing.T) {
	b := newARMBox(t)
	created := b.send("PUT", policyID("Mine"), `{"tags":{"a":"b"},`+strings.TrimPrefix(filtersOf(hatePrompt, ""), "{"))
	wantStatus(t, created, 201)
	for path, want := range map[string]string{
		"id": policyID("Mine"), "type": "Microsoft.CognitiveServices/accounts/raiPolicies", "name": "Mine",
		"properties/type": "UserManaged", "properties/basePolicyName": "Microsoft.Default", "properties/mode": "",
		"properties/customBlocklists": "", "tags/a": "b", "etag": created.header.Get("Etag"),
	} {
		if got := created.at(strings.Split(path, "/")...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	read := b.send("GET", policyID("mine"), "")
	if diff := cmp.Diff(created.json, read.json); diff != "" {
		t.Errorf("GET differs from PUT (-put +get):\n%s", diff)
	}
	b.must("GET", AzureAccountID()+"/raiPolicies", "")
	replaced := b.send("PUT", policyID("MINE"), filtersOf("", `,"mode":"Blocking"`))
	wantStatus(t, replaced, 200)
	if replaced.at("tags") != "" || replaced.at("properties", "contentFilters") != "[]" || replaced.at("properties", "mode") != "Blocking" || replaced.at("name") != "Mine" {
		t.Errorf("a PUT must replace everything and keep the name: %s", replaced.text)
	}
	if replaced.at("systemData", "createdAt") != created.at("systemData", "createdAt") || replaced.at("etag") == created.at("etag") {
		t.Error("a replacement must keep the creation time and change the etag")
	}
}

func TestRaiPolicy_deleteTakesItsTime(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	b.must("PUT", policyID("mine"), filtersOf(hatePrompt, ""))
	deleted := b.send("DELETE", policyID("mine"), "")
	wantStatus(t, deleted, 202)
	poll := deleted.header.Get("Location")
	if poll == "" || deleted.header.Get("Azure-Asyncoperation") != "" || deleted.header.Get("Retry-After") == "" {
		t.Fatalf("DELETE answers %v", deleted.header)
	}
	pending := b.send("GET", poll, "")
	if pending.status != 202 || pending.header.Get("Location") == "" {
		t.Errorf("the location answers %d %v", pending.status, pending.header)
	}
	wantStatus(t, b.send("GET", policyID("mine"), ""), 200)
	wantRefusal(t, b.send("PUT", policyID("mine"), filtersOf(hatePrompt, "")), 409, "RequestConflict", "Another operation")
	wantRefusal(t, b.deploy("chat", standardModel(1)), 409, "RequestConflict", "Another operation")
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, b.send("GET", poll, ""), 204)
	wantStatus(t, b.send("GET", policyID("mine"), ""), 404)
	wantStatus(t, b.send("DELETE", policyID("mine"), ""), 204)
	wantStatus(t, b.send("PUT", policyID("mine"), filtersOf(hatePrompt, "")), 201)
}

func TestRaiPolicy_inUseIsKept(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.must("PUT", policyID("Mine"), filtersOf(hatePrompt, ""))
	for _, name := range []string{"one", "two"} {
		b.mustDeploy(name, model("GlobalStandard", 1, "gpt-5-mini", "2025-08-07", `,"raiPolicyName":"mine"`))
	}
	wantRefusal(t, b.send("DELETE", policyID("mine"), ""), 400, "InvalidResourceProperties", "used by deployment 'one', 'two'")
	for _, name := range []string{"one", "two"} {
		b.must("DELETE", deploymentID(name), "")
	}
	wantStatus(t, b.send("DELETE", policyID("mine"), ""), 202)
	wantStatus(t, b.send("GET", policyID("mine"), ""), 404)
}

func TestRaiPolicy_theServicesOwnAreListedOnly(t *testing.T) {
	b := newARMBox(t)
	listed := b.must("GET", AzureAccountID()+"/raiPolicies", "")
	if !strings.Contains(listed.text, `"name":"Microsoft.DefaultV2","properties":{"type":"SystemManaged"`) {
		t.Errorf("the list answers %s", listed.text)
	}
	wantStatus(t, b.send("GET", policyID("Microsoft.DefaultV2"), ""), 404)
	wantRefusal(t, b.send("PUT", policyID("microsoft.defaultv2"), filtersOf(hatePrompt, "")), 400, "InvalidResourceProperties", "managed by the system")
	wantRefusal(t, b.send("DELETE", policyID("microsoft.defaultv2"), ""), 400, "InvalidResourceProperties", "managed by the system")
}

func TestRaiPolicy_anAccountGoesWithItsPolicies(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", policyID("mine"), filtersOf(hatePrompt, ""))
	b.must("DELETE", AzureAccountID(), "")
	wantRefusal(t, b.send("GET", policyID("mine"), ""), 404, "ParentResourceNotFound", "'accounts/raiPolicies'")
}

func TestRaiPolicy_listsInPages(t *testing.T) {
	b := newARMBox(t, PageSize(2))
	b.must("PUT", policyID("mine"), filtersOf(hatePrompt, ""))
	want := []string{"mine", "Microsoft.Default", "Microsoft.DefaultV2", "Microsoft.Audio", "Microsoft.Nil"}
	if diff := cmp.Diff(want, b.names(AzureAccountID()+"/raiPolicies")); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// names follows the pages of a list and returns what its items are called.
func (b *armBox) names(list string) (names []string) {
	b.t.Helper()
	for next, pages := list, 0; next != ""; pages++ {
		if pages > 100 {
			b.t.Fatal("the list does not end")
		}
		page := b.must("GET", next, "")
		for _, item := range page.json["value"].([]any) {
			names = append(names, item.(map[string]any)["name"].(string))
		}
		next = page.at("nextLink")
	}
	return names
}

func TestRaiPolicy_aDeleteMayFailInTheEnd(t *testing.T) {
	for name, id := range map[string]string{
		"a policy": policyID("Mine"), "a blocklist": blocklistID("Words"), "an item": itemsOf("Words") + "/One",
	} {
		t.Run(name, func(t *testing.T) {
			b := newARMBox(t, ProvisioningTime(time.Hour))
			b.must("PUT", policyID("mine"), filtersOf("", ""))
			b.must("PUT", blocklistID("words"), `{}`)
			b.must("PUT", itemsOf("words")+"/one", word("alpha"))
			if err := b.FailDeletes(id); err != nil {
				t.Fatal(err)
			}
			poll := b.must("DELETE", id, "").header.Get("Location")
			wantStatus(t, b.send("GET", poll, ""), 202)
			if err := b.Advance(time.Hour); err != nil {
				t.Fatal(err)
			}
			wantRefusal(t, b.send("GET", poll, ""), 400, "DeleteFailed", "could not be deleted")
			wantStatus(t, b.send("GET", id, ""), 200)
			body := map[bool]string{true: filtersOf("", ""), false: word("alpha")}[id == policyID("Mine")]
			wantStatus(t, b.send("PUT", id, body), 200)
			poll = b.must("DELETE", id, "").header.Get("Location")
			if err := b.Advance(time.Hour); err != nil {
				t.Fatal(err)
			}
			wantStatus(t, b.send("GET", poll, ""), 204)
			if err := b.FailDeletes(id); err == nil {
				t.Error("failing the deletes of what is not there must be an error")
			}
		})
	}
}

func TestRaiPolicy_namesOfTheServiceAreTheServices(t *testing.T) {
	b := newARMBox(t)
	if err := b.RenameDefaultPolicy("Microsoft.DefaultV3"); err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"Microsoft.DefaultV2", "Microsoft.DefaultV3"} {
		b.must("PUT", policyID("mine"), strings.Replace(filtersOf("", ""), "Microsoft.Default", base, 1))
	}
	wantRefusal(t, b.send("PUT", policyID("microsoft.defaultV4"), filtersOf("", "")), 400, "InvalidResourceProperties", "managed by the system")
}

func TestRaiPolicy_aDeleteEndsInAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	open := func() *Sandbox {
		sb, err := Open(path, ProvisioningTime(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return sb
	}
	first := open()
	first.Do("PUT", blocklistID("words"), `{}`)
	first.Do("PUT", itemsOf("words")+"/one", word(secretWord))
	if status, answer := first.Do("DELETE", blocklistID("words"), ""); status != 202 {
		t.Fatal(answer)
	}
	second := open()
	if status, _ := second.Do("GET", itemsOf("words")+"/one", ""); status != 200 {
		t.Errorf("the item answers %d while its blocklist goes", status)
	}
	if err := second.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	if status, _ := second.Do("GET", blocklistID("words"), ""); status != 404 {
		t.Errorf("the blocklist answers %d in the end", status)
	}
	second.Do("PUT", blocklistID("other"), `{}`)
	if file, err := os.ReadFile(path); err != nil || strings.Contains(string(file), secretWord) {
		t.Errorf("the file still holds what was deleted (%v)", err)
	}
}

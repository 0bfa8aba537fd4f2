package sandbox

import (
	"strings"
	"testing"
	"time"
)

const accountOf = `{"kind":"OpenAI","sku":{"name":"S0"},"location":"East US 2","tags":{"a":"b"},"properties":{"customSubDomainName":"mine"%s}}`

func accountPath(name string) string {
	return strings.TrimSuffix(AzureAccountID(), AzureAccount) + name
}

func TestAccount_isCreatedAsAnOperation(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	body := strings.Replace(accountOf, "%s", "", 1)
	created := b.send("PUT", accountPath("Mine"), body)
	wantStatus(t, created, 201)
	poll := created.header.Get("Azure-Asyncoperation")
	if created.at("properties", "provisioningState") != "Creating" || b.send("GET", poll, "").at("status") != "Creating" {
		t.Errorf("create answers %s, its operation %s", created.text, b.send("GET", poll, "").text)
	}
	wantRefusal(t, b.send("PUT", accountPath("mine")+"/deployments/chat", standardModel(1)), 409, "AccountProvisioningStateInvalid", "in state Creating")
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", poll, "").at("status"); got != "Succeeded" {
		t.Errorf("status is %q in the end", got)
	}
	got := b.send("GET", accountPath("MINE"), "")
	for path, want := range map[string]string{
		"id": accountPath("Mine"), "location": "eastus2", "kind": "OpenAI", "sku/name": "S0", "tags/a": "b",
		"properties/endpoint": "https://mine.openai.azure.com/", "properties/provisioningState": "Succeeded",
	} {
		if got := got.at(strings.Split(path, "/")...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if list := b.send("GET", "/subscriptions/"+AzureSubscription+"/providers/Microsoft.CognitiveServices/accounts", ""); strings.Count(list.text, `"kind"`) != 2 {
		t.Errorf("the subscription lists %s", list.text)
	}
	if keys := b.send("POST", accountPath("mine")+"/listKeys", ""); keys.at("key1") == "" || keys.at("key2") == "" {
		t.Errorf("listKeys answers %s", keys.text)
	}
}

func TestAccount_refusals(t *testing.T) {
	plain := func(old, replacement string) string {
		return strings.Replace(strings.Replace(accountOf, "%s", "", 1), old, replacement, 1)
	}
	for name, c := range map[string]struct {
		account, body string
		status        int
		code          string
	}{
		"no location":         {"other", plain(`"location":"East US 2",`, ""), 400, "LocationRequired"},
		"an unknown location": {"other", plain("East US 2", "atlantis"), 400, "LocationNotAvailableForResourceType"},
		"an unknown kind":     {"other", plain("OpenAI", "Toaster"), 400, "InvalidApiSetId"},
		"an unknown SKU":      {"other", plain("S0", "P9"), 400, "InvalidSkuId"},
		"a taken subdomain":   {"other", plain("mine", "sandbox"), 409, "CustomDomainInUse"},
		"another location":    {"sandbox", plain("East US 2", "swedencentral"), 409, "InvalidResourceLocation"},
		"another kind":        {"sandbox", plain("none", "none"), 400, "InvalidResourceProperties"},
		"a bad name":          {"a", plain("none", "none"), 400, "InvalidResourceName"},
	} {
		t.Run(name, func(t *testing.T) {
			wantRefusal(t, newARMBox(t).send("PUT", accountPath(c.account), c.body), c.status, c.code, "")
		})
	}
}

func TestAccount_isSoftDeleted(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.mustDeploy("chat", standardModel(1))
	wantRefusal(t, b.send("DELETE", AzureAccountID(), ""), 409, "CannotDeleteResource", "deployments/chat")
	wantStatus(t, b.send("DELETE", deploymentID("chat"), ""), 200)
	wantStatus(t, b.send("DELETE", AzureAccountID(), ""), 200)
	wantStatus(t, b.send("GET", AzureAccountID(), ""), 404)
	wantStatus(t, b.send("DELETE", AzureAccountID(), ""), 204)

	provider := "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices"
	deleted := provider + "/locations/eastus2/resourceGroups/sandbox/deletedAccounts/sandbox"
	again := `{"kind":"AIServices","sku":{"name":"S0"},"location":"eastus2","properties":{}}`
	wantRefusal(t, b.send("PUT", AzureAccountID(), again), 409, "FlagMustBeSetForRestore", "'"+AzureAccountID()+"' has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property. If you don't want to restore existing resource, please purge it first.")
	wantStatus(t, b.send("GET", deleted, ""), 200)
	if list := b.send("GET", provider+"/deletedAccounts", ""); !strings.Contains(list.text, "deletionDate") {
		t.Errorf("deletedAccounts answers %s", list.text)
	}
	wantStatus(t, b.send("PUT", AzureAccountID(), strings.Replace(again, `{}`, `{"restore":true}`, 1)), 201)
	wantStatus(t, b.send("DELETE", AzureAccountID(), ""), 200)
	wantStatus(t, b.send("DELETE", deleted, ""), 200)
	wantStatus(t, b.send("GET", deleted, ""), 404)
	wantStatus(t, b.send("PUT", AzureAccountID(), again), 201)
}

func TestAccount_patch(t *testing.T) {
	b := newARMBox(t)
	got := b.send("PATCH", AzureAccountID(), `{"tags":{"x":"y"},"properties":{"disableLocalAuth":true}}`)
	if got.status != 200 || got.at("tags", "x") != "y" || got.at("properties", "customSubDomainName") != "sandbox" {
		t.Errorf("PATCH answers %d %s", got.status, got.text)
	}
	wantRefusal(t, b.send("POST", AzureAccountID()+"/listKeys", ""), 400, "BadRequest", "disableLocalAuth")
}

func TestGroup_lifecycle(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	version := "?api-version=2021-04-01"
	groups := "/subscriptions/" + AzureSubscription + "/resourceGroups"
	wantStatus(t, b.send("PUT", groups+"/Team"+version, `{"location":"swedencentral"}`), 201)
	wantStatus(t, b.send("PUT", groups+"/team"+version, `{"location":"swedencentral","tags":{"a":"b"}}`), 200)
	wantRefusal(t, b.send("PUT", groups+"/team"+version, `{"location":"eastus2"}`), 409, "InvalidResourceGroupLocation", "swedencentral")
	if got := b.send("GET", groups+"/TEAM"+version, ""); got.at("name") != "Team" || got.at("tags", "a") != "b" {
		t.Errorf("GET answers %s", got.text)
	}
	wantStatus(t, b.send("HEAD", groups+"/team"+version, ""), 204)
	wantStatus(t, b.send("HEAD", groups+"/nope"+version, ""), 404)
	if got := b.send("GET", groups+version, ""); strings.Count(got.text, "Microsoft.Resources/resourceGroups") != 2 {
		t.Errorf("the list answers %s", got.text)
	}
	if got := b.send("GET", groups+"/sandbox/resources"+version, ""); !strings.Contains(got.text, AzureAccountID()) {
		t.Errorf("resources answers %s", got.text)
	}
	b.mustDeploy("chat", standardModel(1))
	wantRefusal(t, b.send("DELETE", groups+"/sandbox"+version, ""), 409, "ResourceGroupDeletionBlocked", "accounts/sandbox")
	wantStatus(t, b.send("DELETE", groups+"/team"+version, ""), 200)
	wantStatus(t, b.send("GET", groups+"/team"+version, ""), 404)
}

func TestProvider_isRegistered(t *testing.T) {
	b := newARMBox(t)
	one := "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices"
	for _, got := range []answer{
		b.send("GET", one+"?api-version=2022-09-01", ""), b.send("POST", one+"/register?api-version=2022-09-01", ""),
	} {
		if got.status != 200 || got.at("registrationState") != "Registered" {
			t.Errorf("answers %d %s", got.status, got.text)
		}
	}
	if got := b.send("GET", "/subscriptions/"+AzureSubscription+"/providers?api-version=2022-09-01", ""); !strings.Contains(got.text, "2026-03-01") {
		t.Errorf("the list answers %s", got.text)
	}
}

func TestUsagesAndCapacities(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(300))
	provider := "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices"
	want := `{"name":{"value":"OpenAI.GlobalStandard.gpt-5-mini","localizedValue":"Tokens Per Minute (thousands) - gpt-5-mini - GlobalStandard"},"currentValue":300,"limit":1000,"unit":"Count"}`
	for _, path := range []string{provider + "/locations/eastus2/usages", AzureAccountID() + "/usages"} {
		if got := b.send("GET", path, ""); !strings.Contains(got.text, want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
	query := "?api-version=2026-03-01&modelFormat=OpenAI&modelName=gpt-5-mini&modelVersion=2025-08-07"
	one := b.send("GET", provider+"/locations/eastus2/modelCapacities"+query, "")
	if !strings.Contains(one.text, `"skuName":"GlobalStandard","availableCapacity":700,"availableFinetuneCapacity":0`) {
		t.Errorf("modelCapacities answers %s", one.text)
	}
	if all := b.send("GET", provider+"/modelCapacities"+query, ""); len(all.text) <= len(one.text) || !strings.Contains(all.text, `"location":"swedencentral"`) {
		t.Errorf("modelCapacities of all locations answers %s", all.text)
	}
	wantStatus(t, b.send("GET", provider+"/modelCapacities", ""), 400)
}

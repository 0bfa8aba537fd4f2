package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// every returns the items of a list of ARM's, over all its pages.
func (b *armBox) every(path string) (items []answer) {
	b.t.Helper()
	for pages := 0; path != ""; pages++ {
		page := b.must("GET", path, "")
		var list struct {
			Value    []map[string]any
			NextLink string
		}
		noError(b.t, json.Unmarshal([]byte(page.text), &list))
		for _, item := range list.Value {
			items = append(items, answer{json: item})
		}
		path = list.NextLink
		if pages > 200 {
			b.t.Fatal("the list does not end")
		}
	}
	return items
}

func (b *armBox) everyName(path string) (names []string) {
	b.t.Helper()
	for _, item := range b.every(path) {
		names = append(names, item.at("name"))
	}
	return names
}

const providerPath = "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices"

func TestLists_aSubscriptionTellsModelsAndQuotasWhereItHasNoAccount(t *testing.T) {
	b := newARMBox(t)
	const place = providerPath + "/locations/westus3"
	models, usages := b.every(place+"/models"), b.every(place+"/usages")
	if len(models) < 20 || len(usages) < 20 {
		t.Fatalf("westus3 has %d models and %d quotas", len(models), len(usages))
	}
	for _, u := range usages {
		if u.at("currentValue") != "0" || u.at("limit") == "" {
			t.Errorf("%v: %v of %v are used where nothing is", u.json["name"], u.at("currentValue"), u.at("limit"))
		}
	}
	kinds := map[string]bool{}
	for _, m := range models {
		kinds[m.at("kind")] = true
	}
	if !kinds["OpenAI"] || !kinds["AIServices"] {
		t.Errorf("models are listed for %v", kinds)
	}
}

func TestLists_aQuotaCountsWhatAllAccountsOfItsLocationHave(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	groupPath := strings.TrimSuffix(AzureAccountID(), "/sandbox")
	for name, location := range map[string]string{"second": "eastus2", "far": "swedencentral"} {
		b.must("PUT", groupPath+"/"+name, `{"kind":"OpenAI","location":"`+location+`","sku":{"name":"S0"},"properties":{}}`)
		b.must("PUT", groupPath+"/"+name+"/deployments/chat", standardModel(20))
	}
	b.mustDeploy("chat", standardModel(10))
	b.mustDeploy("chat2", standardModel(5))
	b.mustDeploy("reserved", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", ""))
	used := func(location, quota string) string {
		for _, u := range b.every(providerPath + "/locations/" + location + "/usages") {
			if u.at("name", "value") == quota {
				return u.at("currentValue")
			}
		}
		return "not listed"
	}
	for at, want := range map[string]string{
		"eastus2 OpenAI.GlobalStandard.gpt-5-mini":       "35",
		"swedencentral OpenAI.GlobalStandard.gpt-5-mini": "20",
		"eastus2 OpenAI.GlobalProvisionedManaged":        "15",
		"eastus2 OpenAI.S0.AccountCount":                 "1",
	} {
		location, quota, _ := strings.Cut(at, " ")
		if got := used(location, quota); got != want {
			t.Errorf("%s: %s are used, want %s", at, got, want)
		}
	}
	b.must("DELETE", deploymentID("chat"), "")
	if got := used("eastus2", "OpenAI.GlobalStandard.gpt-5-mini"); got != "25" {
		t.Errorf("after a delete %s are used, want 25", got)
	}
}

func TestLists_pagesHoldEverythingOnce(t *testing.T) {
	groupPath := strings.TrimSuffix(AzureAccountID(), "/sandbox")
	fill := func(b *armBox) {
		for i := range 7 {
			b.must("PUT", fmt.Sprintf("%s/more-%d", groupPath, i), `{"kind":"AIServices","location":"eastus2","sku":{"name":"S0"},"properties":{}}`)
			b.mustDeploy(fmt.Sprintf("chat-%d", i), standardModel(1))
			b.must("PUT", policyID(fmt.Sprintf("policy-%d", i)), filtersOf(hatePrompt, ""))
		}
	}
	whole, paged := newARMBox(t, ProvisioningTime(0)), newARMBox(t, ProvisioningTime(0), PageSize(3))
	fill(whole)
	fill(paged)
	capacities := providerPath + "/modelCapacities?api-version=2026-03-01&modelFormat=OpenAI&modelName=gpt-5-mini&modelVersion=2025-08-07"
	for name, path := range map[string]string{
		"the accounts of a subscription":   providerPath + "/accounts",
		"the accounts of a resource group": groupPath,
		"the deployments of an account":    AzureAccountID() + "/deployments",
		"the policies of an account":       AzureAccountID() + "/raiPolicies",
		"the services of a subscription":   "/subscriptions/" + AzureSubscription + "/providers/Microsoft.ApiManagement/service?api-version=2024-05-01",
	} {
		t.Run(name, func(t *testing.T) {
			want := whole.everyName(path)
			if diff := cmp.Diff(want, paged.everyName(path)); diff != "" || len(want) == 0 {
				t.Errorf("%d items; in pages (-whole +paged):\n%s", len(want), diff)
			}
		})
	}
	t.Run("the room for a model", func(t *testing.T) {
		places := func(b *armBox) (all []string) {
			for _, item := range b.every(capacities) {
				all = append(all, item.at("location")+" "+item.at("name")+" "+item.at("properties", "availableCapacity"))
			}
			return all
		}
		want := places(whole)
		if diff := cmp.Diff(want, places(paged)); diff != "" || len(want) < 30 {
			t.Errorf("%d places; in pages (-whole +paged):\n%s", len(want), diff)
		}
	})
}

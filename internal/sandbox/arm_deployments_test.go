package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDeployment_lifecycle(t *testing.T) {
	b := newARMBox(t)
	created := b.mustDeploy("chat", standardModel(50))
	wantStatus(t, created, 201)
	if created.header.Get("Azure-Asyncoperation") != "" {
		t.Error("a standard deployment must be created without a long-running operation")
	}
	for path, want := range map[string]string{
		"id": deploymentID("chat"), "type": "Microsoft.CognitiveServices/accounts/deployments", "name": "chat",
		"sku/name": "GlobalStandard", "sku/capacity": "50", "properties/currentCapacity": "50",
		"properties/provisioningState": "Succeeded", "properties/raiPolicyName": "Microsoft.DefaultV2",
		"properties/versionUpgradeOption": "OnceNewDefaultVersionAvailable", "etag": created.header.Get("Etag"),
		"properties/rateLimits": "[map[count:50 key:request renewalPeriod:60] map[count:50000 key:token renewalPeriod:60]]",
	} {
		if got := created.at(strings.Split(path, "/")...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	read := b.send("GET", deploymentID("chat"), "")
	if diff := cmp.Diff(created.json, read.json); diff != "" {
		t.Errorf("GET differs from PUT (-put +get):\n%s", diff)
	}
	updated := b.mustDeploy("chat", standardModel(60))
	wantStatus(t, updated, 200)
	if updated.at("systemData", "createdAt") != created.at("systemData", "createdAt") || updated.at("etag") == created.at("etag") {
		t.Error("an update must keep the creation time and change the etag")
	}
	deleted := b.send("DELETE", deploymentID("chat"), "")
	if deleted.status != 200 || deleted.text != "" {
		t.Errorf("DELETE answers %d %q, want 200 without a body", deleted.status, deleted.text)
	}
	wantStatus(t, b.send("DELETE", deploymentID("chat"), ""), 204)
	wantStatus(t, b.send("GET", deploymentID("chat"), ""), 404)
}

func TestDeployment_putReplacesEverything(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", `{"sku":{"name":"Standard","capacity":1},"tags":{"team":"search"},"properties":{
		"model":{"format":"OpenAI","name":"gpt-5.1","version":"2025-11-13"},"versionUpgradeOption":"NoAutoUpgrade",
		"raiPolicyName":"never-made","serviceTier":"Default","deploymentState":"Paused"}}`)
	before := b.send("GET", deploymentID("chat"), "")
	if before.at("properties", "raiPolicyName") != "never-made" {
		t.Error("a policy that does not exist must be accepted (azurerm 23454)")
	}
	after := b.mustDeploy("chat", `{"properties":{"model":{"format":"OpenAI","name":"gpt-5.1"}}}`)
	for path, want := range map[string]string{
		"sku/name": "Standard", "sku/capacity": "1", "tags": "", "properties/model/version": "2025-11-13",
		"properties/versionUpgradeOption": "OnceNewDefaultVersionAvailable", "properties/raiPolicyName": "Microsoft.DefaultV2",
		"properties/serviceTier": "", "properties/deploymentState": "",
	} {
		if got := after.at(strings.Split(path, "/")...); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
}

func TestDeployment_olderVersionsIgnoreAndHideNewerProperties(t *testing.T) {
	b := newARMBox(t)
	body := model("GlobalStandard", 1, "gpt-5-mini", "2025-08-07", `,"serviceTier":"Priority"`)
	old := b.send("PUT", deploymentID("chat")+"?api-version=2025-06-01", body)
	wantStatus(t, old, 201)
	if got := b.send("GET", deploymentID("chat"), "").at("properties", "serviceTier"); got != "" {
		t.Errorf("api-version 2025-06-01 stored serviceTier %q", got)
	}
	b.mustDeploy("chat", body)
	if got := b.send("GET", deploymentID("chat")+"?api-version=2025-06-01", "").at("properties", "serviceTier"); got != "" {
		t.Errorf("api-version 2025-06-01 shows serviceTier %q", got)
	}
	if got := b.send("GET", deploymentID("chat")+"?api-version=2025-10-01-preview", "").at("properties", "serviceTier"); got != "Priority" {
		t.Errorf("api-version 2025-10-01-preview shows serviceTier %q", got)
	}
}

func TestDeployment_changesInPlace(t *testing.T) {
	for name, c := range map[string]struct {
		from, to      string
		status        int
		code, message string
	}{
		"capacity":                 {standardModel(1), standardModel(9), 200, "", ""},
		"version":                  {model("GlobalStandard", 1, "gpt-4o-mini-transcribe", "2025-03-20", ""), model("GlobalStandard", 1, "gpt-4o-mini-transcribe", "2025-12-15", ""), 200, "", ""},
		"version and capacity":     {model("GlobalStandard", 1, "gpt-4o-mini-transcribe", "2025-03-20", ""), model("GlobalStandard", 2, "gpt-4o-mini-transcribe", "2025-12-15", ""), 400, "InvalidResourceProperties", "Cannot change capacity and model at the same time"},
		"model":                    {standardModel(1), model("GlobalStandard", 1, "gpt-5-nano", "2025-08-07", ""), 400, "CannotChangeDeploymentModel", "The model of deployment cannot be changed."},
		"model of provisioned":     {model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", ""), model("GlobalProvisionedManaged", 15, "gpt-5.1", "2025-11-13", ""), 200, "", ""},
		"SKU":                      {model("GlobalStandard", 1, "gpt-5", "2025-08-07", ""), model("DataZoneStandard", 1, "gpt-5", "2025-08-07", ""), 400, "InvalidResourceProperties", "SKU"},
		"capacity beyond the free": {standardModel(600), standardModel(1001), 400, "InsufficientQuota", "This operation require 401 new capacity"},
		"capacity within the free": {standardModel(600), standardModel(1000), 200, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newARMBox(t, ProvisioningTime(0))
			b.mustDeploy("chat", c.from)
			got := b.deploy("chat", c.to)
			if c.status == 200 {
				wantStatus(t, got, 200)
				return
			}
			wantRefusal(t, got, c.status, c.code, c.message)
		})
	}
}

func TestDeployment_patchTakesTagsAndCapacityOnly(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(1))
	got := b.send("PATCH", deploymentID("chat"), `{"tags":{"a":"b"},"sku":{"name":"GlobalStandard","capacity":7}}`)
	wantStatus(t, got, 200)
	if got.at("tags", "a") != "b" || got.at("sku", "capacity") != "7" {
		t.Errorf("PATCH did not stick: %s", got.text)
	}
	got = b.send("PATCH", deploymentID("chat"), `{"tags":{"c":"d"}}`)
	if got.at("tags", "a") != "" || got.at("tags", "c") != "d" || got.at("sku", "capacity") != "7" {
		t.Errorf("PATCH of tags must replace the tags and nothing else: %s", got.text)
	}
	wantRefusal(t, b.send("PATCH", deploymentID("chat"), `{"properties":{"raiPolicyName":"x"}}`), 400, "InvalidRequestContent", "'properties'")
	wantRefusal(t, b.send("PATCH", deploymentID("chat"), `{"sku":{"name":"DataZoneStandard","capacity":7}}`), 400, "InvalidResourceProperties", "SKU")
	wantStatus(t, b.send("PATCH", deploymentID("nope"), `{}`), 404)
}

func TestDeployment_thirtyTwoStandardDeployments(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	for i := range standardPerAccount {
		b.mustDeploy(fmt.Sprintf("chat-%d", i), standardModel(1))
	}
	wantRefusal(t, b.deploy("chat-33", standardModel(1)), 400, "DeploymentCountLimitExceeded", "32 standard")
	wantStatus(t, b.deploy("chat-1", standardModel(2)), 200)
	wantStatus(t, b.deploy("ptu", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", "")), 201)
}

func TestDeployment_quotaIsSharedAndGivenBack(t *testing.T) {
	b := newARMBox(t)
	if err := b.SetQuota("eastus2", "OpenAI.GlobalStandard.gpt-5-mini", 100); err != nil {
		t.Fatal(err)
	}
	b.mustDeploy("one", standardModel(60))
	wantRefusal(t, b.deploy("two", standardModel(50)), 400, "InsufficientQuota", "available capacity 40. The current quota usage is 60 and the quota limit is 100")
	wantStatus(t, b.send("DELETE", deploymentID("one"), ""), 200)
	b.mustDeploy("two", standardModel(50))
	if err := b.SetQuota("eastus2", "OpenAI.GlobalStandard.gpt-5-mini", 10); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, b.deploy("two", standardModel(45)), 200) // above the limit, but shrinking
}

func TestDeployment_pauseAndResume(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.mustDeploy("chat", standardModel(1))
	for range 2 {
		got := b.send("POST", deploymentID("chat")+"/pause", "")
		if got.status != 200 || got.at("properties", "deploymentState") != "Paused" {
			t.Fatalf("pause answers %d %s", got.status, got.text)
		}
	}
	if got := b.send("POST", deploymentID("chat")+"/resume", ""); got.at("properties", "deploymentState") != "Running" {
		t.Errorf("resume answers %s", got.text)
	}
	b.mustDeploy("ptu", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", ""))
	wantRefusal(t, b.send("POST", deploymentID("ptu")+"/pause", ""), 400, "InvalidResourceProperties", "GlobalProvisionedManaged")
}

func TestDeployment_spilloverTargetStays(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.mustDeploy("burst", standardModel(1))
	b.mustDeploy("ptu", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", `,"spilloverDeploymentName":"burst"`))
	wantRefusal(t, b.send("DELETE", deploymentID("burst"), ""), 400, "InvalidResourceProperties", "spillover deployment of 'ptu'")
	wantStatus(t, b.send("DELETE", deploymentID("ptu"), ""), 200)
	wantStatus(t, b.send("DELETE", deploymentID("burst"), ""), 200)
}

func TestDeployment_listsInPages(t *testing.T) {
	b := newARMBox(t, PageSize(2))
	var want []string
	for i := range 5 {
		name := fmt.Sprintf("chat-%d", i)
		want = append(want, name)
		b.mustDeploy(name, standardModel(1))
	}
	var got []string
	for next, pages := b.url+AzureAccountID()+"/deployments?api-version=2026-03-01", 0; next != ""; pages++ {
		if pages > 3 {
			t.Fatal("the list does not end")
		}
		page := b.send("GET", next, "")
		for _, item := range page.json["value"].([]any) {
			got = append(got, item.(map[string]any)["name"].(string))
		}
		next = page.at("nextLink")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestDeployment_sizesOfOneThatExists(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(1))
	got := b.send("GET", deploymentID("chat")+"/skus", "")
	if !strings.Contains(got.text, `"sku":{"name":"GlobalProvisionedManaged"},"capacity":{"minimum":15`) {
		t.Errorf("skus answers %s", got.text)
	}
}

func TestDeployment_whatTheServiceDoesByItself(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(1))
	if err := b.FailDeployment(deploymentID("CHAT"), "Disabled"); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", deploymentID("chat"), "").at("properties", "provisioningState"); got != "Disabled" {
		t.Errorf("state is %q after the failure", got)
	}
	if got := b.mustDeploy("chat", standardModel(1)).at("properties", "provisioningState"); got != "Succeeded" {
		t.Errorf("state is %q after the repair", got)
	}
	if err := b.UpgradeDeployment(deploymentID("chat"), "gpt-5.1@2025-11-13"); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", deploymentID("chat"), "").at("properties", "model"); got != "map[format:OpenAI name:gpt-5.1 version:2025-11-13]" {
		t.Errorf("model is %s after the upgrade", got)
	}
	if err := b.RenameDefaultPolicy("Microsoft.DefaultV3"); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", deploymentID("chat"), "").at("properties", "raiPolicyName"); got != "Microsoft.DefaultV3" {
		t.Errorf("policy is %q after the renaming", got)
	}
	if err := b.RetireModel("OpenAI", "gpt-5-nano", "2025-08-07", b.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, b.deploy("nano", model("GlobalStandard", 1, "gpt-5-nano", "2025-08-07", "")), 400, "ServiceModelDeprecated", "")
	if err := b.FailDeployment(deploymentID("nope"), "Failed"); err == nil {
		t.Error("failing a deployment that does not exist must be an error")
	}
}

func TestDeployment_retirementFollowsTheClock(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(1)) // gpt-5-mini retires on 2027-02-09
	if err := b.SetClock(time.Date(2027, 2, 9, 1, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, b.deploy("other", standardModel(1)), 400, "ServiceModelDeprecated", "since 02/09/2027 00:00:00")
	wantStatus(t, b.send("GET", deploymentID("chat"), ""), 200)
}

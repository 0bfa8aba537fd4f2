package sandbox

import (
	"net/http"
	"sync"
	"testing"
	"time"
)

func ptu(capacity int) string {
	return model("GlobalProvisionedManaged", capacity, "gpt-5-mini", "2025-08-07", "")
}

func TestOperation_provisionedThroughputTakesItsTime(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	created := b.deploy("ptu", ptu(15))
	wantStatus(t, created, 201)
	poll := created.header.Get("Azure-Asyncoperation")
	if poll == "" || created.at("properties", "provisioningState") != "Creating" {
		t.Fatalf("create answers %v %s", created.header, created.text)
	}
	pending := b.send("GET", poll, "")
	if pending.at("status") != "InProgress" || pending.header.Get("Retry-After") == "" {
		t.Errorf("poll answers %s, Retry-After %q", pending.text, pending.header.Get("Retry-After"))
	}
	for name, got := range map[string]answer{
		"another create": b.deploy("chat", standardModel(1)),
		"an update":      b.deploy("ptu", ptu(20)),
		"a patch":        b.send("PATCH", deploymentID("ptu"), `{"tags":{}}`),
		"a delete":       b.send("DELETE", deploymentID("ptu"), ""),
		"the account":    b.send("DELETE", AzureAccountID(), ""),
		"a policy":       b.send("PUT", AzureAccountID()+"/raiPolicies/mine", `{"properties":{"basePolicyName":"Microsoft.Default","contentFilters":[]}}`),
	} {
		t.Run(name+" conflicts meanwhile", func(t *testing.T) {
			wantRefusal(t, got, 409, "RequestConflict", "Another operation is being performed on the parent resource '"+AzureAccountID()+"'. Please try again later.")
		})
	}
	if err := b.Advance(2 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", poll, "").at("status"); got != "Succeeded" {
		t.Errorf("status is %q in the end", got)
	}
	if got := b.send("GET", deploymentID("ptu"), "").at("properties", "provisioningState"); got != "Succeeded" {
		t.Errorf("state is %q in the end", got)
	}
	grown := b.deploy("ptu", ptu(20))
	if grown.status != 200 || grown.at("properties", "provisioningState") != "Updating" || grown.at("properties", "currentCapacity") != "15" || grown.at("sku", "capacity") != "20" {
		t.Errorf("update answers %d %s", grown.status, grown.text)
	}
	if err := b.Advance(2 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", deploymentID("ptu"), "").at("properties", "currentCapacity"); got != "20" {
		t.Errorf("current capacity is %q in the end", got)
	}
}

func TestOperation_failsWithItsDeployment(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	poll := b.deploy("ptu", ptu(15)).header.Get("Azure-Asyncoperation")
	if err := b.FailDeployment(deploymentID("ptu"), "Failed"); err != nil {
		t.Fatal(err)
	}
	got := b.send("GET", poll, "")
	if got.at("status") != "Failed" || got.code() == "" {
		t.Errorf("poll answers %s", got.text)
	}
	wantStatus(t, b.send("DELETE", deploymentID("ptu"), ""), 200)
	wantStatus(t, b.send("GET", "/subscriptions/"+AzureSubscription+"/providers/Microsoft.CognitiveServices/locations/eastus2/operationResults/nope", ""), 404)
}

func TestOperation_aPatchEndsAtItsLocationWithTheDeployment(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	b.mustDeploy("ptu", ptu(15))
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	patched := b.send("PATCH", deploymentID("ptu"), `{"sku":{"name":"GlobalProvisionedManaged","capacity":20}}`)
	wantStatus(t, patched, 202)
	poll := patched.header.Get("Location")
	wantStatus(t, b.send("GET", poll, ""), 202)
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := b.send("GET", poll, ""); got.status != 200 || got.at("sku", "capacity") != "20" {
		t.Errorf("the location answers %d %s in the end", got.status, got.text)
	}
}

func TestConflict_overlappingWrites(t *testing.T) {
	b := newARMBox(t)
	const writers = 8
	var (
		wg       sync.WaitGroup
		statuses = make(chan int, writers)
		start    = make(chan struct{})
	)
	// The store is held until every request has arrived, so that they truly overlap.
	<-b.store.turn
	for i := range writers {
		wg.Go(func() {
			<-start
			statuses <- b.deploy("chat-"+string(rune('a'+i)), standardModel(1)).status
		})
	}
	close(start)
	time.Sleep(300 * time.Millisecond)
	b.store.turn <- struct{}{}
	wg.Wait()
	close(statuses)
	count := map[int]int{}
	for status := range statuses {
		count[status]++
	}
	if count[http.StatusCreated] != 1 || count[http.StatusConflict] != writers-1 {
		t.Errorf("statuses are %v, want one 201 and the rest 409", count)
	}
	wantStatus(t, b.deploy("later", standardModel(1)), 201)
}

func TestConflict_withinTheWriteTime(t *testing.T) {
	b := newARMBox(t, WriteTime(time.Minute))
	b.mustDeploy("chat", standardModel(1))
	wantRefusal(t, b.deploy("more", standardModel(1)), 409, "RequestConflict", AzureAccountID())
	wantStatus(t, b.send("GET", deploymentID("chat"), ""), 200)
}

package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func serviceBody(sku string, capacity int, more string) string {
	return fmt.Sprintf(`{"location":"eastus2","sku":{"name":%q,"capacity":%d},%s"properties":{"publisherEmail":"a@example.com","publisherName":"a"}}`,
		sku, capacity, more)
}

// service is the URL of another service in the seeded group.
func (b *apimBox) service(name string) string {
	return b.url + strings.Replace(APIManagementID(), "/service/sandbox", "/service/"+name, 1)
}

func TestAPIManagementService_takesItsTimeToComeAndGo(t *testing.T) {
	b := newApimBox(t, ProvisioningTime(30*time.Minute))
	made := b.must("PUT", b.service("other"), serviceBody("Premium", 1, `"identity":{"type":"SystemAssigned"},`))
	wantStatus(t, made, 201)
	if made.at("properties", "provisioningState") != "Created" || made.at("properties", "targetProvisioningState") != "Activating" {
		t.Errorf("the new service is %s", made.text)
	}
	poll := made.header.Get("Location")
	waiting := b.call("GET", poll, "", "")
	if waiting.status != 202 || waiting.header.Get("Location") == "" {
		t.Errorf("the poll answers %d %v", waiting.status, waiting.header)
	}
	wantRefusal(t, b.call("PUT", b.service("other")+"/backends/a", singleBackend("a.example.com"), ""), 409, "ServiceNotReady", "Activating")
	wantRefusal(t, b.call("DELETE", b.service("other"), "", ""), 409, "ServiceNotReady", "Activating")
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	ready := b.call("GET", poll, "", "")
	if ready.status != 200 || ready.at("properties", "provisioningState") != "Succeeded" || ready.at("properties", "gatewayUrl") != "https://other.azure-api.net" {
		t.Errorf("the poll answers %d %s", ready.status, ready.text)
	}
	gone := b.call("DELETE", b.service("other"), "", "")
	wantStatus(t, gone, 202)
	if got := b.call("GET", b.service("other"), "", ""); got.at("properties", "provisioningState") != "Deleting" {
		t.Errorf("while it is deleted it is %s", got.text)
	}
	if err := b.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, b.call("GET", gone.header.Get("Location"), "", ""), 204)
	wantRefusal(t, b.call("GET", b.service("other"), "", ""), 404, "ResourceNotFound", "service/other")
	wantStatus(t, b.call("DELETE", b.service("other"), "", ""), 204)
}

func TestAPIManagementService_refusals(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", b.url+"/subscriptions/"+AzureSubscription+"/resourceGroups/other?api-version=2021-04-01", `{"location":"eastus2"}`)
	elsewhere := strings.Replace(b.service("sandbox"), "/resourceGroups/sandbox/", "/resourceGroups/other/", 1)
	for name, c := range map[string]struct {
		url, body     string
		status        int
		code, message string
	}{
		"a name that begins with a digit": {b.service("1a"), serviceBody("Premium", 1, ""), 400, "ValidationError", "The name '1a' is invalid"},
		"an unknown sku":                  {b.service("a"), serviceBody("Huge", 1, ""), 400, "ValidationError", "sku"},
		"no capacity for Premium":         {b.service("a"), serviceBody("Premium", 0, ""), 400, "ValidationError", "capacity 0"},
		"a capacity for Consumption":      {b.service("a"), serviceBody("Consumption", 1, ""), 400, "ValidationError", "capacity 1"},
		"no publisher":                    {b.service("a"), `{"location":"eastus2","sku":{"name":"Premium","capacity":1}}`, 400, "ValidationError", "publisherEmail"},
		"a user's identity":               {b.service("a"), serviceBody("Premium", 1, `"identity":{"type":"UserAssigned"},`), 400, "ValidationError", "UserAssigned"},
		"another location":                {b.service("sandbox"), strings.Replace(serviceBody("Premium", 1, ""), "eastus2", "swedencentral", 1), 400, "ValidationError", "location"},
		"an unknown location":             {b.service("a"), strings.Replace(serviceBody("Premium", 1, ""), "eastus2", "atlantis", 1), 400, "LocationNotAvailableForResourceType", "atlantis"},
		"a name that is taken":            {elsewhere, serviceBody("Premium", 1, ""), 409, "ServiceAlreadyExists", "sandbox"},
	} {
		t.Run(name, func(t *testing.T) {
			got := b.call("PUT", c.url, c.body, "")
			if got.status != c.status || got.code() != c.code || !strings.Contains(got.text, c.message) {
				t.Errorf("got %d %s, want %d %s with %q", got.status, got.text, c.status, c.code, c.message)
			}
		})
	}
}

func TestAPIManagementService_aChangeLeavesWhatIsInIt(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/blue", singleBackend("blue.example.com"))
	wantStatus(t, b.must("PUT", "", serviceBody("PremiumV2", 2, `"tags":{"team":"search"},`)), 200)
	got := b.must("GET", "", "")
	if got.at("sku", "name") != "PremiumV2" || got.at("tags", "team") != "search" || got.at("identity") != "" {
		t.Errorf("the service is %s", got.text)
	}
	b.must("GET", "/backends/blue", "")
}

func TestAPIManagementService_isListedWithItsGroupAndGoesWithIt(t *testing.T) {
	b := newApimBox(t)
	group := "/subscriptions/" + AzureSubscription + "/resourceGroups/sandbox"
	for _, path := range []string{
		group + "/providers/Microsoft.ApiManagement/service?api-version=2024-05-01", group + "/resources?api-version=2021-04-01",
		"/subscriptions/" + AzureSubscription + "/providers/Microsoft.ApiManagement/service?api-version=2024-05-01",
	} {
		if got := b.send("GET", path, ""); !strings.Contains(got.text, `"`+APIManagementID()+`"`) {
			t.Errorf("%s lacks the service: %s", path, got.text)
		}
	}
	if got := b.send("GET", "/subscriptions/"+AzureSubscription+"/providers?api-version=2021-04-01", ""); !strings.Contains(got.text, "Microsoft.ApiManagement") || !strings.Contains(got.text, "service/backends") {
		t.Errorf("the providers lack it: %s", got.text)
	}
	wantStatus(t, b.send("DELETE", group+"?api-version=2021-04-01", ""), 200)
	wantStatus(t, b.send("PUT", group+"?api-version=2021-04-01", `{"location":"eastus2"}`), 201)
	wantStatus(t, b.call("GET", "", "", ""), 404)
}

func TestAPIManagementService_failsAndIsRepaired(t *testing.T) {
	b := newApimBox(t)
	if err := b.FailAPIManagement(APIManagementID(), "Failed"); err != nil {
		t.Fatal(err)
	}
	if got := b.must("GET", "", ""); got.at("properties", "provisioningState") != "Failed" {
		t.Errorf("the service is %s", got.text)
	}
	wantRefusal(t, b.call("PUT", "/backends/a", singleBackend("a.example.com"), ""), 409, "ServiceNotReady", "Failed")
	b.must("GET", "/namedValues", "")
	b.must("PUT", "", serviceBody("StandardV2", 1, ""))
	b.must("PUT", "/backends/a", singleBackend("a.example.com"))
	for _, id := range []string{APIManagementID() + "/backends/a", APIManagementID() + "x", AzureAccountID()} {
		if err := b.FailAPIManagement(id, "Failed"); err == nil {
			t.Errorf("%s can fail", id)
		}
	}
}

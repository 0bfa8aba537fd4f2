package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

func providerRoutes() []route {
	return []route{
		armRoute("GET", "/subscriptions", listSubscriptions),
		armRoute("GET", armSubscription, getSubscription),
		armRoute("GET", armSubscription+"/locations", listLocations),
		armRoute("GET", "/tenants", listTenants),
		armRoute("GET", armSubscription+"/providers", listProviders),
		armRoute("GET", armSubscription+"/providers/{namespace}", getProvider),
		armReads("POST", armSubscription+"/providers/{namespace}/register", getProvider),
	}
}

type subscriptionView struct {
	ID             string `json:"id"`
	SubscriptionID string `json:"subscriptionId"`
	TenantID       string `json:"tenantId"`
	DisplayName    string `json:"displayName"`
	State          string `json:"state"`
}

func theSubscription() subscriptionView {
	return subscriptionView{
		ID: "/subscriptions/" + AzureSubscription, SubscriptionID: AzureSubscription, TenantID: AzureTenant,
		DisplayName: "sandbox", State: "Enabled",
	}
}

func listSubscriptions(_ *state, r *request) (reply, *armError) {
	return paged(r, []subscriptionView{theSubscription()})
}

func getSubscription(*state, *request) (reply, *armError) {
	return jsonReply(http.StatusOK, theSubscription()), nil
}

type tenantView struct {
	ID       string `json:"id"`
	TenantID string `json:"tenantId"`
}

func listTenants(_ *state, r *request) (reply, *armError) {
	return paged(r, []tenantView{{ID: "/tenants/" + AzureTenant, TenantID: AzureTenant}})
}

type locationView struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	DisplayName string `json:"displayName"`
}

func listLocations(_ *state, r *request) (reply, *armError) {
	var views []locationView
	for _, name := range azureLocations() {
		views = append(views, locationView{
			ID: "/subscriptions/" + AzureSubscription + "/locations/" + name, Name: name, DisplayName: name,
		})
	}
	return paged(r, views)
}

type resourceTypeView struct {
	ResourceType string   `json:"resourceType"`
	Locations    []string `json:"locations"`
	APIVersions  []string `json:"apiVersions"`
}

type providerView struct {
	ID                string             `json:"id"`
	Namespace         string             `json:"namespace"`
	RegistrationState string             `json:"registrationState"`
	ResourceTypes     []resourceTypeView `json:"resourceTypes"`
}

// viewProvider shows a namespace as registered. Only those that the sandbox serves have types.
func viewProvider(namespace string) providerView {
	view := providerView{
		ID: "/subscriptions/" + AzureSubscription + "/providers/" + namespace, Namespace: namespace,
		RegistrationState: "Registered", ResourceTypes: []resourceTypeView{},
	}
	types, versions := []string{}, cognitiveVersions()
	switch strings.ToLower(namespace) {
	case "microsoft.cognitiveservices":
		types = []string{"accounts", "accounts/deployments", "accounts/raiPolicies", "locations/models"}
	case "microsoft.apimanagement":
		types = []string{"service", "service/apis", "service/apis/operations", "service/apis/operations/policies", "service/apis/policies", "service/backends", "service/namedValues"}
		versions = apimVersions()
	case "microsoft.resources":
		types, versions = []string{"resourceGroups"}, resourcesVersions()
	}
	slices.Reverse(versions) // newest first, as ARM lists them
	for _, name := range types {
		view.ResourceTypes = append(view.ResourceTypes, resourceTypeView{
			ResourceType: name, Locations: azureLocations(), APIVersions: versions,
		})
	}
	return view
}

func listProviders(_ *state, r *request) (reply, *armError) {
	return paged(r, []providerView{
		viewProvider("Microsoft.ApiManagement"), viewProvider("Microsoft.CognitiveServices"), viewProvider("Microsoft.Resources"),
	})
}

// getProvider answers for any namespace: clients ask for and register many, of which the sandbox serves few.
func getProvider(_ *state, r *request) (reply, *armError) {
	return jsonReply(http.StatusOK, viewProvider(r.vars["namespace"])), nil
}

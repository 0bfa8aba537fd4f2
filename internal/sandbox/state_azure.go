package sandbox

import (
	"encoding/json"
	"strings"
	"time"
)

// azureState is what the sandbox remembers of Azure. Keys are in lower case; the objects keep the case that they were
// created with.
type azureState struct {
	Groups     map[string]*armGroup     `json:"resource_groups"`
	Accounts   map[string]*armAccount   `json:"accounts"`                   // by group/name
	Deleted    map[string]*armAccount   `json:"deleted_accounts,omitempty"` // by group/name: soft-deleted, their names are blocked
	Operations map[string]*armOperation `json:"operations,omitempty"`       // by operation id
	// APIManagement holds the API Management services, by group/name.
	APIManagement map[string]*apimService `json:"api_management,omitempty"`
	// APIManagementOperations are the long-running writes of API Management, by operation id.
	APIManagementOperations map[string]*apimOperation `json:"api_management_operations,omitempty"`
	// Limits are quotas that differ from the catalog's, by location/usageName.
	Limits map[string]int `json:"limits,omitempty"`
	// Retired are retirement dates that differ from the catalog's, by format/name/version.
	Retired map[string]time.Time `json:"retired,omitempty"`
	// Rates are limits per unit of capacity that differ from the catalog's, by format/name/version and the limit's key.
	Rates map[string]azureRate `json:"rates,omitempty"`
	// DefaultPolicy is the RAI policy that deployments without one are shown with.
	DefaultPolicy string `json:"default_policy"`
	// ModifiedFilters says that the subscription is approved to turn the graded content filters off.
	ModifiedFilters bool `json:"modified_content_filters,omitempty"`
	// FiltersReversed makes policies show their filters and blocklists in the reverse of the order they were sent in.
	FiltersReversed bool `json:"filters_reversed,omitempty"`
}

// armGroup is a resource group.
type armGroup struct {
	Name     string            `json:"name"`
	Location string            `json:"location"`
	Tags     map[string]string `json:"tags,omitempty"`
}

// armAccount is a Microsoft.CognitiveServices account.
type armAccount struct {
	Group      string                     `json:"group"`
	Name       string                     `json:"name"`
	Location   string                     `json:"location"`
	Kind       string                     `json:"kind"`
	SKU        string                     `json:"sku"`
	Tags       map[string]string          `json:"tags,omitempty"`
	Identity   json.RawMessage            `json:"identity,omitempty"`
	Properties map[string]json.RawMessage `json:"properties,omitempty"` // as sent
	Created    time.Time                  `json:"created"`
	Modified   time.Time                  `json:"modified"`
	Deleted    time.Time                  `json:"deleted,omitzero"`
	Etag       string                     `json:"etag"`
	// ReadyAt is when the create ends, by the sandbox's clock; until then the account is Creating.
	ReadyAt time.Time `json:"ready_at,omitzero"`
	// BusyUntil is when the long-running write of a deployment ends, by the sandbox's clock.
	BusyUntil time.Time `json:"busy_until,omitzero"`
	// Written is the real time of the last write, by which overlapping requests are told.
	Written     time.Time                 `json:"written,omitzero"`
	Deployments map[string]*armDeployment `json:"deployments,omitempty"`
	Policies    map[string]*armPolicy     `json:"rai_policies,omitempty"`
	Blocklists  map[string]*armBlocklist  `json:"rai_blocklists,omitempty"`
}

// armOperation is a long-running operation that a client may poll.
type armOperation struct {
	ID       string    `json:"id"`
	Location string    `json:"location"`
	Started  time.Time `json:"started"`
	Ends     time.Time `json:"ends"`
	Pending  string    `json:"pending"` // status until it ends: "Creating" for accounts [recorded], "InProgress" else
	// Resource makes the operation answer with the deployment itself in the end, as a Location header promises.
	Resource bool `json:"resource,omitempty"`
	// Delete makes the operation's Location answer 204 in the end, as that of a delete does.
	Delete bool `json:"delete,omitempty"`
	// Stuck makes a delete fail in the end.
	Stuck bool `json:"stuck,omitempty"`
	// Account and Deployment are the keys of the deployment whose fate decides the outcome; empty for none.
	Account    string `json:"account,omitempty"`
	Deployment string `json:"deployment,omitempty"`
}

func seedAzure(st *state) {
	born := catalogDate()
	st.Azure = azureState{
		Groups:        map[string]*armGroup{AzureResourceGroup: {Name: AzureResourceGroup, Location: AzureLocation}},
		Accounts:      map[string]*armAccount{},
		DefaultPolicy: firstDefaultPolicy,
	}
	seeded := &armAccount{
		Group: AzureResourceGroup, Name: AzureAccount, Location: AzureLocation, Kind: "AIServices", SKU: "S0",
		Properties: map[string]json.RawMessage{"customSubDomainName": json.RawMessage(`"` + AzureAccount + `"`)},
		Created:    born, Modified: born, Etag: newEtag(),
	}
	st.Azure.Accounts[seeded.key()] = seeded
	seedAPIManagement(st)
}

// accountKey is the key of azureState.Accounts and Deleted.
func accountKey(group, name string) string {
	return strings.ToLower(group + "/" + name)
}

func (a *armAccount) key() string { return accountKey(a.Group, a.Name) }

// id returns the account's ARM id, in the case it was created with.
func (a *armAccount) id() string {
	return "/subscriptions/" + AzureSubscription + "/resourceGroups/" + a.Group +
		"/providers/Microsoft.CognitiveServices/accounts/" + a.Name
}

// provisioningState is the account's state at the sandbox's time now.
func (a *armAccount) provisioningState(now time.Time) string {
	if now.Before(a.ReadyAt) {
		return "Creating"
	}
	return "Succeeded"
}

// touch notes that a write is being committed.
func (a *armAccount) touch() { a.Written = time.Now() }

// putIn stores a value in a map that may not exist yet.
func putIn[V any](m *map[string]V, key string, value V) {
	if *m == nil {
		*m = map[string]V{}
	}
	(*m)[key] = value
}

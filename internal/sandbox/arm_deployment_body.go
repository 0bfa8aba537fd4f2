package sandbox

import (
	"time"
)

// The SKUs of which something is known beyond the catalog. Batch and DeveloperTier need no name here.
const (
	skuStandard                   = "Standard"
	skuDataZoneStandard           = "DataZoneStandard"
	skuGlobalStandard             = "GlobalStandard"
	skuProvisionedManaged         = "ProvisionedManaged"
	skuDataZoneProvisionedManaged = "DataZoneProvisionedManaged"
	skuGlobalProvisionedManaged   = "GlobalProvisionedManaged"
)

// armDeployment is a deployment as it was last written.
type armDeployment struct {
	Name                 string            `json:"name"`
	SKU                  string            `json:"sku"`
	Capacity             int               `json:"capacity"`
	Tags                 map[string]string `json:"tags,omitempty"`
	deploymentProperties                   // what a client may set
	Created              time.Time         `json:"created"`
	Modified             time.Time         `json:"modified"`
	Etag                 string            `json:"etag"`
	// ReadyAt is when a long-running write ends, by the sandbox's clock, and Pending the state until then.
	ReadyAt time.Time `json:"ready_at,omitzero"`
	Pending string    `json:"pending,omitempty"`
	// Before is the capacity that serves until ReadyAt.
	Before int `json:"before,omitempty"`
	// Forced is a state that the service fell into by itself; the next write of the deployment clears it.
	Forced string `json:"forced,omitempty"`
}

// deploymentProperties are the properties that a client may set. Nil and "" mean absent.
type deploymentProperties struct {
	Model                armModel           `json:"model"`
	VersionUpgradeOption string             `json:"versionUpgradeOption,omitempty"`
	RaiPolicyName        string             `json:"raiPolicyName,omitempty"`
	DynamicThrottling    *bool              `json:"dynamicThrottlingEnabled,omitempty"`
	ParentDeployment     string             `json:"parentDeploymentName,omitempty"`
	Spillover            string             `json:"spilloverDeploymentName,omitempty"`
	ServiceTier          string             `json:"serviceTier,omitempty"`
	DeploymentState      string             `json:"deploymentState,omitempty"`
	Routing              *armRouting        `json:"routing,omitempty"`
	ProviderData         *modelProviderData `json:"modelProviderData,omitempty"`
	CapacitySettings     *capacitySettings  `json:"capacitySettings,omitempty"`
}

// capacitySettings are "internal use only", which keeps nobody from setting them [spec].
type capacitySettings struct {
	DesignatedCapacity int `json:"designatedCapacity,omitempty"`
	Priority           int `json:"priority,omitempty"`
}

// armModel names a model version.
type armModel struct {
	Format        string `json:"format"`
	Name          string `json:"name"`
	Version       string `json:"version,omitempty"`
	Publisher     string `json:"publisher,omitempty"`
	Source        string `json:"source,omitempty"`
	SourceAccount string `json:"sourceAccount,omitempty"`
}

// armRouting is what a model-router deployment chooses from; no models means all.
type armRouting struct {
	Mode   string     `json:"mode"`
	Models []armModel `json:"models,omitempty"`
}

// modelProviderData is what Anthropic wants to know of who deploys its models. It is in no specification.
type modelProviderData struct {
	OrganizationName string `json:"organizationName"`
	CountryCode      string `json:"countryCode"`
	Industry         string `json:"industry"`
}

type skuBody struct {
	Name     string `json:"name"`
	Capacity *int   `json:"capacity"`
	Tier     string `json:"tier"`
	Size     string `json:"size"`
	Family   string `json:"family"`
}

type deploymentBody struct {
	SKU        *skuBody              `json:"sku"`
	Tags       map[string]string     `json:"tags"`
	Properties *deploymentProperties `json:"properties"`
}

// decodeDeployment reads a PUT as the service does: what is absent returns to its default [recorded].
func decodeDeployment(r *request) (*armDeployment, *armError) {
	var body deploymentBody
	if refusal := decodeBody(r, &body, resourceMembers()); refusal != nil {
		return nil, refusal
	}
	if body.Properties == nil || body.Properties.Model.Name == "" || body.Properties.Model.Format == "" {
		return nil, invalidProperties("The format and name of the model of account deployment are required.")
	}
	want := &armDeployment{Name: r.vars["deployment"], SKU: skuStandard, Capacity: 1, Tags: body.Tags}
	want.deploymentProperties = *body.Properties
	if want.VersionUpgradeOption == "" {
		want.VersionUpgradeOption = "OnceNewDefaultVersionAvailable"
	}
	if want.Routing != nil && want.Routing.Mode == "" {
		want.Routing.Mode = "balanced"
	}
	want.forget(r)
	return want, want.resize(body.SKU)
}

// forget drops the properties that the request's api-version does not know: the service ignores them (azapi #1136).
func (d *armDeployment) forget(r *request) {
	if !r.knows("2025-06-01") {
		d.Spillover = ""
	}
	if !r.knows("2025-10-01") {
		d.Routing, d.ServiceTier, d.DeploymentState = nil, "", ""
	}
}

// resize takes name and capacity from a sku; nil changes nothing.
func (d *armDeployment) resize(sku *skuBody) *armError {
	if sku == nil {
		return nil
	}
	if sku.Tier != "" || sku.Size != "" || sku.Family != "" {
		return invalidProperties("The tier, size and family of the SKU of account deployment cannot be specified.")
	}
	if sku.Name == "" {
		return invalidContent("Required property 'name' not found in 'sku'")
	}
	d.SKU = sku.Name
	if sku.Capacity != nil {
		d.Capacity = *sku.Capacity
	}
	return nil
}

// standard tells whether the deployment is paid per token; else it is provisioned or batch.
func (d *armDeployment) standard() bool {
	switch d.SKU {
	case skuStandard, skuDataZoneStandard, skuGlobalStandard:
		return true
	}
	return false
}

// provisioned tells whether the deployment reserves throughput.
func (d *armDeployment) provisioned() bool {
	switch d.SKU {
	case skuProvisionedManaged, skuDataZoneProvisionedManaged, skuGlobalProvisionedManaged:
		return true
	}
	return false
}

// provisioningState is the deployment's state at the sandbox's time now.
func (d *armDeployment) provisioningState(now time.Time) string {
	switch {
	case d.Forced != "":
		return d.Forced
	case now.Before(d.ReadyAt):
		return d.Pending
	}
	return "Succeeded"
}

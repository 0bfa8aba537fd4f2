package sandbox

import (
	"encoding/json"
	"maps"
	"strings"
)

// apimServiceView is a service as GET and lists show it.
type apimServiceView struct {
	ID         string                     `json:"id"`
	Name       string                     `json:"name"`
	Type       string                     `json:"type"`
	Tags       map[string]string          `json:"tags"`
	Location   string                     `json:"location"`
	Etag       string                     `json:"etag"`
	Properties map[string]json.RawMessage `json:"properties"`
	SKU        apimSKU                    `json:"sku"`
	Identity   *apimIdentity              `json:"identity"`
	SystemData systemData                 `json:"systemData"`
}

type apimSKU struct {
	Name     string `json:"name"`
	Capacity int    `json:"capacity"`
}

// viewApimService shows a service. The ETag in the body has no quotes [recorded].
func viewApimService(s *apimService, r *request) apimServiceView {
	properties := maps.Clone(s.Properties)
	state := s.provisioningState(r.now)
	properties["provisioningState"], properties["targetProvisioningState"] = quoted(state), quoted("")
	if state == "Activating" {
		properties["provisioningState"], properties["targetProvisioningState"] = quoted("Created"), quoted(state)
	}
	properties["gatewayUrl"] = quoted("https://" + strings.ToLower(s.Name) + ".azure-api.net")
	properties["createdAtUtc"] = quoted(s.Created.UTC().Format(armTime))
	for name, value := range map[string]string{"publicNetworkAccess": `"Enabled"`, "virtualNetworkType": `"None"`, "disableGateway": "false"} {
		if properties[name] == nil {
			properties[name] = json.RawMessage(value)
		}
	}
	view := apimServiceView{
		ID: s.id(), Name: s.Name, Type: apimServiceType, Tags: map[string]string{}, Location: s.Location, Etag: strings.Trim(s.Etag, `"`),
		Properties: properties, SKU: apimSKU{Name: s.SKU, Capacity: s.Capacity}, SystemData: systemDataOf(s.Created, s.Modified),
	}
	maps.Copy(view.Tags, s.Tags)
	if s.Principal != "" {
		view.Identity = &apimIdentity{Type: "SystemAssigned", Principal: s.Principal, Tenant: AzureTenant}
	}
	return view
}

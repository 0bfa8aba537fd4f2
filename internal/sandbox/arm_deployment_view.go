package sandbox

import (
	"net/http"
)

// deploymentView is a deployment as GET, PUT and lists show it, in the order of the recordings.
type deploymentView struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	Name       string            `json:"name"`
	SKU        skuView           `json:"sku"`
	Properties propertiesView    `json:"properties"`
	SystemData systemData        `json:"systemData"`
	Etag       string            `json:"etag"`
	Tags       map[string]string `json:"tags,omitempty"`
}

type propertiesView struct {
	deploymentProperties
	CurrentCapacity   int               `json:"currentCapacity"`
	Capabilities      map[string]string `json:"capabilities"`
	ProvisioningState string            `json:"provisioningState"`
	RateLimits        []rateView        `json:"rateLimits,omitempty"`
}

type rateView struct {
	Key           string `json:"key"`
	RenewalPeriod int    `json:"renewalPeriod"`
	Count         int    `json:"count"`
}

// viewDeployment shows a deployment to a client of the request's api-version.
func (st *state) viewDeployment(r *request, a *armAccount, d *armDeployment, models []azureModel) deploymentView {
	shown := *d
	shown.forget(r)
	if shown.RaiPolicyName == "" {
		shown.RaiPolicyName = st.Azure.DefaultPolicy
	}
	properties := propertiesView{
		deploymentProperties: shown.deploymentProperties, CurrentCapacity: d.Capacity,
		ProvisioningState: d.provisioningState(r.now), Capabilities: map[string]string{},
	}
	if d.Before > 0 && r.now.Before(d.ReadyAt) {
		properties.CurrentCapacity = d.Before
	}
	if m, ok := findModel(models, a.Kind, d.Model); ok {
		for name, value := range m.Capabilities {
			if name != "models" {
				properties.Capabilities[name] = value
			}
		}
		properties.RateLimits = ratesOf(m, d)
	}
	return deploymentView{
		ID: a.id() + "/deployments/" + d.Name, Type: deploymentType, Name: d.Name,
		SKU: skuView{Name: d.SKU, Capacity: d.Capacity}, Properties: properties,
		SystemData: systemDataOf(d.Created, d.Modified), Etag: d.Etag, Tags: d.Tags,
	}
}

// ratesOf multiplies the model's limits per unit by the capacity.
func ratesOf(m azureModel, d *armDeployment) []rateView {
	var rates []rateView
	for _, sku := range m.SKUs {
		if sku.Name != d.SKU || sku.FineTune != (d.Model.Source != "") {
			continue
		}
		for _, rate := range sku.RateLimits {
			rates = append(rates, rateView{Key: rate.Key, RenewalPeriod: rate.RenewalPeriod, Count: rate.Count * d.Capacity})
		}
		break
	}
	return rates
}

type deploymentSKUView struct {
	ResourceType string       `json:"resourceType"`
	SKU          skuView      `json:"sku"`
	Capacity     capacityView `json:"capacity"`
}

// listDeploymentSKUs answers the sizes that an existing deployment may take.
func listDeploymentSKUs(st *state, r *request) (reply, *armError) {
	a, d, refusal := st.deployment(r)
	if refusal != nil {
		return reply{}, refusal
	}
	views := []deploymentSKUView{}
	if m, ok := findModel(st.azureModels(a.Location), a.Kind, d.Model); ok {
		for _, sku := range m.SKUs {
			if sku.FineTune == (d.Model.Source != "") {
				views = append(views, deploymentSKUView{
					ResourceType: deploymentType, SKU: skuView{Name: sku.Name}, Capacity: viewCapacity(sku),
				})
			}
		}
	}
	return jsonReply(http.StatusOK, armList[deploymentSKUView]{Value: views}), nil
}

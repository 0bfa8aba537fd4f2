package sandbox

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// routerFirst is the first version of model-router that takes a routing configuration.
const routerFirst = "2025-11-18"

// checkSpillover holds to the documented conditions: from provisioned throughput to a standard deployment of the same
// account that processes data within the same bounds.
func (p *placing) checkSpillover() *armError {
	if p.want.Spillover == "" {
		return nil
	}
	target := p.account.Deployments[strings.ToLower(p.want.Spillover)]
	if target == nil {
		return invalidProperties("The spillover deployment '%s' does not exist in account '%s'.", p.want.Spillover, p.account.Name)
	}
	bounds := map[string]string{
		skuProvisionedManaged: skuStandard, skuDataZoneProvisionedManaged: skuDataZoneStandard,
		skuGlobalProvisionedManaged: skuGlobalStandard,
	}
	wanted, ok := bounds[p.want.SKU]
	if !ok {
		return invalidProperties("The property 'spilloverDeploymentName' is not supported by the SKU '%s'.", p.want.SKU)
	}
	if target.SKU != wanted {
		return invalidProperties("The spillover deployment '%s' of SKU '%s' must have the SKU '%s', as the deployment has '%s'.",
			target.Name, target.SKU, wanted, p.want.SKU)
	}
	return nil
}

// checkRouting wants a model-router that can be configured, and members that this router has.
func (p *placing) checkRouting() *armError {
	routing := p.want.Routing
	if routing == nil {
		return nil
	}
	if p.model.Name != "model-router" || p.model.Version < routerFirst {
		return invalidProperties("The property 'routing' is not supported by the model '%s' version: '%s'.", p.model.Name, p.model.Version)
	}
	if !slices.Contains([]string{"balanced", "cost", "quality"}, strings.ToLower(routing.Mode)) {
		return invalidProperties("The value '%s' of property 'routing.mode' of account deployment is invalid.", routing.Mode)
	}
	var members []armModel
	if err := json.Unmarshal([]byte(p.model.Capabilities["models"]), &members); err != nil {
		return invalidProperties("The model '%s' version: '%s' has no members.", p.model.Name, p.model.Version)
	}
	for _, m := range routing.Models {
		if !slices.ContainsFunc(members, m.same) {
			return invalidProperties("The model '%s' is not supported by the router '%s' version: '%s'.",
				m.words(), p.model.Name, p.model.Version)
		}
	}
	return nil
}

// same compares the parts of a model that name it.
func (m armModel) same(other armModel) bool {
	return m.Format == other.Format && m.Name == other.Name && m.Version == other.Version
}

// checkProviderData wants the attestation that Anthropic's models need (azure-rest-api-specs #43610).
func (p *placing) checkProviderData() *armError {
	if p.want.Model.Format != "Anthropic" {
		return nil
	}
	data := p.want.ProviderData
	if data == nil || data.OrganizationName == "" || data.Industry == "" ||
		!regexp.MustCompile(`^[A-Z]{2}$`).MatchString(data.CountryCode) || data.Industry != strings.ToLower(data.Industry) {
		return refuse(http.StatusBadRequest, "InvalidModelProviderData", "The property 'modelProviderData' with organizationName, "+
			"countryCode (two letters, ISO 3166-1) and industry (lower case) is required to deploy a model of format 'Anthropic'.")
	}
	return nil
}

// checkTier keeps priority processing and pausing to the SKUs that are documented to have them.
func (p *placing) checkTier() *armError {
	if p.want.ServiceTier == "Priority" && p.want.SKU != skuGlobalStandard && p.want.SKU != skuDataZoneStandard {
		return invalidProperties("The service tier 'Priority' is not supported by the SKU '%s'.", p.want.SKU)
	}
	if p.want.DeploymentState == "Paused" && !p.want.standard() {
		return invalidProperties("The deployment state 'Paused' is not supported by the SKU '%s'.", p.want.SKU)
	}
	return nil
}

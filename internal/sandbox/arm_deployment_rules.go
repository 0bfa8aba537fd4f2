package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// standardPerAccount is how many standard deployments one account holds (quotas-limits page, August 2026).
const standardPerAccount = 32

// placing is a deployment on its way into an account: what there is, what is wanted, and what the catalog says.
type placing struct {
	st      *state
	now     time.Time
	account *armAccount
	have    *armDeployment // nil for a create
	want    *armDeployment
	model   azureModel // set by checkModel
	sku     azureSKU   // set by checkSKU
}

// check refuses what the service would not deploy. The order is from the name to the quota.
func (p *placing) check() *armError {
	rules := []func() *armError{
		p.checkName, p.checkEnums, p.checkModel, p.checkSKU, p.checkChange, p.checkLifecycle, p.checkCapacity,
		p.checkSpillover, p.checkRouting, p.checkProviderData, p.checkTier, p.checkCount, p.checkQuota,
	}
	for _, rule := range rules {
		if refusal := rule(); refusal != nil {
			return refusal
		}
	}
	return nil
}

// checkName holds to the stricter of the documented rules: 2 to 64 characters.
func (p *placing) checkName() *armError {
	if !regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$`).MatchString(p.want.Name) {
		return refuse(http.StatusBadRequest, "InvalidResourceName", "The name '%s' of account deployment is invalid. It must be 2 to "+
			"64 characters of letters, digits, '.', '_' and '-', and begin with a letter or a digit.", p.want.Name)
	}
	return nil
}

func (p *placing) checkEnums() *armError {
	allowed := []struct {
		property, value string
		values          []string
	}{
		{"versionUpgradeOption", p.want.VersionUpgradeOption, []string{"OnceNewDefaultVersionAvailable", "OnceCurrentVersionExpired", "NoAutoUpgrade"}},
		{"serviceTier", p.want.ServiceTier, []string{"", "Default", "Priority"}},
		{"deploymentState", p.want.DeploymentState, []string{"", "Running", "Paused"}},
	}
	for _, a := range allowed {
		if !slices.Contains(a.values, a.value) {
			return invalidProperties("The value '%s' of property '%s' of account deployment is invalid.", a.value, a.property)
		}
	}
	return nil
}

// checkModel finds the model, and its default version where none is named.
func (p *placing) checkModel() *armError {
	m := &p.want.Model
	found, ok := p.st.azureModel(p.account.Location, p.account.Kind, *m)
	if !ok {
		return refuse(http.StatusBadRequest, "DeploymentModelNotSupported",
			"The model '%s' of account deployment is not supported.", m.words())
	}
	p.model, m.Version = found, found.Version
	return nil
}

// words names a model as the service's errors do.
func (m armModel) words() string {
	return "Format:" + m.Format + ",Name:" + m.Name + ",Version:" + m.Version
}

// checkSKU finds the model's entry for the SKU: base or, for a model of one's own, fine-tuned.
func (p *placing) checkSKU() *armError {
	offered := false
	for _, sku := range p.model.SKUs {
		if sku.Name != p.want.SKU {
			continue
		}
		offered = true
		if sku.FineTune == (p.want.Model.Source != "") {
			p.sku = sku
			return nil
		}
	}
	if offered || p.want.SKU == "DeveloperTier" {
		return invalidProperties("The specified SKU '%s' of account deployment is not supported by the model '%s' version: '%s'.",
			p.want.SKU, p.model.Name, p.model.Version)
	}
	return invalidProperties("The specified SKU '%s' for model '%s %s' is not supported in this region '%s'.",
		p.want.SKU, p.model.Name, p.model.Version, p.account.Location)
}

// checkChange refuses what cannot change in place: SKU, format and source; the name except for provisioned throughput;
// and model and capacity in one request (azure-search-openai-demo #1154, #1429).
func (p *placing) checkChange() *armError {
	if p.have == nil {
		return nil
	}
	was, is := p.have.Model, p.want.Model
	renamed := was.Name != is.Name
	switch {
	case p.have.SKU != p.want.SKU:
		return invalidProperties("The SKU of deployment cannot be changed.")
	case was.Format != is.Format || was.Source != is.Source || renamed && !p.want.provisioned():
		return refuse(http.StatusBadRequest, "CannotChangeDeploymentModel", "The model of deployment cannot be changed.")
	case (renamed || was.Version != is.Version) && p.have.Capacity != p.want.Capacity:
		return invalidProperties("Cannot change capacity and model at the same time for deployment")
	}
	return nil
}

// checkLifecycle refuses what is retired, and for something new also what is on its way out.
func (p *placing) checkLifecycle() *armError {
	words := p.want.Model.words()
	for _, end := range []time.Time{p.sku.Retires, p.model.Retires} {
		if !end.IsZero() && !p.now.Before(end) {
			return refuse(http.StatusBadRequest, "ServiceModelDeprecated", "The model '%s' has been deprecated since %s.",
				words, end.UTC().Format("01/02/2006 15:04:05"))
		}
	}
	if p.have != nil && p.have.Model == p.want.Model {
		return nil
	}
	switch p.model.Lifecycle {
	case "Deprecated":
		return refuse(http.StatusBadRequest, "DeploymentModelNotSupported", "Creating account deployment is not supported by the "+
			"model '%s'. This is usually because there are better models available for the similar functionality.", p.model.Name)
	case "Deprecating":
		return refuse(http.StatusBadRequest, "ServiceModelDeprecating",
			"The model '%s' is in deprecating state and cannot be used for new deployments.", words)
	}
	return nil
}

func (p *placing) checkCapacity() *armError {
	least := max(p.sku.Min, 1)
	if p.want.Capacity < least || p.sku.Max > 0 && p.want.Capacity > p.sku.Max {
		return refuse(http.StatusBadRequest, "InvalidCapacity",
			"The specified capacity '%d' of account deployment should be at least %d and no more than %d.",
			p.want.Capacity, least, p.sku.Max)
	}
	if p.sku.Step > 1 && (p.want.Capacity-least)%p.sku.Step != 0 {
		return refuse(http.StatusBadRequest, "InvalidCapacity",
			"The specified capacity '%d' of account deployment should be in steps of %d from %d.", p.want.Capacity, p.sku.Step, least)
	}
	return nil
}

func (p *placing) checkCount() *armError {
	if p.have != nil || !p.want.standard() {
		return nil
	}
	count := 0
	for _, d := range p.account.Deployments {
		if d.standard() {
			count++
		}
	}
	if count >= standardPerAccount {
		return refuse(http.StatusBadRequest, "DeploymentCountLimitExceeded",
			"The account '%s' already holds %d standard deployments, which is the limit.", p.account.Name, count)
	}
	return nil
}

// checkQuota compares only the increase: an account above its limit may still shrink.
func (p *placing) checkQuota() *armError {
	need := p.want.Capacity
	if p.have != nil && strings.EqualFold(p.st.usageName(p.account, p.have), p.sku.UsageName) {
		need -= p.have.Capacity
	}
	limit, used := p.st.limit(p.account.Location, p.sku.UsageName), p.st.used(p.account.Location, p.sku.UsageName)
	free := max(limit-used, 0)
	if need <= 0 || need <= free {
		return nil
	}
	quota := usageWords(p.sku.UsageName)
	return refuse(http.StatusBadRequest, "InsufficientQuota", "This operation require %d new capacity in quota %s, which is bigger than "+
		"the current available capacity %d. The current quota usage is %d and the quota limit is %d for quota %s.",
		need, quota, free, used, limit, quota)
}

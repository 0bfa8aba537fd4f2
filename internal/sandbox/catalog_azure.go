package sandbox

import "time"

// azureModel is one model version as a location's models list shows it.
type azureModel struct {
	Format, Name, Version string
	// Publisher is empty for the models of format OpenAI, as in the real list.
	Publisher string
	// Lifecycle is the api-version 2026 spelling: GenerallyAvailable, Preview, Legacy, Deprecating or Deprecated.
	Lifecycle string
	// Kinds are the account kinds that can deploy it; the models list repeats the model once per kind.
	Kinds   []string
	Default bool
	// Retires is when inference ends; zero means no date is announced, which the real list writes as 2099-12-31.
	Retires time.Time
	// RetiresFineTune is when training ends; zero means the list gives no such date.
	RetiresFineTune time.Time
	SKUs            []azureSKU
	Capabilities    map[string]string
	// FineTuneCapabilities is nil for a model that cannot be trained.
	FineTuneCapabilities map[string]string
	ReplacedBy           azureModelRef
	// HostedOn is "anthropic" or "azure" for the models that name their host, else empty.
	HostedOn string
	AssetID  string
	// CreatedAt and CreatedBy fill systemData.
	CreatedAt  time.Time
	ModifiedBy string
	// MaxCapacity is the list's maxCapacity, a number that bounds nothing (3 for most models).
	MaxCapacity int
	FineTune    bool
}

// azureModelRef is a model's replacementConfig; its zero value means that none is announced.
type azureModelRef struct {
	Name, Version    string
	AutoUpgradeStart time.Time
	LeadDays         int
}

// azureSKU is one way a model version is sold in a location.
type azureSKU struct {
	Name, UsageName string
	// Min and Step are 0 where the list states none (standard and batch types), Default is 0 for provisioned types.
	Min, Max, Step, Default int
	// RateLimits hold per unit of capacity; nil for batch and provisioned types.
	RateLimits []azureRate
	// Retires is the SKU's own deprecation date, which may differ from the model's; zero means none is announced.
	Retires time.Time
	// FineTune marks the entry that serves fine-tuned models; base and fine-tuned entries may share a name.
	FineTune bool
}

// azureRate is a limit per unit of capacity.
type azureRate struct {
	// Key is "token" or "request".
	Key   string `json:"key"`
	Count int    `json:"count"`
	// RenewalPeriod is in seconds.
	RenewalPeriod int `json:"renewalPeriod"`
}

// azureModels returns what the models list of location shows, in the order of the recorded lists; nil for an unknown
// location. The result is the caller's own.
func azureModels(location string) []azureModel {
	var models []azureModel
	for _, listing := range azureCatalog() {
		if m, offered := listing.at(location); offered {
			models = append(models, m)
		}
	}
	return models
}

package sandbox

import (
	"net/http"
	"slices"
	"time"
)

func modelRoutes() []route {
	return []route{
		armRoute("GET", armLocation+"/models", listModels),
		armRoute("GET", armAccounts+"/{account}/models", listAccountModels),
	}
}

// azureModels returns the catalog of a location with the retirements and rates that a test moved.
func (st *state) azureModels(location string) []azureModel {
	models := azureModels(location)
	if len(st.Azure.Retired) == 0 && len(st.Azure.Rates) == 0 {
		return models
	}
	models = slices.Clone(models)
	for i := range models {
		m := &models[i]
		m.SKUs = slices.Clone(m.SKUs)
		when, moved := st.Azure.Retired[modelKey(m.Format, m.Name, m.Version)]
		if moved {
			m.Retires = when
		}
		for j := range m.SKUs {
			if moved {
				m.SKUs[j].Retires = when
			}
			m.SKUs[j].RateLimits = st.ratesOfUnit(*m, m.SKUs[j].RateLimits)
		}
	}
	return models
}

// ratesOfUnit returns the limits of one unit of capacity of a model, as a test changed them.
func (st *state) ratesOfUnit(m azureModel, rates []azureRate) []azureRate {
	rates = slices.Clone(rates)
	for i, rate := range rates {
		if changed, ok := st.Azure.Rates[modelKey(m.Format, m.Name, m.Version)+"/"+rate.Key]; ok {
			rates[i] = changed
		}
	}
	return rates
}

func modelKey(format, name, version string) string {
	return format + "/" + name + "/" + version
}

// azureModel finds a model version that accounts of a kind can deploy in a location.
func (st *state) azureModel(location, kind string, want armModel) (azureModel, bool) {
	return findModel(st.azureModels(location), kind, want)
}

// findModel returns the named version, or the default one where no version is named.
func findModel(models []azureModel, kind string, want armModel) (azureModel, bool) {
	for _, m := range models {
		if m.Format != want.Format || m.Name != want.Name || !slices.Contains(m.Kinds, kind) {
			continue
		}
		if m.Version == want.Version || want.Version == "" && m.Default {
			return m, true
		}
	}
	return azureModel{}, false
}

// listedModel is one entry of a location's models list: a model and one kind of account that can deploy it.
type listedModel struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Name     string    `json:"name"`
	Location string    `json:"location"`
	Kind     string    `json:"kind"`
	SKUName  string    `json:"skuName"`
	Model    modelView `json:"model"`
}

// modelView is a model as both lists show it.
type modelView struct {
	Format               string            `json:"format"`
	Name                 string            `json:"name"`
	Version              string            `json:"version"`
	Publisher            string            `json:"publisher,omitempty"`
	IsDefaultVersion     bool              `json:"isDefaultVersion"`
	SKUs                 []modelSKUView    `json:"skus"`
	MaxCapacity          int               `json:"maxCapacity"`
	Capabilities         map[string]string `json:"capabilities"`
	FinetuneCapabilities map[string]string `json:"finetuneCapabilities,omitempty"`
	Deprecation          deprecationView   `json:"deprecation"`
	LifecycleStatus      string            `json:"lifecycleStatus"`
	ModelCatalogAssetID  string            `json:"modelCatalogAssetId,omitempty"`
	ReplacementConfig    *replacementView  `json:"replacementConfig,omitempty"`
	SystemData           systemData        `json:"systemData"`
}

type modelSKUView struct {
	Name            string       `json:"name"`
	UsageName       string       `json:"usageName"`
	Capacity        capacityView `json:"capacity"`
	DeprecationDate string       `json:"deprecationDate,omitempty"`
	RateLimits      []rateView   `json:"rateLimits,omitempty"`
}

type capacityView struct {
	Minimum int `json:"minimum,omitempty"`
	Maximum int `json:"maximum"`
	Step    int `json:"step,omitempty"`
	Default int `json:"default,omitempty"`
}

type deprecationView struct {
	FineTune  string `json:"fineTune,omitempty"`
	Inference string `json:"inference,omitempty"`
}

type replacementView struct {
	TargetModelName    string `json:"targetModelName"`
	TargetModelVersion string `json:"targetModelVersion"`
	AutoUpgradeStart   string `json:"autoUpgradeStartDate,omitempty"`
	LeadDays           int    `json:"upgradeOnExpiryLeadTimeDays,omitempty"`
}

// armDate writes a date of the catalog, "" where there is none.
func armDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// armEnd writes when something ends; the service says 2099-12-31 where no end is announced [recorded].
func armEnd(t time.Time) string {
	if t.IsZero() {
		return "2099-12-31T00:00:00Z"
	}
	return armDate(t)
}

func viewCapacity(sku azureSKU) capacityView {
	return capacityView{Minimum: sku.Min, Maximum: sku.Max, Step: sku.Step, Default: sku.Default}
}

func viewModel(m azureModel) modelView {
	view := modelView{
		Format: m.Format, Name: m.Name, Version: m.Version, Publisher: m.Publisher, IsDefaultVersion: m.Default,
		MaxCapacity: m.MaxCapacity, Capabilities: m.Capabilities, FinetuneCapabilities: m.FineTuneCapabilities,
		Deprecation:     deprecationView{FineTune: armDate(m.RetiresFineTune), Inference: armEnd(m.Retires)},
		LifecycleStatus: m.Lifecycle, ModelCatalogAssetID: m.AssetID, SystemData: systemDataOf(m.CreatedAt, m.CreatedAt),
	}
	if m.ReplacedBy.Name != "" {
		view.ReplacementConfig = &replacementView{
			TargetModelName: m.ReplacedBy.Name, TargetModelVersion: m.ReplacedBy.Version,
			AutoUpgradeStart: armDate(m.ReplacedBy.AutoUpgradeStart), LeadDays: m.ReplacedBy.LeadDays,
		}
	}
	for _, sku := range m.SKUs {
		s := modelSKUView{
			Name: sku.Name, UsageName: sku.UsageName, Capacity: viewCapacity(sku), DeprecationDate: armEnd(sku.Retires),
		}
		for _, rate := range sku.RateLimits {
			s.RateLimits = append(s.RateLimits, rateView{Key: rate.Key, RenewalPeriod: rate.RenewalPeriod, Count: rate.Count})
		}
		view.SKUs = append(view.SKUs, s)
	}
	return view
}

// listModels answers all models of a location, each once per kind, on one page: no recording of this list has a link.
func listModels(st *state, r *request) (reply, *armError) {
	location, refusal := knownLocation(r.vars["location"])
	if refusal != nil {
		return reply{}, refusal
	}
	views := []listedModel{}
	for _, m := range st.azureModels(location) {
		name := m.Format + "." + m.Name + "." + m.Version
		for _, kind := range m.Kinds {
			views = append(views, listedModel{
				ID:   "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/" + location + "/models/" + name,
				Type: "Microsoft.CognitiveServices/locations/models", Name: name, Location: location, Kind: kind,
				SKUName: "S0", Model: viewModel(m),
			})
		}
	}
	return jsonReply(http.StatusOK, armList[listedModel]{Value: views}), nil
}

func listAccountModels(st *state, r *request) (reply, *armError) {
	a, refusal := st.account(r)
	if refusal != nil {
		return reply{}, refusal
	}
	views := []modelView{}
	for _, m := range st.azureModels(a.Location) {
		if slices.Contains(m.Kinds, a.Kind) {
			views = append(views, viewModel(m))
		}
	}
	return paged(r, views)
}

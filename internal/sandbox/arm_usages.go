package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

func usageRoutes() []route {
	return []route{
		armRoute("GET", armLocation+"/usages", listUsages),
		armRoute("GET", armAccounts+"/{account}/usages", listAccountUsages),
		armRoute("GET", armProvider+"/modelCapacities", listCapacities),
		armRoute("GET", armLocation+"/modelCapacities", listCapacities),
	}
}

type usageView struct {
	Name         usageNameView `json:"name"`
	CurrentValue int           `json:"currentValue"`
	Limit        int           `json:"limit"`
	Unit         string        `json:"unit"`
}

type usageNameView struct {
	Value          string `json:"value"`
	LocalizedValue string `json:"localizedValue"`
}

// usageWords is the name of a quota for people. The service's own words follow no rule; these follow its commonest.
func usageWords(usageName string) string {
	parts := strings.SplitN(usageName, ".", 3)
	if strings.HasSuffix(usageName, ".AccountCount") {
		return "Maximum resources for " + parts[0] + " S0 sku."
	}
	pools := map[string]string{
		skuProvisionedManaged: "Provisioned Managed Throughput Unit", skuGlobalProvisionedManaged: "Global Provisioned Managed Throughput Unit",
		skuDataZoneProvisionedManaged: "Data Zone Provisioned Managed Throughput Unit",
	}
	if len(parts) < 3 {
		if words, ok := pools[parts[len(parts)-1]]; ok {
			return words
		}
		return usageName
	}
	words := "Tokens Per Minute (thousands) - " + parts[2]
	if strings.HasSuffix(parts[1], "Batch") {
		words = "Enqueued tokens (thousands) - " + parts[2]
	}
	if parts[1] != skuStandard {
		words += " - " + parts[1]
	}
	return words
}

// usageName returns the quota that a deployment draws on, "" where the catalog no longer knows.
func (st *state) usageName(a *armAccount, d *armDeployment) string {
	return usageNameOf(st.azureModels(a.Location), a, d)
}

func usageNameOf(models []azureModel, a *armAccount, d *armDeployment) string {
	m, _ := findModel(models, a.Kind, d.Model)
	for _, sku := range m.SKUs {
		if sku.Name == d.SKU && sku.FineTune == (d.Model.Source != "") {
			return sku.UsageName
		}
	}
	return ""
}

// usedIn sums what the given accounts draw on each quota of a location.
func (st *state) usedIn(location string, accounts []*armAccount) map[string]int {
	used, models := map[string]int{}, st.azureModels(location)
	for _, a := range accounts {
		if a.Location != location {
			continue
		}
		used[a.Kind+".S0.AccountCount"]++
		for _, d := range a.Deployments {
			used[usageNameOf(models, a, d)] += d.Capacity
		}
	}
	return used
}

func (st *state) used(location, usageName string) int {
	return st.usedIn(location, st.accountsIn(""))[usageName]
}

// limit returns the quota of the subscription in a location: what a test set, else the catalog's.
func (st *state) limit(location, usageName string) int {
	if limit, ok := st.Azure.Limits[limitKey(location, usageName)]; ok {
		return limit
	}
	switch usageName {
	case "OpenAI.S0.AccountCount":
		return 30
	case "AIServices.S0.AccountCount":
		return 100
	}
	return azureDefaultLimit(usageName)
}

func limitKey(location, usageName string) string {
	return strings.ToLower(location) + "/" + usageName
}

// usages lists every quota of a location once.
func (st *state) usages(location string, accounts []*armAccount) []usageView {
	names := []string{"OpenAI.S0.AccountCount", "AIServices.S0.AccountCount"}
	for _, m := range st.azureModels(location) {
		for _, sku := range m.SKUs {
			names = append(names, sku.UsageName)
		}
	}
	slices.Sort(names)
	used, views := st.usedIn(location, accounts), []usageView{}
	for _, name := range slices.Compact(names) {
		views = append(views, usageView{
			Name:         usageNameView{Value: name, LocalizedValue: usageWords(name)},
			CurrentValue: used[name], Limit: st.limit(location, name), Unit: "Count",
		})
	}
	return views
}

func listUsages(st *state, r *request) (reply, *armError) {
	location, refusal := knownLocation(r.vars["location"])
	if refusal != nil {
		return reply{}, refusal
	}
	return jsonReply(http.StatusOK, armList[usageView]{Value: st.usages(location, st.accountsIn(""))}), nil
}

func listAccountUsages(st *state, r *request) (reply, *armError) {
	a, refusal := st.account(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return jsonReply(http.StatusOK, armList[usageView]{Value: st.usages(a.Location, []*armAccount{a})}), nil
}

package sandbox

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
)

// The codes of quotas that the stand-ins hold requests to.
const (
	// QuotaInferenceProfiles is the code of "Inference profiles per account", by default 1000 a region.
	QuotaInferenceProfiles = "L-40EC9882"
	// QuotaGuardrails is the code of "Guardrails per account", by default 100 a region.
	QuotaGuardrails = "L-0E5A840C"
	// QuotaGuardrailVersions is the code of "Versions per guardrail", by default 20.
	QuotaGuardrailVersions = "L-D471AEAB"
)

// quota is one quota of Bedrock in a region, with its default.
type quota struct {
	code, name string
	value      float64
	number     int // place in the region's list
}

// The defaults of the sandbox. Names are the service's; the values are assumptions of a plausible size, since they
// differ by model and account, except those of profiles, custom models and guardrails, which are documented. Model units are 0 for
// a new account; here they are few, so that they can be tried.
const (
	profilesLimit     = 1000
	customModelsLimit = 100
	guardrailsLimit   = 100
	versionsLimit     = 20
	modelUnitsLimit   = 10
	onDemandTokens    = 400_000
	crossRegionTokens = 800_000
	globalTokens      = 1_000_000
	tokensPerRequest  = 2_000
)

// quotaTables caches what regions have, since a list is made of hundreds of names.
var quotaTables = sync.OnceValue(func() map[string][]quota {
	tables := map[string][]quota{}
	for _, region := range bedrockRegions() {
		tables[region] = makeQuotas(region)
	}
	return tables
})

// quotasOf returns the quotas of a region with their defaults; the caller must not change them.
func quotasOf(region string) []quota { return quotaTables()[region] }

func makeQuotas(region string) []quota {
	quotas := []quota{
		{code: QuotaInferenceProfiles, name: "Inference profiles per account", value: profilesLimit},
		{code: "L-CB5B847D", name: "Custom models per account", value: customModelsLimit},
		{code: QuotaGuardrails, name: "Guardrails per account", value: guardrailsLimit},
		{code: QuotaGuardrailVersions, name: "Versions per guardrail", value: versionsLimit},
	}
	for _, committed := range []bool{false, true} {
		for _, custom := range []bool{false, true} {
			name := unitQuotaName(committed, custom)
			quotas = append(quotas, quota{code: QuotaCode(name), name: name, value: modelUnitsLimit})
		}
	}
	listed := map[string]bool{} // two versions of a model may share a title, and with it one quota
	for _, m := range bedrockModels() {
		for _, q := range tokenQuotas(m, region) {
			if !listed[q.code] {
				listed[q.code] = true
				quotas = append(quotas, q)
			}
		}
	}
	for i := range quotas {
		quotas[i].number = i
	}
	return quotas
}

// tokenQuotas returns the limits of calling a model from a region, for each way that it can be called there.
func tokenQuotas(m *catalogModel, region string) []quota {
	var quotas []quota
	limits := func(kind string, tokens float64) {
		for _, q := range []quota{
			{name: kind + " model inference tokens per minute for " + quotaModelName(m), value: tokens},
			{name: kind + " model inference requests per minute for " + quotaModelName(m), value: tokens / tokensPerRequest},
		} {
			q.code = QuotaCode(q.name)
			quotas = append(quotas, q)
		}
	}
	for _, inference := range m.Inference[region] {
		if inference == "ON_DEMAND" {
			limits("On-demand", onDemandTokens)
		}
	}
	var geo, global bool
	for _, p := range bedrockProfiles()[region] {
		if p.baseModel() == m.ID {
			global = global || strings.HasPrefix(p.ID, "global.")
			geo = geo || !strings.HasPrefix(p.ID, "global.")
		}
	}
	if geo {
		limits("Cross-region", crossRegionTokens)
	}
	if global {
		limits("Global cross-region", globalTokens)
	}
	return quotas
}

// quotaModelName is how quotas call a model: publisher, title and, for Anthropic's numbered ids, the revision
// ("Anthropic Claude Sonnet 4.5 V1").
func quotaModelName(m *catalogModel) string {
	name := m.Name
	if !strings.HasPrefix(name, m.Provider) {
		name = m.Provider + " " + name
	}
	if m.Provider == "Anthropic" && strings.HasSuffix(m.ID, "-v1:0") {
		name += " V1"
	}
	return name
}

// QuotaCode returns the code that the sandbox gives a quota of a name. Service Quotas documents no rule: the few codes
// that are known are used, the others are made of the name.
func QuotaCode(name string) string {
	switch name {
	case "Inference profiles per account":
		return QuotaInferenceProfiles
	case "Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4 V1":
		return "L-59759B4A"
	case "Cross-region model inference requests per minute for Anthropic Claude Sonnet 4 V1":
		return "L-559DCC33"
	case "On-demand model inference tokens per minute for Amazon Nova Micro":
		return "L-CFA4FA0D"
	case "On-demand model inference tokens per minute for Amazon Nova Lite":
		return "L-70423BF8"
	}
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("L-%X", sum[:4])
}

// unitQuotaName names the quota of model units that a throughput counts against.
func unitQuotaName(committed, custom bool) string {
	commitment, models := "no-commitment", "base models"
	if committed {
		commitment = "with commitment"
	}
	if custom {
		models = "custom models"
	}
	return "Model units " + commitment + " Provisioned Throughputs across " + models
}

func unitQuota(committed, custom bool) string { return QuotaCode(unitQuotaName(committed, custom)) }

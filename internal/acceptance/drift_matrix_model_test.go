package acceptance_test

import (
	"maps"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

func modelOnAzure() map[[2]string]fieldChange {
	moving := args{"version_upgrade": `"on_new_default"`}
	const pinned, allowed = `version_upgrade = "pinned"`, "version_upgrade allows it"
	return map[[2]string]fieldChange{
		{"properties.model.format", ""}:          goes(overlaid("properties.model.format", "Contoso")),
		{"properties.model.name", pinned}:        goes(overlaid("properties.model.name", "gpt-5-mini")),
		{"properties.model.name", allowed}:       {by: overlaid("properties.model.name", "gpt-5-mini"), with: moving},
		{"properties.model.version", pinned}:     goes(sent("properties.model.version", "2025-08-07")),
		{"properties.model.version", allowed}:    {by: sent("properties.model.version", "2025-08-07"), with: moving},
		{"properties.model.source", ""}:          goes(overlaid("properties.model.source", fineTuned+"2")),
		{"properties.model.sourceAccount", ""}:   goes(overlaid("properties.model.sourceAccount", accountID("elsewhere"))),
		{"properties.model.publisher", ""}:       goes(sent("properties.model.publisher", "Contoso")),
		{"properties.model.callRateLimit.*", ""}: goes(overlaid("properties.model.callRateLimit", map[string]any{"count": 7, "renewalPeriod": 10})),
		{"properties.callRateLimit.*", ""}:       goes(overlaid("properties.callRateLimit", map[string]any{"count": 7, "renewalPeriod": 10})),
		{"properties.currentCapacity", ""}:       goes(overlaid("properties.currentCapacity", 1)),
		{"properties.capabilities.*", ""}:        goes(overlaid("properties.capabilities._H_azureml-throttling-key", "moved")),
		{"properties.capabilities.hostedOn", ""}: {
			by: overlaid("properties.capabilities.hostedOn", "anthropic"), azure: `hosted_on = "azure"`,
		},
	}
}

// ratesOnAzure changes limits: those of tokens for a whole model at once, as
// the catalog does, where a deployment has them at all.
func ratesOnAzure(kind drift.Kind) map[[2]string]fieldChange {
	const count, period, key = "properties.rateLimits[].count", "properties.rateLimits[].renewalPeriod", "properties.rateLimits[].key"
	limit := func(more map[string]any) fieldChange {
		limits := []any{map[string]any{"key": "token", "count": 9000, "renewalPeriod": 60}}
		return goes(func(s *driftScene) {
			if is, ok := valueAt(s.read(), "properties.rateLimits").([]any); ok {
				limits = is
			}
			limits = append(slices.Clip(limits), more)
			s.show("properties.rateLimits", limits)
		})
	}
	table := map[[2]string]fieldChange{
		{key, "a limit of another kind beside the one of tokens"}: limit(map[string]any{"key": "image", "count": 1, "renewalPeriod": 60}),
		{"properties.rateLimits[].*", ""}:                         limit(map[string]any{"key": "request", "count": 1, "renewalPeriod": 60, "minCount": 1, "dynamicThrottlingEnabled": true}),
		{count, ""}:                                               limit(map[string]any{"key": "token", "count": 1, "renewalPeriod": 60}),
		{period, ""}:                                              limit(map[string]any{"key": "token", "count": 1, "renewalPeriod": 1}),
	}
	if kind != drift.Provisioned && kind != drift.Batch {
		table[[2]string{count, ""}] = fieldChange{by: ratesBecome(500, 60), batch: "azure rates by count"}
		table[[2]string{period, ""}] = fieldChange{by: ratesBecome(1000, 120), batch: "azure rates by period"}
	}
	return table
}

// matrixModels are the models that the matrix deploys on Azure.
func matrixModels() [][3]string {
	return [][3]string{
		{"OpenAI", "gpt-4.1-mini", "2025-04-14"},
		{"OpenAI", "gpt-4.1", "2025-04-14"},
		{"OpenAI", "model-router", "2025-11-18"},
		{"Anthropic", "claude-sonnet-5", "2"},
	}
}

func ratesBecome(count, period int) func(*driftScene) {
	return onceFor("rates", func(m *driftMatrix) {
		for _, model := range matrixModels() {
			m.w.ok(m.w.sb.ChangeRate(model[0], model[1], model[2], "token", count, period))
		}
	})
}

func routingOnAzure(kind drift.Kind) map[[2]string]fieldChange {
	const models = "properties.routing.models"
	member := func(format, name, version string) map[string]any {
		return map[string]any{"format": format, "name": name, "version": version}
	}
	first, second := member("OpenAI", "gpt-4.1", "2025-04-14"), member("OpenAI", "gpt-4.1-mini", "2025-04-14")
	members := func(of ...any) fieldChange {
		if kind != drift.Router {
			return goes(overlaid("properties.routing", map[string]any{"mode": "balanced", "models": of}))
		}
		return goes(sent(models, of))
	}
	extra := func(name string, value any) fieldChange {
		more := maps.Clone(first)
		more[name] = value
		return goes(overlaid(models, []any{more, second}))
	}
	attested := func(field, value string) fieldChange { return goes(sent("properties.modelProviderData."+field, value)) }
	return map[[2]string]fieldChange{
		{"properties.routing.mode", ""}:                       goes(sent("properties.routing.mode", "quality")),
		{"properties.routing.mode", "other letter case"}:      goes(overlaid("properties.routing.mode", "Cost")),
		{models + "[].format", ""}:                            members(member("Meta", "gpt-4.1", "2025-04-14"), second),
		{models + "[].name", ""}:                              members(member("OpenAI", "gpt-5", "2025-04-14"), second),
		{models + "[].version", ""}:                           members(member("OpenAI", "gpt-4.1", "2025-08-07"), second),
		{models + "[].version", "in another order"}:           members(second, first),
		{models + "[].publisher", ""}:                         extra("publisher", "OpenAI"),
		{models + "[].source", ""}:                            extra("source", "ftjob-1"),
		{models + "[].sourceAccount", ""}:                     extra("sourceAccount", accountID("elsewhere")),
		{models + "[].callRateLimit.*", ""}:                   extra("callRateLimit", map[string]any{"count": 1}),
		{"properties.modelProviderData.organizationName", ""}: attested("organizationName", "Fabrikam"),
		{"properties.modelProviderData.countryCode", ""}:      attested("countryCode", "FR"),
		{"properties.modelProviderData.industry", ""}:         attested("industry", "banking"),
		{"properties.modelProviderData", "not returned"}:      goes(overlaid("properties.modelProviderData", nil)),
	}
}

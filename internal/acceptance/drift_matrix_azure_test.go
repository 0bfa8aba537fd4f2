package acceptance_test

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// azureChanges are the changes of a deployment on Azure, by row.
func azureChanges(kind drift.Kind) map[string]fieldChange {
	table := map[string]fieldChange{}
	add := func(field, which string, c fieldChange) { table[rowKey(drift.AzureDeployment, field, which)] = c }
	for _, part := range []map[[2]string]fieldChange{
		wholeOnAzure(), plainOnAzure(), skuOnAzure(kind), tagsOnAzure(), modelOnAzure(), ratesOnAzure(kind), routingOnAzure(kind), unmanagedOnAzure(),
	} {
		for field, c := range part {
			add(field[0], field[1], c)
		}
	}
	maps.Copy(table, aroundAzure(kind))
	return table
}

func goes(f func(*driftScene)) fieldChange { return fieldChange{by: f} }

func wholeOnAzure() map[[2]string]fieldChange {
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}: goes(goneNow),
		{"(the whole)", "deleted and made again"}: goes(func(s *driftScene) {
			is := s.m.w.do("GET", s.id, "")
			s.m.w.do("DELETE", s.id, "")
			s.m.w.do("PUT", s.id, is)
		}),
		{"(the whole)", "another one beside it"}: goes(func(s *driftScene) { s.m.w.do("PUT", s.id+"-beside", s.m.w.do("GET", s.id, "")) }),
	}
}

// cased shows a text in another letter case.
func cased(field string, fold func(string) string) fieldChange {
	return goes(func(s *driftScene) { s.show(field, fold(valueAt(s.read(), field).(string))) })
}

func plainOnAzure() map[[2]string]fieldChange {
	const longAgo = "2020-01-01T00:00:00.0000000Z"
	return map[[2]string]fieldChange{
		{"id", "other letter case"}:           cased("id", strings.ToLower),
		{"name", "other letter case"}:         cased("name", strings.ToUpper),
		{"type", ""}:                          cased("type", strings.ToLower),
		{"etag", ""}:                          goes(overlaid("etag", `"another"`)),
		{"systemData.createdAt", ""}:          goes(overlaid("systemData.createdAt", longAgo)),
		{"systemData.createdBy", ""}:          goes(overlaid("systemData.createdBy", "somebody")),
		{"systemData.createdByType", ""}:      goes(overlaid("systemData.createdByType", "Application")),
		{"systemData.lastModifiedAt", ""}:     goes(overlaid("systemData.lastModifiedAt", longAgo)),
		{"systemData.lastModifiedBy", ""}:     goes(overlaid("systemData.lastModifiedBy", "somebody")),
		{"systemData.lastModifiedByType", ""}: goes(overlaid("systemData.lastModifiedByType", "Application")),

		{"properties.provisioningState", "Failed"}:    goes(falls("Failed")),
		{"properties.provisioningState", "Disabled"}:  goes(falls("Disabled")),
		{"properties.provisioningState", "Canceled"}:  goes(falls("Canceled")),
		{"properties.provisioningState", "any other"}: goes(passingly("properties.provisioningState", "Mending")),

		{"properties.raiPolicyName", "another guardrail"}:                             goes(sent("properties.raiPolicyName", "somebody-elses")),
		{"properties.raiPolicyName", "the platform's default under another name"}:     goes(sent("properties.raiPolicyName", "Microsoft.DefaultV3")),
		{"properties.versionUpgradeOption", ""}:                                       goes(sent("properties.versionUpgradeOption", "OnceNewDefaultVersionAvailable")),
		{"properties.versionUpgradeOption", "left out for OnceCurrentVersionExpired"}: {by: overlaid("properties.versionUpgradeOption", nil), with: args{"version_upgrade": `"on_retirement"`}},
		{"properties.spilloverDeploymentName", ""}:                                    goes(sent("properties.spilloverDeploymentName", "spare")),
		{"properties.serviceTier", ""}:                                                goes(sent("properties.serviceTier", "Priority")),
		{"properties.serviceTier", "the default filled in"}:                           goes(sent("properties.serviceTier", "Default")),
		{"properties.deploymentState", ""}:                                            goes(sent("properties.deploymentState", "Paused")),
		{"properties.deploymentState", "the default filled in"}:                       goes(sent("properties.deploymentState", "Running")),
	}
}

func falls(state string) func(*driftScene) {
	return func(s *driftScene) { s.m.w.fails(state)(s.id) }
}

// skuOnAzure changes how it is sold: no call can, so it is shown otherwise.
func skuOnAzure(kind drift.Kind) map[[2]string]fieldChange {
	inside := map[drift.Kind]string{
		drift.Global: "Standard", drift.Provisioned: "DataZoneProvisionedManaged", drift.Batch: "DataZoneBatch",
		drift.Router: "DataZoneStandard", drift.Anthropic: "DataZoneStandard", drift.FineTuned: "Standard",
	}[kind]
	mode := "GlobalBatch"
	if kind == drift.Batch || kind == drift.Provisioned {
		mode = "GlobalStandard"
	}
	return map[[2]string]fieldChange{
		{"sku.name", "beyond processing_scope"}:       goes(overlaid("sku.name", "GlobalStandard")),
		{"sku.name", "another one inside the bounds"}: goes(overlaid("sku.name", inside)),
		{"sku.name", "another mode"}:                  goes(overlaid("sku.name", mode)),
		{"sku.capacity", ""}:                          goes(sent("sku.capacity", 20)),
		{"sku.tier", ""}:                              goes(overlaid("sku.tier", "Enterprise")),
		{"sku.size", ""}:                              goes(overlaid("sku.size", "L")),
		{"sku.family", ""}:                            goes(overlaid("sku.family", "G2")),
		{"sku.(new)", "not known to this provider"}:   goes(overlaid("sku.burst", 3)),
	}
}

func tagsOnAzure() map[[2]string]fieldChange {
	return map[[2]string]fieldChange{
		{"tags.*", "added"}:                    goes(sent("tags.extra", "1")),
		{"tags.*", "changed"}:                  goes(sent("tags.team", "ads")),
		{"tags.*", "removed"}:                  goes(sent("tags.team", nil)),
		{"tags.*", "of default_tags, removed"}: goes(sent("tags.cost", nil)),
		{"tags.*", "llm:owner removed"}:        {by: func(s *driftScene) { sent("tags", tagsWithout(s.read()["tags"], "llm:owner"))(s) }},
		{"tags.*", "ignored by key"}:           goes(sent("tags.policy", "added")),
		{"tags.*", "ignored by prefix"}:        {by: func(s *driftScene) { sent("tags", tagsWithout(s.read()["tags"], "", "sys:audited"))(s) }},
		{"tags.*", "in another order"}: goes(func(s *driftScene) {
			s.m.w.do("PATCH", s.id, `{"tags":{"unit":"lab","team":"search","llm:owner":"matrix","cost":"42"}}`)
		}),
	}
}

// tagsWithout is tags less one key and with more keys.
func tagsWithout(tags any, gone string, more ...string) map[string]any {
	kept, _ := tags.(map[string]any)
	kept = maps.Clone(kept)
	delete(kept, gone)
	for _, key := range more {
		kept[key] = "1"
	}
	return kept
}

func unmanagedOnAzure() map[[2]string]fieldChange {
	return map[[2]string]fieldChange{
		{"properties.dynamicThrottlingEnabled", ""}:            goes(sent("properties.dynamicThrottlingEnabled", true)),
		{"properties.parentDeploymentName", ""}:                goes(sent("properties.parentDeploymentName", "parent")),
		{"properties.capacitySettings.designatedCapacity", ""}: goes(sent("properties.capacitySettings.designatedCapacity", 3)),
		{"properties.capacitySettings.priority", ""}:           goes(sent("properties.capacitySettings.priority", 3)),
		{"properties.scaleSettings.*", ""}:                     goes(sent("properties.scaleSettings.capacity", 3)),
		{"(new)", "not known to this provider"}:                goes(overlaid("zones", []any{"1"})),
		{"properties.(new)", "not known to this provider"}:     goes(sent("properties.somethingNew", "on")),
	}
}

// aroundAzure changes an account, or the models list, for all its deployments
// at once.
func aroundAzure(drift.Kind) map[string]fieldChange {
	table := map[string]fieldChange{}
	for name, change := range map[string]struct {
		field string
		value any
	}{
		"id": {"id", nil}, "location": {"location", "East US 2"}, "kind": {"kind", "OpenAI"},
		"properties.endpoint":            {"properties.endpoint", "https://moved.cognitiveservices.azure.com/"},
		"properties.endpoints.*":         {"properties.endpoints", map[string]any{"OpenAI Language Model Instance API": "https://moved.openai.azure.com/"}},
		"properties.customSubDomainName": {"properties.customSubDomainName", "moved"},
		"properties.disableLocalAuth":    {"properties.disableLocalAuth", true},
	} {
		which := ""
		if name == "id" || name == "location" {
			which = "other letter case"
		}
		table[rowKey(drift.AzureAccount, name, which)] = accountChange(fmt.Sprintf("acct%d", len(table)), change.field, change.value)
	}
	soon := onceFor("retires", func(m *driftMatrix) {
		for _, model := range matrixModels() {
			m.w.ok(m.w.sb.RetireModel(model[0], model[1], model[2], time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC)))
		}
	})
	table[rowKey(drift.AzureCatalog, "model.deprecation.inference", "within 90 days")] = fieldChange{by: soon, batch: "azure retirement"}
	return table
}

func accountChange(name, field string, value any) fieldChange {
	return fieldChange{account: name, by: onceFor(name, func(m *driftMatrix) {
		id := accountID(name)
		if field == "id" {
			value = strings.ToLower(id)
		}
		m.show(id, field, value)
	})}
}

package acceptance_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// drawOptions draws what depends on how the deployment is sold.
func (d *azureDraw) drawOptions(mode string, b bounds) {
	standard := slices.Contains([]string{"Standard", "DataZoneStandard", "GlobalStandard"}, d.sold.name)
	argue(d.resource, "version_upgrade", oneOf(d.rt, "version_upgrade", nil, nil, "pinned", "on_new_default", "on_retirement"))
	tiers := []any{nil, nil, "default"}
	if standard && d.sold.scope != "region" && b.scope != "region" {
		tiers = append(tiers, "priority")
	}
	argue(d.azure, "service_tier", oneOf(d.rt, "service_tier", tiers...))
	pauses := []any{nil, nil, false}
	if standard {
		pauses = append(pauses, true)
	}
	argue(d.azure, "paused", oneOf(d.rt, "paused", pauses...))
	d.drawGuardrail()
	if mode == "provisioned" && maybe(d.rt, "spillover_deployment", 40) {
		d.drawSpillover()
	}
}

// drawGuardrail attaches a policy of the account, one of the service's own, or the default by its name.
func (d *azureDraw) drawGuardrail() {
	if !maybe(d.rt, "guardrail", 30) {
		return
	}
	policy := rapid.SampledFrom([]string{"Strict-1", "Microsoft.Nil", "Microsoft.DefaultV2"}).Draw(d.rt, "policy")
	id := d.account + "/raiPolicies/" + policy
	if policy == "Strict-1" {
		d.prepare = append(d.prepare, put(id, `{"properties":{"basePolicyName":"Microsoft.DefaultV2","mode":"Blocking","contentFilters":[
			{"name":"Hate","source":"Prompt","blocking":true,"enabled":true,"severityThreshold":"Low"}]}}`))
	}
	d.resource["guardrail"] = lettered(d.rt, id)
}

// drawSpillover puts a standard deployment beside it that processes within the same bounds.
func (d *azureDraw) drawSpillover() {
	sku := map[string]string{
		"ProvisionedManaged": "Standard", "DataZoneProvisionedManaged": "DataZoneStandard", "GlobalProvisionedManaged": "GlobalStandard",
	}[d.sold.name]
	for _, o := range d.offers {
		i := slices.IndexFunc(o.base, func(s sale) bool { return s.name == sku })
		if i < 0 || o.format == "Anthropic" {
			continue
		}
		id := d.account + "/deployments/Spare-1"
		d.prepare = append(d.prepare, put(id, fmt.Sprintf(`{"sku":{"name":%q,"capacity":%d},"properties":{"model":{"format":%q,"name":%q,"version":%q}}}`,
			sku, o.base[i].least, o.format, o.name, o.version)))
		d.azure["spillover_deployment"] = lettered(d.rt, id)
		return
	}
}

// drawOwn draws what only some models have.
func (d *azureDraw) drawOwn() {
	if d.offer.format == "Anthropic" {
		d.azure["attestation"] = tfcore.Tree{"organization": "Contoso GmbH", "country_code": "DE", "industry": "retail"}
		if d.offer.host != "" {
			argue(d.azure, "hosted_on", oneOf(d.rt, "hosted_on", nil, d.offer.host))
		}
	} else {
		argue(d.azure, "hosted_on", oneOf(d.rt, "hosted_on", nil, nil, nil, "azure"))
	}
	if d.theme != "router" {
		return
	}
	routing := tfcore.Tree{}
	argue(routing, "mode", oneOf(d.rt, "routing.mode", nil, "balanced", "cost", "quality"))
	if maybe(d.rt, "routing.models", 50) {
		members := rapid.Permutation(d.offer.members).Draw(d.rt, "members")
		routing["models"] = members[:rapid.IntRange(0, len(members)).Draw(d.rt, "how many")]
	}
	argue(d.azure, "routing", whole(d.rt, "routing", routing))
}

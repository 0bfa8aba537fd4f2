package acceptance_test

import (
	"fmt"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// gpt is the body's model on Azure.
const gpt = `"model":{"format":"OpenAI","name":"gpt-4.1-mini","version":"2025-04-14"}`

// asAzurerm is what a user of azurerm writes: it follows new defaults unless
// version_upgrade_option says otherwise.
func asAzurerm(edits args) args {
	return onAzure().with(args{"version_upgrade": `"on_new_default"`, "throughput": ""}).with(edits)
}

const newDefault = gpt + `,"versionUpgradeOption":"OnceNewDefaultVersionAvailable"`

// sold is an SKU with a capacity.
func sold(name string, capacity int) string {
	return fmt.Sprintf(`{"name":%q,"capacity":%d}`, name, capacity)
}

func azurermCases() map[string]moveCase {
	here := sandbox.AzureAccountID()
	provisioned, batch := args{"throughput": `{ mode = "provisioned", units = 15 }`}, args{"throughput": `{ mode = "batch" }`}
	geo, inRegion := args{"processing_scope": `"geo"`}, args{"processing_scope": `"region"`}
	fifty := args{"throughput": `{ mode = "provisioned", units = 50 }`}
	return map[string]moveCase{
		"Standard":                     {made: fromAzurerm("chat", here, sold("Standard", 5), newDefault), args: asAzurerm(inRegion)},
		"DataZoneStandard":             {made: fromAzurerm("chat", here, sold("DataZoneStandard", 5), newDefault), args: asAzurerm(geo)},
		"GlobalStandard":               {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), newDefault), args: asAzurerm(nil)},
		"GlobalStandard within region": {made: fromAzurerm("chat", here, sold("Standard", 5), newDefault), args: asAzurerm(nil), plan: "update"},
		"DataZoneBatch":                {made: fromAzurerm("chat", here, sold("DataZoneBatch", 5), newDefault), args: asAzurerm(geo).with(batch)},
		"GlobalBatch":                  {made: fromAzurerm("chat", here, sold("GlobalBatch", 5), newDefault), args: asAzurerm(batch)},
		"ProvisionedManaged":           {made: fromAzurerm("chat", here, sold("ProvisionedManaged", 50), newDefault), args: asAzurerm(inRegion).with(fifty)},
		"DataZoneProvisionedManaged":   {made: fromAzurerm("chat", here, sold("DataZoneProvisionedManaged", 15), newDefault), args: asAzurerm(geo).with(provisioned)},
		"GlobalProvisionedManaged":     {made: fromAzurerm("chat", here, sold("GlobalProvisionedManaged", 15), newDefault), args: asAzurerm(provisioned)},
		"provisioned and not protected any more": {
			made: fromAzurerm("chat", here, sold("GlobalProvisionedManaged", 15), newDefault),
			args: asAzurerm(provisioned).with(args{"deletion_protection": "false"}), plan: "update",
		},
		"no upgrades":               {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), gpt+`,"versionUpgradeOption":"NoAutoUpgrade"`), args: asAzurerm(args{"version_upgrade": ""})},
		"upgrades at retirement":    {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), gpt+`,"versionUpgradeOption":"OnceCurrentVersionExpired"`), args: asAzurerm(args{"version_upgrade": `"on_retirement"`})},
		"dynamic throttling":        {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), newDefault+`,"dynamicThrottlingEnabled":true`), args: asAzurerm(nil)},
		"Azure's default policy":    {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), newDefault+`,"raiPolicyName":"Microsoft.DefaultV2"`), args: asAzurerm(nil)},
		"the default policy, named": {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), newDefault+`,"raiPolicyName":"Microsoft.DefaultV2"`), args: asAzurerm(args{"guardrail": quoted(armChild("raiPolicies", "Microsoft.DefaultV2"))}), plan: "update"},
		"a policy of its own":       {made: withPolicy(fromAzurerm("chat", here, sold("GlobalStandard", 5), newDefault+`,"raiPolicyName":"strict"`)), args: asAzurerm(args{"guardrail": quoted(armChild("raiPolicies", "strict"))})},
		"its version written out":   {made: fromAzurerm("chat", here, sold("GlobalStandard", 5), newDefault), args: asAzurerm(args{"model": `"openai/gpt-4.1-mini@2025-04-14"`}), plan: "update"},
		"its capacity written out":  {made: fromAzurerm("chat", here, sold("GlobalStandard", 7), newDefault), args: asAzurerm(args{"throughput": `{ tokens_per_minute = 7000 }`})},
		"another account": {
			made: func(w *world) (string, held) {
				return fromAzurerm("chat", w.swedishAccount(), sold("GlobalStandard", 5), newDefault)(w)
			},
			args: asAzurerm(args{"azure": fmt.Sprintf("{ account_id = %q }", accountID("sweden"))}),
		},
	}
}

// withPolicy makes the policy that a deployment names.
func withPolicy(then maker) maker {
	return func(w *world) (string, held) { w.policy("strict"); return then(w) }
}

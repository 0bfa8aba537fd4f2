package acceptance_test

import (
	"fmt"
	"maps"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// enforcementSites are the arguments of what is enforced.
func enforcementSites() []site {
	var sites []site
	add := func(argument string, put func(provider, resource tree, text string), forms ...string) {
		for _, form := range forms {
			sites = append(sites, site{argument: argument, form: form, base: "bedrock", put: put})
		}
	}
	add("guardrail", in("guardrail"), "%s", someGuardrail+"%s", "arn:aws:bedrock:%s:000000000000:guardrail/abc", someGuardrail+":%s")
	add("version", in("version"), "%s", "1%s")
	add("region", in("region"), "%s", "us-east-%s")
	add("system_prompts", in("system_prompts"), "%s", "selective%s")
	add("guarded_messages", in("guarded_messages"), "%s")
	add("included_models", listed("included_models"), "%s", "amazon.%s")
	add("excluded_models", listed("excluded_models"), "%s")
	for i, s := range sites {
		if plain := strings.ReplaceAll(s.form, "%s", ""); plain == "selective" || plain == someGuardrail || plain == "1" {
			sites[i].form += "x" // the empty word leaves it right
		}
	}
	return sites
}

// guardrailReferences names, where a guardrail belongs, ids of others, of other
// things and of nothing.
func (h *hostility) guardrailReferences() {
	h.t.Helper()
	ids := otherARNs(someGuardrail)
	delete(ids, "a guardrail") // is the id itself
	maps.Copy(ids, map[string]string{
		"what is not there": someGuardrail, "a version that is not there": someGuardrail + ":1", "the draft": someGuardrail + ":DRAFT", "no version": someGuardrail + ":",
		"version 0": someGuardrail + ":0", "another region": strings.Replace(someGuardrail, "us-east-1", "eu-central-1", 1), "a policy of Azure": sandbox.AzureAccountID() + "/raiPolicies/Microsoft.DefaultV2",
	})
	for what, id := range ids {
		deployment := bases()["bedrock"]
		deployment["guardrail"] = id
		h.judge("the guardrail of a deployment on Bedrock is "+what, site{argument: "guardrail"}, id, tree{}, deployment)
		enforced := enforcementBases()["bedrock"]
		enforced["guardrail"] = id
		h.judge("what is enforced is "+what, site{typeName: enforcementType, argument: "guardrail|version"}, id, tree{}, enforced)
	}
	deployment := bases()["azure"]
	deployment["guardrail"] = someGuardrail
	h.judge("the guardrail of a deployment on Azure is Bedrock's", site{argument: "guardrail"}, someGuardrail, tree{}, deployment)
	for what, id := range otherARM(sandbox.AzureAccountID()) {
		resource := guardrailBases()["azure"]
		set(resource, id, "azure", "account_id")
		h.judge("the account of a guardrail is "+what, site{typeName: guardrailType, argument: "azure.account_id"}, id, tree{}, resource)
	}
}

// guardrailImports imports ids that are none of a guardrail, or of what is
// enforced.
func (h *hostility) guardrailImports() {
	h.t.Helper()
	for typeName, ids := range map[string]map[string]string{guardrailType: guardrailIDs(), enforcementType: enforcementIDs()} {
		for what, id := range ids {
			sb := sandbox.New(sandbox.ProvisioningTime(0))
			h.judgeImport("import of "+what+" as "+typeName, speakOf(h.t, typeName, provider.WithSandbox(sb)), id)
			h.nothingSent("import of "+what+" as "+typeName, sb, true)
		}
	}
}

func guardrailIDs() map[string]string {
	ids := otherARNs(someGuardrail)
	delete(ids, "a guardrail")
	delete(ids, "an ARM id of Azure") // that of a deployment is one of the next
	for what, id := range otherARM(sandbox.AzureAccountID() + "/raiPolicies/standard") {
		ids[what+" on Azure"] = id
	}
	delete(ids, "an ARN on Azure")
	maps.Copy(ids, map[string]string{
		"a version": someGuardrail + ":1", "the draft": someGuardrail + ":DRAFT", "a profile": strings.Replace(someGuardrail, "guardrail/", "guardrail-profile/us.", 1),
		"Microsoft's own": sandbox.AzureAccountID() + "/raiPolicies/Microsoft.DefaultV2", "Microsoft's own in other letters": sandbox.AzureAccountID() + "/raiPolicies/mIcrosoft.default",
		"a blocklist": sandbox.AzureAccountID() + "/raiBlocklists/standard-blocked", "a deployment": azureID("chat"),
	})
	for i, w := range aSample(hostileWords(), 0) {
		ids[fmt.Sprintf("the policy %s, %d", w.brief(), i)] = sandbox.AzureAccountID() + "/raiPolicies/" + w.text
		ids[fmt.Sprintf("the guardrail %s, %d", w.brief(), i)] = strings.TrimSuffix(someGuardrail, "abcdefghijkl") + w.text
		ids[fmt.Sprintf("nothing but %s, %d", w.brief(), i)] = w.text
	}
	return ids
}

func enforcementIDs() map[string]string {
	ids := map[string]string{
		"another account's": "us-east-1/123456789012/abc", "a guardrail": someGuardrail, "a climb": "us-east-1/../abc", "too much": "us-east-1/000000000000/abc/x",
		"a region of nobody's": "moon-1", "no configuration": "us-east-1/000000000000/",
	}
	for i, w := range aSample(hostileWords(), 0) {
		ids[fmt.Sprintf("the configuration %s, %d", w.brief(), i)] = "us-east-1/000000000000/" + w.text
		ids[fmt.Sprintf("nothing but %s, %d", w.brief(), i)] = w.text
	}
	return ids
}

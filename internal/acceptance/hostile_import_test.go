package acceptance_test

import (
	"fmt"
	"maps"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// imports tries ids that are none of a deployment, or of another world.
func (h *hostility) imports() {
	chat := azureID("chat")
	ids := otherARM(chat)
	for _, kind := range []string{"application-inference-profile", "provisioned-model", "custom-model-deployment"} {
		arn := "arn:aws:bedrock:us-east-1:000000000000:" + kind + "/abcdefghijkl"
		for what, id := range otherARNs(arn) {
			ids[what+" of a "+kind] = id
		}
		delete(ids, "an ARM id of Azure of a "+kind)
	}
	for i, w := range hostileWords() {
		ids[fmt.Sprintf("the name %s, %d", w.brief(), i)] = armChild("deployments", w.text)
		ids[fmt.Sprintf("the profile %s, %d", w.brief(), i)] = "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/a/" + w.text
		ids[fmt.Sprintf("nothing but %s, %d", w.brief(), i)] = w.text
	}
	delete(ids, "an ARN") // is the id of a deployment: core says that it does not exist
	for what, id := range ids {
		sb := sandbox.New(sandbox.ProvisioningTime(0))
		p := speak(h.t, provider.WithSandbox(sb))
		h.judgeImport("import of "+what, p, id)
		h.nothingSent("import of "+what, sb, true)
	}
	for what, id := range map[string]string{
		"a deployment": chat, "a profile": "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl",
		"a throughput": "arn:aws:bedrock:us-east-1:000000000000:provisioned-model/abcdefghijkl",
	} {
		h.judgeImport("import of the sandbox's "+what+" in the real world", speak(h.t), id)
	}
}

// otherWorld names things of the sandbox to a provider that talks to the real
// clouds. It has no credentials, and needs none to refuse.
func (h *hostility) otherWorld() {
	genuine := strings.Replace(sandbox.AzureAccountID(), sandbox.AzureSubscription, stranger, 1)
	for argument, resource := range map[string]tree{
		"azure.account_id":           {"azure": tree{"account_id": sandbox.AzureAccountID()}},
		"guardrail":                  {"azure": tree{"account_id": genuine}, "guardrail": armChild("raiPolicies", "strict")},
		"azure.spillover_deployment": {"azure": tree{"account_id": genuine, "spillover_deployment": azureID("spare")}},
		"bedrock.model_id":           {"platform": "bedrock", "bedrock": tree{"region": region, "model_id": customModel}},
		"model":                      {"platform": "bedrock", "bedrock": tree{"region": region}, "model": customModel},
	} {
		whole := bases()["azure"]
		maps.Copy(whole, resource)
		h.inputs++
		planned, _ := speak(h.t).through(tree{}, whole)
		switch fault := vague(argument, planned.diagnostics); {
		case !planned.stopped():
			h.failf(&h.escapes, "%s of the sandbox in the real world: was planned", argument)
		case fault != "":
			h.failf(&h.vague, "%s of the sandbox in the real world: %s: %s", argument, fault, told(planned.diagnostics))
		default:
			h.stopped++
		}
	}
}

// judgeImport imports one id. There is no attribute that the error could name,
// but it has to show the way out.
func (h *hostility) judgeImport(what string, p *protocol, id string) {
	h.t.Helper()
	h.inputs++
	diagnostics := p.configure(tree{})
	if len(errorsOf(diagnostics)) == 0 {
		diagnostics = p.importID(id)
	}
	if len(errorsOf(diagnostics)) == 0 {
		h.failf(&h.escapes, "%s: was imported", what)
		return
	}
	h.stopped++
	for _, d := range errorsOf(diagnostics) {
		text := d.Summary + "\n" + d.Detail
		if strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), unreadable) || len(text) > 4000 || !wayOut.MatchString(d.Detail) {
			h.failf(&h.vague, "%s: %s", what, told(diagnostics))
		}
	}
}

package acceptance_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// handMade is the name of a guardrail that no resource has made.
const handMade = "hand-made"

// isGuardrail reports whether it is on a guardrail, or on what makes an account enforce one.
func (s scenario) isGuardrail() bool {
	return s.typeName == guardrailType || s.typeName == enforcementType
}

// guardrailScenarios are all operations on guardrails that the matrix kills: an update of what governs requests, which
// Bedrock publishes, and one of what does not.
func guardrailScenarios(enforced string) []scenario {
	var all []scenario
	for _, platform := range []string{"azure", "bedrock"} {
		for _, owned := range []bool{false, true} {
			from := args{
				"platform": quoted(platform), "name": `"standard"`, "blocked_words": `["project-x", "project-y"]`,
				"filters": `{ hate = { input = "high", output = "high" }, prompt_attack = { input = "high" } }`, "tags": `{ team = "search" }`,
			}
			s := scenario{typeName: guardrailType, kind: "a guardrail on " + platform, owned: owned}
			life := s.life(from, map[string]args{
				"update of content": {"blocked_words": `["project-x", "project-z"]`, "filters": `{ hate = { input = "low", output = "high" } }`},
				"update of tags":    {"tags": `{ team = "ads", tier = "1" }`},
			})
			if owned && !proof.Full() { // an owner plays a part in creates
				life = life[:1]
			}
			all = append(all, life...)
		}
	}
	enforcement := scenario{typeName: enforcementType, kind: "an enforced guardrail"}
	return append(all, enforcement.life(
		args{"guardrail": quoted(enforced), "version": `"1"`, "system_prompts": `"selective"`},
		map[string]args{"update of content": {"system_prompts": `"comprehensive"`}})...)
}

// life are a create, these updates, and a delete.
func (s scenario) life(from args, updates map[string]args) []scenario {
	s.before, s.killed = from, []string{"apply", "-json", "-input=false", "plan"}
	create, remove := s, s
	create.operation, create.before, create.after = "create", nil, from
	remove.operation, remove.after = "delete", nil
	all := []scenario{create, remove}
	for _, operation := range []string{"update of content", "update of tags"} {
		if edits, found := updates[operation]; found {
			s.operation, s.after = operation, from.with(edits)
			all = append(all, s)
		}
	}
	return all
}

// enforceable makes a guardrail with a version by hand, and returns its ARN.
func (w *world) enforceable() string {
	w.t.Helper()
	var made struct{ GuardrailARN string }
	w.decode(json.RawMessage(w.do(http.MethodPost, aws(region, "/guardrails"), `{"name":"`+handMade+`","blockedInputMessaging":"no","blockedOutputsMessaging":"no",`+
		`"wordPolicyConfig":{"wordsConfig":[{"text":"stranger"}]}}`)), &made)
	w.age()
	w.do(http.MethodPost, aws(region, "/guardrails/"+url.PathEscape(made.GuardrailARN)), "{}")
	w.age()
	return made.GuardrailARN
}

func isGuardrailID(id string) bool {
	return strings.Contains(id, ":guardrail/") || strings.Contains(id, "/raiPolicies/") || strings.HasPrefix(id, region+"/")
}

// guardrailParts are what both clouds hold of guardrails and of the enforced one, by the id of the resource. A blocklist
// counts as part of the guardrail that its description names, so that one without a policy is still somebody's.
func (w *world) guardrailParts() map[string][]string {
	w.t.Helper()
	parts := map[string][]string{}
	add := func(id, text string) { parts[id] = append(parts[id], text) }
	for _, id := range w.listed(sandbox.AzureAccountID()+"/raiPolicies", "value", "id") {
		if !strings.Contains(id, "/raiPolicies/Microsoft.") {
			add(id, w.do(http.MethodGet, id, ""))
		}
	}
	for _, id := range w.listed(sandbox.AzureAccountID()+"/raiBlocklists", "value", "id") {
		text := w.do(http.MethodGet, id, "")
		var list struct{ Properties struct{ Description string } }
		w.decode(json.RawMessage(text), &list)
		guardrail := sandbox.AzureAccountID() + "/raiPolicies/" + strings.TrimPrefix(list.Properties.Description, guardrailType+" ")
		add(guardrail, text+w.do(http.MethodGet, id+"/raiBlocklistItems", ""))
	}
	for _, arn := range w.listed(aws(region, "/guardrails"), "guardrails", "arn") {
		if text := w.do(http.MethodGet, guardrailPath(arn), ""); !strings.Contains(text, `"name":"`+handMade+`"`) {
			add(arn, text+w.do(http.MethodPost, aws(region, "/listTagsForResource"), `{"resourceARN":"`+arn+`"}`))
			add(arn, w.do(http.MethodGet, aws(region, "/guardrails?guardrailIdentifier="+url.QueryEscape(arn)), ""))
		}
	}
	for _, config := range w.items(aws(region, "/enforcedGuardrailsConfiguration"), "guardrailsConfig") {
		var enforced struct{ ConfigID string }
		w.decode(config, &enforced)
		add(region+"/"+sandbox.AWSAccount+"/"+enforced.ConfigID, string(config))
	}
	return parts
}

package sandbox

import (
	"net/http"
	"strings"
	"testing"
)

// wordy is a guardrail that keeps words and a pattern out, and a word of the sandbox's answers in.
const wordy = `{"name":"%s","blockedInputMessaging":"I may not hear that.","blockedOutputsMessaging":"I may not say that.",` +
	`"wordPolicyConfig":{"wordsConfig":[{"text":"project-x"},{"text":"noted","inputAction":"NONE","inputEnabled":true},` +
	`{"text":"%s","inputEnabled":false}]},` +
	`"sensitiveInformationPolicyConfig":{"regexesConfig":[{"name":"ticket","pattern":"T-[0-9]{4}","action":"BLOCK"}]}}`

// guarding makes a guardrail and publishes it once.
func guarding(t *testing.T, sb *Sandbox, name, unspeakable string) (id string) {
	t.Helper()
	body := strings.Replace(strings.Replace(wordy, "%s", name, 1), "%s", unspeakable, 1)
	id = made(t, sb, "/guardrails", body, "guardrailId")
	made(t, sb, "/guardrails/"+id, `{}`, "version")
	return id
}

// guardedBy is a conversation that names a guardrail.
func guardedBy(id, version, prompt string) string {
	return `{"guardrailConfig":{"guardrailIdentifier":"` + id + `","guardrailVersion":"` + version + `","trace":"enabled"},` +
		`"messages":[{"role":"user","content":[{"text":"` + prompt + `"}]}]}`
}

func TestRuntimeGuardrail_answersInTheModelsPlace(t *testing.T) {
	sb := New(ProvisioningTime(0))
	strict, mute := guarding(t, sb, "strict", "never"), guarding(t, sb, "mute", "Sandbox")
	for name, c := range map[string]struct{ id, version, prompt, says, trace string }{
		"a word":                            {strict, "1", "Tell me of Project-X.", "I may not hear that.", `"match":"project-x"`},
		"a word, by the draft":              {strict, "DRAFT", "Tell me of Project-X.", "I may not hear that.", `"match":"project-x"`},
		"a word, by its ARN":                {ownARN(AWSRegion, "guardrail", strict), "1", "Tell me of Project-X.", "I may not hear that.", `"inputAssessment":{"` + strict + `"`},
		"a pattern":                         {strict, "1", "What of T-1234?", "I may not hear that.", `"name":"ticket"`},
		"a word that is only noted":         {strict, "1", "This is noted.", "", ""},
		"a word that only answers must not": {strict, "1", "I never said that.", "", ""},
		"a word in the answer":              {mute, "1", "Say hello.", "I may not say that.", `"outputAssessments":{"` + mute + `":[{`},
		"nothing":                           {strict, "1", "Say hello.", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := asked(t, sb, converseURL(novaLite), guardedBy(c.id, c.version, c.prompt), signedHeader())
			stop, says := "guardrail_intervened", c.says
			if says == "" {
				stop, says = "end_turn", "This answer comes from the sandbox"
			}
			if got.status != 200 || got.at("stopReason") != stop || !strings.Contains(got.text, says) || !strings.Contains(got.text, c.trace) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
			header := signedHeader()
			header.Set("X-Amzn-Bedrock-GuardrailIdentifier", c.id)
			header.Set("X-Amzn-Bedrock-GuardrailVersion", c.version)
			chat := asked(t, sb, runtimeChatURL, strings.Replace(chatOf(novaLite, ""), "Say hello.", c.prompt, 1), header)
			if kept := chat.at("amazon-bedrock-guardrailAction") == "INTERVENED"; kept != (c.says != "") || !strings.Contains(chat.said(), says) {
				t.Errorf("a chat is answered %d %s", chat.status, chat.text)
			}
		})
	}
	silent := asked(t, sb, converseURL(novaLite), strings.Replace(guardedBy(strict, "1", "project-x"), "enabled", "disabled", 1), signedHeader())
	if silent.at("stopReason") != "guardrail_intervened" || strings.Contains(silent.text, "project-x") {
		t.Errorf("without a trace it answers %s", silent.text)
	}
	for _, c := range [][2]string{{strict, "2"}, {"abcdefghijkl", "1"}} {
		if got := asked(t, sb, converseURL(novaLite), guardedBy(c[0], c[1], "x"), signedHeader()); got.status != 400 || !strings.Contains(got.text, "does not exist") {
			t.Errorf("%v: answers %d %s", c, got.status, got.text)
		}
	}
}

func TestRuntimeGuardrail_anEnforcedOneIsNotAsked(t *testing.T) {
	sb := New(ProvisioningTime(0))
	id := guarding(t, sb, "strict", "never")
	body := `{"guardrailInferenceConfig":{"guardrailIdentifier":"` + id + `","guardrailVersion":"1","modelEnforcement":{"includedModels":["ALL"],"excludedModels":["amazon.nova-micro-v1:0"]}}}`
	if status, text := sb.Do(http.MethodPut, "/enforcedGuardrailsConfiguration", body); status != 200 {
		t.Fatalf("%d %s", status, text)
	}
	prompt := strings.Replace(hello, "Say hello.", "Tell me of project-x.", 1)
	for model, stop := range map[string]string{novaLite: "guardrail_intervened", "amazon.nova-micro-v1:0": "end_turn"} {
		if got := asked(t, sb, converseURL(model), prompt, signedHeader()); got.at("stopReason") != stop {
			t.Errorf("%s answers %d %s", model, got.status, got.text)
		}
	}
	elsewhere := strings.Replace(converseURL(novaLite), "us-east-1", "eu-west-2", 1)
	if got := asked(t, sb, elsewhere, prompt, carrying("Authorization", scoped("eu-west-2", "bedrock"))); got.at("stopReason") == "guardrail_intervened" {
		t.Errorf("it is enforced in another region: %s", got.text)
	}
}

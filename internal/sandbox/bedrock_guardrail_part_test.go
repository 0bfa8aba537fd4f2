package sandbox

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What only a cloud changes can be shown, in reads and in lists, of a draft or a version alone, until it is written over.
func TestOverlay_onBedrockGuardrails(t *testing.T) {
	sb := New(ProvisioningTime(0))
	body := `{` + guardrailFrame + guardrailPolicies + `}`
	made := answerOf(t, sb, http.StatusAccepted, "POST", "/guardrails", decodedAny(t, body))
	arn, path := made["guardrailArn"].(string), "/guardrails/"+made["guardrailId"].(string)
	for range 2 {
		answerOf(t, sb, http.StatusAccepted, "POST", path, nil)
	}
	shows := func(target, part string, want bool) {
		t.Helper()
		if _, answer := sb.Do("GET", target, ""); strings.Contains(answer, part) != want {
			t.Errorf("%s shows %s: %t, want %t: %s", target, part, !want, want, answer)
		}
	}
	lay := func(id, member string, value any) {
		t.Helper()
		if _, err := sb.Overlay(id, member, value); err != nil {
			t.Fatal(err)
		}
	}
	const strength, text = `"inputStrength":"MEDIUM"`, `"text":"project z"`
	lay(arn, "contentPolicy.filters.0.inputStrength", "MEDIUM")
	lay(arn, "status", "VERSIONING")
	lay(arn+":1", "wordPolicy.words.0.text", "project z")
	shows(path, strength, true)
	shows(path+"?guardrailVersion=1", strength, false)
	shows(path+"?guardrailVersion=1", text, true)
	shows(path+"?guardrailVersion=2", text, false)
	shows(path, text, false)
	shows("/guardrails", `"status":"VERSIONING"`, true)
	shows("/guardrails", strength, false)
	sb.Do("DELETE", path+"?guardrailVersion=2", "")
	shows(path, strength, true)
	sb.Do("PUT", path, strings.Replace(body, `"inputStrength":"HIGH"`, strength, 1))
	shows(path, strength, true)
	shows(path, `"status":"VERSIONING"`, false) // a write says nothing of it, and ends it
	sb.Do("PUT", "/guardrails/"+strings.ReplaceAll(arn, "/", "%2F"), body)
	shows(path, strength, false)
	shows(path+"?guardrailVersion=1", text, true)
	sb.Do("PUT", enforcementPath, `{"guardrailInferenceConfig":{"guardrailIdentifier":"`+made["guardrailId"].(string)+`","guardrailVersion":"1"}}`)
	_, list := sb.Do("GET", enforcementPath, "")
	config := decodedAny(t, list).(map[string]any)["guardrailsConfig"].([]any)[0].(map[string]any)["configId"].(string)
	lay(enforcementPath+"/"+config, "updatedBy", "somebody")
	shows(enforcementPath, `"updatedBy":"somebody"`, true)
	sb.Do("DELETE", enforcementPath+"/"+config, "")
	sb.Do("DELETE", path, "")
	shows(path+"?guardrailVersion=1", text, false)
}

// What ends an overlay is a write to the very part, by id or by ARN.
func TestGuardrailPart_knowsWhatIsWrittenToIt(t *testing.T) {
	arn := ownARN("us-east-1", "guardrail", "abc")
	byARN := "/guardrails/" + strings.ReplaceAll(arn, "/", "%2F")
	cases := map[string]struct {
		method, target string
		draft, version bool // is written to
	}{
		"an update":                       {"PUT", "/guardrails/abc", true, false},
		"an update by ARN":                {"PUT", byARN, true, false},
		"an update of another":            {"PUT", "/guardrails/abcd", false, false},
		"an enforcement":                  {"PUT", enforcementPath, false, false},
		"a delete of all":                 {"DELETE", "/guardrails/abc", true, true},
		"a delete of all by ARN":          {"DELETE", byARN, true, true},
		"a delete of the version":         {"DELETE", "/guardrails/abc?guardrailVersion=3", false, true},
		"a delete of another version":     {"DELETE", "/guardrails/abc?guardrailVersion=33", false, false},
		"a delete of a version elsewhere": {"DELETE", "/guardrails/abcd?guardrailVersion=3", false, false},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(tc.method, "https://bedrock.us-east-1.amazonaws.com"+tc.target, http.NoBody)
			if got := overlaidOf(arn).isWritten(r); got != tc.draft {
				t.Errorf("to the draft: %t", got)
			}
			if got := overlaidOf(arn + ":3").isWritten(r); got != tc.version {
				t.Errorf("to version 3: %t", got)
			}
		})
	}
}

func TestGuardrailPart_namesMembersAsAWriteDoes(t *testing.T) {
	arn := ownARN("us-east-1", "guardrail", "abc")
	for read, sent := range map[string]string{
		"name":                                    "name",
		"kmsKeyArn":                               "kmsKeyId",
		"contentPolicy":                           "contentPolicyConfig",
		"contentPolicy.tier.tierName":             "contentPolicyConfig.tierConfig.tierName",
		"topicPolicy.topics.0.name":               "topicPolicyConfig.topicsConfig.0.name",
		"wordPolicy.managedWordLists.0.type":      "wordPolicyConfig.managedWordListsConfig.0.type",
		"sensitiveInformationPolicy.regexes":      "sensitiveInformationPolicyConfig.regexesConfig",
		"contextualGroundingPolicy.filters.0":     "contextualGroundingPolicyConfig.filtersConfig.0",
		"crossRegionDetails.guardrailProfileArn":  "crossRegionConfig.guardrailProfileIdentifier",
		enforcementPath + " guardrailId":          "guardrailInferenceConfig.guardrailIdentifier",
		enforcementPath + " guardrailVersion":     "guardrailInferenceConfig.guardrailVersion",
		enforcementPath + " modelEnforcement.all": "guardrailInferenceConfig.modelEnforcement.all",
	} {
		t.Run(read, func(t *testing.T) {
			id := arn
			member, enforced := strings.CutPrefix(read, enforcementPath+" ")
			if enforced {
				id = enforcementPath + "/abc"
			}
			if got := strings.Join(overlaidOf(id).asSent(strings.Split(member, ".")), "."); got != sent {
				t.Errorf("got %s", got)
			}
		})
	}
}

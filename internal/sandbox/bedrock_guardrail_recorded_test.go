package sandbox

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recordedAnswer is an answer of Bedrock as cloud-custodian recorded it, without what each account has of its own.
func recordedAnswer(t *testing.T, test, file string) map[string]any {
	t.Helper()
	recording := recordedJSON[struct {
		StatusCode int `json:"status_code"`
		Data       map[string]any
	}](t, "aws", "cloud-custodian", test, file)
	return impersonal(recording.Data)
}

// impersonal leaves out ids and times, after a look at whether they are there.
func impersonal(answer map[string]any) map[string]any {
	delete(answer, "ResponseMetadata")
	for _, name := range []string{"guardrailId", "guardrailArn", "id", "arn", "createdAt", "updatedAt"} {
		if _, there := answer[name]; there {
			answer[name] = "there"
		}
	}
	return answer
}

// asInput turns what was recorded into the request for it. An item's own names are the same in both.
func asInput(read map[string]any) map[string]any {
	in := map[string]any{}
	for _, name := range []string{"name", "description", "blockedInputMessaging", "blockedOutputsMessaging"} {
		if value, ok := read[name]; ok {
			in[name] = value
		}
	}
	for _, policy := range []string{"contentPolicy", "wordPolicy"} {
		if parts, ok := read[policy].(map[string]any); ok {
			sent := map[string]any{}
			for part, items := range parts {
				if part != "tier" { // what the service adds
					sent[part+"Config"] = items
				}
			}
			in[policy+"Config"] = sent
		}
	}
	return in
}

func answerOf(t *testing.T, sb *Sandbox, want int, method, target string, in any) map[string]any {
	t.Helper()
	body := ""
	if in != nil {
		text, err := json.Marshal(in)
		noError(t, err)
		body = string(text)
	}
	status, text := sb.Do(method, target, body)
	answer, err := decodeAny[map[string]any](text)
	if noError(t, err); status != want {
		t.Fatalf("%s %s: %d %s", method, target, status, text)
	}
	return answer
}

// A guardrail that is made as the recorded ones were reads, lists and is updated as they did, member by member.
func TestGuardrails_areAsTheyWereRecorded(t *testing.T) {
	for _, test := range []string{"test_bedrock_guardrail", "test_bedrock_guardrail_update"} {
		t.Run(test, func(t *testing.T) {
			sb := New(ProvisioningTime(0))
			read := recordedAnswer(t, test, "bedrock.GetGuardrail_1.json")
			made := answerOf(t, sb, http.StatusAccepted, "POST", "/guardrails", asInput(read))
			path := "/guardrails/" + made["guardrailId"].(string)
			same(t, read, impersonal(answerOf(t, sb, http.StatusOK, "GET", path, nil)))
			listed := recordedAnswer(t, test, "bedrock.ListGuardrails_1.json")["guardrails"].([]any)[0].(map[string]any)
			list := answerOf(t, sb, http.StatusOK, "GET", "/guardrails", nil)["guardrails"].([]any)
			same(t, impersonal(listed), impersonal(list[0].(map[string]any)))
			if test == "test_bedrock_guardrail" {
				return
			}
			next := recordedAnswer(t, test, "bedrock.GetGuardrail_2.json")
			updated := answerOf(t, sb, http.StatusAccepted, "PUT", path, asInput(next))
			same(t, recordedAnswer(t, test, "bedrock.UpdateGuardrail_1.json"), impersonal(updated))
			same(t, next, impersonal(answerOf(t, sb, http.StatusOK, "GET", path, nil)))
		})
	}
}

func same(t *testing.T, recorded, ours map[string]any) {
	t.Helper()
	if diff := cmp.Diff(recorded, ours); diff != "" {
		t.Errorf("(-recorded +ours):\n%s", diff)
	}
	if len(recorded) < 4 {
		t.Errorf("the recording has only %v", slices.Sorted(maps.Keys(recorded)))
	}
}

// Everything that can be configured is read as it was sent, but for the names of policies, the order of modalities and
// what a profile is shown as.
func TestGuardrails_areReadAsTheyWereSent(t *testing.T) {
	sb := New(ProvisioningTime(0))
	sent, err := decodeAny[map[string]any](`{` + guardrailFrame + guardrailPolicies + `}`)
	noError(t, err)
	made := answerOf(t, sb, http.StatusAccepted, "POST", "/guardrails", sent)
	read := answerOf(t, sb, http.StatusOK, "GET", "/guardrails/"+made["guardrailId"].(string), nil)
	filter := sent["contentPolicyConfig"].(map[string]any)["filtersConfig"].([]any)[0].(map[string]any)
	filter["inputModalities"] = []any{"TEXT", "IMAGE"}
	paths := map[string][]string{
		"topicPolicy": {"topics", "tier"}, "contentPolicy": {"filters", "tier"}, "wordPolicy": {"words", "managedWordLists"},
		"sensitiveInformationPolicy": {"piiEntities", "regexes"}, "contextualGroundingPolicy": {"filters"},
	}
	for policy, parts := range paths {
		for _, part := range parts {
			want := sent[policy+"Config"].(map[string]any)[part+"Config"]
			if diff := cmp.Diff(want, read[policy].(map[string]any)[part]); diff != "" || want == nil {
				t.Errorf("%s.%s (-sent +read):\n%s", policy, part, diff)
			}
		}
		if len(read[policy].(map[string]any)) != len(parts) {
			t.Errorf("%s shows more than was sent: %v", policy, read[policy])
		}
	}
}

package sandbox

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzGuardrailBodies sends anything as a guardrail, an update, a version and an enforcement: what is taken is read
// within the official model and stays in a version, and what is refused says so in AWS's form.
func FuzzGuardrailBodies(f *testing.F) {
	for _, tc := range guardrailLimitCases() {
		f.Add(tc.body)
	}
	for _, seed := range []string{
		`{}`, `[]`, `null`, `[null]`, `"a"`, `{"name":null}`, `{` + guardrailFrame + `"topicPolicyConfig":{"topicsConfig":[null]}}`,
		`{` + guardrailFrame + `"wordPolicyConfig":{"wordsConfig":null,"managedWordListsConfig":[{"type":"PROFANITY","inputEnabled":null}]}}`,
		`{` + guardrailFrame + `"automatedReasoningPolicyConfig":{"policies":null}}`, `{"guardrailInferenceConfig":null}`,
		`{` + guardrailFrame + `"contextualGroundingPolicyConfig":{"filtersConfig":[{"type":"GROUNDING","threshold":1e-320}]}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		sb := New(ProvisioningTime(0))
		c := cloud{sandbox: sb}
		one := "/guardrails/" + publishedGuardrail(t, c)
		for _, call := range [][2]string{{"POST", "/guardrails"}, {"PUT", one}, {"POST", one}, {"PUT", enforcementPath}} {
			status, answer := sb.Do(call[0], call[1], body)
			var told struct {
				Type    string `json:"__type"`
				Message string `json:"message"`
			}
			if status != 200 && status != 202 && (json.Unmarshal([]byte(answer), &told) != nil || told.Type == "" || told.Message == "" || status >= 500 || status == 0) {
				t.Fatalf("%s %s answers %d %s", call[0], call[1], status, answer)
			}
		}
		for _, read := range []string{one, one + "?guardrailVersion=1", "/guardrails", enforcementPath} {
			withinModel(t, sb, read)
		}
		status, answer := sb.Do("POST", one, "")
		made, err := decodeAny[struct{ Version string }](answer)
		if err != nil || status != 202 {
			t.Fatalf("it is not published: %d %s", status, answer)
		}
		draft, version := contentAt(t, sb, one), contentAt(t, sb, one+"?guardrailVersion="+made.Version)
		if diff := cmp.Diff(draft, version); diff != "" {
			t.Fatalf("version %s (-draft +version):\n%s", made.Version, diff)
		}
	})
}

// withinModel holds a read to the official model, where that is there.
func withinModel(t *testing.T, sb *Sandbox, target string) {
	t.Helper()
	status, answer := sb.Do("GET", target, "")
	if status != 200 {
		t.Fatalf("%s answers %d %s", target, status, answer)
	}
	if !haveRecorded() {
		return
	}
	operation := map[string]string{"/guardrails": "ListGuardrails", enforcementPath: "ListEnforcedGuardrailsConfiguration"}[target]
	if operation == "" {
		operation = "GetGuardrail"
	}
	longer := func(b breach) bool { return b.shape == "GuardrailTopicDefinition" && b.constraint == "max" } // see classicDefinition
	if broken := slices.DeleteFunc(awsContracts(t)[0].answer(operation, status, "", []byte(answer)), longer); len(broken) > 0 {
		t.Fatalf("%s: %v in %s", target, broken, answer)
	}
}

// contentAt is what a guardrail is configured with, without what a version has of its own.
func contentAt(t *testing.T, sb *Sandbox, target string) map[string]any {
	t.Helper()
	read := answerOf(t, sb, 200, "GET", target, nil)
	for _, own := range []string{"version", "status", "createdAt", "updatedAt", "description"} {
		delete(read, own)
	}
	return read
}

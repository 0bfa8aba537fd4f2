package sandbox

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// membersOf names every member of a JSON value by its way, without places in lists.
func membersOf(at string, value any, into map[string]bool) {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			into[below(at, name)] = true
			membersOf(below(at, name), member, into)
		}
	case []any:
		for _, item := range value {
			membersOf(at, item, into)
		}
	}
}

// Every operation answers all the members of the client's own snapshot of its answer, and no other. What the sandbox does
// not hold is named here.
func TestGuardrailAnswers_haveTheMembersOfTheSnapshots(t *testing.T) {
	sb := New(ProvisioningTime(0), PageSize(1))
	made := answerOf(t, sb, http.StatusAccepted, "POST", "/guardrails", decodedAny(t, `{`+guardrailFrame+guardrailPolicies+`}`))
	path := "/guardrails/" + made["guardrailId"].(string)
	version := answerOf(t, sb, http.StatusAccepted, "POST", path, nil)
	answers := map[string]map[string]any{
		"CreateGuardrail": made, "CreateGuardrailVersion": version, "GetGuardrail": answerOf(t, sb, http.StatusOK, "GET", path, nil),
		"ListGuardrails":  answerOf(t, sb, http.StatusOK, "GET", "/guardrails?guardrailIdentifier="+made["guardrailId"].(string), nil),
		"UpdateGuardrail": answerOf(t, sb, http.StatusAccepted, "PUT", path, decodedAny(t, `{`+guardrailFrame+guardrailPolicies+`}`)),
		"PutEnforcedGuardrailConfiguration": answerOf(t, sb, http.StatusOK, "PUT", enforcementPath, decodedAny(t,
			`{"guardrailInferenceConfig":{"guardrailIdentifier":"`+made["guardrailId"].(string)+`","guardrailVersion":"1",`+
				`"selectiveContentGuarding":{"system":"SELECTIVE","messages":"SELECTIVE"},"modelEnforcement":{"includedModels":["ALL"],"excludedModels":[]}}}`)),
		"ListEnforcedGuardrailsConfiguration": answerOf(t, sb, http.StatusOK, "GET", enforcementPath, nil),
	}
	notHeld := map[string][]string{
		"GetGuardrail":                        {"automatedReasoningPolicy", "automatedReasoningPolicy.confidenceThreshold", "automatedReasoningPolicy.policies"},
		"ListEnforcedGuardrailsConfiguration": {"guardrailsConfig.inputTags", "nextToken"},
	}
	for operation, answer := range answers {
		t.Run(operation, func(t *testing.T) {
			snap, err := os.ReadFile(recorded(t, "aws", "sdk-snapshots", "bedrock", "response_snapshot", operation+".response.snap"))
			noError(t, err)
			_, body, _ := strings.Cut(string(snap), "\n\n")
			want, got := map[string]bool{}, map[string]bool{}
			membersOf("", decodedAny(t, body), want)
			membersOf("", answer, got)
			for _, member := range notHeld[operation] {
				if !want[member] {
					t.Errorf("%s is not held, but not in the snapshot either", member)
				}
				delete(want, member)
			}
			if diff := cmp.Diff(sortedKeys(want), sortedKeys(got)); diff != "" || len(want) == 0 {
				t.Errorf("(-snapshot +ours):\n%s", diff)
			}
		})
	}
}

func decodedAny(t *testing.T, body string) any {
	t.Helper()
	value, err := decodeAny[any](body)
	noError(t, err)
	return value
}

// A guardrail with versions and an enforcement is the same in another process on the same file.
func TestGuardrails_outliveTheProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	open := func() *Sandbox {
		sb, err := Open(file, ProvisioningTime(0))
		noError(t, err)
		return sb
	}
	first := open()
	made := answerOf(t, first, http.StatusAccepted, "POST", "/guardrails", decodedAny(t, `{`+guardrailFrame+guardrailPolicies+`}`))
	id := made["guardrailId"].(string)
	answerOf(t, first, http.StatusAccepted, "POST", "/guardrails/"+id, nil)
	answerOf(t, first, http.StatusOK, "PUT", enforcementPath, decodedAny(t, `{"guardrailInferenceConfig":{"guardrailIdentifier":"`+id+`","guardrailVersion":"1"}}`))
	noError(t, first.SetGuardrailStatus(made["guardrailArn"].(string), "FAILED", "the key cannot be used"))
	second := open()
	for _, target := range []string{"/guardrails/" + id, "/guardrails/" + id + "?guardrailVersion=1", "/guardrails?guardrailIdentifier=" + id, enforcementPath} {
		want, got := answerOf(t, first, http.StatusOK, "GET", target, nil), answerOf(t, second, http.StatusOK, "GET", target, nil)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", target, diff)
		}
	}
	status := answerOf(t, second, http.StatusOK, "GET", "/guardrails/"+id, nil)
	if status["status"] != "FAILED" || cmp.Diff([]any{"the key cannot be used"}, status["statusReasons"]) != "" {
		t.Errorf("it is %s %v", status["status"], status["statusReasons"])
	}
}

// The sandbox's own record of what it was asked holds paths, never bodies.
func TestGuardrails_areNotInTheRecordOfCalls(t *testing.T) {
	sb := New()
	answerOf(t, sb, http.StatusAccepted, "POST", "/guardrails", decodedAny(t, `{`+guardrailFrame+guardrailPolicies+`}`))
	for _, call := range sb.Calls() {
		if text := call.Path + call.Target + sb.Route(call); strings.Contains(text, "project x") {
			t.Errorf("it is in %+v", call)
		}
	}
}

package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// guardrailPolicies configures every member of every policy.
const guardrailPolicies = `"topicPolicyConfig":{"topicsConfig":[{"name":"Advice?","definition":"what to buy","examples":["shall I buy it"],"type":"DENY",` + bothSides + `}],` +
	`"tierConfig":{"tierName":"CLASSIC"}},` +
	`"contentPolicyConfig":{"filtersConfig":[{"type":"HATE","inputStrength":"HIGH","outputStrength":"LOW","inputModalities":["IMAGE","TEXT"],` +
	`"outputModalities":["TEXT"],` + bothSides + `}],"tierConfig":{"tierName":"STANDARD"}},` +
	`"wordPolicyConfig":{"wordsConfig":[{"text":"project x",` + bothSides + `}],"managedWordListsConfig":[{"type":"PROFANITY",` + bothSides + `}]},` +
	`"sensitiveInformationPolicyConfig":{"piiEntitiesConfig":[{"type":"EMAIL","action":"ANONYMIZE",` + bothSides + `}],` +
	`"regexesConfig":[{"name":"ticket","description":"ours","pattern":"T-[0-9]+","action":"BLOCK",` + bothSides + `}]},` +
	`"contextualGroundingPolicyConfig":{"filtersConfig":[{"type":"GROUNDING","threshold":0.5,"action":"BLOCK","enabled":false}]}`

const (
	bothSides       = `"inputAction":"NONE","outputAction":"BLOCK","inputEnabled":true,"outputEnabled":false`
	guardrailFrame  = `"name":"standard","description":"d","blockedInputMessaging":"no","blockedOutputsMessaging":"never",` + guardrailSystem
	guardrailSystem = `"kmsKeyId":"00000000-0000-0000-0000-000000000000","crossRegionConfig":{"guardrailProfileIdentifier":"us.guardrail.v1:0"},`
	guardrailOnce   = `"clientRequestToken":"token-1"`
)

// guardrailLimitCases are requests that hold every member; {id} stands for a guardrail with version 1. A request that
// can never pass has a status other than its model's.
func guardrailLimitCases() map[string]struct {
	operation, method, path, body string
	status                        int
} {
	const reasoning = `,"automatedReasoningPolicyConfig":{"policies":["arn:aws:bedrock:us-east-1:000000000000:automated-reasoning-policy/abcdefghijkl:1"],"confidenceThreshold":0.5}`
	return map[string]struct {
		operation, method, path, body string
		status                        int
	}{
		"a guardrail": {
			"CreateGuardrail", "POST", "/guardrails", `{` + guardrailFrame + guardrailPolicies + `,"tags":[{"key":"team","value":"search"}],` + guardrailOnce + `}`, 202,
		},
		"a guardrail that reasons": {"CreateGuardrail", "POST", "/guardrails", `{` + guardrailFrame + guardrailPolicies + reasoning + `}`, 404},
		"an update":                {"UpdateGuardrail", "PUT", "/guardrails/{id}", `{` + guardrailFrame + guardrailPolicies + `}`, 202},
		"a version":                {"CreateGuardrailVersion", "POST", "/guardrails/{id}", `{"description":"d",` + guardrailOnce + `}`, 202},
		"an enforcement": {"PutEnforcedGuardrailConfiguration", "PUT", enforcementPath, `{"guardrailInferenceConfig":{"guardrailIdentifier":"{id}","guardrailVersion":"1",` +
			`"selectiveContentGuarding":{"system":"SELECTIVE","messages":"COMPREHENSIVE"},"modelEnforcement":{"includedModels":["ALL"],"excludedModels":["amazon.nova-lite-v1:0"]}}}`, 200},
	}
}

// Every constraint of the official model on every member of a body is broken once: refused, in words that name the
// member and repeat nothing confidential. The request itself passes.
func TestGuardrailLimits_areTheModels(t *testing.T) {
	recorded(t, "aws", "models", "bedrock.service-2.json")
	k := awsContracts(t)[0]
	cells, operations := 0, map[string]bool{}
	for name, tc := range guardrailLimitCases() {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			id := publishedGuardrail(t, c)
			path, text := strings.ReplaceAll(tc.path, "{id}", id), strings.ReplaceAll(tc.body, "{id}", id)
			body, err := decodeAny[any](text)
			noError(t, err)
			for _, m := range k.mutations(nil, k.model.Operations[tc.operation].Input.Shape, body)[1:] { // the first is the body's own type
				status, answer := c.sandbox.Do(tc.method, path, m.apply(t, text))
				if status != http.StatusBadRequest || !strings.Contains(answer, `"ValidationException"`) || !strings.Contains(strings.ToLower(answer), m.names()) {
					t.Errorf("%v with %s: %d %s", m.at, m.what, status, answer)
				}
				cells++
			}
			operations[tc.operation] = true
			status, answer := c.sandbox.Do(tc.method, path, text)
			if status != tc.status {
				t.Errorf("the request itself: %d %s", status, answer)
			}
			if status >= http.StatusBadRequest {
				return
			}
			for _, b := range k.answer(tc.operation, status, "", []byte(answer)) {
				t.Errorf("the request itself: %s in %s", b, answer)
			}
		})
	}
	t.Logf("%d broken requests to %d operations: %v", cells, len(operations), slices.Sorted(maps.Keys(operations)))
	if cells < 600 {
		t.Errorf("only %d cells", cells)
	}
}

// names is the last name on the way to what a mutation breaks, in lower case and without the plural that phrases change.
func (m mutation) names() string {
	for _, part := range slices.Backward(m.at) {
		if name, ok := part.(string); ok {
			return strings.TrimSuffix(strings.ToLower(name), "s")
		}
	}
	return ""
}

// publishedGuardrail makes a guardrail with version 1 and returns its id.
func publishedGuardrail(t *testing.T, c cloud) string {
	t.Helper()
	status, answer := c.sandbox.Do("POST", "/guardrails", `{"name":"published","blockedInputMessaging":"a","blockedOutputsMessaging":"b","wordPolicyConfig":{"managedWordListsConfig":[{"type":"PROFANITY"}]}}`)
	made, err := decodeAny[struct{ GuardrailID string }](answer)
	if noError(t, err); status != http.StatusAccepted {
		t.Fatal(answer)
	}
	c.settle(t)
	if status, answer := c.sandbox.Do("POST", "/guardrails/"+made.GuardrailID, ""); status != http.StatusAccepted {
		t.Fatal(answer)
	}
	c.settle(t)
	return made.GuardrailID
}

// Parameters of paths and queries are held to the model, too.
func TestGuardrailLimits_holdForPathsAndQueries(t *testing.T) {
	c := newCloud(t)
	id := publishedGuardrail(t, c)
	cases := map[string]struct{ method, path, want string }{
		"an identifier in capitals":                 {"GET", "/guardrails/ABC", "guardrailIdentifier"},
		"an ARN of something else":                  {"GET", "/guardrails/arn%3Aaws%3Abedrock%3Aus-east-1%3A000000000000%3Ainference-profile%2Fa", "guardrailIdentifier"},
		"a version 0":                               {"GET", "/guardrails/" + id + "?guardrailVersion=0", "guardrailVersion"},
		"a version with a zero before it":           {"GET", "/guardrails/" + id + "?guardrailVersion=01", "guardrailVersion"},
		"a draft in small letters":                  {"GET", "/guardrails/" + id + "?guardrailVersion=draft", "guardrailVersion"},
		"a version of nine digits":                  {"GET", "/guardrails/" + id + "?guardrailVersion=123456789", "guardrailVersion"},
		"an empty version":                          {"GET", "/guardrails/" + id + "?guardrailVersion=", "guardrailVersion"},
		"the draft, alone, deleted":                 {"DELETE", "/guardrails/" + id + "?guardrailVersion=DRAFT", "guardrailVersion"},
		"an unknown parameter":                      {"GET", "/guardrails/" + id + "?version=1", "version"},
		"a page of none":                            {"GET", "/guardrails?maxResults=0", "maxResults"},
		"a page of too many":                        {"GET", "/guardrails?maxResults=1001", "maxResults"},
		"a token of nobody":                         {"GET", "/guardrails?nextToken=abc", "nextToken"},
		"a token with a blank":                      {"GET", "/guardrails?nextToken=a%20b", "nextToken"},
		"a list of one in capitals":                 {"GET", "/guardrails?guardrailIdentifier=ABC", "guardrailIdentifier"},
		"a token where nothing can follow":          {"GET", enforcementPath + "?nextToken=abc", "nextToken"},
		"an enforcement in capitals, deleted":       {"DELETE", enforcementPath + "/ABC", "configId"},
		"a page of enforcements, which has no size": {"GET", enforcementPath + "?maxResults=1", "maxResults"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			status, answer := c.sandbox.Do(tc.method, tc.path, "")
			if status != http.StatusBadRequest || !strings.Contains(answer, fmt.Sprintf("'%s'", tc.want)) {
				t.Errorf("got %d %s", status, answer)
			}
		})
	}
}

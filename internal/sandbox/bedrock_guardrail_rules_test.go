package sandbox

import (
	"net/http"
	"strings"
	"testing"
)

// What the official model takes and the service does not.
func TestGuardrailRules_refuse(t *testing.T) {
	const (
		words  = `"wordPolicyConfig":{"wordsConfig":[`
		topics = `"topicPolicyConfig":{"topicsConfig":[`
		filter = `"contentPolicyConfig":{"filtersConfig":[`
		pii    = `"sensitiveInformationPolicyConfig":{"piiEntitiesConfig":[`
		regex  = `"sensitiveInformationPolicyConfig":{"regexesConfig":[`
		facts  = `"contextualGroundingPolicyConfig":{"filtersConfig":[`
		us     = `,"crossRegionConfig":{"guardrailProfileIdentifier":"us.guardrail.v1:0"}`
		some   = words + `{"text":"x"}]}`
	)
	profile := func(identifier string) string {
		return some + `,"crossRegionConfig":{"guardrailProfileIdentifier":"` + identifier + `"}`
	}
	key := func(id string) string { return some + `,"kmsKeyId":"` + id + `"` }
	topic := func(name, definition string) string {
		return `{"name":"` + name + `","definition":"` + definition + `","type":"DENY"}`
	}
	hate := `{"type":"HATE","inputStrength":"LOW","outputStrength":"LOW"`
	const uuid = "00000000-0000-0000-0000-000000000000"
	cases := map[string]struct{ policies, want string }{
		"no policy":                             {`"description":"d"`, "Guardrail must have at least one policy"},
		"an empty policy":                       {`"wordPolicyConfig":{},"sensitiveInformationPolicyConfig":{}`, "Guardrail must have at least one policy"},
		"a list of managed words without one":   {`"wordPolicyConfig":{"managedWordListsConfig":[]}`, "Guardrail must have at least one policy"},
		"a filter twice":                        {filter + hate + `},` + hate + `}]}`, "Content policy must not include duplicate filters"},
		"a modality twice":                      {filter + hate + `,"inputModalities":["TEXT","TEXT"]}]}`, "duplicates"},
		"answers that are prompt attacks":       {filter + strings.Replace(hate, "HATE", "PROMPT_ATTACK", 1) + `}]}`, "PROMPT ATTACK content filter strength for response must be NONE"},
		"the standard tier without a profile":   {filter + hate + `}],"tierConfig":{"tierName":"STANDARD"}}`, "Enable cross-Region inference for your guardrail to use Standard tier"},
		"topics of that tier without a profile": {topics + topic("a", "b") + `],"tierConfig":{"tierName":"STANDARD"}}`, "Enable cross-Region inference"},
		"a topic twice":                         {topics + topic("a", "b") + `,` + topic("a", "c") + `]}`, "Topic policy topic names are not unique"},
		"a long definition in the classic tier": {topics + topic("a", strings.Repeat("d", 201)) + `]}` + us, "exceeds the maximum allowed length"},
		"a longer one in the standard tier":     {topics + topic("a", strings.Repeat("d", 1001)) + `],"tierConfig":{"tierName":"STANDARD"}}` + us, "less than or equal to 1000"},
		"a word twice in other letters":         {words + `{"text":"Project X"},{"text":"project x"}]}`, "Custom words cannot have case-insensitive duplicates"},
		"a phrase of four words":                {words + `{"text":"one two three four"}]}`, "a phrase of up to 3 words"},
		"managed words twice":                   {`"wordPolicyConfig":{"managedWordListsConfig":[{"type":"PROFANITY"},{"type":"PROFANITY"}]}`, "Managed words cannot have duplicates"},
		"an entity twice":                       {pii + `{"type":"AGE","action":"BLOCK"},{"type":"AGE","action":"NONE"}]}`, "The PII entity configs cannot have duplicates"},
		"an expression's name twice":            {regex + `{"name":"a","pattern":"b","action":"BLOCK"},{"name":"a","pattern":"c","action":"BLOCK"}]}`, "All regex names must be unique"},
		"an expression twice":                   {regex + `{"name":"a","pattern":"b","action":"BLOCK"},{"name":"b","pattern":"b","action":"BLOCK"}]}`, "All regex patterns must be unique"},
		"an expression that looks ahead":        {regex + `{"name":"a","pattern":"b(?=c)","action":"BLOCK"}]}`, "is not a supported regular expression"},
		"a threshold of 1":                      {facts + `{"type":"RELEVANCE","threshold":1}]}`, "relevance threshold cannot be greater than or equal to 1"},
		"a threshold twice":                     {facts + `{"type":"GROUNDING","threshold":0.1},{"type":"GROUNDING","threshold":0.2}]}`, "The Contextual Grounding policy cannot have duplicate types"},
		"a profile of another geography":        {profile("eu.guardrail.v1:0"), "profile ID is invalid. Specify a guardrail profile ID that's supported in your current AWS Region"},
		"a profile that nobody has":             {profile("us.guardrail.v2:0"), "profile ID is invalid"},
		"a profile of another region":           {profile("arn:aws:bedrock:us-west-2:000000000000:guardrail-profile/us.guardrail.v1:0"), "The provided ARN is invalid for the service region"},
		"a profile of another account":          {profile("arn:aws:bedrock:us-east-1:123456789012:guardrail-profile/us.guardrail.v1:0"), "The provided resource ARN is from a different account"},
		"a key by its alias":                    {key("alias/mine"), "holds no KMS aliases"},
		"a key of another region":               {key("arn:aws:kms:us-west-2:000000000000:key/" + uuid), "another region"},
		"reasoning without a profile":           {some + `,"automatedReasoningPolicyConfig":{"policies":["arn:aws:bedrock:us-east-1:000000000000:automated-reasoning-policy/abcdefghijkl"]}`, "must have a cross-Region inference profile"},
		"a tag twice":                           {some + `,"tags":[{"key":"a","value":"b"},{"key":"a","value":"c"}]`, "must be unique"},
		"a tag that only AWS may set":           {some + `,"tags":[{"key":"AWS:a","value":"b"}]`, "aws: prefixed"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			sb := New()
			status, answer := sb.Do("POST", "/guardrails", `{"name":"a","blockedInputMessaging":"b","blockedOutputsMessaging":"c",`+tc.policies+`}`)
			code := map[bool]string{true: "AccessDeniedException", false: "ValidationException"}[strings.Contains(tc.want, "different account")]
			if status < http.StatusBadRequest || !strings.Contains(answer, tc.want) || !strings.Contains(answer, code) {
				t.Errorf("got %d %s", status, answer)
			}
			if _, list := sb.Do("GET", "/guardrails", ""); strings.Contains(list, `"arn"`) {
				t.Errorf("the refused create left %s", list)
			}
		})
	}
}

// What is confidential is repeated by no refusal, whatever is wrong with it.
func TestGuardrailRules_repeatNothingConfidential(t *testing.T) {
	const canary = "canary"
	long := canary + strings.Repeat("a", 1001)
	text := func(name, of string) string {
		return strings.Replace(of, "$", map[string]string{"too long": long, "of control characters": canary + `\u0001`, "empty beside one": canary}[name], 1)
	}
	places := map[string]string{
		"description":    `"description":"$"`,
		"input message":  `"blockedInputMessaging":"$"`,
		"output message": `"blockedOutputsMessaging":"$"`,
		"word":           `"wordPolicyConfig":{"wordsConfig":[{"text":"$"},{"text":""}]}`,
		"topic":          `"topicPolicyConfig":{"topicsConfig":[{"name":"$","definition":"","type":"DENY"}]}`,
		"definition":     `"topicPolicyConfig":{"topicsConfig":[{"name":"!","definition":"$","type":"ALLOW"}]}`,
		"example":        `"topicPolicyConfig":{"topicsConfig":[{"name":"a","definition":"b","type":"DENY","examples":["$",""]}]}`,
		"expression":     `"sensitiveInformationPolicyConfig":{"regexesConfig":[{"name":"$","description":"$","pattern":"($","action":"BLOCK"}]}`,
	}
	for place, member := range places {
		for _, name := range []string{"too long", "of control characters", "empty beside one"} {
			t.Run(place+" "+name, func(t *testing.T) {
				body := `{"name":"a",` + text(name, member) + `}` // what is required is missing, so that every body is refused
				status, answer := New().Do("POST", "/guardrails", body)
				if status != http.StatusBadRequest || strings.Contains(answer, canary) {
					t.Errorf("got %d %s", status, answer)
				}
			})
		}
	}
}

func TestGuardrailRules_takeTheLongestAndTheMost(t *testing.T) {
	var words []string
	for i := range 10000 {
		words = append(words, `{"text":"word `+newBedrockID(i)+`"}`)
	}
	body := `{"name":"` + strings.Repeat("a", 50) + `","blockedInputMessaging":"` + strings.Repeat("ä", 500) + `","blockedOutputsMessaging":"b",` +
		`"topicPolicyConfig":{"topicsConfig":[{"name":"a","definition":"` + strings.Repeat("ä", 1000) + `","type":"DENY"}],"tierConfig":{"tierName":"STANDARD"}},` +
		`"wordPolicyConfig":{"wordsConfig":[` + strings.Join(words, ",") + `]},` +
		`"crossRegionConfig":{"guardrailProfileIdentifier":"arn:aws:bedrock:us-east-1:000000000000:guardrail-profile/us.guardrail.v1:0"}}`
	if status, answer := New().Do("POST", "/guardrails", body); status != http.StatusAccepted {
		t.Errorf("got %d %s", status, answer)
	}
}

package amazonbedrock

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func manyWords(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("word%d", i))
	}
	return all
}

func manyTopics(n int) map[string]llm.Topic {
	all := map[string]llm.Topic{}
	for i := range n {
		all[fmt.Sprintf("Topic %d", i)] = llm.Topic{Definition: "d"}
	}
	return all
}

func manyPatterns(n int) map[string]llm.PIIPattern {
	all := map[string]llm.PIIPattern{}
	for i := range n {
		all[fmt.Sprintf("p%d", i)] = llm.PIIPattern{Pattern: fmt.Sprintf("p%d", i)}
	}
	return all
}

type guardrailCheck struct {
	name   string
	change func(*llm.GuardrailSpec)
	field  llm.Field
}

func withFilter(category llm.Category) func(*llm.GuardrailSpec) {
	return func(s *llm.GuardrailSpec) { s.Filters[category] = llm.ContentFilter{Input: llm.StrictnessHigh} }
}

func withTopic(change func(*llm.Topic)) func(*llm.GuardrailSpec) {
	return func(s *llm.GuardrailSpec) {
		t := llm.Topic{Definition: "About it."}
		change(&t)
		s.Topics["Other"] = t
	}
}

func withPattern(name, expression string) func(*llm.GuardrailSpec) {
	return func(s *llm.GuardrailSpec) { s.PII.Patterns[name] = llm.PIIPattern{Pattern: expression} }
}

func guardrailChecks() []guardrailCheck {
	long := strings.Repeat("x", 1001)
	return []guardrailCheck{
		{"a name with a dot", func(s *llm.GuardrailSpec) { s.Name = "a.b" }, llm.FieldName},
		{"no name", func(s *llm.GuardrailSpec) { s.Name = "" }, llm.FieldName},
		{"a name too long", func(s *llm.GuardrailSpec) { s.Name = strings.Repeat("a", 51) }, llm.FieldName},
		{"a region of nowhere", func(s *llm.GuardrailSpec) { s.Bedrock.Region = "eastus" }, llm.FieldRegion},
		{"self harm", withFilter(llm.SelfHarm), "filters.self_harm"},
		{"indirect attacks", withFilter(llm.IndirectAttack), "filters.indirect_attack"},
		{"protected text", withFilter(llm.ProtectedMaterialText), "filters.protected_material_text"},
		{"protected code", withFilter(llm.ProtectedMaterialCode), "filters.protected_material_code"},
		{"ungrounded material", withFilter(llm.UngroundedMaterial), "filters.ungrounded_material"},
		{"attacks in answers", func(s *llm.GuardrailSpec) {
			s.Filters[llm.PromptAttack] = llm.ContentFilter{Input: llm.StrictnessHigh, Output: llm.StrictnessLow}
		}, "filters.prompt_attack.output"},
		{"patterns among the words", func(s *llm.GuardrailSpec) { s.BlockedPatterns = []string{"a+"} }, llm.FieldBlockedPatterns},
		{"too many words", func(s *llm.GuardrailSpec) { s.BlockedWords = manyWords(10_001) }, llm.FieldBlockedWords},
		{"a word too long", func(s *llm.GuardrailSpec) { s.BlockedWords = []string{long[:101]} }, llm.FieldBlockedWords},
		{"a sentence as a word", func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"one two three four"} }, llm.FieldBlockedWords},
		{"too many topics", func(s *llm.GuardrailSpec) { s.Topics = manyTopics(31) }, llm.FieldTopics},
		{"a topic's name with a sign", func(s *llm.GuardrailSpec) { s.Topics["a/b"] = llm.Topic{Definition: "d"} }, llm.FieldTopics},
		{"a topic's name too long", func(s *llm.GuardrailSpec) { s.Topics[long[:101]] = llm.Topic{Definition: "d"} }, llm.FieldTopics},
		{"a topic without a definition", withTopic(func(t *llm.Topic) { t.Definition = "" }), llm.FieldTopics},
		{"a definition too long", withTopic(func(t *llm.Topic) { t.Definition = long[:201] }), llm.FieldTopics},
		{"too many examples", withTopic(func(t *llm.Topic) { t.Examples = manyWords(6) }), llm.FieldTopics},
		{"an example too long", withTopic(func(t *llm.Topic) { t.Examples = []string{long[:101]} }), llm.FieldTopics},
		{"an empty example", withTopic(func(t *llm.Topic) { t.Examples = []string{""} }), llm.FieldTopics},
		{"an entity of nowhere", func(s *llm.GuardrailSpec) { s.PII.Entities["shoe_size"] = llm.PIIMask }, llm.FieldPIIEntities},
		{"an entity in the API's letters", func(s *llm.GuardrailSpec) { s.PII.Entities["EMAIL"] = llm.PIIMask }, llm.FieldPIIEntities},
		{"too many patterns", func(s *llm.GuardrailSpec) { s.PII.Patterns = manyPatterns(11) }, llm.FieldPIIPatterns},
		{"a pattern without a name", withPattern("", "a"), llm.FieldPIIPatterns},
		{"an empty pattern", withPattern("p", ""), llm.FieldPIIPatterns},
		{"a pattern too long", withPattern("p", long[:501]), llm.FieldPIIPatterns},
		{"a pattern that looks ahead", withPattern("p", "a(?=b)"), llm.FieldPIIPatterns},
		{"a pattern that another is", func(s *llm.GuardrailSpec) {
			s.PII.Patterns = map[string]llm.PIIPattern{"a": {Pattern: "x"}, "b": {Pattern: "x"}}
		}, llm.FieldPIIPatterns},
		{"a message too long", func(s *llm.GuardrailSpec) { s.Messages.Input = long[:501] }, "messages.input"},
		{"an answer's message too long", func(s *llm.GuardrailSpec) { s.Messages.Output = long[:501] }, "messages.output"},
		{"a description too long", func(s *llm.GuardrailSpec) { s.Bedrock.Description = long[:201] }, llm.FieldDescription},
		{"a tier of nowhere", func(s *llm.GuardrailSpec) { s.Bedrock.Tier = "gold" }, llm.FieldTier},
		{"the standard tier in one region", func(s *llm.GuardrailSpec) { s.Bedrock.Tier = tierStandard }, llm.FieldTier},
		{"images without filters", func(s *llm.GuardrailSpec) { s.Bedrock.Images, s.Filters = true, nil }, llm.FieldImages},
		{"a profile of another geography", func(s *llm.GuardrailSpec) { s.Bedrock.Profile = "eu.guardrail.v1:0" }, llm.FieldGuardProfile},
		{"a profile that is none", func(s *llm.GuardrailSpec) { s.Bedrock.Profile = "us" }, llm.FieldGuardProfile},
		{"a profile of another region", func(s *llm.GuardrailSpec) {
			s.Bedrock.Profile = "arn:aws:bedrock:us-west-2:123456789012:guardrail-profile/us.guardrail.v1:0"
		}, llm.FieldGuardProfile},
		{"a profile of another account", func(s *llm.GuardrailSpec) {
			s.Bedrock.Profile = "arn:aws:bedrock:us-east-1:999999999999:guardrail-profile/us.guardrail.v1:0"
		}, llm.FieldGuardProfile},
		{"a guardrail as a profile", func(s *llm.GuardrailSpec) { s.Bedrock.Profile = guardrailARN }, llm.FieldGuardProfile},
		{"a key's alias", func(s *llm.GuardrailSpec) { s.Bedrock.KMSKey = "arn:aws:kms:us-east-1:123456789012:alias/x" }, llm.FieldKMSKey},
		{"a key of another region", func(s *llm.GuardrailSpec) {
			s.Bedrock.KMSKey = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
		}, llm.FieldKMSKey},
		{"too many tags", func(s *llm.GuardrailSpec) { s.Tags = manyTags(50) }, llm.FieldTags},
		{"a tag with a sign", func(s *llm.GuardrailSpec) { s.Tags["a"] = "b;c" }, llm.FieldTags},
	}
}

// TestGuardrail_check: each of these is stopped without a call, at its argument, with a way out, and says nothing that is
// confidential.
func TestGuardrail_check(t *testing.T) {
	driver := testGuardrails()
	for _, tt := range guardrailChecks() {
		t.Run(tt.name, func(t *testing.T) {
			spec := guardrailSpec(tt.change)
			problems := driver.Check(llm.GuardrailDraft{Spec: spec})
			if len(problems) != 1 || problems[0].Field != tt.field || problems[0].Severity != llm.Blocking || problems[0].Fix == "" || problems[0].Detail == "" {
				t.Fatalf("problems = %+v, want one at %s", problems, tt.field)
			}
			told := fmt.Sprint(problems)
			for _, text := range append(spec.BlockedWords, "project-x", "Investment", "a(?=b)", "xxxxx") {
				if strings.Contains(told, text) && tt.field != llm.FieldName {
					t.Errorf("it shows %q: %s", text, told)
				}
			}
			root := llm.Fields(tt.field.Root(), llm.FieldGuardProfile, llm.FieldTier, llm.FieldRegion)
			if problems := driver.Check(llm.GuardrailDraft{Spec: spec, Unknown: root}); len(problems) > 0 {
				t.Errorf("unknown: %+v", problems)
			}
		})
	}
	if problems := driver.Check(llm.GuardrailDraft{Spec: guardrailSpec()}); len(problems) > 0 {
		t.Errorf("what Bedrock can give: %+v", problems)
	}
	t.Logf("%d cells", len(guardrailChecks()))
}

// TestGuardrail_longDefinitions: the standard tier takes longer ones.
func TestGuardrail_longDefinitions(t *testing.T) {
	spec := guardrailSpec(withTopic(func(t *llm.Topic) { t.Definition = strings.Repeat("x", 1000) }), func(s *llm.GuardrailSpec) {
		s.Bedrock.Tier, s.Bedrock.Profile = tierStandard, "us.guardrail.v1:0"
	})
	if problems := testGuardrails().Check(llm.GuardrailDraft{Spec: spec}); len(problems) > 0 {
		t.Errorf("%+v", problems)
	}
}

// TestGuardrail_ids: a guardrail is named by its ARN alone; a deployment may add a version.
func TestGuardrail_ids(t *testing.T) {
	for in, want := range map[string]struct{ id, version bool }{
		guardrailARN:                {true, true},
		guardrailARN + ":7":         {false, true},
		guardrailARN + ":DRAFT":     {},
		guardrailARN + ":0":         {},
		guardrailARN + "/../x":      {},
		"abcdefghijkl":              {},
		"":                          {},
		profileARN:                  {},
		profileARN + ":1":           {},
		guardrailARN + ":1:1":       {},
		guardrailARN + "\u200b":     {},
		guardrailARN + "%2F..":      {},
		guardrailARN + "ABC":        {},
		guardrailARN + ":123456789": {},
		strings.Replace(guardrailARN, testAccount, SandboxAccount, 1):     {false, true},
		strings.Replace(guardrailARN, "aws:bedrock", "aws-cn:bedrock", 1): {},
	} {
		id, err := testGuardrails().ParseID(in)
		if (err == nil) != want.id || err == nil && id.Value != in || err != nil && llm.CodeOf(err) != llm.CodeInvalid {
			t.Errorf("%q: %v, %v", in, id, err)
		}
		if _, _, err := parseGuardrailReference(in); (err == nil) != want.version {
			t.Errorf("%q as a reference: %v", in, err)
		}
	}
}

// A block that turns off what Bedrock does not have serves both platforms: there is nothing to turn off.
func TestGuardrail_whatIsNotThereCanBeOff(t *testing.T) {
	driver := testGuardrails()
	off := llm.ContentFilter{Input: llm.StrictnessOff, Output: llm.StrictnessOff}
	spec := guardrailSpec(func(s *llm.GuardrailSpec) {
		s.Filters[llm.SelfHarm], s.Filters[llm.IndirectAttack] = off, llm.ContentFilter{Input: llm.StrictnessOff}
	})
	if problems := driver.Check(llm.GuardrailDraft{Spec: spec}); len(problems) > 0 {
		t.Errorf("problems = %+v", problems)
	}
	if diff := cmp.Diff(driver.Render(guardrailSpec()), driver.Render(spec)); diff != "" {
		t.Errorf("it asks for something (-without +with):\n%s", diff)
	}
	only := llm.GuardrailSpec{Name: "g", Filters: map[llm.Category]llm.ContentFilter{llm.SelfHarm: off}, Bedrock: spec.Bedrock}
	if problems := driver.Check(llm.GuardrailDraft{Spec: only}); len(problems) != 1 || problems[0].Field != llm.FieldFilters {
		t.Errorf("nothing else: problems = %+v, want one at filters", problems)
	}
}

package guardrail_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// limit is what the guide says a platform takes: the most that it takes, and
// what it refuses.
type limit struct {
	says     string // in the guide's table
	most     func(s *llm.GuardrailSpec)
	tooMuch  func(s *llm.GuardrailSpec)
	argument llm.Field
}

// words are different ones of a length.
func words(n, length int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%0*d", length, i)
	}
	return all
}

func topics(n int, definition string, examples int) map[string]llm.Topic {
	all := map[string]llm.Topic{}
	for i := range n {
		all[fmt.Sprintf("topic %d", i)] = llm.Topic{Definition: definition, Examples: words(examples, 9)}
	}
	return all
}

func patterns(n int) llm.PII {
	all := map[string]llm.PIIPattern{}
	for i := range n {
		all[strconv.Itoa(i)] = llm.PIIPattern{Pattern: fmt.Sprintf("KD-%d", i)}
	}
	return llm.PII{Patterns: all}
}

func azureLimits() []limit {
	blocked := func(all []string) func(s *llm.GuardrailSpec) {
		return func(s *llm.GuardrailSpec) { s.BlockedWords = all }
	}
	named := func(name string) func(s *llm.GuardrailSpec) { return func(s *llm.GuardrailSpec) { s.Name = name } }
	nothing := func(*llm.GuardrailSpec) {}
	return []limit{
		{"up to 10,000 of 1,000 characters", blocked(words(10_000, 9)), blocked(words(10_001, 9)), llm.FieldBlockedWords},
		{"up to 10,000 of 1,000 characters", blocked(words(1, 1000)), blocked(words(1, 1001)), llm.FieldBlockedWords},
		{"| `blocked_topics` | error at plan |", nothing, func(s *llm.GuardrailSpec) { s.Topics = topics(1, "shares", 0) }, llm.FieldTopics},
		{"| `pii` | error at plan |", nothing, func(s *llm.GuardrailSpec) { s.PII = patterns(1) }, llm.FieldPII},
		{"| `grounding` | error at plan;", nothing, func(s *llm.GuardrailSpec) { s.Grounding.Grounding = new(0.5) }, llm.FieldGrounding},
		{"| `messages` | error at plan:", nothing, func(s *llm.GuardrailSpec) { s.Messages.Input = "no" }, llm.FieldMessages},
		{"2 to 64 characters", named(strings.Repeat("n", 64)), named(strings.Repeat("n", 65)), llm.FieldName},
		{"2 to 64 characters", named("nn"), named("n"), llm.FieldName},
	}
}

func bedrockLimits() []limit {
	blocked := func(all ...string) func(s *llm.GuardrailSpec) {
		return func(s *llm.GuardrailSpec) { s.BlockedWords = all }
	}
	denied := func(tier string, n, length, examples int) func(s *llm.GuardrailSpec) {
		return func(s *llm.GuardrailSpec) {
			s.Topics, s.Bedrock.Tier = topics(n, strings.Repeat("d", length), examples), tier
			if tier != "" {
				s.Bedrock.Profile = "us.guardrail.v1:0"
			}
		}
	}
	data := func(n int) func(s *llm.GuardrailSpec) { return func(s *llm.GuardrailSpec) { s.PII = patterns(n) } }
	message := func(n int) func(s *llm.GuardrailSpec) {
		return func(s *llm.GuardrailSpec) { s.Messages.Output = strings.Repeat("m", n) }
	}
	named := func(n int) func(s *llm.GuardrailSpec) {
		return func(s *llm.GuardrailSpec) { s.Name = strings.Repeat("n", n) }
	}
	return []limit{
		{"up to 10,000 of 100 characters and three words", blocked(words(10_000, 9)...), blocked(words(10_001, 9)...), llm.FieldBlockedWords},
		{"up to 10,000 of 100 characters and three words", blocked(words(1, 100)...), blocked(words(1, 101)...), llm.FieldBlockedWords},
		{"up to 10,000 of 100 characters and three words", blocked("one two three"), blocked("one two three four"), llm.FieldBlockedWords},
		{"error at plan: `pii.patterns`", func(*llm.GuardrailSpec) {}, func(s *llm.GuardrailSpec) { s.BlockedPatterns = []string{"KD"} }, llm.FieldBlockedPatterns},
		{"denied topics, up to 30", denied("", 30, 9, 0), denied("", 31, 9, 0), llm.FieldTopics},
		{"with up to 5 examples each", denied("", 1, 9, 5), denied("", 1, 9, 6), llm.FieldTopics},
		{"definitions of 200 characters", denied("", 1, 200, 0), denied("", 1, 201, 0), llm.FieldTopics},
		{"1,000 with `bedrock.tier = \"standard\"`", denied("standard", 1, 1000, 0), denied("standard", 1, 1001, 0), llm.FieldTopics},
		{"up to 10 regular expressions", data(10), data(11), llm.FieldPII},
		{"up to 500 characters", message(500), message(501), llm.FieldMessages},
		{"1 to 50, unique", named(50), named(51), llm.FieldName},
	}
}

// The limits that the guide names are those that the drivers check at plan.
func TestGuide_namesTheDriversLimits(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "guides", "guardrails.md"))
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for platform, of := range map[string]struct {
		driver llm.GuardrailDriver
		limits []limit
	}{"azure": {clouds().Azure, azureLimits()}, "bedrock": {clouds().Bedrock, bedrockLimits()}} {
		for _, l := range of.limits {
			t.Run(fmt.Sprintf("%s %s: %s", platform, l.argument, l.says), func(t *testing.T) {
				if !strings.Contains(string(text), l.says) {
					t.Error("the guide does not say so")
				}
				if found := problemsAt(of.driver, l.argument, l.most); len(found) > 0 {
					t.Errorf("the most is refused: %v", found)
				}
				if len(problemsAt(of.driver, l.argument, l.tooMuch)) == 0 {
					t.Error("more is taken")
				}
			})
			tried++
		}
	}
	t.Logf("limits: %d", tried)
}

// problemsAt are the problems that a driver has with an argument, or below it.
func problemsAt(driver llm.GuardrailDriver, argument llm.Field, change func(s *llm.GuardrailSpec)) []llm.Problem {
	spec := llm.GuardrailSpec{Name: "guide", Filters: map[llm.Category]llm.ContentFilter{llm.Hate: {Input: llm.StrictnessHigh}}}
	spec.Bedrock.Region = "us-east-1"
	change(&spec)
	var found []llm.Problem
	for _, p := range driver.Check(llm.GuardrailDraft{Spec: spec}) {
		if p.Field.Root() == argument.Root() {
			found = append(found, p)
		}
	}
	return found
}

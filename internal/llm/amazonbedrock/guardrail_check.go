package amazonbedrock

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What Bedrock takes. Source: the service model of bedrock, 2026-08, and the user guide's prerequisites of guardrails.
const (
	maxTopics, maxTopicName, maxExamples, maxExample   = 30, 100, 5, 100
	maxClassicDefinition, maxStandardDefinition        = 200, 1000
	maxWords, maxWord, maxWordsOfPhrase                = 10_000, 100, 3
	maxPatterns, maxPatternName, maxPattern, maxReason = 10, 100, 500, 1000
	maxMessage, maxGuardrailDescription                = 500, 200

	tierClassic  = "classic"
	tierStandard = "standard"

	guardrailNameFix = "Use 1 to 50 ASCII letters, digits, dashes and underscores."
)

var (
	topicNamePattern = regexp.MustCompile(`^[0-9a-zA-Z_ !?.-]+$`)
	profilePattern   = regexp.MustCompile(`^([a-z0-9-]+)\.guardrail\.v[0-9:]+$`)
	kmsKeyPattern    = regexp.MustCompile(`^arn:(aws[a-z-]*):kms:([a-z0-9-]+):[0-9]{12}:key/[a-zA-Z0-9-]{36}$`)
)

// Check tells what Bedrock cannot give, from the draft alone.
func (d *guardrailDriver) Check(want llm.GuardrailDraft) []llm.Problem {
	var problems []llm.Problem
	for _, check := range []func(llm.GuardrailDraft) []llm.Problem{
		checkGuardrailName, d.checkGuardrailRegion, checkFilters, checkWords, checkTopics, checkPII, checkMessages, d.checkOverrides, d.checkGuardrailTags,
	} {
		problems = append(problems, check(want)...)
	}
	return problems
}

func checkGuardrailName(want llm.GuardrailDraft) []llm.Problem {
	if want.Unknown.Has(llm.FieldName) || guardrailNamePattern.MatchString(want.Spec.Name) {
		return nil
	}
	return problem(llm.FieldName, "Invalid name", fmt.Sprintf("The name %q is not one that Amazon Bedrock takes for a guardrail.", clip(want.Spec.Name)), guardrailNameFix)
}

func (d *guardrailDriver) checkGuardrailRegion(want llm.GuardrailDraft) []llm.Problem {
	given := d.regionOf(want.Spec)
	switch {
	case want.Unknown.Has(llm.FieldRegion), given == "" && d.platform.config.Unconfigured, regionPattern.MatchString(given):
		return nil
	case given == "":
		return problem(llm.FieldRegion, "Missing region", "No region is given for the guardrail on Amazon Bedrock.", regionFix)
	}
	return problem(llm.FieldRegion, "Invalid region", fmt.Sprintf("%q is not an AWS region.", clip(given)), "Write a region such as \"eu-central-1\".")
}

// ways are what to do about a category that Bedrock does not have.
func way(category llm.Category) string {
	switch category {
	case llm.UngroundedMaterial:
		return "Set grounding.grounding to a threshold instead: Bedrock blocks answers below it that their sources do not bear out."
	case llm.IndirectAttack:
		return "Use prompt_attack, which Bedrock looks for in prompts, and tag what comes from documents as user input in the requests."
	case llm.SelfHarm:
		return "Use misconduct and violence, and blocked_topics with a topic about self-harm."
	}
	return "Remove it, or use blocked_topics, where Bedrock judges by a definition."
}

// isOff reports whether a filter asks for nothing.
func isOff(filter llm.ContentFilter) bool {
	nothing := []llm.Strictness{"", llm.StrictnessOff}
	return slices.Contains(nothing, filter.Input) && slices.Contains(nothing, filter.Output)
}

// checkContent asks for something beside filters that Bedrock does not have: it takes no guardrail without a policy.
func checkContent(want llm.GuardrailDraft) []llm.Problem {
	in := toGuardrail(want.Spec)
	if len(want.Spec.Filters) == 0 || len(want.Unknown) > 0 || in.ContentPolicyConfig != nil || in.TopicPolicyConfig != nil || in.WordPolicyConfig != nil ||
		in.SensitiveInformationPolicyConfig != nil || in.ContextualGroundingPolicyConfig != nil {
		return nil
	}
	return problem(llm.FieldFilters, "Guardrail without content", "None of the filters is one that Amazon Bedrock has.", "Name one of "+names(categories())+", or block words, topics or personal data.")
}

func names(categories []llm.Category) string {
	texts := make([]string, len(categories))
	for i, category := range categories {
		texts[i] = string(category)
	}
	return strings.Join(texts, ", ")
}

func checkFilters(want llm.GuardrailDraft) []llm.Problem {
	if want.Unknown.Has(llm.FieldFilters) {
		return nil
	}
	var problems []llm.Problem
	for _, category := range want.Spec.Beyond(categories()...) {
		if isOff(want.Spec.Filters[category]) {
			continue // what is not there is off
		}
		problems = append(problems, problem(llm.FieldFilters+llm.Field("."+string(category)), "Category that Bedrock does not have",
			fmt.Sprintf("Amazon Bedrock has no content filter for %s.", category), way(category))...)
	}
	problems = append(problems, checkContent(want)...)
	attack := want.Spec.Filters[llm.PromptAttack].Output
	if attack != "" && attack != llm.StrictnessOff {
		problems = append(problems, problem(llm.FieldFilter(llm.PromptAttack, "output"), "Attacks are looked for in prompts only",
			fmt.Sprintf("filters.prompt_attack.output = %q: Amazon Bedrock looks for attacks in what goes to the model.", attack), `Set it to "off", or leave it out.`)...)
	}
	return problems
}

// checkWords names what is wrong by its digest.
func checkWords(want llm.GuardrailDraft) []llm.Problem {
	var problems []llm.Problem
	if len(want.Spec.BlockedPatterns) > 0 && !want.Unknown.Has(llm.FieldBlockedPatterns) {
		problems = problem(llm.FieldBlockedPatterns, "Patterns are blocked as sensitive information",
			"Amazon Bedrock blocks plain words here; regular expressions are part of its filter of sensitive information.",
			`Move each to pii.patterns with action = "block", under a name of its own.`)
	}
	if want.Unknown.Has(llm.FieldBlockedWords) {
		return problems
	}
	if n := len(want.Spec.BlockedWords); n > maxWords {
		problems = append(problems, problem(llm.FieldBlockedWords, "Too many words", fmt.Sprintf("There are %d words; Amazon Bedrock takes %d.", n, maxWords), "Remove some, or use a topic or a pattern.")...)
	}
	for _, word := range want.Spec.BlockedWords {
		if utf8.RuneCountInString(word) > maxWord || len(strings.Fields(word)) > maxWordsOfPhrase {
			problems = append(problems, problem(llm.FieldBlockedWords, "Word too long",
				fmt.Sprintf("An entry (SHA-256 %s…) has %d characters and %d words.", llm.Digest(word), utf8.RuneCountInString(word), len(strings.Fields(word))),
				fmt.Sprintf("Amazon Bedrock takes up to %d words and %d characters; use a topic for more.", maxWordsOfPhrase, maxWord))...)
		}
	}
	return problems
}

func checkTopics(want llm.GuardrailDraft) []llm.Problem {
	if want.Unknown.Has(llm.FieldTopics) {
		return nil
	}
	var problems []llm.Problem
	if n := len(want.Spec.Topics); n > maxTopics {
		problems = problem(llm.FieldTopics, "Too many topics", fmt.Sprintf("There are %d topics; Amazon Bedrock takes %d.", n, maxTopics), "Remove some, or join them.")
	}
	longest := maxClassicDefinition
	if want.Spec.Bedrock.Tier == tierStandard || want.Unknown.Has(llm.FieldTier) {
		longest = maxStandardDefinition
	}
	for _, name := range slices.Sorted(maps.Keys(want.Spec.Topics)) {
		if wrong := wrongTopic(name, want.Spec.Topics[name], longest); wrong != "" {
			problems = append(problems, problem(llm.FieldTopics, "Invalid topic", fmt.Sprintf("A topic (SHA-256 of its name %s…): %s", llm.Digest(name), wrong),
				"Amazon Bedrock takes names of up to 100 ASCII letters, digits, blanks and the signs - _ ! ? . with a definition of up to 200 characters (1000 in the standard tier) and up to 5 examples of up to 100.")...)
		}
	}
	return problems
}

func wrongTopic(name string, topic llm.Topic, longest int) string {
	switch n := utf8.RuneCountInString(topic.Definition); {
	case len(name) > maxTopicName || !topicNamePattern.MatchString(name):
		return "its name is too long or holds other characters."
	case n == 0 || n > longest:
		return fmt.Sprintf("its definition has %d characters, of 1 to %d.", n, longest)
	case len(topic.Examples) > maxExamples:
		return fmt.Sprintf("it has %d examples.", len(topic.Examples))
	}
	for _, example := range topic.Examples {
		if n := utf8.RuneCountInString(example); n == 0 || n > maxExample {
			return fmt.Sprintf("an example has %d characters.", n)
		}
	}
	return ""
}

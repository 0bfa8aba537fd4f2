package amazonbedrock

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// entities are the kinds of personal data that Bedrock knows, as users write them.
func entities() []string {
	var names []string
	for _, entity := range types.GuardrailPiiEntityType("").Values() {
		names = append(names, strings.ToLower(string(entity)))
	}
	return names
}

func checkPII(want llm.GuardrailDraft) []llm.Problem {
	var problems []llm.Problem
	if !want.Unknown.Has(llm.FieldPIIEntities) {
		for _, entity := range slices.Sorted(maps.Keys(want.Spec.PII.Entities)) {
			if !slices.Contains(entities(), entity) {
				problems = append(problems, problem(llm.FieldPIIEntities, "Unknown entity", fmt.Sprintf("Amazon Bedrock does not know %q.", clip(entity)),
					"Give one of: "+strings.Join(entities(), ", ")+". For anything else write a pattern.")...)
			}
		}
	}
	if want.Unknown.Has(llm.FieldPIIPatterns) {
		return problems
	}
	if n := len(want.Spec.PII.Patterns); n > maxPatterns {
		problems = append(problems, problem(llm.FieldPIIPatterns, "Too many patterns", fmt.Sprintf("There are %d patterns; Amazon Bedrock takes %d.", n, maxPatterns), "Remove some, or join them with |.")...)
	}
	return append(problems, checkPatterns(want.Spec.PII.Patterns)...)
}

// checkPatterns names what is wrong by its digest.
func checkPatterns(patterns map[string]llm.PIIPattern) []llm.Problem {
	var problems []llm.Problem
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(patterns)) {
		wrong := wrongPattern(name, patterns[name])
		if wrong == "" && seen[patterns[name].Pattern] {
			wrong = "its expression is that of another pattern."
		}
		seen[patterns[name].Pattern] = true
		if wrong != "" {
			problems = append(problems, problem(llm.FieldPIIPatterns, "Invalid pattern", fmt.Sprintf("A pattern (SHA-256 of its name %s…): %s", llm.Digest(name), wrong),
				"Amazon Bedrock takes names of up to 100 characters and expressions of up to 500, without lookaround and references back, and descriptions of up to 1000.")...)
		}
	}
	return problems
}

func wrongPattern(name string, pattern llm.PIIPattern) string {
	_, err := regexp.Compile(pattern.Pattern)
	switch n := utf8.RuneCountInString(pattern.Pattern); {
	case name == "" || utf8.RuneCountInString(name) > maxPatternName:
		return "its name is empty or too long."
	case n == 0 || n > maxPattern:
		return fmt.Sprintf("its expression has %d characters.", n)
	case utf8.RuneCountInString(pattern.Description) > maxReason:
		return "its description is too long."
	case err != nil && strings.Contains(pattern.Pattern, "(?"):
		return "its expression looks ahead or behind, or is not one."
	}
	return ""
}

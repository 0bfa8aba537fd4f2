package sandbox

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The rules of guardrails that the official model does not have. Phrases without a remark are those that the service
// was seen to answer (public measurements of September 2026). None repeats what is confidential.

const (
	// classicDefinition and standardDefinition are how long a topic's definition may be in the two tiers.
	classicDefinition, standardDefinition = 200, 1000
	// wordsInPhrase is how many words an entry of the word filter may have ("Prerequisites for using guardrails").
	wordsInPhrase = 3
)

// check returns what no guardrail can be configured with. One that reasons has a policy that is not among these.
func (g *guardrailContent) check(reasons bool) *awsError {
	if !reasons && g.Topics == nil && g.Filters == nil && g.Words == nil && g.Sensitive == nil && g.Grounding == nil {
		return invalidInput("Guardrail must have at least one policy")
	}
	for _, check := range []func() *awsError{g.checkTiers, g.checkTopics, g.checkFilters, g.checkWords, g.checkSensitive, g.checkGrounding} {
		if refused := check(); refused != nil {
			return refused
		}
	}
	return nil
}

func (g *guardrailContent) checkTiers() *awsError {
	standard := g.Topics != nil && g.Topics.Tier.isStandard() || g.Filters != nil && g.Filters.Tier.isStandard()
	if standard && g.CrossRegion == nil {
		return invalidInput("Enable cross-Region inference for your guardrail to use Standard tier")
	}
	return nil
}

func (t *guardrailTier) isStandard() bool { return t != nil && t.TierName == "STANDARD" }

func (g *guardrailContent) checkTopics() *awsError {
	if g.Topics == nil {
		return nil
	}
	if repeats(g.Topics.Topics, func(t guardrailTopic) string { return t.Name }) {
		return invalidInput("Topic policy topic names are not unique")
	}
	for _, t := range g.Topics.Topics {
		if !g.Topics.Tier.isStandard() && utf8.RuneCountInString(t.Definition) > classicDefinition {
			return invalidInput("One or more of your guardrail topic definitions exceeds the maximum allowed length")
		}
	}
	return nil
}

func (g *guardrailContent) checkFilters() *awsError {
	if g.Filters == nil {
		return nil
	}
	if repeats(g.Filters.Filters, func(f guardrailFilter) string { return f.Type }) {
		return invalidInput("Content policy must not include duplicate filters")
	}
	itself := func(modality string) string { return modality }
	for _, f := range g.Filters.Filters {
		switch {
		case f.Type == "PROMPT_ATTACK" && f.OutputStrength != "NONE":
			return invalidInput("PROMPT ATTACK content filter strength for response must be NONE")
		case repeats(f.InputModalities, itself), repeats(f.OutputModalities, itself): // the phrase is ours
			return invalidInput("The modalities of the content filter %s cannot have duplicates", f.Type)
		}
	}
	return nil
}

func (g *guardrailContent) checkWords() *awsError {
	if g.Words == nil {
		return nil
	}
	switch {
	case repeats(g.Words.Words, func(w guardrailWord) string { return strings.ToLower(w.Text) }):
		return invalidInput("Custom words cannot have case-insensitive duplicates")
	case repeats(g.Words.Managed, func(l guardrailWordList) string { return l.Type }):
		return invalidInput("Managed words cannot have duplicates")
	case slices.ContainsFunc(g.Words.Words, func(w guardrailWord) bool { return len(strings.Fields(w.Text)) > wordsInPhrase }): // the phrase is ours
		return invalidInput("A custom word can be a phrase of up to %d words", wordsInPhrase)
	}
	return nil
}

func (g *guardrailContent) checkSensitive() *awsError {
	if g.Sensitive == nil {
		return nil
	}
	switch {
	case repeats(g.Sensitive.Entities, func(e guardrailEntity) string { return e.Type }):
		return invalidInput("The PII entity configs cannot have duplicates")
	case repeats(g.Sensitive.Regexes, func(x guardrailRegex) string { return x.Name }):
		return invalidInput("All regex names must be unique")
	case repeats(g.Sensitive.Regexes, func(x guardrailRegex) string { return x.Pattern }):
		return invalidInput("All regex patterns must be unique")
	}
	for i, x := range g.Sensitive.Regexes { // Go's expressions, like the service's, know no lookaround; the phrase is ours
		if _, err := regexp.Compile(x.Pattern); err != nil {
			return invalidInput("The regex pattern at 'sensitiveInformationPolicyConfig.regexesConfig.%d.member.pattern' is not a supported regular expression", i+1)
		}
	}
	return nil
}

func (g *guardrailContent) checkGrounding() *awsError {
	if g.Grounding == nil {
		return nil
	}
	if repeats(g.Grounding.Filters, func(f guardrailGrounding) string { return f.Type }) {
		return invalidInput("The Contextual Grounding policy cannot have duplicate types")
	}
	for _, f := range g.Grounding.Filters {
		if f.Threshold >= 1 {
			return invalidInput("%s threshold cannot be greater than or equal to 1", strings.ToLower(f.Type))
		}
	}
	return nil
}

// repeats tells whether two items have the same key.
func repeats[T any](items []T, key func(T) string) bool {
	seen := map[string]bool{}
	for _, item := range items {
		if seen[key(item)] {
			return true
		}
		seen[key(item)] = true
	}
	return false
}

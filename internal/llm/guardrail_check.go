package llm

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// CheckGuardrail returns what no platform can give, from the draft alone. It
// names confidential texts by their digest.
func CheckGuardrail(want GuardrailDraft) []Problem {
	c := guardrailCheck{want: want}
	c.something()
	c.texts(FieldBlockedWords, want.Spec.BlockedWords)
	c.texts(FieldBlockedPatterns, want.Spec.BlockedPatterns)
	c.patterns()
	c.topics()
	c.actions()
	c.thresholds()
	if keep := want.Spec.KeepVersions; keep != nil && *keep < 1 {
		c.add(FieldKeepVersions, "Nothing would be kept", fmt.Sprintf("keep_versions = %d would delete the version in force.", *keep), "Give 1 or more, or leave it out to keep all.")
	}
	return c.problems
}

// guardrailCheck gathers what is wrong with one draft.
type guardrailCheck struct {
	want     GuardrailDraft
	problems []Problem
}

func (c *guardrailCheck) add(field Field, summary, detail, fix string) {
	c.problems = append(c.problems, Problem{Field: field, Summary: summary, Detail: detail, Fix: fix})
}

// something asks for content: without any, a guardrail lets everything through.
func (c *guardrailCheck) something() {
	s := c.want.Spec
	given := len(s.Filters) + len(s.BlockedWords) + len(s.BlockedPatterns) + len(s.Topics) + len(s.PII.Entities) + len(s.PII.Patterns)
	if given > 0 || s.Profanity || s.Grounding != (Grounding{}) ||
		c.want.Unknown.Any(FieldFilters, FieldBlockedWords, FieldBlockedPatterns, FieldTopics, FieldPII, FieldProfanity, FieldGrounding) {
		return
	}
	c.add(FieldName, "Guardrail without content", "It would let everything through.",
		"Give at least one of filters, blocked_words, blocked_patterns, profanity, blocked_topics, pii and grounding.")
}

// texts asks for entries that say something, once. Platforms do not tell upper
// from lower case.
func (c *guardrailCheck) texts(field Field, entries []string) {
	seen := map[string]bool{}
	for _, entry := range entries {
		key := strings.ToLower(entry)
		switch {
		case strings.TrimSpace(entry) != entry || entry == "":
			c.add(field, "Empty or padded entry", fmt.Sprintf("An entry of %s (SHA-256 %s…) is empty, or begins or ends with a space.", field, Digest(entry)), "Remove the entry, or the spaces.")
		case strings.ContainsFunc(entry, unicode.IsControl):
			c.add(field, "Control character in an entry", fmt.Sprintf("An entry of %s (SHA-256 %s…) holds a line break or another control character.", field, Digest(entry)), "Write it as one line of text.")
		case field == FieldBlockedWords && seen[key]:
			c.add(field, "Entry given twice", fmt.Sprintf("An entry of %s (SHA-256 %s…) stands there twice; upper and lower case count as the same.", field, Digest(entry)), "Remove one of them.")
		}
		seen[key] = true
	}
}

func (c *guardrailCheck) topics() {
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(c.want.Spec.Topics)) {
		if strings.TrimSpace(name) == "" || seen[strings.ToLower(name)] {
			c.add(FieldTopics, "Topic without a name of its own", fmt.Sprintf("The key of a topic (SHA-256 %s…) is empty or differs from another in case only.", Digest(name)), "Give every topic a name of its own.")
		}
		seen[strings.ToLower(name)] = true
	}
}

// actions names no pattern: its name is as confidential as what it describes.
func (c *guardrailCheck) actions() {
	known := []PIIAction{"", PIIBlock, PIIMask, PIIDetect}
	const fix = `Use "block", "mask" or "detect".`
	for _, entity := range slices.Sorted(maps.Keys(c.want.Spec.PII.Entities)) {
		if action := c.want.Spec.PII.Entities[entity]; !slices.Contains(known, action) {
			c.add(FieldPIIEntities, "Unknown action", fmt.Sprintf("The action for %.60q is %.60q.", entity, action), fix)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.want.Spec.PII.Patterns)) {
		if !slices.Contains(known, c.want.Spec.PII.Patterns[name].Action) {
			c.add(FieldPIIPatterns, "Unknown action", fmt.Sprintf("The action of a pattern (SHA-256 of its name %s…) is none that there is.", Digest(name)), fix)
		}
	}
}

func (c *guardrailCheck) thresholds() {
	for _, given := range []struct {
		name      string
		threshold *float64
	}{{"grounding", c.want.Spec.Grounding.Grounding}, {"relevance", c.want.Spec.Grounding.Relevance}} {
		if given.threshold != nil && (*given.threshold < 0 || *given.threshold > 0.99) {
			c.add(FieldGrounding+Field("."+given.name), "Threshold out of range", fmt.Sprintf("%s = %v.", given.name, *given.threshold), "Give 0 to 0.99: everything below is blocked.")
		}
	}
}

package llm

import (
	"errors"
	"fmt"
	"maps"
	"regexp/syntax"
	"slices"
)

const patternFix = `Close or escape what is open; what is meant literally takes a backslash in front, in HCL "\\(". ` +
	"Or write it as a word, where no expression is meant."

// patterns refuses what is no regular expression to anybody. What Go alone lacks,
// such as lookaround, is the service's to judge.
func (c *guardrailCheck) patterns() {
	for _, pattern := range c.want.Spec.BlockedPatterns {
		if wrong := malformed(pattern); wrong != "" {
			c.add(FieldBlockedPatterns, "Not a regular expression", fmt.Sprintf("An entry of %s (SHA-256 %s…) %s.", FieldBlockedPatterns, Digest(pattern), wrong), patternFix)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.want.Spec.PII.Patterns)) {
		if wrong := malformed(c.want.Spec.PII.Patterns[name].Pattern); wrong != "" {
			c.add(FieldPIIPatterns, "Not a regular expression", fmt.Sprintf("A pattern (SHA-256 of its name %s…) %s.", Digest(name), wrong), patternFix)
		}
	}
}

// malformed says what is wrong with an expression that no engine takes; empty
// where one might.
func malformed(pattern string) string {
	_, err := syntax.Parse(pattern, syntax.Perl)
	refusal, ok := errors.AsType[*syntax.Error](err)
	if !ok {
		return ""
	}
	return map[syntax.ErrorCode]string{
		syntax.ErrMissingParen:          "opens a parenthesis and does not close it",
		syntax.ErrUnexpectedParen:       "closes a parenthesis that is not open",
		syntax.ErrMissingBracket:        "opens a bracket and does not close it",
		syntax.ErrTrailingBackslash:     "ends in a backslash, with nothing behind it",
		syntax.ErrMissingRepeatArgument: "repeats nothing: *, +, ? or {} stands where nothing is in front of it",
		syntax.ErrInvalidUTF8:           "is not UTF-8",
	}[refusal.Code]
}

package azureopenai

import (
	"strconv"
	"strings"
	"unicode"
)

const (
	messageLimit = 1000 // runes of the platform's message that are passed on
	excerptLimit = 200  // runes of a body that is not the platform's, or of what a user wrote
)

// quoted shows what a user wrote as it is written: marks that hide or reorder
// text, and letters that only look like others, appear as escapes.
func quoted(text string) string {
	if runes := []rune(text); len(runes) > excerptLimit {
		return strconv.QuoteToASCII(string(runes[:excerptLimit])) + "…"
	}
	return strconv.QuoteToASCII(text)
}

// oneLine makes a foreign text safe to show: control characters, line breaks
// and marks that reorder text become single spaces, and it is cut at limit runes.
func oneLine(text string, limit int) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	runes := []rune(strings.Join(strings.Fields(clean), " "))
	if len(runes) <= limit {
		return string(runes)
	}
	return string(runes[:limit]) + "…"
}

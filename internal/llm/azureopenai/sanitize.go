package azureopenai

import (
	"strings"
	"unicode"
)

const (
	messageLimit = 1000 // runes of the platform's message that are passed on
	excerptLimit = 200  // runes of a body that is not the platform's
)

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

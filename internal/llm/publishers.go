package llm

import "strings"

// canonicalPublisher returns the one word for a publisher out of the spellings that Azure (format and publisher), Bedrock (the
// text before the first dot), OpenRouter, Vercel AI Gateway and models.dev use. A publisher that is not in the table stands for
// itself, so that a new one needs no release of the provider. Source: the two live catalogs of 2026-08-22.
func canonicalPublisher(spelling string) string {
	if word := knownPublisher(spelling); word != "" {
		return word
	}
	return strings.NewReplacer(" ", "-", "_", "-", ".", "-").Replace(strings.ToLower(spelling))
}

// IsPublisher reports whether the word is a known spelling of a publisher.
func IsPublisher(spelling string) bool { return knownPublisher(spelling) != "" }

// GuessPublisher returns the canonical publisher of a model name by the family word it starts with ("GLM-5" is by "zai"), or ""
// when the family is unknown. It serves names without a publisher and catalogs that put a host in its place.
func GuessPublisher(name string) string {
	words := tokens(name)
	if len(words) == 0 {
		return ""
	}
	if word := knownPublisher(words[0]); word != "" {
		return word
	}
	return familyPublisher(words[0])
}

// squash drops everything but letters and digits, in lower case.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 && isAlphanumeric(byte(r)) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

package llm

import "strings"

// Canonical returns the one spelling that all spellings of a model have in common (those that are [Reference.Same]): the
// canonical word for the publisher, and the words and numbers of the name with dashes between them, without the publisher's own
// word in front ("meta/llama-3-3-70b-instruct", "openai/gpt-4o", "mistral/large-3"). It reads back as the same reference. A name
// for which there is no such spelling is returned as it is; no model is known to have one.
func (r Reference) Canonical() Reference {
	standard := standardSpelling(r.Publisher, r.Name)
	canonical := Reference{Publisher: standard.publisher, Name: strings.Join(standard.tokens, "-"), Version: r.Version}
	if read, err := ParseReference(canonical.String()); err != nil || read != canonical || !read.Same(r) {
		return r
	}
	return canonical
}

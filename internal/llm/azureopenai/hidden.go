package azureopenai

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// hidden are the texts that no error about a call may repeat. Nil hides nothing;
// where it is not nil, no body that is not Azure's own error is shown either.
type hidden struct{ texts []string }

// notShown stands for what may hold a confidential text.
const notShown = "(not shown, since it may be confidential)"

// shortText is how many characters a text has at least that is replaced where it
// stands: what is shorter is part of other words.
const shortText = 4

// refusal is the body of a refused request with its confidential texts replaced
// by their digests.
func (h *hidden) refusal(body []byte) []byte {
	if h == nil {
		return body
	}
	var whole any
	if _, ok := parseError(body); !ok || json.Unmarshal(body, &whole) != nil {
		return h.excerpt(body)
	}
	clean, err := json.Marshal(h.within(whole))
	if err != nil {
		return h.excerpt(body)
	}
	return clean
}

// excerpt is what is shown of a body that cannot be read.
func (h *hidden) excerpt(body []byte) []byte {
	if h == nil || len(bytes.TrimSpace(body)) == 0 {
		return body
	}
	return []byte(notShown)
}

func (h *hidden) within(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = h.within(member)
		}
	case []any:
		for i, member := range v {
			v[i] = h.within(member)
		}
	case string:
		return h.text(v)
	}
	return value
}

// text replaces what is hidden in whatever letters, also where it is quoted. Long
// texts come first, since a short one may be part of them.
func (h *hidden) text(message string) string {
	byLength := func(a, b string) int { return len(b) - len(a) }
	for _, text := range slices.SortedFunc(slices.Values(h.texts), byLength) {
		for _, form := range []string{text, quotedInside(text), oneLine(text, messageLimit)} {
			switch {
			case form == "" || !strings.Contains(strings.ToLower(message), strings.ToLower(form)):
			case utf8.RuneCountInString(form) < shortText:
				return notShown
			default:
				found := regexp.MustCompile(`(?i)` + regexp.QuoteMeta(form))
				message = found.ReplaceAllLiteralString(message, "SHA-256 "+llm.Digest(text)+"…")
			}
		}
	}
	return message
}

// hide adds texts to what is hidden.
func (h *hidden) hide(texts ...string) { h.texts = append(h.texts, texts...) }

// hiding hides the texts of a guardrail as it was read.
func hiding(have *llm.Composite) *hidden {
	h := &hidden{}
	for _, child := range have.Children {
		for _, text := range child.Texts {
			h.hide(text)
		}
	}
	return h
}

// quotedInside is a text as JSON writes it between quotes.
func quotedInside(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return ""
	}
	return strings.Trim(string(quoted), `"`)
}

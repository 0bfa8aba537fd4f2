package llm

import (
	"slices"
	"strings"
)

// tokens splits a model name as written by a user or a catalog: lower case, cut at everything but letters and digits, and
// between a letter and a digit that follows it ("llama3-3" is llama 3 3). Quantisation and parameter counts stay whole.
func tokens(name string) []string {
	fields := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r >= 128 || !isAlphanumeric(byte(r))
	})
	var out []string
	for _, field := range fields {
		if isNoise(field) || isSize(field) {
			out = append(out, field)
			continue
		}
		out = append(out, splitDigits(field)...)
	}
	return out
}

// splitDigits cuts between a letter and a following digit.
func splitDigits(field string) []string {
	var out []string
	start := 0
	for i := 1; i < len(field); i++ {
		if isDigit(field[i]) && !isDigit(field[i-1]) {
			out = append(out, field[start:i])
			start = i
		}
	}
	return append(out, field[start:])
}

// nameTokens returns the tokens of a name as its publisher would number them: without the publisher's own word in front
// ("DeepSeek-R1" by deepseek is r 1), without ".0" behind a whole number, and without a closing "v1", which only says that
// there was no second generation. It never returns an empty list for a name with a letter or digit.
func nameTokens(publisher, name string) []string {
	out := tokens(name)
	own := tokens(publisher)
	if len(out) > len(own) && slices.Equal(out[:len(own)], own) {
		out = out[len(own):]
	}
	out = dropZeros(out)
	if n := len(out); n > 2 && out[n-2] == "v" && out[n-1] == "1" {
		out = out[:n-2]
	}
	return out
}

// dropZeros removes a "0" that closes a number of several parts: embed-v-4-0 is embed-v-4.
func dropZeros(in []string) []string {
	out := make([]string, 0, len(in))
	for i, token := range in {
		last := i+1 == len(in) || !isNumber(in[i+1])
		if token == "0" && i > 0 && isNumber(in[i-1]) && last {
			continue
		}
		out = append(out, token)
	}
	return out
}

// spelling is a name in comparable form.
type spelling struct {
	publisher string
	tokens    []string
}

// String returns the form in which the table of synonyms is written.
func (s spelling) String() string { return s.publisher + "/" + strings.Join(s.tokens, "-") }

// plainSpelling is the name by rules alone.
func plainSpelling(publisher, name string) spelling {
	publisher = canonicalPublisher(publisher)
	return spelling{publisher: publisher, tokens: nameTokens(publisher, name)}
}

// standardSpelling is the name by rules and the table of synonyms: equal for everything that means the same.
func standardSpelling(publisher, name string) spelling {
	plain := plainSpelling(publisher, name)
	key := plain.String()
	standard := standardName(key)
	if standard == key {
		return plain
	}
	publisher, name, _ = strings.Cut(standard, "/")
	return spelling{publisher: publisher, tokens: strings.Split(name, "-")}
}

// isNoise reports words that catalogs add or leave out for the same model.
func isNoise(token string) bool {
	switch token {
	case "instruct", "it", "fp8", "bf16":
		return true
	}
	return false
}

// isSize reports parameter counts: 70b, 0x of experts (8x7b, 128e), and active or effective parameters (a22b, e2b).
func isSize(token string) bool {
	if body, found := strings.CutSuffix(token, "b"); found {
		body = strings.TrimLeft(body, "ae")
		experts, each, mixture := strings.Cut(body, "x")
		return isNumber(experts) && (!mixture || isNumber(each))
	}
	body, found := strings.CutSuffix(token, "e")
	return found && isNumber(body)
}

func isNumber(token string) bool {
	for i := range len(token) {
		if !isDigit(token[i]) {
			return false
		}
	}
	return token != ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isAlphanumeric(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

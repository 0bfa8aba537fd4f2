package acceptance_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// word is a text that somebody might write, or be made to write, where a name
// belongs.
type word struct{ family, text string }

// hostileWords are texts that leave a path, end a line, hide what they say, look
// like others, or have no end.
func hostileWords() []word {
	families := map[string][]string{
		"dot segments":   {".", "..", "...", "%2e%2e", "%2E%2E", "..%2f..", "a..%2fb"},
		"slashes":        {"a/b", "../a", "/a", "a/", `a\b`, "a%2fb", "a%2Fb", "a%5cb", "//evil.example/a"},
		"address marks":  {"a?b", "a#b", "a%b", "a%00b", "a?api-version=1", "a;b", "a@b", "https://evil.example/"},
		"control":        {"a\x01b", "a\x1b[2Jb", "a\x7fb", "a\u0085b", "a\bb"},
		"nul":            {"a\x00b", "\x00"},
		"line breaks":    {"a\nb", "a\r\nX-Injected: 1", "a\u2028b", "a\u2029b", "a\n", "a\tb"},
		"bidi overrides": {"a\u202eb", "a\u202ab", "a\u2066b", "a\u200fb"},
		"zero width":     {"a\u200bb", "a\ufeffb", "a\u200db", "a\u00adb", "a\u2060b"},
		"homoglyphs":     {"сhat", "chаt", "ｃhat", "chat․", "ⅽhat"},
		"blanks":         {" a", "a ", "\u00a0ab", "ab\u3000", " ", "  "},
		"shell":          {"a;rm -rf b", "$(id)", "`id`", "a|b", "a&b", "a>b", "*"},
		"json":           {`"a"`, `a"}`, `a","b":"c`, "{}", "[a]"},
		"hcl":            {"${a}", "%{if a}", "{{a}}", "<<EOT"},
		"markup":         {"<a>", "<!--", "'a'"},
		"long":           {strings.Repeat("a", 300), strings.Repeat("a", 10_000), strings.Repeat("é", 3000), strings.Repeat("a/", 5000)},
		"emoji":          {"😀", "a👩‍👩‍👧b", "🇩🇪"},
		"nothing":        {""},
	}
	var words []word
	for _, family := range slices.Sorted(maps.Keys(families)) {
		for _, text := range families[family] {
			words = append(words, word{family, text})
		}
	}
	return words
}

// brief names a word in a test's own messages.
func (w word) brief() string {
	text := strconv.QuoteToASCII(w.text)
	return w.family + " " + text[:min(len(text), 40)]
}

package llmtest

import "strings"

// HostileNames are names that no platform may be asked for: they leave the
// path, hide what they say, or are too long.
func HostileNames() []string {
	names := []string{
		".", "..", "...", "a/b", "../a", "a/../b", `a\b`, "a?b", "a#b", "a%2fb", "%2e%2e", "a;b", "a:b", "a@b",
		" a", "a ", "a\tb", "a\nb", "a\x00b", "a\u202eb", "a\u200fb", "a\u200bb", "ä", "имя", "名前", "a&b", "a=b", "<a>", `"a"`, "'a'", "a|b", "a*",
		"${a}", "{{a}}", "-", "_", "a--\u2028", strings.Repeat("a", 65), strings.Repeat("a", 300), strings.Repeat("a", 10_000),
	}
	return names
}

package llm

// MatchByRules is Match without any table: no aliases, no synonyms.
func MatchByRules(ref Reference, entries []Entry) (Matched, error) {
	return matchIn(ref, entries, plainSpelling)
}

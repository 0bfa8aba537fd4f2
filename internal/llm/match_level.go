package llm

import "slices"

// speller reads a publisher and a name as a comparable spelling.
type speller func(publisher, name string) spelling

// bestLevel returns the entries that agree most closely with the reference. Of the reference only the standard spelling counts,
// so that references which are the same (Reference.Same) always match the same.
func bestLevel(ref Reference, entries []Entry, spell speller) (MatchLevel, []Entry) {
	wanted := spell(ref.Publisher, ref.Name)
	level := NoLevel
	var best []Entry
	for _, e := range entries {
		reached := closest(wanted, readings(e.Publisher, append([]string{e.Name}, e.Also...), spell))
		if reached == NoLevel || reached < level {
			continue
		}
		if reached > level {
			level, best = reached, nil
		}
		best = append(best, e)
	}
	return level, best
}

// readings returns every way to read an entry's names: as spelled, and as the table of synonyms has it.
func readings(publisher string, names []string, spell speller) []spelling {
	var out []spelling
	for _, name := range names {
		out = append(out, plainSpelling(publisher, name))
		if read := spell(publisher, name); !read.equal(out[len(out)-1]) {
			out = append(out, read)
		}
	}
	return out
}

func closest(wanted spelling, offered []spelling) MatchLevel {
	level := NoLevel
	for _, o := range offered {
		if wanted.publisher == o.publisher {
			level = max(level, agreement(wanted.tokens, o.tokens))
		}
	}
	return level
}

// agreement compares two names of one publisher.
func agreement(a, b []string) MatchLevel {
	if slices.Equal(a, b) {
		return ExactLevel
	}
	a, b = withoutTokens(a, isNoise), withoutTokens(b, isNoise)
	if len(a) == 0 || len(b) == 0 {
		return NoLevel
	}
	switch {
	case slices.Equal(a, b):
		return SuffixLevel
	case addsSizes(a, b) || addsSizes(b, a):
		return SizeLevel
	}
	return NoLevel
}

// addsSizes reports whether long is short with sizes put in. A name of nothing but sizes says too little to be added to.
func addsSizes(short, long []string) bool {
	if len(withoutTokens(short, isSize)) == 0 {
		return false
	}
	rest := short
	for _, token := range long {
		switch {
		case len(rest) > 0 && rest[0] == token:
			rest = rest[1:]
		case !isSize(token):
			return false
		}
	}
	return len(rest) == 0
}

func withoutTokens(tokens []string, drop func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(tokens), drop)
}

func (s spelling) equal(other spelling) bool {
	return s.publisher == other.publisher && slices.Equal(s.tokens, other.tokens)
}

// distinctNames returns one reference for each model among the entries, sorted. Versions of one model count once.
func distinctNames(entries []Entry, spell speller) []string {
	var out []string
	var seen []spelling
	for _, e := range entries {
		read := spell(e.Publisher, e.Name)
		if !slices.ContainsFunc(seen, read.equal) {
			seen = append(seen, read)
			out = append(out, e.model().String())
		}
	}
	slices.Sort(out)
	return out
}

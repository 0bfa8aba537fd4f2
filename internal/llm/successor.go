package llm

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Newest returns the newest usable entry of the family that an entry belongs to, if it is newer: of the same publisher and
// with the same words in its name, whatever the numbers and sizes ("claude-haiku-4-5" after "claude-3-haiku"). It is a guess
// for a sentence, never a choice.
func Newest(of Entry, entries []Entry) (Entry, bool) {
	old := generationOf(of)
	var best Entry
	newest, found := old, false
	for _, e := range entries {
		if e.Unusable != "" || canonicalPublisher(e.Publisher) != canonicalPublisher(of.Publisher) {
			continue
		}
		g := generationOf(e)
		if g.family != old.family {
			continue
		}
		if order := g.compare(newest); order > 0 || found && order == 0 && compareEntries(e, best) < 0 {
			best, newest, found = e, g, true
		}
	}
	return best, found
}

// NameBeside is the portable name of the newer of two entries: without a version, unless that alone tells them apart.
func NameBeside(newer, older Entry) string {
	named := newer.model()
	if named == older.model() {
		named = newer.Reference()
	}
	return named.String()
}

// generation is a name taken apart into what stays from one model of a family to the next and what counts up.
type generation struct {
	family  string // words, sorted
	numbers []int  // of the version: 4 5
	date    int    // yyyymmdd, from the entry or a name such as mistral-small-2503; 0: none
}

func generationOf(e Entry) generation {
	var words []string
	var g generation
	for _, token := range standardSpelling(e.Publisher, e.Name).tokens {
		digits := token[:len(token)-len(strings.TrimLeft(token, "0123456789"))]
		number, err := strconv.Atoi(digits)
		switch {
		case isNoise(token) || isSize(token):
		case err != nil:
			words = append(words, token)
		case len(digits) >= len("yymm"):
			g.date = dateIn(number)
		default:
			g.numbers = append(g.numbers, number) // "4o" counts as 4
		}
	}
	if released, err := strconv.Atoi(e.Date); err == nil {
		g.date = released
	}
	slices.Sort(words)
	g.family = strings.Join(words, " ")
	return g
}

// dateIn reads a number in a name as yyyymmdd, yymm or a year; 0 where it is none of them.
func dateIn(number int) int {
	switch month := number % 100; {
	case number >= 20200101:
		return number
	case number >= 2001 && number <= 9912 && month >= 1 && month <= 12: // before a year: 2024 has no such month
		return 20_00_00_00 + number*100
	case number >= 2020 && number <= 2099:
		return number * 100_00
	}
	return 0
}

func (g generation) compare(other generation) int {
	return cmp.Or(slices.Compare(g.numbers, other.numbers), cmp.Compare(g.date, other.date))
}

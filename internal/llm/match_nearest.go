package llm

import (
	"cmp"
	"slices"
)

// nearestCount bounds the names that an error offers.
const nearestCount = 5

// nearestNames returns the references of the same publisher that share most with ref, or those of other publishers that bear
// its name.
func nearestNames(ref Reference, entries []Entry) []string {
	own := where(entries, func(e Entry) bool { return canonicalPublisher(e.Publisher) == ref.Publisher })
	if len(own) == 0 {
		own = where(entries, func(e Entry) bool {
			return agreement(nameTokens(ref.Publisher, ref.Name), nameTokens(canonicalPublisher(e.Publisher), e.Name)) != NoLevel
		})
	}
	return nearest(ref.Name, own, func(e Entry) string { return e.model().String() }, func(e Entry) string { return e.Name })
}

// nearestIDs returns the native ids that share most with id.
func nearestIDs(id string, entries []Entry) []string {
	native := func(e Entry) string { return e.NativeID }
	return nearest(id, entries, native, native)
}

// nearest sorts entries by how much text shares with wanted, usable ones before others, and labels the first few.
func nearest(wanted string, entries []Entry, label, text func(Entry) string) []string {
	words := tokens(wanted)
	sorted := slices.SortedFunc(slices.Values(entries), func(a, b Entry) int {
		return cmp.Or(
			cmp.Compare(likeness(words, tokens(text(b))), likeness(words, tokens(text(a)))),
			compareBool(b.Unusable == "", a.Unusable == ""),
			cmp.Compare(label(a), label(b)),
		)
	})
	var out []string
	for _, e := range sorted {
		if name := label(e); !slices.Contains(out, name) && len(out) < nearestCount {
			out = append(out, name)
		}
	}
	return out
}

// likeness is the share of tokens that two names have in common, in thousandths.
func likeness(a, b []string) int {
	common := 0
	rest := slices.Clone(b)
	for _, token := range a {
		if i := slices.Index(rest, token); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			common++
		}
	}
	return 2000 * common / max(1, len(a)+len(b))
}

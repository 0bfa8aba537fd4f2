package llm

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Entry is one version of one model in a platform's catalog, as the driver decomposed it.
type Entry struct {
	// NativeID is the platform's own name for exactly this version: a Bedrock model id, an Azure format/name/version.
	NativeID string
	// Publisher and Name are spelled as the platform spells them, without date and revision.
	Publisher, Name string
	// Also are further names of the same model, where the platform's own name hides it. They are names without publisher.
	Also []string
	// Date is the release date yyyymmdd, "" when the platform gives none.
	Date string
	// Version is the platform's version label ("2", "001", "v1:0"); @version may name it.
	Version string
	// Revision counts re-packagings of the same model: higher is newer.
	Revision int
	// Host serves the model when it is not the platform itself ("anthropic", "fireworks").
	Host string
	// Preference is the driver's own order among versions of one model, such as who hosts it: higher comes first.
	Preference int
	// Default says that the platform offers this version when none is named.
	Default bool
	// Unusable is why the version cannot be deployed here ("retired on 2026-08-05"), "" when it can.
	Unusable string
	// Index is the caller's own, untouched.
	Index int
}

// Reference returns the portable reference of exactly this version.
func (e Entry) Reference() Reference {
	ref := e.model()
	ref.Version = cmp.Or(e.Date, strings.ToLower(e.Version))
	return ref
}

// model returns the reference without a version.
func (e Entry) model() Reference {
	return Reference{Publisher: canonicalPublisher(e.Publisher), Name: strings.ToLower(e.Name)}
}

// MatchLevel says how closely a catalog's name agrees with a reference.
type MatchLevel int

// The levels, from apart to identical.
const (
	// NoLevel is no agreement.
	NoLevel MatchLevel = iota
	// SizeLevel is agreement but for sizes that one side adds ("17b-128e"); sizes never contradict.
	SizeLevel
	// SuffixLevel is agreement but for words that say nothing ("instruct", "it", "fp8", "bf16").
	SuffixLevel
	// ExactLevel is the same name.
	ExactLevel
	// NativeLevel is the platform's own id, letter by letter.
	NativeLevel
)

// Matched is what a reference means on one platform.
type Matched struct {
	// Entry is the version to deploy.
	Entry Entry
	// Level is how closely its name agrees.
	Level MatchLevel
	// Others are the further usable versions of the same model that the reference allows, best first.
	Others []Entry
}

// Match returns what a reference means in a catalog.
//
// The best level that any entry reaches decides, whether the entries at it are usable or not: a retired model is never replaced
// by a similar one. All entries at that level must be versions of one model. Of them, those that equal the reference's version
// stay, then those that are usable; the order among these is preference, the platform's default, newest date, highest revision.
// An alias of the user (publisher/name to publisher/name or to a native id) wins over the catalog.
//
// The error is a [*NoMatchError], an [*AmbiguousError], an [*UnusableError], or says which alias is wrong.
func Match(ref Reference, aliases map[string]string, entries []Entry) (Matched, error) {
	target, nativeID, err := followAliases(ref, aliases)
	if err != nil {
		return Matched{}, err
	}
	if nativeID != "" {
		matched, err := MatchNative(nativeID, entries)
		if err != nil {
			return Matched{}, fmt.Errorf("follow model_aliases from %q: %w", ref, err)
		}
		return matched, nil
	}
	matched, err := matchIn(target, entries, standardSpelling)
	if err != nil && target != ref {
		return Matched{}, fmt.Errorf("follow model_aliases from %q: %w", ref, err)
	}
	return matched, err
}

// MatchNative returns the entry with exactly this native id, which wins over every reading as a reference. The error is a
// [*NoMatchError] or an [*UnusableError].
func MatchNative(id string, entries []Entry) (Matched, error) {
	same := func(e Entry) bool { return e.NativeID == id }
	found := slices.IndexFunc(entries, same)
	if found < 0 {
		return Matched{}, &NoMatchError{Reference: id, Nearest: nearestIDs(id, entries)}
	}
	if entries[found].Unusable != "" {
		return Matched{}, &UnusableError{Reference: id, Candidates: withReasons(entries[found : found+1])}
	}
	return Matched{Entry: entries[found], Level: NativeLevel}, nil
}

// matchIn is Match after aliases; spell is the reading of a name.
func matchIn(ref Reference, entries []Entry, spell speller) (Matched, error) {
	level, best := bestLevel(ref, entries, spell)
	if level == NoLevel {
		return Matched{}, &NoMatchError{Reference: ref.String(), Nearest: nearestNames(ref, entries)}
	}
	if names := distinctNames(best, spell); len(names) > 1 {
		return Matched{}, &AmbiguousError{Reference: ref.String(), Candidates: names}
	}
	allowed := where(best, func(e Entry) bool { return e.hasVersion(ref.Version) })
	if len(allowed) == 0 {
		return Matched{}, &NoMatchError{Reference: ref.String(), Versions: versionsOf(best), Nearest: []string{best[0].model().String()}}
	}
	return chooseVersion(ref, level, allowed)
}

// chooseVersion takes the best usable entry among versions of one model.
func chooseVersion(ref Reference, level MatchLevel, allowed []Entry) (Matched, error) {
	usable := where(allowed, func(e Entry) bool { return e.Unusable == "" })
	if len(usable) == 0 {
		return Matched{}, &UnusableError{Reference: ref.String(), Candidates: withReasons(allowed)}
	}
	slices.SortFunc(usable, compareEntries)
	usable = slices.CompactFunc(usable, func(a, b Entry) bool { return a.NativeID == b.NativeID })
	if len(usable) > 1 && equallyGood(usable[0], usable[1]) {
		tied := where(usable, func(e Entry) bool { return equallyGood(e, usable[0]) })
		return Matched{}, &AmbiguousError{Reference: ref.String(), Candidates: nativeIDs(tied)}
	}
	return Matched{Entry: usable[0], Level: level, Others: usable[1:]}, nil
}

// hasVersion reports whether @version names this entry; "" names every one.
func (e Entry) hasVersion(version string) bool {
	return version == "" || version == e.Date || version == strings.ToLower(e.Version)
}

// compareEntries sorts the better entry first and ends with the native id, so that equal input gives equal output.
func compareEntries(a, b Entry) int {
	return cmp.Or(comparePreference(b, a), cmp.Compare(a.NativeID, b.NativeID))
}

func equallyGood(a, b Entry) bool { return comparePreference(a, b) == 0 }

// comparePreference compares what makes a version preferable.
func comparePreference(a, b Entry) int {
	return cmp.Or(
		cmp.Compare(a.Preference, b.Preference),
		compareBool(a.Default, b.Default),
		cmp.Compare(a.Date, b.Date),
		cmp.Compare(a.Revision, b.Revision),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func where(entries []Entry, wanted func(Entry) bool) []Entry {
	var out []Entry
	for _, e := range entries {
		if wanted(e) {
			out = append(out, e)
		}
	}
	return out
}

package llm

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Wish is what a deployment would ask of a catalog.
type Wish struct {
	Model            string // a portable reference or a native id, as written
	Aliases          map[string]string
	Mode             Mode
	Scope            Scope                        // the most that requests may travel; empty: anywhere
	AllowedLocations []string                     // geographies or regions; empty allows all
	Geography        func(location string) string // of the platform whose offers are looked at
}

// Standing is what a catalog says of a wish.
type Standing string

// The standings. Unread is for who asks: the catalog itself could not be read.
const (
	StandingOffered     Standing = "offered"       // it can be deployed within the bounds
	StandingOutOfBounds Standing = "out_of_bounds" // it can be deployed, but not within the bounds
	StandingClosed      Standing = "closed"        // it is listed, and nothing new may be deployed of it
	StandingAmbiguous   Standing = "ambiguous"     // the reference means several models or versions
	StandingNotOffered  Standing = "not_offered"   // it is not listed
	StandingUnread      Standing = "unread"
)

// Finding is what one platform's offers hold of a wish.
type Finding struct {
	Standing   Standing
	Offer      *Offer   // what is meant; nil where ambiguous, or not offered
	Serving    *Serving // what a deployment would take; nil where not offered within the bounds
	Why        string   // half a sentence; empty where offered
	Candidates []string // what the reference may mean instead: references or native ids, best first
}

// Keeps reports whether a serving stays within the bounds of place.
func (w Wish) Keeps(s Serving) bool {
	return (w.Scope == "" || s.Scope.Within(w.Scope)) && len(Outside(w.AllowedLocations, s.Locations, w.Geography)) == 0
}

// Choose is the serving of an offer that a deployment would take: the widest
// within the bounds. Nil if there is none.
func (w Wish) Choose(o Offer) *Serving {
	named := ""
	if id := w.native(); id != o.Entry.NativeID && o.isNamed(id) {
		named = id // of a profile: no other will do
	}
	i := slices.IndexFunc(o.Servings, func(s Serving) bool {
		return s.Mode == w.Mode && w.Keeps(s) && (s.Name == named || named == "" && !s.ByName)
	})
	if i < 0 {
		return nil
	}
	return &o.Servings[i]
}

// Find looks a wish up among the offers of one place, as a deployment would
// that was created now.
func (w Wish) Find(offers []Offer) Finding {
	matched, err := w.match(offers, w.against)
	if err == nil {
		offer := offers[matched.Entry.Index]
		return Finding{Standing: StandingOffered, Offer: &offer, Serving: w.Choose(offer)}
	}
	if _, unusable := errors.AsType[*UnusableError](err); !unusable {
		return unmatched(err)
	}
	for _, looser := range []func(Offer) string{w.unsold, unportable, closed} {
		if found, ok := w.loosely(offers, looser, StandingOutOfBounds); ok {
			if found.Offer != nil {
				found.Why = w.told(found.Offer)
			}
			return found
		}
	}
	_, err = w.match(offers, closed)
	found, _ := w.loosely(offers, func(Offer) string { return "" }, StandingClosed)
	found.Why = err.Error()
	return found
}

// loosely finds what is meant where not everything that is asked for counts.
// False means that there is nothing.
func (w Wish) loosely(offers []Offer, against func(Offer) string, standing Standing) (Finding, bool) {
	matched, err := w.match(offers, against)
	if err == nil {
		return Finding{Standing: standing, Offer: &offers[matched.Entry.Index]}, true
	}
	if ambiguous, several := errors.AsType[*AmbiguousError](err); several {
		return Finding{Standing: standing, Why: err.Error(), Candidates: ambiguous.Candidates}, true
	}
	return Finding{Standing: standing}, false
}

// unmatched is a reference that means nothing, or too much.
func unmatched(err error) Finding {
	found := Finding{Standing: StandingNotOffered, Why: err.Error()}
	if ambiguous, several := errors.AsType[*AmbiguousError](err); several {
		found.Standing, found.Candidates = StandingAmbiguous, ambiguous.Candidates
	}
	if none, known := errors.AsType[*NoMatchError](err); known {
		found.Candidates = none.Nearest
	}
	return found
}

// match looks the model up; against says why an offer is out of the question.
func (w Wish) match(offers []Offer, against func(Offer) string) (Matched, error) {
	entries := make([]Entry, len(offers))
	for i, o := range offers {
		entries[i] = o.Entry
		entries[i].Index, entries[i].Unusable = i, against(o)
	}
	if id := w.native(); id != "" {
		if at := slices.IndexFunc(offers, func(o Offer) bool { return o.isNamed(id) }); at >= 0 {
			id = offers[at].Entry.NativeID
		}
		return MatchNative(id, entries)
	}
	ref, err := ParseReference(w.Model)
	if err != nil {
		return Matched{}, err
	}
	return Match(ref, w.Aliases, entries)
}

// isNamed reports whether an id is the offer's, or that of a way to serve it.
func (o Offer) isNamed(id string) bool {
	return o.Entry.NativeID == id || slices.ContainsFunc(o.Servings, func(s Serving) bool { return s.Name == id })
}

// closed is why nothing new may be deployed of an offer.
func closed(o Offer) string { return o.Entry.Unusable }

// unportable is closed, or that an offer is only one size of a model, which has
// no reference of its own.
func unportable(o Offer) string {
	if o.Reference == "" {
		return cmp.Or(closed(o), "is one size of a model")
	}
	return closed(o)
}

// unsold is closed, or why the mode does not exist.
func (w Wish) unsold(o Offer) string {
	if !slices.ContainsFunc(o.Servings, func(s Serving) bool { return s.Mode == w.Mode }) {
		return cmp.Or(closed(o), "is not offered as "+string(w.Mode))
	}
	return closed(o)
}

// against is unsold, or that the bounds are in the way.
func (w Wish) against(o Offer) string {
	if w.Choose(o) == nil {
		return cmp.Or(w.unsold(o), "is not offered within these bounds")
	}
	return closed(o)
}

// told says how an offer can be had, where that is not within the bounds.
func (w Wish) told(o *Offer) string {
	var ways []string
	for _, s := range o.Servings {
		ways = append(ways, fmt.Sprintf("%s (%s, %s, processed in %s)", s.Name, s.Mode, s.Scope, strings.Join(s.Locations, ", ")))
	}
	if len(ways) == 0 {
		return "it cannot be deployed from " + o.Location
	}
	return fmt.Sprintf("it is offered in %s, but not as %s within these bounds; it is offered as %s", o.Location, w.Mode, strings.Join(ways, "; "))
}

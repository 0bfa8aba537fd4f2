package llm

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// serve is one way to be deployed.
func serve(name string, mode Mode, scope Scope, locations ...string) Serving {
	return Serving{Name: name, Mode: mode, Scope: scope, Locations: locations}
}

// shop is a place that offers one of everything.
func shop() []Offer {
	global, geo := serve("global.amazon.chat", OnDemand, ScopeGlobal, Anywhere), serve("eu.amazon.chat", OnDemand, ScopeGeo, "eu-a", "uk-a")
	units := serve("provisioned", Provisioned, ScopeRegion, "eu-a")
	special := serve("Special", OnDemand, ScopeRegion, "eu-a")
	special.ByName = true
	offer := func(publisher, name, date, unusable string, ways ...Serving) Offer {
		id := publisher + "." + name
		if date != "" {
			id += "-" + date
		}
		return Offer{Entry: Entry{NativeID: id, Publisher: publisher, Name: name, Date: date, Unusable: unusable}, Location: "eu-a", Servings: ways}
	}
	offers := []Offer{
		offer("amazon", "chat", "", "", global, geo, special, units),
		offer("amazon", "dated", "20250101", "", global), offer("amazon", "dated", "20260101", "", geo),
		offer("amazon", "old", "", "retired on 2026-01-01", global),
		offer("amazon", "units", "", "", units),
		offer("amazon", "nothing", "", ""),
		offer("amazon", "coder-30b", "", "", geo), offer("amazon", "coder-480b", "", "", geo),
	}
	offers[0].Servings[0].RetiresOn = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	return offers
}

func wish(model string) Wish {
	return Wish{Model: model, Mode: OnDemand, Scope: ScopeGlobal, Geography: func(location string) string {
		geo, _, _ := strings.Cut(location, "-")
		return geo
	}}
}

func TestWish_Find(t *testing.T) {
	for sentence, row := range map[string]struct {
		change   func(*Wish)
		standing Standing
		means    string // native id; empty: nothing
		takes    string // serving; empty: none
		why      []string
		nearest  []string
	}{
		"takes the widest serving":               {change: func(*Wish) {}, standing: StandingOffered, means: "amazon.chat", takes: "global.amazon.chat"},
		"takes what stays in the geography":      {change: func(w *Wish) { w.Scope = ScopeGeo }, standing: StandingOffered, means: "amazon.chat", takes: "eu.amazon.chat"},
		"takes what stays in the locations":      {change: func(w *Wish) { w.AllowedLocations = []string{"eu", "uk"} }, standing: StandingOffered, means: "amazon.chat", takes: "eu.amazon.chat"},
		"never takes what has to be named":       {change: func(w *Wish) { w.Scope = ScopeRegion }, standing: StandingOutOfBounds, means: "amazon.chat", why: []string{"not as on_demand within these bounds", "eu.amazon.chat (on_demand, geo, processed in eu-a, uk-a)"}},
		"says that a location is in the way":     {change: func(w *Wish) { w.AllowedLocations = []string{"eu"} }, standing: StandingOutOfBounds, means: "amazon.chat"},
		"takes the mode that is asked for":       {change: func(w *Wish) { w.Mode = Provisioned }, standing: StandingOffered, means: "amazon.chat", takes: "provisioned"},
		"takes the profile that is named":        {change: func(w *Wish) { w.Model = "eu.amazon.chat" }, standing: StandingOffered, means: "amazon.chat", takes: "eu.amazon.chat"},
		"finds a native id":                      {change: func(w *Wish) { w.Model = "amazon.chat" }, standing: StandingOffered, means: "amazon.chat", takes: "global.amazon.chat"},
		"follows an alias to a native id":        {change: func(w *Wish) { w.Model, w.Aliases = "my/house", map[string]string{"my/house": "amazon.chat"} }, standing: StandingOffered, means: "amazon.chat", takes: "global.amazon.chat"},
		"follows an alias to a reference":        {change: func(w *Wish) { w.Model, w.Aliases = "my/house", map[string]string{"my/house": "amazon/chat"} }, standing: StandingOffered, means: "amazon.chat", takes: "global.amazon.chat"},
		"takes the newest version":               {change: func(w *Wish) { w.Model = "amazon/dated" }, standing: StandingOffered, means: "amazon.dated-20260101", takes: "eu.amazon.chat"},
		"takes an older one where bounds ask it": {change: func(w *Wish) { w.Model, w.AllowedLocations = "amazon/dated", []string{Anywhere} }, standing: StandingOffered, means: "amazon.dated-20250101", takes: "global.amazon.chat"},
		"takes the version that is named":        {change: func(w *Wish) { w.Model = "amazon/dated@2025-01-01" }, standing: StandingOffered, means: "amazon.dated-20250101", takes: "global.amazon.chat"},
		"tells a version that is not there":      {change: func(w *Wish) { w.Model = "amazon/dated@2024-01-01" }, standing: StandingNotOffered, why: []string{"not in this version"}, nearest: []string{"amazon/dated"}},
		"tells what has retired":                 {change: func(w *Wish) { w.Model = "amazon/old" }, standing: StandingClosed, means: "amazon.old", why: []string{"retired on 2026-01-01"}},
		"tells what is sold otherwise":           {change: func(w *Wish) { w.Model = "amazon/units" }, standing: StandingOutOfBounds, means: "amazon.units", why: []string{"provisioned"}},
		"tells what cannot be had from here":     {change: func(w *Wish) { w.Model = "amazon/nothing" }, standing: StandingOutOfBounds, means: "amazon.nothing", why: []string{"cannot be deployed from eu-a"}},
		"lists what it may mean":                 {change: func(w *Wish) { w.Model = "amazon/coder" }, standing: StandingAmbiguous, nearest: []string{"amazon/coder-30b", "amazon/coder-480b"}},
		"names the nearest":                      {change: func(w *Wish) { w.Model = "amazon/chatter" }, standing: StandingNotOffered, why: []string{"not listed here"}, nearest: []string{"amazon/chat"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := wish("amazon/chat")
			row.change(&w)
			found := w.Find(shop())
			if found.Standing != row.standing {
				t.Fatalf("stands as %q: %s", found.Standing, found.Why)
			}
			means, takes := "", ""
			if found.Offer != nil {
				means = found.Offer.Entry.NativeID
			}
			if found.Serving != nil {
				takes = found.Serving.Name
			}
			if means != row.means || takes != row.takes {
				t.Errorf("means %q as %q, want %q as %q", means, takes, row.means, row.takes)
			}
			for _, word := range row.why {
				if !strings.Contains(found.Why, word) {
					t.Errorf("why: %q does not say %q", found.Why, word)
				}
			}
			if (found.Why == "") != (row.standing == StandingOffered) {
				t.Errorf("why: %q", found.Why)
			}
			for _, candidate := range row.nearest {
				if !slices.Contains(found.Candidates, candidate) {
					t.Errorf("candidates %v lack %q", found.Candidates, candidate)
				}
			}
		})
	}
}

func TestCheckModel(t *testing.T) {
	for _, good := range []string{
		"openai/gpt-4o", "openai/gpt-4o@2024-11-20", "OpenAI/gpt-4o/2024-11-20", "Mistral AI/Mistral-Large-3/1", "amazon.nova-lite-v1:0",
		"eu.amazon.nova-lite-v1:0", "anthropic.claude-opus-5", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
	} {
		if err := CheckModel(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for bad, word := range map[string]string{
		"gpt-4o": "openai/gpt-4o", "": "empty", "a/b/c/d": "more than one", "../../x": "more than one", "openai/gpt-4o@latest": "latest",
		"arn:aws:s3:::x": "publisher", "x\n/y": "publisher", "a.b": "publisher",
	} {
		if err := CheckModel(bad); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v, want %q", bad, err, word)
		}
	}
}

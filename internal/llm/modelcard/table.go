package modelcard

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Table holds facts. The zero table knows nothing.
type Table struct {
	bundled map[place][]Fact
	own     map[place][]Fact
}

// place is what the bundled facts are looked up by.
type place struct {
	platform llm.Platform
	model    string
}

// Bundled is the table that the provider comes with.
func Bundled() Table {
	return newTable(bundledFacts())
}

func newTable(facts []Fact) Table {
	t := Table{bundled: map[place][]Fact{}}
	for _, f := range facts {
		at := place{f.Platform, f.Model.ModelKey()}
		t.bundled[at] = append(t.bundled[at], f)
	}
	return t
}

// With returns the table with facts of the user's own, which count in place of bundled ones for what they tell. Their models
// may be spelled as loosely as in a deployment. Earlier ones of the user's stay.
func (t Table) With(own []Fact) Table {
	all := map[place][]Fact{}
	for at, facts := range t.own {
		all[at] = slices.Clone(facts)
	}
	for _, f := range own {
		for _, platform := range f.platforms() {
			if key, err := t.meant(platform, f.Model); err == nil {
				at := place{platform, key}
				all[at] = append(all[at], f)
			}
		}
	}
	t.own = all
	return t
}

// Card returns what is known of a model as a platform's catalog names it. A version, when the reference has one, finds the facts
// of that version and, where there are none, those of the model. Without a scope only facts for every scope count.
func (t Table) Card(platform llm.Platform, model llm.Reference, scope llm.Scope) Card {
	at := place{platform, model.ModelKey()}
	own := where(t.own[at], func(f Fact) bool { return f.covers(scope) })
	bundled := where(t.bundled[at], func(f Fact) bool { return f.covers(scope) })
	var card Card
	card.Tools, card.ToolsSource = tools(claims(own, bundled, model.Version, Fact.tellsTools))
	card.Context, card.ContextSource = context(claims(own, bundled, model.Version, Fact.tellsContext))
	card.Price = price(claims(own, bundled, model.Version, Fact.tellsPrice))
	return card
}

// Models are the models of a platform that bundled facts are about, without versions, by name.
func (t Table) Models(platform llm.Platform) []llm.Reference {
	var models []llm.Reference
	for at, facts := range t.bundled {
		if at.platform == platform {
			models = append(models, llm.Reference{Publisher: facts[0].Model.Publisher, Name: facts[0].Model.Name})
		}
	}
	slices.SortFunc(models, func(a, b llm.Reference) int { return strings.Compare(a.String(), b.String()) })
	return models
}

func (f Fact) covers(scope llm.Scope) bool { return f.Scope == "" || f.Scope == scope }

func (f Fact) tellsTools() bool   { return f.Tools != nil }
func (f Fact) tellsContext() bool { return f.Context != nil }
func (f Fact) tellsPrice() bool   { return f.Price != nil }

// claims are the facts that tell something and come closest to what is asked: the user's own before bundled ones, then those
// about the version, then those about the scope.
func claims(own, bundled []Fact, version string, tells func(Fact) bool) []Fact {
	for _, facts := range [][]Fact{own, bundled} {
		closest := -1
		var found []Fact
		for _, f := range facts {
			at := f.closeness(version)
			if !tells(f) || at < 0 || at < closest {
				continue
			}
			if at > closest {
				closest, found = at, nil
			}
			found = append(found, f)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// closeness is -1 for a fact about another version. Of a model without a version, facts about one version count only where none
// is about them all.
func (f Fact) closeness(version string) int {
	closeness := 0
	if f.Scope != "" {
		closeness = 1
	}
	switch {
	case f.Model.Version == version:
		return closeness + 4
	case f.Model.Version == "":
		return closeness + 2
	case version == "":
		return closeness
	}
	return -1
}

func where(facts []Fact, wanted func(Fact) bool) []Fact {
	var out []Fact
	for _, f := range facts {
		if wanted(f) {
			out = append(out, f)
		}
	}
	return out
}

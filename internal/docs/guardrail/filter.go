// Package guardrail draws the tables of the guide on guardrails from what the
// drivers answer: which category each platform has, where it looks, what its
// degrees are, and what it does by itself.
package guardrail

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// filter is what a platform makes of a category.
type filter struct {
	name    string   // the platform's own; empty: it has none
	sides   []string // "input", "output"
	degrees map[llm.Strictness]string
	itself  llm.ContentFilter // what it does where nothing is said; zero: nothing
}

// graded reports whether low and high are not the same.
func (f filter) graded() bool {
	return f.degrees[llm.StrictnessLow] != f.degrees[llm.StrictnessHigh]
}

// filterOf asks a driver for a category: what it checks, and what it would
// write.
func filterOf(driver llm.GuardrailDriver, category llm.Category) filter {
	f := filter{degrees: map[llm.Strictness]string{}}
	for _, side := range []string{"input", "output"} {
		strict := asking(category, side, llm.StrictnessHigh)
		if refused(driver, strict, llm.FieldFilter(category, side)) {
			continue
		}
		f.sides = append(f.sides, side)
		changed := differing(written(driver, strict), written(driver, asking(category, side, llm.StrictnessOff)))
		if len(changed) == 0 {
			continue
		}
		f.name = strings.Split(changed[0], ".")[1]
		f.degree(driver, category, side)
	}
	f.itself = byItself(driver)[category]
	return f
}

// degree notes the platform's word for each strictness.
func (f filter) degree(driver llm.GuardrailDriver, category llm.Category, side string) {
	least := written(driver, asking(category, side, llm.StrictnessLow))
	for _, strictness := range strictnesses() {
		content := written(driver, asking(category, side, strictness))
		for _, path := range differing(written(driver, asking(category, side, llm.StrictnessHigh)), least) {
			f.degrees[strictness] = content[path]
		}
	}
}

func strictnesses() []llm.Strictness {
	return []llm.Strictness{llm.StrictnessOff, llm.StrictnessLow, llm.StrictnessMedium, llm.StrictnessHigh}
}

// asking is a spec that asks for one side of one category.
func asking(category llm.Category, side string, strictness llm.Strictness) llm.GuardrailSpec {
	f := llm.ContentFilter{Input: strictness}
	if side == "output" {
		f = llm.ContentFilter{Output: strictness}
	}
	return llm.GuardrailSpec{Name: "guide", Filters: map[llm.Category]llm.ContentFilter{category: f}}
}

func refused(driver llm.GuardrailDriver, spec llm.GuardrailSpec, field llm.Field) bool {
	problems := driver.Check(llm.GuardrailDraft{Spec: spec})
	return slices.ContainsFunc(problems, func(p llm.Problem) bool { return strings.HasPrefix(string(field)+".", string(p.Field)+".") })
}

// written is what the last child, which is in force, would hold of filters.
func written(driver llm.GuardrailDriver, spec llm.GuardrailSpec) map[string]string {
	content := map[string]string{}
	for _, child := range driver.Render(spec) {
		for path, value := range child.Content {
			if child.Last && strings.HasPrefix(path, "filters.") {
				content[path] = value
			}
		}
	}
	return content
}

// differing are the paths whose values differ, sorted.
func differing(a, b map[string]string) []string {
	var paths []string
	for path := range a {
		if a[path] != b[path] {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// byItself are the filters of a guardrail that asks for none.
func byItself(driver llm.GuardrailDriver) map[llm.Category]llm.ContentFilter {
	return driver.Decode(driver.Render(llm.GuardrailSpec{Name: "guide", BlockedWords: []string{"word"}})).Filters
}

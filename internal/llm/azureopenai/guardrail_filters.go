package azureopenai

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Where a filter looks, among others that no argument has.
const (
	sourcePrompt     = "Prompt"
	sourceCompletion = "Completion"
)

// raiFilter is a filter that a guardrail manages.
type raiFilter struct {
	name     string
	category llm.Category // empty: profanity, which is an argument of its own
	graded   bool         // it has a severityThreshold
	sources  []string
	base     raiSetting // what Microsoft.DefaultV2 sets it to
}

// raiSetting is what one filter does at one source. The zero value: nothing.
type raiSetting struct {
	on       bool
	blocking bool // false: it only annotates
	severity string
}

// raiFilters are the filters by their names in locations/raiContentFilters, with
// what Microsoft.DefaultV2 sets them to (TestRai of azure-powershell, recorded
// 2025-01-17). Where Profanity and Ungrounded Material look is not recorded: the
// one is used on both sides in public templates, the other is about answers.
func raiFilters() []raiFilter {
	both, prompt, completion := []string{sourcePrompt, sourceCompletion}, []string{sourcePrompt}, []string{sourceCompletion}
	medium := raiSetting{on: true, blocking: true, severity: levelMedium}
	block, annotate := raiSetting{on: true, blocking: true}, raiSetting{on: true}
	return []raiFilter{
		{name: "Hate", category: llm.Hate, graded: true, sources: both, base: medium},
		{name: "Sexual", category: llm.Sexual, graded: true, sources: both, base: medium},
		{name: "Violence", category: llm.Violence, graded: true, sources: both, base: medium},
		{name: "Selfharm", category: llm.SelfHarm, graded: true, sources: both, base: medium},
		{name: "Jailbreak", category: llm.PromptAttack, sources: prompt, base: block},
		{name: "Indirect Attack", category: llm.IndirectAttack, sources: prompt},
		{name: "Protected Material Text", category: llm.ProtectedMaterialText, sources: completion, base: block},
		{name: "Protected Material Code", category: llm.ProtectedMaterialCode, sources: completion, base: annotate},
		{name: "Ungrounded Material", category: llm.UngroundedMaterial, sources: completion},
		{name: filterProfanity, sources: both},
	}
}

const filterProfanity = "Profanity"

// has reports whether the filter looks there.
func (f raiFilter) has(source string) bool { return slices.Contains(f.sources, source) }

// raiFilterOf finds the filter of a category; false where Azure has none.
func raiFilterOf(category llm.Category) (raiFilter, bool) {
	all := raiFilters()
	i := slices.IndexFunc(all, func(f raiFilter) bool { return f.category == category && category != "" })
	if i < 0 {
		return raiFilter{}, false
	}
	return all[i], true
}

// raiFilterNamed finds a filter in whatever letters its name is written.
func raiFilterNamed(name string) (raiFilter, bool) {
	all := raiFilters()
	i := slices.IndexFunc(all, func(f raiFilter) bool { return strings.EqualFold(f.name, name) })
	if i < 0 {
		return raiFilter{}, false
	}
	return all[i], true
}

// The levels of a severityThreshold: what is at least that bad is filtered.
const (
	levelLow    = "Low"
	levelMedium = "Medium"
	levelHigh   = "High"
)

// thresholdOf is the threshold of a strictness: the stricter, the lower.
func thresholdOf(s llm.Strictness) string {
	switch s {
	case llm.StrictnessLow:
		return levelHigh
	case llm.StrictnessHigh:
		return levelLow
	}
	return levelMedium
}

// strictnessOf is what a threshold means.
func strictnessOf(level string) llm.Strictness {
	switch level {
	case levelHigh:
		return llm.StrictnessLow
	case levelMedium:
		return llm.StrictnessMedium
	}
	return llm.StrictnessHigh
}

// below is what the policy below a guardrail's sets the filter to, which is what
// it does where nothing is said of it. A policy that was not recorded is taken for
// the default.
func (f raiFilter) below(policy string) raiSetting {
	switch canonicalName(policy) {
	case "microsoft.default":
		if !f.graded {
			return raiSetting{}
		}
	case "microsoft.nil":
		if !f.graded {
			return raiSetting{}
		}
		return raiSetting{on: true, severity: levelHigh}
	}
	return f.base
}

// setting is what a spec asks of the filter at a source.
func (f raiFilter) setting(spec llm.GuardrailSpec, source string) raiSetting {
	if f.name == filterProfanity {
		return raiSetting{on: spec.Profanity, blocking: true}
	}
	want, said := spec.Filters[f.category]
	set := f.below(spec.Azure.BasePolicy)
	if !said {
		return set
	}
	strictness := want.Input
	if source == sourceCompletion {
		strictness = want.Output
	}
	if strictness != "" {
		set = raiSetting{on: strictness != llm.StrictnessOff, blocking: true}
		if f.graded {
			set.severity = thresholdOf(strictness)
		}
	}
	if want.Action != "" {
		set.blocking = want.Action != llm.ActionDetect
	}
	return set
}

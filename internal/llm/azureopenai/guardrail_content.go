package azureopenai

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The values of a guardrail's content that several files need.
const (
	raiBlocking     = "Blocking"
	raiAsynchronous = "Asynchronous_filter"
	raiDefaultBase  = "Microsoft.DefaultV2"

	itemWord    = "word"
	itemPattern = "pattern"
)

// raiContent is what a policy holds, of what is written for it and of what is
// read of it alike. Lists are keyed by what tells their entries apart, since the
// service promises no order of them. A filter that is off is as good as none.
func raiContent(p wireRaiProperties, tags map[string]string) map[string]string {
	content := map[string]string{"basePolicyName": canonicalBase(p.Base), "mode": canonicalMode(p.Mode)}
	for _, f := range p.Filters {
		if f.Enabled == nil || *f.Enabled {
			maps.Copy(content, f.content(unused(content, "filters."+canonicalFilter(f.Name)+"."+canonicalSource(f.Source))))
		}
	}
	for _, b := range p.Blocklists {
		path := unused(content, "blocklists."+canonicalName(b.Name)+"."+canonicalSource(b.Source))
		content[path+".blocking"] = strconv.FormatBool(b.Blocking != nil && *b.Blocking)
	}
	for path, text := range llm.Flatten(map[string]any{"safetyProviders": p.Providers, "customTopics": p.Topics}) {
		content[path] = llm.Digest(text) // a topic is as confidential as a word
	}
	addTags(content, tags)
	return content
}

// content is what a filter that is on does, under its path.
func (f wireRaiFilter) content(path string) map[string]string {
	blocking := f.Blocking != nil && *f.Blocking
	content := map[string]string{path + ".enabled": "true", path + ".blocking": strconv.FormatBool(blocking)}
	if f.Severity != "" {
		content[path+".severityThreshold"] = canonicalWord(f.Severity, levelLow, levelMedium, levelHigh)
	}
	if action := strings.ToUpper(f.Action); action != "" && action != "NONE" && action != impliedAction(blocking) {
		content[path+".action"] = action
	}
	return content
}

// impliedAction is the action that says no more than blocking does.
func impliedAction(blocking bool) string {
	if blocking {
		return "BLOCKING"
	}
	return "ANNOTATING"
}

// unused is the path, or with a number where an entry has it already.
func unused(content map[string]string, path string) string {
	taken := func(path string) bool { return content[path+".blocking"] != "" }
	if !taken(path) {
		return path
	}
	for n := 2; ; n++ {
		if next := path + "." + strconv.Itoa(n); !taken(next) {
			return next
		}
	}
}

// canonicalBase has one name for all that the service has called its own default.
// A policy says everything itself, so that which of them is below it means nothing.
func canonicalBase(name string) string {
	if isDefaultPolicy(name) {
		return raiDefaultBase
	}
	return canonicalWord(name, "Microsoft.Nil", "Microsoft.Audio")
}

// canonicalMode is the mode by its newest name: a policy that was sent none
// returns none, and "Deferred" was renamed.
func canonicalMode(mode string) string {
	switch canonicalName(mode) {
	case "", "default", "blocking":
		return raiBlocking
	case "deferred", "asynchronous_filter":
		return raiAsynchronous
	}
	return mode
}

func canonicalFilter(name string) string {
	if known, found := raiFilterNamed(name); found {
		return known.name
	}
	return name
}

func canonicalSource(source string) string {
	return canonicalWord(source, sourcePrompt, sourceCompletion)
}

// canonicalWord is the word in the letters that it is known in.
func canonicalWord(word string, known ...string) string {
	if i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, word) }); i >= 0 {
		return known[i]
	}
	return word
}

// listContent is what a blocklist holds, with the texts that it holds the digests
// of. Items are told apart by their patterns: one that was added by hand bears
// another name.
func listContent(b wireBlocklist, items []wireBlocklistItem, tags map[string]string) (content, texts map[string]string) {
	content, texts = map[string]string{}, map[string]string{}
	if b.Properties.Description != "" {
		content["description"] = b.Properties.Description
	}
	addTags(content, tags)
	for _, item := range inOrder(items) {
		digest := llm.Digest(item.Properties.Pattern)
		texts[digest] = item.Properties.Pattern
		path := "items." + digest
		for n := 2; content[path] != ""; n++ {
			path = "items." + digest + "." + strconv.Itoa(n)
		}
		content[path] = item.kind()
	}
	return content, texts
}

func (i wireBlocklistItem) kind() string {
	if i.Properties.IsRegex {
		return itemPattern
	}
	return itemWord
}

// inOrder sorts items by what they hold, so that equal lists have equal content.
func inOrder(items []wireBlocklistItem) []wireBlocklistItem {
	return slices.SortedFunc(slices.Values(items), func(a, b wireBlocklistItem) int {
		if c := strings.Compare(a.Properties.Pattern, b.Properties.Pattern); c != 0 {
			return c
		}
		return strings.Compare(a.kind(), b.kind())
	})
}

func addTags(content, tags map[string]string) {
	for key, value := range tags {
		content["tags."+key] = value
	}
}

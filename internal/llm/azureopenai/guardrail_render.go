package azureopenai

import (
	"cmp"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Render implements [llm.CompositeDriver].
func (*guardrails) Render(spec llm.GuardrailSpec) []llm.Child {
	tags := spec.IgnoreTags.Managed(spec.Tags)
	var children []llm.Child
	if items := itemsOf(spec); len(items) > 0 {
		list := blocklistOf(spec)
		content, texts := listContent(list, items, tags)
		children = append(children, llm.Child{Name: guardChild(kindBlocklist, list.Name), Content: content, Texts: texts})
	}
	return append(children, llm.Child{
		Name: guardChild(kindRaiPolicy, spec.Name), Content: raiContent(raiPropertiesOf(spec), tags), Root: len(children) > 0, Last: true,
	})
}

// raiPropertiesOf is the policy that a spec asks for, whole: what it leaves out
// would be the service's to fill in.
func raiPropertiesOf(spec llm.GuardrailSpec) wireRaiProperties {
	p := wireRaiProperties{Base: cmp.Or(spec.Azure.BasePolicy, raiDefaultBase), Mode: raiBlocking, Blocklists: []wireRaiList{}}
	if spec.Azure.Mode == "asynchronous" {
		p.Mode = raiAsynchronous
	}
	for _, f := range raiFilters() {
		for _, source := range f.sources {
			if set := f.setting(spec, source); set.on || f.below(spec.Azure.BasePolicy).on {
				p.Filters = append(p.Filters, f.wire(source, set))
			}
		}
	}
	if len(itemsOf(spec)) > 0 {
		for _, source := range []string{sourcePrompt, sourceCompletion} {
			p.Blocklists = append(p.Blocklists, wireRaiList{Name: listName(spec.Name), Source: source, Blocking: new(true)})
		}
	}
	return p
}

// wire is the filter as it is sent. A graded one needs a threshold even where it
// is off.
func (f raiFilter) wire(source string, set raiSetting) wireRaiFilter {
	sent := wireRaiFilter{Name: f.name, Source: source, Enabled: &set.on, Blocking: &set.blocking}
	if f.graded {
		sent.Severity = set.severity
	}
	return sent
}

// blocklistOf is the list that a spec asks for, without its items.
func blocklistOf(spec llm.GuardrailSpec) wireBlocklist {
	return wireBlocklist{
		Name: listName(spec.Name), Tags: spec.Tags, Properties: wireBlocklistProperties{Description: blocklistMark(spec.Name)},
	}
}

// itemsOf are the items that a spec asks for, under names that tell what they hold.
func itemsOf(spec llm.GuardrailSpec) []wireBlocklistItem {
	items := make([]wireBlocklistItem, 0, len(spec.BlockedWords)+len(spec.BlockedPatterns))
	for _, text := range uniqueTexts(spec.BlockedWords) {
		items = append(items, wireBlocklistItem{Name: "w-" + llm.Digest(text), Properties: wireItemProperties{Pattern: text}})
	}
	for _, text := range uniqueTexts(spec.BlockedPatterns) {
		items = append(items, wireBlocklistItem{Name: "p-" + llm.Digest(text), Properties: wireItemProperties{Pattern: text, IsRegex: true}})
	}
	return items
}

// uniqueTexts are the texts, each once: a list cannot hold an item twice.
func uniqueTexts(texts []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(texts)))
}

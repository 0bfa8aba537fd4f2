package azureopenai

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Decode implements [llm.CompositeDriver].
func (*guardrails) Decode(children []llm.Child) llm.GuardrailSpec {
	var spec llm.GuardrailSpec
	for _, c := range children {
		kind, name, _ := strings.Cut(c.Name, "/")
		switch {
		case c.Foreign:
		case kind == kindRaiPolicy:
			spec.Name = name
			if id, err := parsePolicyID(c.ID); err == nil {
				spec.Name, spec.Azure.AccountID = id.name, id.account.String()
			}
			decodePolicy(&spec, c.Content)
		case kind == kindBlocklist:
			decodeItems(&spec, c)
		}
	}
	for _, c := range children { // the name as it was written
		if name := guardedName(c.Content["description"]); strings.EqualFold(name, spec.Name) {
			spec.Name = name
		}
	}
	return spec
}

func decodePolicy(spec *llm.GuardrailSpec, content map[string]string) {
	if base := content["basePolicyName"]; base != raiDefaultBase {
		spec.Azure.BasePolicy = base
	}
	if content["mode"] == raiAsynchronous {
		spec.Azure.Mode = "asynchronous"
	}
	for _, f := range raiFilters() {
		if f.category == "" {
			spec.Profanity = content["filters."+f.name+"."+sourcePrompt+".enabled"] != ""
			continue
		}
		if filter, said := f.decode(content); said {
			if spec.Filters == nil {
				spec.Filters = map[llm.Category]llm.ContentFilter{}
			}
			spec.Filters[f.category] = filter
		}
	}
	spec.Tags = decodeTags(content)
}

// decode reads a filter. That one which nothing turns on by itself is off needs
// no word.
func (f raiFilter) decode(content map[string]string) (filter llm.ContentFilter, said bool) {
	for _, source := range f.sources {
		path := "filters." + f.name + "." + source
		strictness := llm.StrictnessOff
		if content[path+".enabled"] != "" {
			strictness, said = strictnessOf(content[path+".severityThreshold"]), true
			if content[path+".blocking"] == "false" {
				filter.Action = llm.ActionDetect
			}
		}
		if source == sourcePrompt {
			filter.Input = strictness
		} else {
			filter.Output = strictness
		}
	}
	return filter, said || f.below(content["basePolicyName"]).on
}

// decodeItems reads the words and patterns, as far as their texts are known.
func decodeItems(spec *llm.GuardrailSpec, c llm.Child) {
	for path, kind := range c.Content {
		digest, found := strings.CutPrefix(path, "items.")
		digest, _, _ = strings.Cut(digest, ".")
		text := c.Texts[digest]
		switch {
		case !found || text == "":
		case kind == itemWord:
			spec.BlockedWords = append(spec.BlockedWords, text)
		default:
			spec.BlockedPatterns = append(spec.BlockedPatterns, text)
		}
	}
	slices.Sort(spec.BlockedWords)
	slices.Sort(spec.BlockedPatterns)
}

func decodeTags(content map[string]string) map[string]string {
	tags := map[string]string{}
	for path, value := range content {
		if key, found := strings.CutPrefix(path, "tags."); found {
			tags[key] = value
		}
	}
	return tags
}

package llm_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The vault holds a guardrail as flat content: "word.DIGEST", "filter.CATEGORY.input"
// and so on, confidential texts as their digests.

func (v *vault) Render(spec llm.GuardrailSpec) []llm.Child { return render(spec) }

func render(spec llm.GuardrailSpec) []llm.Child {
	published, texts := content(spec)
	draft := maps.Clone(published)
	draft["name"] = spec.Name
	for key, value := range spec.Tags {
		draft["tag."+key] = value
	}
	if spec.Bedrock.Description != "" {
		draft["about"] = llm.Digest(spec.Bedrock.Description)
		texts[draft["about"]] = spec.Bedrock.Description
	}
	return []llm.Child{
		{Name: "guardrail", Content: draft, Texts: texts},
		{Name: "version", Content: published, Texts: texts, Root: true, Last: true, Published: true, With: "guardrail"},
	}
}

// content is what versions hold.
func content(spec llm.GuardrailSpec) (flat, texts map[string]string) {
	flat, texts = map[string]string{}, map[string]string{}
	digest := func(text string) string {
		if text != "" {
			texts[llm.Digest(text)] = text
		}
		return llm.Digest(text)
	}
	set := func(path, value string) {
		if value != "" {
			flat[path] = value
		}
	}
	for category, filter := range spec.Filters {
		set("filter."+string(category)+".input", string(filter.Input))
		set("filter."+string(category)+".output", string(filter.Output))
	}
	for _, word := range spec.BlockedWords {
		flat["word."+digest(word)] = "blocked"
	}
	for name, topic := range spec.Topics {
		key := "topic." + digest(name)
		set(key+".definition", digest(topic.Definition))
		for i, example := range topic.Examples {
			set(fmt.Sprintf("%s.example.%d", key, i), digest(example))
		}
	}
	for name, pattern := range spec.PII.Patterns {
		set("pii."+name+".pattern", digest(pattern.Pattern))
		set("pii."+name+".description", digest(pattern.Description))
		set("pii."+name+".action", string(pattern.Action))
	}
	if spec.Grounding.Grounding != nil {
		flat["grounding"] = strconv.FormatFloat(*spec.Grounding.Grounding, 'f', -1, 64)
	}
	set("message", digest(spec.Messages.Input))
	return flat, texts
}

func (v *vault) Decode(children []llm.Child) llm.GuardrailSpec {
	spec := llm.GuardrailSpec{Filters: map[llm.Category]llm.ContentFilter{}, Topics: map[string]llm.Topic{}, Tags: map[string]string{}}
	spec.PII.Patterns = map[string]llm.PIIPattern{}
	for _, child := range children {
		if child.Name != "guardrail" {
			continue
		}
		for _, path := range slices.Sorted(maps.Keys(child.Content)) {
			told(&spec, strings.Split(path, "."), path, child.Content[path], child.Texts)
		}
	}
	slices.Sort(spec.BlockedWords)
	return spec
}

// told enters one value into a spec.
func told(spec *llm.GuardrailSpec, steps []string, path, value string, texts map[string]string) {
	switch steps[0] {
	case "name":
		spec.Name = value
	case "about":
		spec.Bedrock.Description = texts[value]
	case "tag":
		spec.Tags[strings.TrimPrefix(path, "tag.")] = value
	case "word":
		spec.BlockedWords = append(spec.BlockedWords, texts[steps[1]])
	case "message":
		spec.Messages.Input = texts[value]
	case "grounding":
		if number, err := strconv.ParseFloat(value, 64); err == nil {
			spec.Grounding.Grounding = &number
		}
	default:
		toldMember(spec, steps, value, texts)
	}
}

// toldMember enters one value into a filter, a topic or a pattern.
func toldMember(spec *llm.GuardrailSpec, steps []string, value string, texts map[string]string) {
	switch steps[0] {
	case "filter":
		filter := spec.Filters[llm.Category(steps[1])]
		if steps[2] == "input" {
			filter.Input = llm.Strictness(value)
		} else {
			filter.Output = llm.Strictness(value)
		}
		spec.Filters[llm.Category(steps[1])] = filter
	case "topic":
		topic := spec.Topics[texts[steps[1]]]
		if steps[2] == "definition" {
			topic.Definition = texts[value]
		} else {
			topic.Examples = append(topic.Examples, texts[value])
		}
		spec.Topics[texts[steps[1]]] = topic
	case "pii":
		pattern := spec.PII.Patterns[steps[1]]
		switch steps[2] {
		case "pattern":
			pattern.Pattern = texts[value]
		case "description":
			pattern.Description = texts[value]
		case "action":
			pattern.Action = llm.PIIAction(value)
		}
		spec.PII.Patterns[steps[1]] = pattern
	}
}

// copied is a spec whose filters, words and tags are its own.
func copied(spec llm.GuardrailSpec) llm.GuardrailSpec {
	spec.Filters, spec.Topics, spec.Tags = maps.Clone(spec.Filters), maps.Clone(spec.Topics), maps.Clone(spec.Tags)
	spec.BlockedWords = slices.Clone(spec.BlockedWords)
	return spec
}

package guardrail

import (
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func (f *fake) Decode(children []llm.Child) llm.GuardrailSpec {
	var spec llm.GuardrailSpec
	if len(children) == 0 {
		return spec
	}
	content, texts := children[0].Content, children[0].Texts
	told := func(path string) string { return texts[content[path]] }
	spec.Name = content["name"]
	for path, value := range content {
		kind, rest, _ := strings.Cut(path, ".")
		key, part, _ := strings.Cut(rest, ".")
		switch {
		case kind == "filters" && part == "":
			put(&spec.Filters, llm.Category(key), llm.ContentFilter{
				Input: llm.Strictness(content[path+".input"]), Output: llm.Strictness(content[path+".output"]), Action: llm.FilterAction(content[path+".action"]),
			})
		case kind == "words":
			spec.BlockedWords = append(spec.BlockedWords, texts[value])
		case kind == "patterns":
			spec.BlockedPatterns = append(spec.BlockedPatterns, texts[value])
		case kind == "topics" && part == "":
			topic := llm.Topic{Definition: told(path + ".definition")}
			for i := 0; told(path+".examples."+strconv.Itoa(i)) != ""; i++ {
				topic.Examples = append(topic.Examples, told(path+".examples."+strconv.Itoa(i)))
			}
			put(&spec.Topics, texts[value], topic)
		case kind == "pii":
			put(&spec.PII.Entities, rest, llm.PIIAction(value))
		case kind == "regexes" && part == "":
			put(&spec.PII.Patterns, texts[value], llm.PIIPattern{
				Pattern: told(path + ".pattern"), Description: told(path + ".description"), Action: llm.PIIAction(content[path+".action"]),
			})
		case kind == "tags":
			put(&spec.Tags, rest, value)
		}
	}
	slices.Sort(spec.BlockedWords)
	slices.Sort(spec.BlockedPatterns)
	spec.Profanity = content["profanity"] == "on"
	spec.Grounding = llm.Grounding{Grounding: number(content["grounding.grounding"]), Relevance: number(content["grounding.relevance"])}
	spec.Messages = llm.Messages{Input: unless(told("messages.input"), "Sorry."), Output: told("messages.output")}
	spec.Azure = llm.AzureGuardrail{BasePolicy: unless(content["base"], "Microsoft.DefaultV2"), Mode: unless(content["mode"], "blocking")}
	spec.Bedrock = llm.BedrockGuardrail{
		Description: told("description"), Tier: unless(content["tier"], "classic"), Images: content["images"] == "on", Profile: content["profile"], KMSKey: content["key"],
	}
	return spec
}

func put[K comparable, V any](into *map[K]V, key K, value V) {
	if *into == nil {
		*into = map[K]V{}
	}
	(*into)[key] = value
}

func unless(text, standard string) string {
	if text == standard {
		return ""
	}
	return text
}

func number(text string) *float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return &n
}

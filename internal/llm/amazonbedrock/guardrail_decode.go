package amazonbedrock

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Decode reads a spec from the draft; from the version, as far as that tells it, where the draft is not there.
func (d *guardrailDriver) Decode(children []llm.Child) llm.GuardrailSpec {
	at := slices.IndexFunc(children, func(c llm.Child) bool { return c.Name == childDraft })
	if at < 0 {
		at = slices.IndexFunc(children, func(c llm.Child) bool { return c.Name == childVersion })
	}
	if at < 0 {
		return llm.GuardrailSpec{}
	}
	return decoding{children[at].Content, children[at].Texts}.spec()
}

// decoding is the content of one child, with the texts behind its digests.
type decoding struct {
	content map[string]string
	texts   map[string]string
}

// text is what a digest stands for; the digest itself where that is not known.
func (d decoding) text(path string) string {
	digest := d.content[path]
	return cmp.Or(d.texts[digest], digest)
}

func (d decoding) spec() llm.GuardrailSpec {
	spec := llm.GuardrailSpec{
		Name: d.content["name"], Filters: d.filters(), BlockedWords: d.words(), Topics: d.topics(), PII: d.pii(), Grounding: d.grounding(), Tags: d.tags(),
		Messages: llm.Messages{Input: unlessDefault(d.text("messages.input"), DefaultInputMessage), Output: unlessDefault(d.text("messages.output"), DefaultOutputMessage)},
		Bedrock:  llm.BedrockGuardrail{Description: d.text("description"), Profile: d.content["profile"], KMSKey: d.content["kmsKeyArn"]},
	}
	_, spec.Profanity = d.content["managedWords.PROFANITY.type"]
	if d.content["tiers.filters"] == "STANDARD" || d.content["tiers.topics"] == "STANDARD" {
		spec.Bedrock.Tier = tierStandard
	}
	for path, value := range d.content {
		spec.Bedrock.Images = spec.Bedrock.Images || strings.HasPrefix(path, "filters.") && strings.Contains(path, ".inputModalities.") && value == "IMAGE"
	}
	return spec
}

func unlessDefault(text, standard string) string {
	if text == standard {
		return ""
	}
	return text
}

// keys are the items below a name of content, sorted.
func (d decoding) keys(name string) []string {
	seen := map[string]bool{}
	for path := range below(d.content, name) {
		key, _, _ := strings.Cut(path, ".")
		seen[key] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

func (d decoding) filters() map[llm.Category]llm.ContentFilter {
	var filters map[llm.Category]llm.ContentFilter
	for _, category := range categories() {
		item := below(d.content, "filters."+string(filterType(category)))
		if len(item) == 0 {
			continue
		}
		filter := llm.ContentFilter{Input: strictness(item["inputStrength"]), Output: strictness(item["outputStrength"])}
		if category == llm.PromptAttack && filter.Output == llm.StrictnessOff {
			filter.Output = "" // as users write it: there is no other
		}
		if item["inputAction"] == "NONE" && item["outputAction"] == "NONE" {
			filter.Action = llm.ActionDetect
		}
		if filters == nil {
			filters = map[llm.Category]llm.ContentFilter{}
		}
		filters[category] = filter
	}
	return filters
}

// strictness undoes strength.
func strictness(strength string) llm.Strictness {
	if strength == "" || strength == "NONE" {
		return llm.StrictnessOff
	}
	return llm.Strictness(strings.ToLower(strength))
}

func (d decoding) words() []string {
	var words []string
	for _, key := range d.keys("words") {
		words = append(words, d.text("words."+key+".text"))
	}
	slices.Sort(words)
	return words
}

func (d decoding) topics() map[string]llm.Topic {
	var topics map[string]llm.Topic
	for _, key := range d.keys("topics") {
		path := "topics." + key + "."
		topic := llm.Topic{Definition: d.text(path + "definition")}
		for i := range items(below(d.content, "topics."+key), "examples") {
			topic.Examples = append(topic.Examples, d.text(path+"examples."+strconv.Itoa(i)))
		}
		if topics == nil {
			topics = map[string]llm.Topic{}
		}
		topics[d.text(path+"name")] = topic
	}
	return topics
}

func (d decoding) pii() llm.PII {
	var pii llm.PII
	for _, key := range d.keys("pii") {
		if pii.Entities == nil {
			pii.Entities = map[string]llm.PIIAction{}
		}
		pii.Entities[strings.ToLower(key)] = decodePIIAction(d.content["pii."+key+".action"])
	}
	for _, key := range d.keys("regexes") {
		path := "regexes." + key + "."
		if pii.Patterns == nil {
			pii.Patterns = map[string]llm.PIIPattern{}
		}
		pii.Patterns[d.text(path+"name")] = llm.PIIPattern{
			Pattern: d.text(path + "pattern"), Description: d.text(path + "description"), Action: decodePIIAction(d.content[path+"action"]),
		}
	}
	return pii
}

func decodePIIAction(action string) llm.PIIAction {
	switch action {
	case "ANONYMIZE":
		return llm.PIIMask
	case "NONE":
		return llm.PIIDetect
	}
	return llm.PIIBlock
}

func (d decoding) grounding() llm.Grounding {
	return llm.Grounding{Grounding: d.threshold("GROUNDING"), Relevance: d.threshold("RELEVANCE")}
}

func (d decoding) threshold(of string) *float64 {
	threshold, err := strconv.ParseFloat(d.content["grounding."+of+".threshold"], 64)
	if err != nil {
		return nil
	}
	return &threshold
}

// tags are the user's: the mark is not.
func (d decoding) tags() map[string]string {
	tags := d.allTags()
	delete(tags, tagGuardrail)
	return tags
}

func (d decoding) allTags() map[string]string {
	tags := below(d.content, "tags")
	for key, value := range tags {
		if value == emptyTag {
			tags[key] = ""
		}
	}
	return tags
}

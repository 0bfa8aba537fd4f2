package acceptance_test

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// hushed stands for what is confidential in a text.
const hushed = "canary5d20e8b7"

// guardrailSites are the arguments of which no text is confidential.
func guardrailSites() []site {
	var sites []site
	var accepts func(string) bool
	add := func(argument string, put func(provider, resource tree, text string), forms []string, on ...string) {
		for _, base := range on {
			for _, form := range forms {
				sites = append(sites, site{argument: argument, form: form, base: base, put: put, accepts: accepts})
			}
		}
	}
	add("platform", in("platform"), []string{"%s"}, "azure", "bedrock")
	accepts = func(text string) bool {
		return regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9]$`).MatchString(text)
	}
	add("name", in("name"), []string{"%s", "chat-%s-x"}, "azure")
	accepts = regexp.MustCompile(`^[0-9a-zA-Z_-]{1,50}$`).MatchString
	add("name", in("name"), []string{"%s", "chat-%s-x"}, "bedrock")
	accepts = nil
	add("filters.hate.input", in("filters", "hate", "input"), []string{"%s"}, "azure", "bedrock")
	add("filters.violence.output", in("filters", "violence", "output"), []string{"%s"}, "azure", "bedrock")
	add("filters.hate.action", in("filters", "hate", "action"), []string{"%s"}, "azure", "bedrock")
	add("pii.entities", func(_, resource tree, text string) { set(resource, tree{text: "mask"}, "pii", "entities") }, []string{"%s"}, "azure", "bedrock")
	add("pii.entities", func(_, resource tree, text string) { set(resource, tree{"email": text}, "pii", "entities") }, []string{"x%s"}, "azure", "bedrock")
	add("azure.base_policy", in("azure", "base_policy"), []string{"%s", "Microsoft.%s"}, "azure")
	add("azure.mode", in("azure", "mode"), []string{"%s"}, "azure", "bedrock")
	add("azure.account_id", in("azure", "account_id"), []string{"%s", sandbox.AzureAccountID() + "/%s"}, "azure", "bedrock")
	add("bedrock.region", in("bedrock", "region"), []string{"%s", "us-east-%s"}, "bedrock", "azure")
	add("bedrock.tier", in("bedrock", "tier"), []string{"%s"}, "bedrock", "azure")
	add("bedrock.guardrail_profile", in("bedrock", "guardrail_profile"), []string{"%s", "us.guardrail.%s"}, "bedrock")
	add("bedrock.kms_key", in("bedrock", "kms_key"), []string{"%s", "arn:aws:kms:us-east-1:000000000000:key/%s"}, "bedrock", "azure")
	return sites
}

// confidentialSites are those whose texts no diagnostic may repeat, by what is
// valid there.
func confidentialSites() []site {
	var sites []site
	add := func(argument, base string, accepts func(string) bool, put func(resource tree, text string)) {
		for _, form := range []string{"%s", hushed + "%s"} {
			s := site{argument: argument, form: form, base: base, accepts: accepts, put: func(_, resource tree, text string) { put(resource, text) }}
			if form != "%s" {
				s.secret = hushed
			}
			sites = append(sites, s)
		}
	}
	topic := func(name, definition string, examples ...any) tree {
		return tree{name: tree{"definition": definition, "examples": examples}}
	}
	words := func(resource tree, text string) { resource["blocked_words"] = []any{text} }
	patterns := func(resource tree, text string) { resource["blocked_patterns"] = []any{text} }
	add("blocked_words", "azure", func(text string) bool { return oneLine(text, 1000) }, words)
	add("blocked_words", "bedrock", func(text string) bool { return oneLine(text, 100) && len(strings.Fields(text)) <= 3 }, words)
	add("blocked_patterns", "azure", func(text string) bool { return oneLine(text, 1000) && expression(text) }, patterns)
	add("blocked_patterns", "bedrock", nil, patterns)
	add("blocked_topics", "azure", nil, func(resource tree, text string) { resource["blocked_topics"] = topic(text, "a") })
	add("blocked_topics", "bedrock", func(text string) bool {
		return len(text) <= 100 && topicName.MatchString(text) && strings.TrimSpace(text) != ""
	},
		func(resource tree, text string) { resource["blocked_topics"] = topic(text, "a") })
	add("blocked_topics", "bedrock", func(text string) bool { return upTo(text, 200) && text != "" }, func(resource tree, text string) { resource["blocked_topics"] = topic("a", text) })
	add("blocked_topics", "bedrock", func(text string) bool { return upTo(text, 100) && text != "" }, func(resource tree, text string) { resource["blocked_topics"] = topic("a", "a", text) })
	pattern := func(resource tree, name, pattern, description, action string) {
		set(resource, tree{name: tree{"pattern": pattern, "description": description, "action": action}}, "pii", "patterns")
	}
	add("pii.patterns", "azure", nil, func(resource tree, text string) { pattern(resource, text, "a", "a", "mask") })
	add("pii.patterns", "bedrock", func(text string) bool { return upTo(text, 100) && text != "" }, func(resource tree, text string) { pattern(resource, text, "a", "a", "mask") })
	add("pii.patterns", "bedrock", func(text string) bool { return upTo(text, 500) && text != "" && expression(text) }, func(resource tree, text string) { pattern(resource, "a", text, "a", "mask") })
	add("pii.patterns", "bedrock", func(text string) bool { return upTo(text, 1000) }, func(resource tree, text string) { pattern(resource, "a", "a", text, "mask") })
	add("pii.patterns", "bedrock", func(text string) bool { return text == "" }, func(resource tree, text string) { pattern(resource, "a", "a", "a", text) })
	for _, way := range []string{"input", "output"} {
		add("messages", "azure", func(text string) bool { return text == "" }, func(resource tree, text string) { set(resource, text, "messages", way) })
		add("messages", "bedrock", func(text string) bool { return upTo(text, 500) }, func(resource tree, text string) { set(resource, text, "messages", way) })
	}
	add("bedrock.description", "bedrock", func(text string) bool { return upTo(text, 200) }, func(resource tree, text string) { set(resource, text, "bedrock", "description") })
	return sites
}

// What is valid, as the documentation says it.
var topicName = regexp.MustCompile(`^[0-9a-zA-Z_ !?.-]+$`)

func upTo(text string, longest int) bool { return utf8.RuneCountInString(text) <= longest }

func oneLine(text string, longest int) bool {
	return text != "" && strings.TrimSpace(text) == text && !strings.ContainsFunc(text, unicode.IsControl) && upTo(text, longest)
}

func expression(text string) bool {
	_, err := regexp.Compile(text)
	return err == nil
}

// wrongTexts are lists that are too long or say a thing twice, and expressions
// that are none.
func wrongTexts() []wrongGuardrail {
	var all []wrongGuardrail
	add := func(argument, base, what string, v any, steps ...string) {
		all = append(all, wrongGuardrail{argument: argument, base: base, what: what, secret: hushed, put: func(resource tree) { set(resource, v, steps...) }})
	}
	many := func(n int) []any {
		texts := make([]any, n)
		for i := range texts {
			texts[i] = fmt.Sprintf("%s-%d", hushed, i)
		}
		return texts
	}
	add("blocked_words", "azure", "10 001 words", many(10_001), "blocked_words")
	add("blocked_words", "bedrock", "10 001 words", many(10_001), "blocked_words")
	add("blocked_words", "azure", "1001 characters", []any{hushed + strings.Repeat("é", 1001-len(hushed))}, "blocked_words")
	add("blocked_words", "bedrock", "101 characters", []any{hushed + strings.Repeat("é", 101-len(hushed))}, "blocked_words")
	add("blocked_words", "bedrock", "a phrase of four words", []any{hushed + " b c d"}, "blocked_words")
	for _, base := range []string{"azure", "bedrock"} {
		add("blocked_words", base, "twice in other letters", []any{hushed, strings.ToUpper(hushed[:1]) + hushed[1:]}, "blocked_words")
	}
	for _, wrong := range []string{"(%s", "%s)", "[%s", `%s\`, "*%s", "%s|+", "{2}%s"} {
		text := strings.ReplaceAll(wrong, "%s", hushed)
		add("blocked_patterns", "azure", wrong, []any{text}, "blocked_patterns")
		add("pii.patterns", "bedrock", wrong, tree{"a": tree{"pattern": text}}, "pii", "patterns")
	}
	add("pii.patterns", "bedrock", "lookahead", tree{hushed: tree{"pattern": "(?=" + hushed + ")"}}, "pii", "patterns")
	add("pii.patterns", "bedrock", "two of one expression", tree{hushed + "a": tree{"pattern": hushed}, hushed + "b": tree{"pattern": hushed}}, "pii", "patterns")
	add("pii.patterns", "bedrock", "without an expression", tree{hushed: tree{"description": hushed}}, "pii", "patterns")
	patterns, topics := tree{}, tree{}
	for i := range 31 {
		name := fmt.Sprintf("%s %d", hushed, i)
		topics[name] = tree{"definition": hushed}
		if i < 11 {
			patterns[name] = tree{"pattern": name}
		}
	}
	add("pii.patterns", "bedrock", "eleven", patterns, "pii", "patterns")
	add("blocked_topics", "bedrock", "thirty-one", topics, "blocked_topics")
	add("blocked_topics", "bedrock", "six examples", tree{hushed: tree{"definition": hushed, "examples": many(6)}}, "blocked_topics")
	add("blocked_topics", "bedrock", "no definition", tree{hushed: tree{}}, "blocked_topics")
	add("blocked_topics", "bedrock", "201 characters", tree{hushed: tree{"definition": hushed + strings.Repeat("é", 201-len(hushed))}}, "blocked_topics")
	add("blocked_topics", "bedrock", "names that differ in case", tree{hushed: tree{"definition": "a"}, strings.ToUpper(hushed): tree{"definition": "b"}}, "blocked_topics")
	return all
}

package acceptance_test

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What clouds take although it looks hostile is listed here, by rule. It has to
// come back as it was sent.

// only accepts the words of a list.
func only(words ...string) func(string) bool {
	return func(text string) bool { return slices.Contains(words, text) }
}

// steers reports whether a text holds what ends a line or steers a terminal.
func steers(text string) bool { return strings.ContainsFunc(text, unicode.IsControl) }

func attestationAccepts(argument string) func(string) bool {
	if argument == "country_code" {
		return nil
	}
	return func(text string) bool {
		lower := argument != "industry" || text == strings.ToLower(text)
		return lower && text != "" && !steers(text) && !strings.ContainsAny(text, "\u2028\u2029")
	}
}

// A resource group may bear letters of every script, so that a letter which
// only looks like another is a valid name: of another group, which is not there.
func foreignLetters(text string) bool {
	group := accountInGroup.FindStringSubmatch(text)
	return group != nil && group[1] != sandbox.AzureResourceGroup
}

var accountInGroup = regexp.MustCompile(`^/subscriptions/` + sandbox.AzureSubscription + `/resourceGroups/([a-zсаｃⅽ]{1,50})/providers/Microsoft\.CognitiveServices/accounts/[a-z]+$`)

// Azure takes any text as a tag's value, and as its key all but a few marks.
func azureTagKey(text string) bool {
	return text != "" && utf8.RuneCountInString(text) <= 512 && !strings.ContainsAny(text, `<>%&\?/`) && !steers(text)
}

func azureTagValue(text string) bool {
	return utf8.RuneCountInString(text) <= 256 && !steers(text)
}

// Bedrock's own model takes every blank in a tag, line breaks included.
var awsTag = regexp.MustCompile(`^[a-zA-Z0-9\s._:/=+@-]*$`)

func awsTagKey(text string) bool { return text != "" && len(text) <= 128 && awsTag.MatchString(text) }

func awsTagValue(text string) bool { return len(text) <= 256 && awsTag.MatchString(text) }

// tagSites are the tags of a deployment and those of the provider block.
func tagSites() []site {
	var sites []site
	for platform, rules := range map[string]struct{ key, value func(string) bool }{
		"azure": {azureTagKey, azureTagValue}, "bedrock": {awsTagKey, awsTagValue}, "bedrock units": {awsTagKey, awsTagValue},
	} {
		sites = append(sites,
			site{argument: "tags", form: "%s", base: platform, accepts: rules.key, put: func(_, resource tree, text string) { resource["tags"] = tree{text: "v"} }},
			site{argument: "tags", form: "%s", base: platform, accepts: rules.value, put: func(_, resource tree, text string) { resource["tags"] = tree{"k": text} }},
			site{argument: "default_tags", form: "%s", base: platform, accepts: inBlock(rules.key), put: func(provider, _ tree, text string) { provider["default_tags"] = tree{text: "v"} }},
			site{argument: "default_tags", form: "%s", base: platform, accepts: inBlock(rules.value), put: func(provider, _ tree, text string) { provider["default_tags"] = tree{"k": text} }},
		)
	}
	return sites
}

// inBlock is stricter: default_tags have to suit both clouds.
func inBlock(rule func(string) bool) func(string) bool {
	return func(text string) bool { return rule(text) && !steers(text) }
}

package acceptance_test

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What clouds take although it looks hostile is listed here, by rule. It has to
// come back as it was sent.

// hiding reports whether a text holds what no reader sees or what ends a line.
func hiding(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}

func attestationAccepts(argument string) func(string) bool {
	if argument == "country_code" {
		return nil
	}
	return func(text string) bool {
		return text != "" && !hiding(text)
	}
}

// Azure takes any text as a tag's value, and as its key all but a few marks.
func azureTagKey(text string) bool {
	return text != "" && utf8.RuneCountInString(text) <= 512 && !strings.ContainsAny(text, `<>%&\?/`) && !hiding(text)
}

func azureTagValue(text string) bool {
	return utf8.RuneCountInString(text) <= 256 && !hiding(text)
}

var awsTag = regexp.MustCompile(`^[a-zA-Z0-9 ._:/=+@-]*$`)

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
			site{argument: "default_tags", form: "%s", base: platform, accepts: rules.key, put: func(provider, _ tree, text string) { provider["default_tags"] = tree{text: "v"} }},
			site{argument: "default_tags", form: "%s", base: platform, accepts: rules.value, put: func(provider, _ tree, text string) { provider["default_tags"] = tree{"k": text} }},
		)
	}
	return sites
}

// providerSites are the other texts of the provider block that a sandbox reads.
func providerSites() []site {
	var sites []site
	onProvider := func(steps ...string) func(provider, resource tree, text string) {
		return func(provider, _ tree, text string) { set(provider, text, steps...) }
	}
	add := func(argument, base string, put func(provider, resource tree, text string), forms ...string) {
		for _, form := range forms {
			sites = append(sites, site{argument: argument, form: form, base: base, put: put})
		}
	}
	add("owner", "azure", onProvider("owner"), "%s", "team%s")
	add("owner", "bedrock", onProvider("owner"), "%s")
	add("azure.account_id", "azure", onProvider("azure", "account_id"), "%s", "group/%s", "%s/account", sandbox.AzureAccountID()+"/%s")
	add("azure.subscription_id", "azure", onProvider("azure", "subscription_id"), "%s")
	add("azure.tenant_id", "azure", onProvider("azure", "tenant_id"), "%s")
	add("azure.client_id", "azure", onProvider("azure", "client_id"), "%s")
	add("azure.environment", "azure", onProvider("azure", "environment"), "%s")
	add("azure.resource_manager_endpoint", "azure", onProvider("azure", "resource_manager_endpoint"), "%s")
	add("azure.active_directory_authority_host", "azure", onProvider("azure", "active_directory_authority_host"), "%s")
	add("bedrock.region", "bedrock", onProvider("bedrock", "region"), "%s", "us-east-%s")
	add("bedrock.sts_region", "bedrock", onProvider("bedrock", "sts_region"), "%s")
	for _, service := range []string{"bedrock", "tagging", "servicequotas", "sts", "iam", "sso"} {
		add("bedrock.endpoints."+service, "bedrock", onProvider("bedrock", "endpoints", service), "%s")
	}
	add("bedrock.allowed_account_ids", "bedrock", func(provider, _ tree, text string) { set(provider, []any{text}, "bedrock", "allowed_account_ids") }, "%s", "12345678901%s")
	add("bedrock.assume_role", "bedrock", func(provider, _ tree, text string) {
		set(provider, []any{tree{"role_arn": text}}, "bedrock", "assume_role")
	}, "%s", "arn:aws:iam::%s:role/x")
	add("model_aliases", "azure", func(provider, _ tree, text string) { provider["model_aliases"] = tree{text: "openai/gpt-4.1-mini"} }, "%s", "acme/%s", "%s/x")
	add("model_aliases", "azure", func(provider, resource tree, text string) {
		provider["model_aliases"] = tree{"acme/house": text}
		resource["model"] = "acme/house"
	}, "%s", "openai/%s")
	return sites
}

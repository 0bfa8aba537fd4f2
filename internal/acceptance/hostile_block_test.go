package acceptance_test

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// providerSites are the other texts of the provider block that a sandbox reads.
func providerSites() []site {
	var sites []site
	onProvider := func(steps ...string) func(provider, resource tree, text string) {
		return func(provider, _ tree, text string) { set(provider, text, steps...) }
	}
	accepts := func(string) bool { return false }
	add := func(argument, base string, put func(provider, resource tree, text string), forms ...string) {
		for _, form := range forms {
			sites = append(sites, site{argument: argument, form: form, base: base, put: put, accepts: accepts})
		}
	}
	accepts = owner
	add("owner", "azure", onProvider("owner"), "%s", "team%s")
	add("owner", "bedrock", onProvider("owner"), "%s")
	accepts = nil
	add("azure.account_id", "azure", onProvider("azure", "account_id"), "%s", "group/%s", "%s/account", sandbox.AzureAccountID()+"/%s")
	add("azure.subscription_id", "azure", onProvider("azure", "subscription_id"), "%s")
	add("azure.tenant_id", "azure", onProvider("azure", "tenant_id"), "%s")
	add("azure.client_id", "azure", onProvider("azure", "client_id"), "%s")
	add("azure.environment", "azure", onProvider("azure", "environment"), "%s")
	accepts = only("https://evil.example/") // where it goes is the user's decision, as long as it is https
	add("azure.resource_manager_endpoint", "azure", onProvider("azure", "resource_manager_endpoint"), "%s")
	add("azure.active_directory_authority_host", "azure", onProvider("azure", "active_directory_authority_host"), "%s")
	for _, service := range []string{"bedrock", "tagging", "servicequotas", "sts", "iam", "sso"} {
		add("bedrock.endpoints."+service, "bedrock", onProvider("bedrock", "endpoints", service), "%s")
	}
	accepts = nil
	add("bedrock.region", "bedrock", onProvider("bedrock", "region"), "%s", "us-east-%s")
	add("bedrock.sts_region", "bedrock", onProvider("bedrock", "sts_region"), "%s")
	add("bedrock.allowed_account_ids", "bedrock", func(provider, _ tree, text string) { set(provider, []any{text}, "bedrock", "allowed_account_ids") }, "%s", "12345678901%s")
	add("bedrock.assume_role", "bedrock", func(provider, _ tree, text string) {
		set(provider, []any{tree{"role_arn": text}}, "bedrock", "assume_role")
	}, "%s", "arn:aws:iam::%s:role/x")
	accepts = only("a/b", "acme/a@b") // names of models that nobody asks for
	add("model_aliases", "azure", func(provider, _ tree, text string) { provider["model_aliases"] = tree{text: "openai/gpt-4.1-mini"} }, "%s", "acme/%s", "%s/x")
	accepts = nil
	add("model_aliases", "azure", func(provider, resource tree, text string) {
		provider["model_aliases"] = tree{"acme/house": text}
		resource["model"] = "acme/house"
	}, "%s", "openai/%s")
	return sites
}

// owner is what suits a tag's value on every platform.
func owner(text string) bool {
	return text != "" && text == strings.Trim(text, " ") && awsTagValue(text) && !steers(text)
}

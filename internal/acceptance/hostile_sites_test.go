package acceptance_test

import (
	"fmt"
	"maps"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// site is an argument of a deployment, or of the provider block, into which
// hostile words go.
type site struct {
	typeName string // of the resource; empty: a deployment
	secret   string // what stands for a secret in the text, and may be repeated nowhere; empty: nothing does
	argument string // dotted; the error has to point at its root and name the rest
	form     string // "%s" stands for the word
	base     string // of the bases: what else the configuration says
	put      func(provider, resource tree, text string)
	accepts  func(text string) bool // the words that are valid and harmless here; nil: none
}

// bases are valid deployments, one for every way to deploy.
func bases() map[string]tree {
	azure := func() tree {
		return tree{"platform": "azure", "name": "chat", "model": "openai/gpt-4.1-mini", "processing_scope": "global", "azure": tree{}}
	}
	bedrock := func() tree {
		return tree{"platform": "bedrock", "name": "chat", "model": "amazon/nova-lite", "processing_scope": "geo", "bedrock": tree{}}
	}
	edit := func(t tree, edits tree) tree {
		maps.Copy(t, edits)
		return t
	}
	return map[string]tree{
		"azure": azure(), "bedrock": bedrock(),
		"azure unused":   edit(bedrock(), tree{"azure": tree{}}),
		"bedrock unused": edit(azure(), tree{"bedrock": tree{}}),
		"router":         edit(azure(), tree{"model": "openai/model-router"}),
		"claude": edit(azure(), tree{"model": "anthropic/claude-sonnet-5", "azure": tree{
			"attestation": tree{"organization": "Contoso", "country_code": "DE", "industry": "technology"},
		}}),
		"azure native": edit(azure(), tree{"azure": tree{"model": tree{"format": "OpenAI", "name": "gpt-4.1-mini", "version": "2025-04-14"}}}),
		"azure units": edit(azure(), tree{
			"throughput": tree{"mode": "provisioned", "units": int64(15)}, "deletion_protection": false,
		}),
		"bedrock units": edit(bedrock(), tree{
			"model": "amazon.nova-lite-v1:0:24k", "processing_scope": "region", "deletion_protection": false,
			"throughput": tree{"mode": "provisioned", "units": int64(1)},
		}),
	}
}

// in makes a setter of a nested argument; steps lead through single blocks.
func in(steps ...string) func(provider, resource tree, text string) {
	return func(_, resource tree, text string) { set(resource, text, steps...) }
}

func set(at tree, v any, steps ...string) {
	for _, step := range steps[:len(steps)-1] {
		inner, ok := at[step].(tree)
		if !ok {
			inner = tree{}
			at[step] = inner
		}
		at = inner
	}
	at[steps[len(steps)-1]] = v
}

// listed is in for a list or set of one.
func listed(steps ...string) func(provider, resource tree, text string) {
	return func(_, resource tree, text string) { set(resource, []any{text}, steps...) }
}

// hostileSites are all string arguments of a deployment.
func hostileSites() []site {
	var sites []site
	accepts := only("chat") // a harmless name with nothing added
	add := func(argument string, put func(provider, resource tree, text string), forms string, on ...string) {
		for _, base := range on {
			for form := range strings.FieldsSeq(forms) {
				sites = append(sites, site{argument: argument, form: form, base: base, put: put, accepts: accepts})
			}
		}
	}
	add("platform", in("platform"), "%s", "azure", "bedrock")
	add("name", in("name"), "%s chat%s", "azure", "azure units", "bedrock units")
	accepts = only("chat", "chat.", "chat..", "chat...") // dots within a name lead nowhere
	add("name_prefix", prefixed, "%s chat%s", "azure")
	accepts = only("chat", "chat a") // single blanks within a name
	add("name", in("name"), "%s chat%s", "bedrock")
	accepts = only("chat", "chat a", "chat ", "a ", "chata ") // a hash follows
	add("name_prefix", prefixed, "%s chat%s", "bedrock")
	accepts = only("chat")
	add("name_prefix", prefixed, "%s chat%s", "bedrock units")
	accepts = nil
	add("model", in("model"), "%s openai/%s openai/gpt-4.1-mini@%s %s/gpt-4.1-mini OpenAI/%s/2025-04-14 OpenAI/gpt-4.1-mini/%s", "azure")
	add("model", in("model"), "%s amazon/%s amazon/nova-lite@%s %s/nova-lite amazon.%s", "bedrock", "bedrock units")
	add("processing_scope", in("processing_scope"), "%s", "azure", "bedrock")
	add("allowed_locations", listed("allowed_locations"), "%s eu-%s", "azure", "bedrock")
	add("version_upgrade", in("version_upgrade"), "%s", "azure", "bedrock")
	add("on_commitment_lock", in("on_commitment_lock"), "%s", "azure", "bedrock units")
	add("throughput.mode", in("throughput", "mode"), "%s", "azure", "bedrock")
	add("throughput.commitment", in("throughput", "commitment"), "%s", "azure units", "bedrock units")
	add("guardrail", in("guardrail"), "%s "+sandbox.AzureAccountID()+"/raiPolicies/%s", "azure", "bedrock")
	return append(append(sites, azureSites()...), bedrockSites()...)
}

func prefixed(_, resource tree, text string) {
	delete(resource, "name")
	resource["name_prefix"] = text
}

func azureSites() []site {
	account := func(subscription, group, name string) string {
		return "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/Microsoft.CognitiveServices/accounts/" + name
	}
	subscription, group, name := sandbox.AzureSubscription, sandbox.AzureResourceGroup, sandbox.AzureAccount
	accounts := []string{"%s", account("%s", group, name), account(subscription, "%s", name), account(subscription, group, "%s"), account(subscription, group, name) + "/%s"}
	unread := map[string]func(string) bool{"azure unused": foreignLetters} // elsewhere it is looked for, and not found
	var sites []site
	for _, base := range []string{"azure", "azure unused"} {
		for _, form := range accounts {
			sites = append(sites, site{argument: "azure.account_id", form: form, base: base, put: in("azure", "account_id"), accepts: unread[base]})
		}
		sites = append(sites,
			site{argument: "azure.service_tier", form: "%s", base: base, put: in("azure", "service_tier")},
			site{argument: "azure.hosted_on", form: "%s", base: base, put: in("azure", "hosted_on")},
			site{argument: "azure.sku", form: "%s", base: base, put: in("azure", "sku")},
			site{argument: "azure.routing.mode", form: "%s", base: base, put: in("azure", "routing", "mode")},
			site{argument: "azure.model.source", form: "%s", base: base, put: native("source")},
			site{argument: "azure.model.source", form: accounts[3], base: base, put: native("source")},
			site{argument: "azure.model.source_account", form: "%s", base: base, put: native("source_account")},
			site{argument: "azure.model.source_account", form: accounts[2], base: base, put: native("source_account"), accepts: foreignLetters},
		)
	}
	for _, base := range []string{"azure units", "azure unused"} {
		for _, form := range append(accounts, sandbox.AzureAccountID()+"/deployments/%s") {
			sites = append(sites, site{argument: "azure.spillover_deployment", form: form, base: base, put: in("azure", "spillover_deployment")})
		}
	}
	for _, argument := range []string{"format", "name", "version"} {
		sites = append(sites, site{argument: "azure.model." + argument, form: "%s", base: "azure native", put: in("azure", "model", argument)})
	}
	for _, argument := range []string{"organization", "country_code", "industry"} {
		sites = append(sites, site{
			argument: "azure.attestation." + argument, form: "%s", base: "claude", put: in("azure", "attestation", argument),
			accepts: attestationAccepts(argument),
		})
	}
	for _, form := range []string{"%s", "OpenAI/%s/2025-04-14", "OpenAI/gpt-4.1/%s"} {
		sites = append(sites, site{argument: "azure.routing.models", form: form, base: "router", put: listed("azure", "routing", "models")})
	}
	return sites
}

// native sets one argument of azure.model beside those that it needs.
func native(argument string) func(provider, resource tree, text string) {
	return func(_, resource tree, text string) {
		set(resource, tree{"format": "OpenAI", "name": "gpt-4.1-mini", "source": sandbox.AzureAccountID(), argument: text}, "azure", "model")
	}
}

func bedrockSites() []site {
	model := fmt.Sprintf("arn:aws:bedrock:%s:%s:custom-model/", region, sandbox.AWSAccount)
	var sites []site
	for _, base := range []string{"bedrock", "bedrock unused"} {
		for argument, forms := range map[string][]string{
			"region":            {"%s", "us-east-%s", "%s-east-1"},
			"model_id":          {"%s", "amazon.%s", model + "%s", "arn:aws:bedrock:%s:000000000000:custom-model/a/b", "arn:aws:bedrock:us-east-1:%s:custom-model/a/b"},
			"inference_profile": {"%s", "us.amazon.%s", "%s.amazon.nova-lite-v1:0"},
		} {
			for _, form := range forms {
				sites = append(sites, site{argument: "bedrock." + argument, form: form, base: base, put: in("bedrock", argument)})
			}
		}
	}
	return sites
}

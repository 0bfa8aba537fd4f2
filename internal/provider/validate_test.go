package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestValidate_refuses(t *testing.T) {
	many := block{}
	for _, first := range "abcdefg" {
		for _, second := range "abcdefg" {
			many[string(first)+string(second)] = "x"
		}
	}
	tests := []struct {
		name      string
		arguments block
		at        string
		says      string
	}{
		{"a subscription that is no GUID", block{"azure": block{"subscription_id": "prod"}}, "azure.subscription_id", "GUID"},
		{"an empty argument", block{"azure": block{"client_secret": ""}}, "azure.client_secret", "leave the argument out"},
		{"an account of another service", block{"azure": block{"account_id": "/subscriptions/" + guidA + "/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/s"}}, "azure.account_id", "ARM id of an account"},
		{"an account that climbs", block{"azure": block{"account_id": "group/.."}}, "azure.account_id", "ARM id of an account"},
		{"an account that ends in a dot", block{"azure": block{"account_id": "group/name."}}, "azure.account_id", "ARM id of an account"},
		{"an account with a query", block{"azure": block{"account_id": "group/name?x"}}, "azure.account_id", "ARM id of an account"},
		{"a cloud that nobody has", block{"azure": block{"environment": "german"}}, "azure.environment", "usgovernment"},
		{"an endpoint in the clear", block{"azure": block{"environment": "custom", "resource_manager_endpoint": "http://localhost:1"}}, "azure.resource_manager_endpoint", "https"},
		{"an endpoint with a user", block{"azure": block{"environment": "custom", "resource_manager_endpoint": "https://u:canary@h"}}, "azure.resource_manager_endpoint", "https"},
		{"a token request in the clear", block{"azure": block{"oidc_request_url": "http://h/x?y=z"}}, "azure.oidc_request_url", "https"},
		{"two secrets", block{"azure": block{"client_secret": "canary", "client_secret_file_path": "/s"}}, "azure.client_secret", "client_secret_file_path"},
		{"a secret and a certificate", block{"azure": block{"client_secret": "canary", "client_certificate_path": "/c"}}, "azure.client_secret", "client_certificate_path"},
		{"a secret and OpenID Connect", block{"azure": block{"client_secret": "canary", "use_oidc": true}}, "azure.client_secret", "use_oidc"},
		{"a certificate and a managed identity", block{"azure": block{"client_certificate": "canary", "use_msi": true}}, "azure.client_certificate", "use_msi"},
		{"a certificate's password beside a secret", block{"azure": block{"client_secret": "canary", "client_certificate_password": "canary"}}, "azure.client_certificate_password", "client_secret"},
		{"two tokens", block{"azure": block{"oidc_token": "canary", "oidc_token_file_path": "/t"}}, "azure.oidc_token", "oidc_token_file_path"},
		{"a tenant twice", block{"azure": block{"auxiliary_tenant_ids": []any{guidA, guidA}}}, "azure.auxiliary_tenant_ids", "duplicate"},
		{"a region that is none", block{"bedrock": block{"region": "Frankfurt"}}, "bedrock.region", "us-east-1"},
		{"half a key", block{"bedrock": block{"access_key": "canary"}}, "bedrock.access_key", "secret_key"},
		{"an account of eleven digits", block{"bedrock": block{"allowed_account_ids": []any{"12345678901"}}}, "bedrock.allowed_account_ids[0]", "12 digits"},
		{"accounts both allowed and forbidden", block{"bedrock": block{"allowed_account_ids": []any{"123456789012"}, "forbidden_account_ids": []any{"210987654321"}}}, "bedrock.allowed_account_ids", "forbidden_account_ids"},
		{"a bound on an account that is not asked for", block{"bedrock": block{"allowed_account_ids": []any{"123456789012"}, "skip_requesting_account_id": true}}, "bedrock.allowed_account_ids", "skip_requesting_account_id"},
		{"a user in place of a role", block{"bedrock": block{"assume_role": []any{block{"role_arn": "arn:aws:iam::123456789012:user/me"}}}}, "bedrock.assume_role[0].role_arn", "IAM role"},
		{"an external id with a space", block{"bedrock": block{"assume_role": []any{block{"role_arn": role, "external_id": "a b"}}}}, "bedrock.assume_role[0].external_id", "1224"},
		{"a session of a day", block{"bedrock": block{"assume_role": []any{block{"role_arn": role, "duration": "24h"}}}}, "bedrock.assume_role[0].duration", "12 hours"},
		{"a policy that is no JSON", block{"bedrock": block{"assume_role": []any{block{"role_arn": role, "policy": "{"}}}}, "bedrock.assume_role[0].policy", "JSON"},
		{"an AWS endpoint in the clear", block{"bedrock": block{"endpoints": block{"sts": "http://127.0.0.1:4566"}}}, "bedrock.endpoints.sts", "https"},
		{"a proxy without a scheme", block{"bedrock": block{"https_proxy": "canary:8080"}}, "bedrock.https_proxy", "http or https"},
		{"retries below none", block{"bedrock": block{"max_retries": -1}}, "bedrock.max_retries", "at least 0"},
		{"an empty owner", block{"owner": ""}, "owner", "1 to 256"},
		{"an owner that AWS refuses", block{"owner": "team<prod>"}, "owner", "1 to 256"},
		{"an owner that hides its direction", block{"owner": "team\u202eprod"}, "owner", "1 to 256"},
		{"a sandbox without a path", block{"sandbox": block{"path": ""}}, "sandbox.path", "must not be empty"},
		{"a tag of the provider's own", block{"default_tags": block{"llm:owner": "me"}}, `default_tags["llm:owner"]`, "belong to the provider"},
		{"a tag with a line break", block{"default_tags": block{"a": "b\nc"}}, `default_tags["a"]`, "control characters"},
		{"a tag without a key", block{"default_tags": block{"": "b"}}, `default_tags[""]`, "needs a key"},
		{"a tag that is too long", block{"default_tags": block{"a": strings.Repeat("ü", 257)}}, `default_tags["a"]`, "256"},
		{"too many tags", block{"default_tags": many}, "default_tags", "at most 48"},
		{"ignoring the provider's own tags", block{"ignore_tags": block{"keys": []any{"llm:owner"}}}, "ignore_tags.keys[0]", "llm:"},
		{"ignoring everything", block{"ignore_tags": block{"key_prefixes": []any{"l"}}}, "ignore_tags.key_prefixes[0]", "llm:"},
		{"an alias without a publisher", block{"model_aliases": block{"house": "openai/gpt-4o"}}, `model_aliases["house"]`, "publisher/name"},
		{"an alias for nothing", block{"model_aliases": block{"acme/house": ""}}, `model_aliases["acme/house"]`, "empty"},
		{"an alias for too many slashes", block{"model_aliases": block{"acme/house": "a/b/c/d"}}, `model_aliases["acme/house"]`, "more than one"},
		{"an alias for a space in front", block{"model_aliases": block{"acme/house": " openai/gpt-4o"}}, `model_aliases["acme/house"]`, "space"},
		{"an alias for an id without its version", block{"model_aliases": block{"acme/house": "OpenAI/gpt-4o/"}}, `model_aliases["acme/house"]`, "no model's name or id"},
		{"a fact about no model", block{"model_facts": []any{block{"model": "house", "tools": true}}}, "model_facts[0].model", "publisher/name"},
		{"a fact about several models", block{"model_facts": []any{block{"model": "meta/llama-3.1", "tools": true, "platform": "bedrock"}}}, "model_facts[0].model", "meta/llama3-1-8b-instruct"},
		{"a fact about no platform", block{"model_facts": []any{block{"model": "acme/house", "tools": true, "platform": "vertex"}}}, "model_facts[0].platform", "bedrock"},
		{"a fact about no scope", block{"model_facts": []any{block{"model": "acme/house", "tools": true, "processing_scope": "world"}}}, "model_facts[0].processing_scope", "global"},
		{"a fact that says nothing", block{"model_facts": []any{block{"model": "acme/house"}}}, "model_facts[0]", "at least one of tools, context and price"},
		{"a window of nothing", block{"model_facts": []any{block{"model": "acme/house", "context": 0}}}, "model_facts[0].context", "at least 1"},
		{"a model that costs nothing", block{"model_facts": []any{block{"model": "acme/house", "price": block{"input": 0, "output": 1}}}}, "model_facts[0].price.input", "above 0"},
		{"an answer that costs less than nothing", block{"model_facts": []any{block{"model": "acme/house", "price": block{"input": 1, "output": -1}}}}, "model_facts[0].price.output", "above 0"},
		{"an alias for itself", block{"model_aliases": block{"openai/gpt-4o": "OpenAI/gpt-4o"}}, `model_aliases["openai/gpt-4o"]`, "itself"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var found bool
			for _, d := range validate(t, test.arguments) {
				found = found || dotted(d) == test.at && strings.Contains(d.Detail, test.says)
				if strings.Contains(d.Summary+d.Detail, "canary") {
					t.Errorf("%q shows a value", d.Detail)
				}
			}
			if !found {
				t.Errorf("no error at %s that says %q in %s", test.at, test.says, readable(validate(t, test.arguments)))
			}
		})
	}
}

func TestValidate_accepts(t *testing.T) {
	account := "/subscriptions/" + guidA + "/resourceGroups/Mein-Büro_(1)/providers/microsoft.cognitiveservices/accounts/ai-1"
	tests := []struct {
		name      string
		arguments block
	}{
		{"nothing", block{}},
		{"empty blocks", block{"azure": block{}, "bedrock": block{}, "ignore_tags": block{}}},
		{"an account by its ARM id in any case", block{"azure": block{"account_id": account}}},
		{"an account by its group and name", block{"azure": block{"account_id": "group/account"}}},
		{"a custom cloud on loopback", block{"azure": block{
			"environment": "custom", "resource_manager_endpoint": "https://127.0.0.1:8443", "active_directory_authority_host": "https://127.0.0.1:8443/",
		}}},
		{"a secret with the switches off", block{"azure": block{"client_secret": "s", "use_oidc": false, "use_msi": false}}},
		{"a tenant by its domain", block{"azure": block{"tenant_id": "contoso.onmicrosoft.com"}}},
		{"regions of every partition", block{"bedrock": block{"region": "us-gov-east-1", "sts_region": "eusc-de-east-1"}}},
		{"a long external id", block{"bedrock": block{"assume_role": []any{block{"role_arn": role, "external_id": strings.Repeat("x", 1224)}}}}},
		{"no proxy", block{"bedrock": block{"http_proxy": "", "https_proxy": ""}}},
		{"the example of the design", block{
			"owner": "platform-team/prod", "default_tags": block{"cost_center": "42", "kubernetes.io/name": "x"},
			"ignore_tags":   block{"keys": []any{"policy-added"}, "key_prefixes": []any{"sys:"}},
			"model_aliases": block{"acme/house-model": "meta/llama-3.3-70b-instruct", "acme/native": "amazon.nova-lite-v1:0", "acme/azure": "Mistral AI/Mistral-Large-3/1", "acme/spaced": "Mistral AI/Mistral-Large-3"},
		}},
		{"what is not known yet", block{
			"azure": block{"client_secret": afterApply{}, "use_oidc": true, "subscription_id": afterApply{}, "environment": afterApply{}},
			"owner": afterApply{}, "default_tags": block{"a": afterApply{}}, "model_aliases": afterApply{}, "bedrock": afterApply{},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diags := validate(t, test.arguments); len(diags) > 0 {
				t.Error(readable(diags))
			}
		})
	}
}

// dotted is the path of a diagnostic as users write it.
func dotted(d *tfprotov6.Diagnostic) string {
	if d.Attribute == nil {
		return ""
	}
	var at strings.Builder
	for _, step := range d.Attribute.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			at.WriteString("." + string(step))
		case tftypes.ElementKeyString:
			fmt.Fprintf(&at, "[%q]", string(step))
		case tftypes.ElementKeyInt:
			fmt.Fprintf(&at, "[%d]", int64(step))
		}
	}
	return strings.TrimPrefix(at.String(), ".")
}

// readable is for the messages of tests.
func readable(diags []*tfprotov6.Diagnostic) string {
	var all []string
	for _, d := range diags {
		all = append(all, fmt.Sprintf("%s %s: %s: %s", d.Severity, dotted(d), d.Summary, d.Detail))
	}
	return strings.Join(all, "\n")
}

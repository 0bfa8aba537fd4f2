package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

func TestDeployment_refusals(t *testing.T) {
	long := strings.Repeat("a", 65)
	mini := func(more string) string { return model("GlobalStandard", 1, "gpt-5-mini", "2025-08-07", more) }
	anthropic := `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"Anthropic","name":"claude-haiku-4-5","version":"2"}%s}}`
	for name, c := range map[string]struct {
		deployment, body string
		code, message    string
	}{
		"a name of one character":    {"a", mini(""), "InvalidResourceName", ""},
		"a name of 65 characters":    {long, mini(""), "InvalidResourceName", ""},
		"a name that begins with -":  {"-a", mini(""), "InvalidResourceName", ""},
		"a name with a space":        {"a%20b", mini(""), "InvalidResourceName", ""},
		"a name with a slash":        {"a%2Fb", mini(""), "InvalidResourceName", ""},
		"a right-to-left mark":       {"ab%E2%80%8F", mini(""), "InvalidResourceName", ""},
		"no properties":              {"chat", `{"sku":{"name":"Standard"}}`, "InvalidResourceProperties", ""},
		"no model":                   {"chat", `{"properties":{}}`, "InvalidResourceProperties", ""},
		"a tier":                     {"chat", `{"sku":{"name":"GlobalStandard","tier":"Standard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-5-mini"}}}`, "InvalidResourceProperties", "tier"},
		"a capacity that is text":    {"chat", `{"sku":{"name":"GlobalStandard","capacity":"9"},"properties":{"model":{"format":"OpenAI","name":"gpt-5-mini"}}}`, "InvalidRequestContent", ""},
		"a model nobody has":         {"chat", model("GlobalStandard", 1, "gpt-99", "1", ""), "DeploymentModelNotSupported", "The model 'Format:OpenAI,Name:gpt-99,Version:1' of account deployment is not supported."},
		"a version nobody has":       {"chat", model("GlobalStandard", 1, "gpt-5-mini", "1999-01-01", ""), "DeploymentModelNotSupported", "Version:1999-01-01"},
		"another format":             {"chat", `{"sku":{"name":"GlobalStandard"},"properties":{"model":{"format":"Meta","name":"gpt-5-mini"}}}`, "DeploymentModelNotSupported", "Format:Meta"},
		"a SKU the model lacks":      {"chat", model("Standard", 1, "gpt-5-mini", "2025-08-07", ""), "InvalidResourceProperties", "The specified SKU 'Standard' for model 'gpt-5-mini 2025-08-07' is not supported in this region 'eastus2'."},
		"DeveloperTier for a base":   {"chat", model("DeveloperTier", 1, "gpt-4.1", "2025-04-14", ""), "InvalidResourceProperties", "The specified SKU 'DeveloperTier' of account deployment is not supported by the model 'gpt-4.1' version: '2025-04-14'."},
		"a retired model":            {"chat", model("GlobalStandard", 1, "gpt-5.2-chat", "2025-12-11", ""), "ServiceModelDeprecated", "The model 'Format:OpenAI,Name:gpt-5.2-chat,Version:2025-12-11' has been deprecated since 06/29/2026 00:00:00."},
		"a model on its way out":     {"chat", model("GlobalStandard", 1, "o1", "2024-12-17", ""), "ServiceModelDeprecating", "is in deprecating state and cannot be used for new deployments."},
		"no capacity at all":         {"chat", model("GlobalStandard", 0, "gpt-5-mini", "2025-08-07", ""), "InvalidCapacity", "The specified capacity '0' of account deployment should be at least 1"},
		"too few PTU":                {"chat", model("GlobalProvisionedManaged", 10, "gpt-5-mini", "2025-08-07", ""), "InvalidCapacity", "The specified capacity '10' of account deployment should be at least 15 and no more than"},
		"PTU off the step":           {"chat", model("GlobalProvisionedManaged", 17, "gpt-5-mini", "2025-08-07", ""), "InvalidCapacity", "steps of 5"},
		"more than the quota":        {"chat", model("GlobalStandard", 1001, "gpt-5-mini", "2025-08-07", ""), "InsufficientQuota", "This operation require 1001 new capacity in quota Tokens Per Minute (thousands) - gpt-5-mini - GlobalStandard, which is bigger than the current available capacity 999. The current quota usage is 1 and the quota limit is 1000 for quota"},
		"an unknown upgrade option":  {"chat", mini(`,"versionUpgradeOption":"Never"`), "InvalidResourceProperties", "'versionUpgradeOption'"},
		"an unknown service tier":    {"chat", mini(`,"serviceTier":"Fast"`), "InvalidResourceProperties", "'serviceTier'"},
		"an unknown state":           {"chat", mini(`,"deploymentState":"Stopped"`), "InvalidResourceProperties", "'deploymentState'"},
		"a paused batch":             {"chat", model("GlobalBatch", 1, "gpt-4.1", "2025-04-14", `,"deploymentState":"Paused"`), "InvalidResourceProperties", "'Paused'"},
		"priority for PTU":           {"chat", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", `,"serviceTier":"Priority"`), "InvalidResourceProperties", "'Priority'"},
		"a spillover target of none": {"chat", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", `,"spilloverDeploymentName":"nope"`), "InvalidResourceProperties", "'nope' does not exist"},
		"spillover from a standard":  {"chat", mini(`,"spilloverDeploymentName":"burst"`), "InvalidResourceProperties", "'spilloverDeploymentName'"},
		"spillover to a wider scope": {"chat", model("DataZoneProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", `,"spilloverDeploymentName":"burst"`), "InvalidResourceProperties", "must have the SKU 'DataZoneStandard'"},
		"routing for a model":        {"chat", mini(`,"routing":{"mode":"cost"}`), "InvalidResourceProperties", "'routing'"},
		"routing for an old router":  {"chat", model("GlobalStandard", 1, "model-router", "2025-08-07", `,"routing":{"mode":"cost"}`), "InvalidResourceProperties", "'routing'"},
		"an unknown routing mode":    {"chat", model("GlobalStandard", 1, "model-router", "2025-11-18", `,"routing":{"mode":"best"}`), "InvalidResourceProperties", "'routing.mode'"},
		"a stranger in the router":   {"chat", model("GlobalStandard", 1, "model-router", "2025-11-18", `,"routing":{"models":[{"format":"OpenAI","name":"gpt-99","version":"1"}]}`), "InvalidResourceProperties", "gpt-99"},
		"no attestation":             {"chat", fmt.Sprintf(anthropic, ""), "InvalidModelProviderData", "organizationName"},
		"half an attestation":        {"chat", fmt.Sprintf(anthropic, `,"modelProviderData":{"organizationName":"Acme","countryCode":"usa","industry":"technology"}`), "InvalidModelProviderData", "countryCode"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newARMBox(t)
			b.mustDeploy("burst", mini(""))
			before := b.send("GET", AzureAccountID()+"/deployments", "").text
			wantRefusal(t, b.deploy(c.deployment, c.body), 400, c.code, c.message)
			if after := b.send("GET", AzureAccountID()+"/deployments", "").text; after != before {
				t.Errorf("a refusal changed the account: %s", after)
			}
		})
	}
}

func TestDeployment_accepts(t *testing.T) {
	for name, c := range map[string]struct{ body, property, want string }{
		"an attested Anthropic model": {`{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"Anthropic","name":"claude-haiku-4-5","version":"2"},"modelProviderData":{"organizationName":"Acme","countryCode":"US","industry":"technology"}}}`, "modelProviderData", "map[countryCode:US industry:technology organizationName:Acme]"},
		"a router with members":       {model("GlobalStandard", 10, "model-router", "2025-11-18", `,"routing":{"models":[{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14"}]}`), "routing", "map[mode:balanced models:[map[format:OpenAI name:gpt-4.1 version:2025-04-14]]]"},
		"spillover to the same scope": {model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", `,"spilloverDeploymentName":"burst"`), "spilloverDeploymentName", "burst"},
		"priority processing":         {model("GlobalStandard", 1, "gpt-5-mini", "2025-08-07", `,"serviceTier":"Priority"`), "serviceTier", "Priority"},
		"a fine-tuned model":          {`{"sku":{"name":"DeveloperTier","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14","source":"ftjob-1"}}}`, "provisioningState", "Succeeded"},
		"batch":                       {model("GlobalBatch", 100, "gpt-4.1", "2025-04-14", ""), "currentCapacity", "100"},
		"unknown properties, ignored": {model("GlobalStandard", 1, "gpt-5-mini", "2025-08-07", `,"sku":{"name":"x"},"nonsense":1,"provisioningState":"Failed"`), "provisioningState", "Succeeded"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newARMBox(t, ProvisioningTime(0))
			b.mustDeploy("burst", standardModel(1))
			b.mustDeploy("chat", c.body)
			if got := b.send("GET", deploymentID("chat"), "").at("properties", c.property); got != c.want {
				t.Errorf("%s is %q, want %q", c.property, got, c.want)
			}
		})
	}
}

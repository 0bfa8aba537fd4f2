package acceptance_test

import (
	"maps"
	"net/http"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// exampleRows tell how each directory of examples is run. A way of its own has a
// reason beside it.
func exampleRows() map[string]example {
	page := []string{"resource.tf", "versions.tf"} // without the import block, which names what nobody has
	rows := map[string]example{
		"quickstart":           {makes: 2},
		"portable":             {makes: 2},
		"data-residency":       {makes: 1, prepare: (*world).europeanAccount},
		"health-checks":        {makes: 1},
		"sandbox-eu":           {makes: 2, prepare: (*world).europeanAccount},
		"guardrail-bedrock":    {makes: 1},
		"guardrail-portable":   {makes: 4},
		"route-api-management": {makes: 4},
		"route-blue-green":     {makes: 4},
		"route-cost":           {makes: 4},
		"route-model-router":   {makes: 1},
		"route-multi-cloud":    {makes: 4},

		"resources/llm_deployment":            {files: page, makes: 4, protected: true},
		"resources/llm_guardrail":             {files: page, makes: 6},
		"resources/llm_guardrail_enforcement": {files: page, makes: 2},
		"resources/llm_route": {files: page, makes: 6, given: given(map[string]string{
			"agentcore_gateway_arn": sandbox.AgentCoreGatewayARN(), "azure_key_provider_arn": sandbox.AgentCoreKeyProviderARN(),
			"api_management_id": sandbox.APIManagementID(), "bedrock_key_secret_id": "https://vault.vault.azure.net/secrets/bedrock",
		})},

		"data-sources/llm_model":       {makes: 2},
		"data-sources/llm_models":      {},
		"data-sources/llm_quota":       {},
		"data-sources/llm_deployments": {},
		"checks":                       {makes: 1},

		"ephemeral-resources/llm_credentials": {makes: 2},
		"actions/llm_invoke":                  {test: asksWhatItSays},

		"functions/model_reference":                {},
		"functions/parse_id":                       {},
		"functions/to_envoy_ai_gateway":            {makes: 2},
		"functions/to_litellm":                     {makes: 2},
		"list-resources/llm_deployment":            {test: isQueried}, // needs terraform 1.14
		"list-resources/llm_route":                 {test: isQueried},
		"list-resources/llm_guardrail":             {test: isQueried},
		"list-resources/llm_guardrail_enforcement": {test: isQueried},
		"adopt-existing":                           {test: importsInBulk},      // what it imports has to be there
		"moved-from-aws":                           {test: takesOver(fromAWS)}, // its state is that of another provider
		"moved-from-azurerm":                       {test: takesOver(fromAzure)},
		"module-test":                              {test: testsItself}, // a module, which its own tests call
		"modules/multi-cloud-assistant":            {test: testsItself},
	}
	for name, row := range configurationRows() {
		rows["provider-configuration/"+name] = row
	}
	rows["provider"] = rows["provider-configuration/both-clouds"]
	return rows
}

// configurationRows are provider blocks, each with a deployment on every platform
// that it configures: what nothing needs is not opened.
func configurationRows() map[string]example {
	const guid = "00000000-0000-0000-0000-000000000000"
	account := map[string]string{"account_id": sandbox.AzureAccountID()}
	application := map[string]string{"account_id": sandbox.AzureAccountID(), "tenant_id": sandbox.AzureTenant, "client_id": guid}
	with := func(values map[string]string, name, value string) map[string]string {
		more := maps.Clone(values)
		more[name] = value
		return more
	}
	onAzure, onBedrock := portable("azure").named("beside").block("azure"), portable("bedrock").named("beside").block("bedrock")
	elsewhere := portable("bedrock").named("beside").with(args{"bedrock": `{ region = "us-east-1" }`}).block("bedrock")
	return map[string]example{
		"azure-aks":               {makes: 1, beside: onAzure, given: given(account)},
		"azure-certificate":       {makes: 1, beside: onAzure, given: given(application)},
		"azure-cli":               {makes: 1, beside: onAzure, given: given(with(account, "subscription_id", sandbox.AzureSubscription))},
		"azure-devops":            {makes: 1, beside: onAzure, given: given(with(application, "service_connection_id", guid))},
		"azure-managed-identity":  {makes: 1, beside: onAzure, given: given(account)},
		"azure-oidc-github":       {makes: 1, beside: onAzure, given: given(application)},
		"azure-oidc-token":        {makes: 1, beside: onAzure, given: given(application)},
		"azure-service-principal": {makes: 1, beside: onAzure, given: given(with(application, "client_secret", "secret"))},
		"bedrock-assume-role":     {makes: 1, beside: onBedrock},
		"bedrock-environment":     {makes: 1, beside: onBedrock},
		"bedrock-profile":         {makes: 1, beside: onBedrock},
		"bedrock-web-identity":    {makes: 1, beside: onBedrock},
		"both-clouds":             {makes: 2, beside: onAzure + onBedrock, given: given(account)},
		"github-actions":          {makes: 2, beside: onAzure + onBedrock, given: given(application)},
		"sandbox":                 {makes: 2, beside: onAzure + onBedrock},
		"sovereign-and-private":   {makes: 2, beside: onAzure + elsewhere, given: given(account)}, // the sandbox has no region us-gov-west-1
	}
}

// given are the options that set variables.
func given(values map[string]string) []string {
	var options []string
	for name, value := range values {
		options = append(options, "-var="+name+"="+value)
	}
	slices.Sort(options)
	return options
}

// europeanAccount is what the guide to the sandbox makes by hand.
func (w *world) europeanAccount() {
	group := "/subscriptions/" + sandbox.AzureSubscription + "/resourceGroups/ai-eu"
	w.do(http.MethodPut, group+"?api-version=2021-04-01", `{"location":"swedencentral"}`)
	w.do(http.MethodPut, group+"/providers/Microsoft.CognitiveServices/accounts/eu",
		`{"kind":"AIServices","sku":{"name":"S0"},"location":"swedencentral","properties":{"customSubDomainName":"ai-eu"}}`)
}

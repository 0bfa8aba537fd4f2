package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

// toLiteLLM writes the configuration of a LiteLLM proxy.
type toLiteLLM struct{ platforms Platforms }

// Metadata names the function.
func (*toLiteLLM) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "to_litellm"
}

// Definition describes it.
func (*toLiteLLM) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Writes deployments as the configuration of a LiteLLM proxy",
		MarkdownDescription: "Returns `config.yaml` of a [LiteLLM proxy](https://docs.litellm.ai/docs/proxy/configs), as its documentation of October 2026 has it: one entry of `model_list` for each endpoint, sorted by name. " +
			"It holds no secret:\n\n" +
			"* **Azure**: the key comes from the environment variable `AZURE_API_KEY_<ACCOUNT>` of the proxy, named after the account (`os.environ/…`). Where the account takes no keys, LiteLLM asks Entra ID by its own " +
			"identity (`enable_azure_ad_token_refresh`). To have it do so where there are keys too, give `merge(endpoint, { auth = merge(endpoint.auth, { schemes = [\"entra_id\"] }) })`. " +
			"Try it before you rely on it, and set no `OPENAI_API_KEY` for that proxy: a release of LiteLLM that asks for no token on Azure's v1 API may send that key there instead.\n" +
			"* **Bedrock**: the proxy signs with the credentials that AWS's own chain finds. The deployment is named by `model_id`, the model behind it by `model`, since LiteLLM takes prices and abilities from there.\n\n" +
			"A guardrail that requests have to name (`endpoint.guardrail`, Bedrock) becomes `guardrailConfig`. Claude on Azure is recognised by LiteLLM where the deployment's name holds `claude`; any other name needs keys. " +
			"Endpoints of routes are refused: a route is a gateway already.\n\n" +
			"Other settings are yours: `yamlencode(merge(yamldecode(provider::llm::to_litellm(…)), { general_settings = { … } }))`.",
		Parameters: []function.Parameter{endpointsParameter()},
		Return:     function.StringReturn{},
	}
}

// Run writes it.
func (f *toLiteLLM) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var endpoints map[string]*tfEndpoint
	if resp.Error = req.Arguments.Get(ctx, &endpoints); resp.Error != nil {
		return
	}
	all, err := f.platforms.backends(endpoints)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	config, err := liteLLMConfigOf(all)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	written, err := documents(config)
	if err != nil {
		resp.Error = function.NewFuncError("The configuration could not be written as YAML: " + err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, written)
}

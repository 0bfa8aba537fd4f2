package functions

import (
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The shape of LiteLLM's config.yaml. Source: docs.litellm.ai, "Proxy - Load
// Balancing", "Azure OpenAI", "Azure Anthropic" and "AWS Bedrock", and LiteLLM
// 1.104 of October 2026.
type (
	liteLLMConfig struct {
		Models   []liteLLMModel   `yaml:"model_list"`
		Settings *liteLLMSettings `yaml:"litellm_settings,omitempty"`
	}
	liteLLMSettings struct {
		TokenRefresh bool `yaml:"enable_azure_ad_token_refresh"`
	}
	liteLLMModel struct {
		Name   string        `yaml:"model_name"`
		Params liteLLMParams `yaml:"litellm_params"`
	}
	liteLLMParams struct {
		Model     string            `yaml:"model"`
		ModelID   string            `yaml:"model_id,omitempty"`
		Base      string            `yaml:"api_base,omitempty"`
		Version   string            `yaml:"api_version,omitempty"`
		Key       string            `yaml:"api_key,omitempty"`
		Scope     string            `yaml:"azure_scope,omitempty"`
		Region    string            `yaml:"aws_region_name,omitempty"`
		Runtime   string            `yaml:"aws_bedrock_runtime_endpoint,omitempty"`
		Guardrail *liteLLMGuardrail `yaml:"guardrailConfig,omitempty"`
	}
	liteLLMGuardrail struct {
		ID      string `yaml:"guardrailIdentifier"`
		Version string `yaml:"guardrailVersion"`
	}
)

func liteLLMConfigOf(all []backend) (liteLLMConfig, error) {
	config := liteLLMConfig{Models: []liteLLMModel{}}
	accounts := accountNames(all)
	for _, b := range all {
		params := b.liteLLMOnBedrock()
		if b.platform == llm.Azure {
			var err error
			if params, err = b.liteLLMOnAzure(accounts[b.account()]); err != nil {
				return liteLLMConfig{}, fmt.Errorf("endpoints[%s] %w", framework.Shown(b.name), err)
			}
			if !b.keys {
				config.Settings = &liteLLMSettings{TokenRefresh: true}
			}
		}
		config.Models = append(config.Models, liteLLMModel{Name: b.name, Params: params})
	}
	return config, nil
}

// liteLLMOnAzure leaves it to LiteLLM to append the paths: api_version v1 stands
// for /openai/v1 below the host.
func (b backend) liteLLMOnAzure(account string) (liteLLMParams, error) {
	params := liteLLMParams{Model: "azure/" + b.at.ID.Name, Base: "https://" + b.host, Version: "v1", Scope: b.scope}
	if b.anthropic {
		params.Model, params.Base, params.Version = "azure_ai/"+b.at.ID.Name, params.Base+"/anthropic", ""
	}
	if b.keys {
		params.Key, params.Scope = "os.environ/AZURE_API_KEY_"+variable(account), ""
	}
	if b.anthropic && !strings.Contains(b.at.ID.Name, "claude") {
		if !b.keys {
			return liteLLMParams{}, fmt.Errorf("is Claude under the name %s, which LiteLLM does not recognise, on an account that takes no keys. Give the deployment a name with \"claude\" in it", framework.Shown(b.at.ID.Name))
		}
		params.Model = "anthropic/" + b.at.ID.Name
	}
	return params, nil
}

func (b backend) liteLLMOnBedrock() liteLLMParams {
	params := liteLLMParams{
		Model: "bedrock/" + b.base, ModelID: b.at.ID.Value, Region: b.at.ID.Location, Runtime: "https://" + b.host,
	}
	if b.base == "" {
		params.Model, params.ModelID = "bedrock/converse/"+b.at.ID.Value, ""
	}
	if b.guardrail != (llm.AttachedGuardrail{}) {
		params.Guardrail = &liteLLMGuardrail{b.guardrail.ID, b.guardrail.Version}
	}
	return params
}

// variable is the end of an environment variable's name.
func variable(name string) string {
	return strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(name))
}

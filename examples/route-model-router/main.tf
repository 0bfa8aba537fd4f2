# Azure's model router chooses a model by each prompt: cost or quality, among the models that are listed. It is a deployment
# like any other, and so a target of a route. It chooses inside its Azure account only; the fallback leads to another cloud.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

provider "llm" {
  sandbox = { path = "sandbox.json" }
}

variable "gateway" {
  description = "ARM id of the API Management service. The default is the one that a new sandbox holds."
  type        = string
  # your own: azurerm_api_management.main.id
  default = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox"
}

variable "bedrock_credential" {
  description = "A Key Vault secret, or a secret named value of the service, that holds a Bedrock API key."
  type        = string
  # your own: azurerm_key_vault_secret.bedrock.versionless_id or azurerm_api_management_named_value.bedrock.id
  default = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox/namedValues/bedrock-api-key"
}

resource "llm_deployment" "cheapest" {
  platform         = "azure"
  name             = "cheapest"
  model            = "openai/model-router"
  processing_scope = "global"
  azure = {
    routing = {
      mode   = "cost"
      models = ["OpenAI/gpt-5.4/2026-03-05", "OpenAI/gpt-5.4-mini/2026-03-17", "OpenAI/gpt-5.4-nano/2026-03-17"]
    }
  }
}

resource "llm_deployment" "spare" {
  platform         = "bedrock"
  name             = "spare"
  model            = "openai/gpt-5.6-luna"
  processing_scope = "global"
}

resource "llm_route" "cheapest" {
  name    = "cheapest"
  gateway = var.gateway

  targets   = { router = { endpoint = llm_deployment.cheapest.endpoint, weight = 100 } }
  fallbacks = [{ endpoint = llm_deployment.spare.endpoint, credential = var.bedrock_credential }]
}

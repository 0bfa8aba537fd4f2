# One model name for clients, on Azure API Management. Four of five requests go to Azure, the fifth to Bedrock; what either
# throttles or fails at goes to a smaller model on Bedrock, within the same request.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Without this block the same configuration works on your accounts, once the two variables name what is there.
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

resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
}

resource "llm_deployment" "spare" {
  platform         = "bedrock"
  name             = "assistant-spare"
  model            = "openai/gpt-5.6-luna"
  processing_scope = "global"
}

resource "llm_route" "assistant" {
  name    = "assistant" # the model name that clients ask for
  gateway = var.gateway

  targets = {
    # No credential: the service's own identity asks Entra ID for a token.
    azure   = { endpoint = llm_deployment.assistant["azure"].endpoint, weight = 80 }
    bedrock = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 20, credential = var.bedrock_credential }
  }
  fallbacks  = [{ endpoint = llm_deployment.spare.endpoint, credential = var.bedrock_credential }]
  rate_limit = { tokens_per_minute = 80000 }
}

output "endpoint" {
  description = "What an application needs to call the route: address, model name, auth."
  value       = llm_route.assistant.endpoint
}

# One model name for clients, on an AgentCore Gateway. Requests go to Bedrock; one that is throttled, fails or does not
# begin to answer goes to the same model on Azure, within the same request.
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
  description = "ARN of the AgentCore Gateway. The default is the one that a new sandbox holds."
  type        = string
  # your own: aws_bedrockagentcore_gateway.main.gateway_arn
  default = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
}

variable "azure_credential" {
  description = "ARN of the credential provider, in AgentCore Identity, that holds the key of the Azure account."
  type        = string
  # your own: aws_bedrockagentcore_api_key_credential_provider.azure.credential_provider_arn
  default = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai"
}

resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
}

resource "llm_route" "assistant" {
  name    = "assistant" # the model name that clients ask for
  gateway = var.gateway

  targets = {
    bedrock = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 100 }
  }
  fallbacks = [
    { endpoint = llm_deployment.assistant["azure"].endpoint, credential = var.azure_credential },
  ]
  fallback_on = {
    statuses           = ["429", "5XX"]
    connection_error   = true
    first_byte_timeout = "8s"
  }
}

output "endpoint" {
  description = "What an application needs to call the route: address, model name, auth."
  value       = llm_route.assistant.endpoint
}

resource "llm_deployment" "assistant" {
  for_each         = toset(["azure", "bedrock"])
  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
}

resource "llm_deployment" "spare" {
  platform         = "bedrock"
  name             = "assistant-spare"
  model            = "openai/gpt-5.6-luna"
  processing_scope = "global"
}

# On an AgentCore Gateway: nine of ten requests to Bedrock, the tenth to Azure, and what fails or takes too long to a spare.
resource "llm_route" "assistant" {
  name    = "assistant" # the model name that clients ask for
  gateway = var.agentcore_gateway_arn

  targets = {
    bedrock = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 90 }
    azure   = { endpoint = llm_deployment.assistant["azure"].endpoint, weight = 10, credential = var.azure_key_provider_arn }
  }
  fallbacks   = [{ endpoint = llm_deployment.spare.endpoint }]
  fallback_on = { statuses = ["429", "5XX"], first_byte_timeout = "8s" }
}

# The same on API Management, which signs in to Azure by itself and needs a key for Bedrock.
resource "llm_route" "assistant_on_azure" {
  name    = "assistant"
  gateway = var.api_management_id

  targets = {
    azure   = { endpoint = llm_deployment.assistant["azure"].endpoint, weight = 9 }
    bedrock = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 1, credential = var.bedrock_key_secret_id }
  }
  rate_limit = { tokens_per_minute = 100000 }
}

# What an application needs to call the route: url, the value of model in a request, and how a caller proves who it is.
output "endpoint" {
  value = llm_route.assistant.endpoint
}

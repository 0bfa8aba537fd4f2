# On an AgentCore Gateway: nine of ten requests to blue, the tenth to green, and what fails to a spare deployment.
resource "llm_route" "assistant" {
  name    = "assistant" # the model name that clients ask for
  gateway = var.agentcore_gateway_arn

  targets = {
    blue  = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 90 }
    green = { endpoint = llm_deployment.assistant["azure"].endpoint, weight = 10, credential = var.azure_key_provider_arn }
  }
  fallbacks   = [{ endpoint = llm_deployment.spare.endpoint }]
  fallback_on = { statuses = ["429", "5XX"], first_byte_timeout = "8s" }
  requires    = { input = ["text"], context = 128000 }
}

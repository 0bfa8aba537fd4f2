terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}
provider "llm" {
  sandbox       = { path = "sandbox.json" }
  owner         = "platform/prod"
  default_tags  = { cost = "42" }
  ignore_tags   = { keys = ["policy"], key_prefixes = ["sys:"] }
  model_aliases = { "acme/house" = "openai/gpt-4.1-mini" }
  drift_policy  = { recreated = "ignore" }
}
resource "llm_deployment" "azure" {
  model = "openai/gpt-5.6-sol"
  name = "azure"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "bedrock" {
  model = "openai/gpt-5.6-sol"
  name = "bedrock"
  platform = "bedrock"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "claude" {
  model = "anthropic/claude-sonnet-4-5"
  name = "claude"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_route" "agentcore" {
  gateway = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
  name = "chat"
  targets = { blue = { weight = 90, endpoint = llm_deployment.bedrock.endpoint }, green = { weight = 10, endpoint = llm_deployment.azure.endpoint, credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai" } }
}
resource "llm_route" "apim" {
  gateway = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox"
  name = "chat"
  targets = { blue = { weight = 90, endpoint = llm_deployment.azure.endpoint }, green = { weight = 10, endpoint = llm_deployment.bedrock.endpoint, credential = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox/namedValues/bedrock-api-key" } }
}

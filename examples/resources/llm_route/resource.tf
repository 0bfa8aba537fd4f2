# One model name for clients, "assistant", served by both clouds on an AgentCore Gateway that exists.
resource "llm_route" "assistant" {
  name    = "assistant"
  gateway = var.gateway # arn:aws:bedrock-agentcore:<region>:<account>:gateway/<id>

  targets = {
    blue  = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 90 }
    green = { endpoint = llm_deployment.assistant["azure"].endpoint, weight = 10, credential = var.azure_key_provider }
  }
  fallback_on = { statuses = ["429", "5XX"] }

  # Checked at plan: every target has to call tools.
  requires = { tools = true }
}

resource "llm_deployment" "assistant" {
  for_each         = toset(["azure", "bedrock"])
  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-oss-120b"
  processing_scope = "global"
}

variable "gateway" { type = string }

# ARN of an AgentCore credential provider, which holds the key of the Azure account. The key itself has no place here.
variable "azure_key_provider" { type = string }

output "endpoint" {
  value = llm_route.assistant.endpoint
}

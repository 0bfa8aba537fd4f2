# A module of your own. Like every shared module it holds no provider block: who calls it configures the provider.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

variable "platform" {
  description = "Where to deploy: azure or bedrock."
  type        = string
}

variable "tokens_per_minute" {
  description = "Capacity."
  type        = number
  default     = 50000

  validation {
    condition     = var.tokens_per_minute % 1000 == 0
    error_message = "Azure sells capacity by the 1000 tokens per minute."
  }
}

resource "llm_deployment" "assistant" {
  platform         = var.platform
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = var.tokens_per_minute }
}

output "endpoint" {
  description = "What an application needs to call the model."
  value       = llm_deployment.assistant.endpoint
}

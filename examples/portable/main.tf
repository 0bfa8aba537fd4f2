# The same block on both clouds: only the value of platform differs.

terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

variable "platforms" {
  description = "Where to deploy: any of azure and bedrock."
  type        = set(string)
  default     = ["azure", "bedrock"]
}

provider "llm" {
  # Without this line the real clouds are used: ARM_* and AWS_* variables, or the azure and bedrock blocks.
  sandbox = { path = "sandbox.json" }

  default_tags = { cost_center = "42" }
}

resource "llm_deployment" "assistant" {
  for_each = var.platforms

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
  tags             = { team = "search" }
}

output "endpoints" {
  description = "What an application needs to call the model, by platform."
  value       = { for platform, deployment in llm_deployment.assistant : platform => deployment.endpoint }
}

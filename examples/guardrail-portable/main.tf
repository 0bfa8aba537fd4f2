# One content policy on both clouds: only the value of platform differs.

terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

variable "platforms" {
  description = "Where to make it: any of azure and bedrock."
  type        = set(string)
  default     = ["azure", "bedrock"]
}

provider "llm" {
  # Without this line the real clouds are used: ARM_* and AWS_* variables, or the azure and bedrock blocks.
  sandbox = { path = "sandbox.json" }
}

# What is asked for here both platforms have, and strictness means the same on both.
resource "llm_guardrail" "standard" {
  for_each = var.platforms

  platform = each.key
  name     = "standard"
  filters = {
    hate          = { input = "high", output = "high" }
    sexual        = { input = "medium", output = "medium" }
    violence      = { input = "medium", output = "medium" }
    prompt_attack = { input = "high" }
  }
  blocked_words = ["project-x"]
  profanity     = true
  keep_versions = 5
  tags          = { team = "trust" }
}

# On Azure the deployment bears its guardrail; on Bedrock its endpoint tells what a request has to name.
resource "llm_deployment" "assistant" {
  for_each = var.platforms

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  guardrail        = llm_guardrail.standard[each.key].versioned_id
}

output "guardrails" {
  description = "What is in force, by platform."
  value       = { for platform, guardrail in llm_guardrail.standard : platform => guardrail.versioned_id }
}

# One content policy on both clouds: only the value of platform differs.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Without this block the same configuration works on your accounts.
provider "llm" {
  sandbox = { path = "sandbox.json" }
}

variable "platforms" {
  description = "Where to deploy: any of azure and bedrock."
  type        = set(string)
  default     = ["azure", "bedrock"]
}

variable "blocked_words" {
  description = "Words that neither a prompt nor an answer may hold. They are in plans and in state, and in no log or error."
  type        = set(string)
  default     = ["project-x", "mount doom"]
}

resource "llm_guardrail" "standard" {
  for_each = var.platforms

  platform = each.key
  name     = "standard"
  filters = { # strictness: "off", "low", "medium" or "high", which strikes at the slightest
    hate          = { input = "high", output = "high" }
    sexual        = { input = "high", output = "high" }
    violence      = { input = "medium", output = "medium" }
    prompt_attack = { input = "high" }
  }
  profanity     = true
  blocked_words = var.blocked_words
}

resource "llm_deployment" "assistant" {
  for_each = var.platforms

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  guardrail        = llm_guardrail.standard[each.key].versioned_id
}

output "endpoints" {
  description = "What an application needs to call the model. On Bedrock every request has to name endpoint.guardrail; on Azure it is null, since the deployment itself is guarded."
  value       = { for platform, deployment in llm_deployment.assistant : platform => deployment.endpoint }
}

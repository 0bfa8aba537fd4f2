# Lists of models come in every spelling. The canonical reference makes one key of them.
variable "approved" {
  description = "Models that may be deployed, spelled as their lists have them."
  type        = set(string)
  default     = ["anthropic/claude-sonnet-4.5", "meta-llama/llama-3.3-70b-instruct", "mistralai/mistral-large-2512"]
}

variable "model" {
  description = "The model to deploy, in any spelling."
  type        = string
  default     = "Mistral AI/Mistral-Large-3/1"
}

locals {
  approved = toset([for model in var.approved : provider::llm::model_reference(model).canonical])
  model    = provider::llm::model_reference(var.model)
}

output "canonical" {
  description = "The one spelling that all have in common."
  value       = local.model.canonical # "mistral/large-3@1"
}

output "is_approved" {
  description = "Whether any version of the model is approved."
  value       = contains(local.approved, "${local.model.publisher}/${local.model.name}") # true
}

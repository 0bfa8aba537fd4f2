variable "name" {
  description = "What everything is called, and the model name that clients of the gateway ask for."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "Give 3 to 32 lower-case letters, digits and dashes, which begin with a letter and do not end with a dash: both clouds and both gateways take that."
  }
}

variable "model" {
  description = "The model, as publisher/name or publisher/name@version. Any spelling of it that the provider reads."
  type        = string

  validation {
    condition     = can(provider::llm::model_reference(var.model))
    error_message = "Give publisher/name, such as openai/gpt-5.6-sol."
  }
}

variable "processing_scope" {
  description = "How far a request may travel at most: region, geo or global. A decision about compliance, so there is no default."
  type        = string

  validation {
    condition     = contains(["region", "geo", "global"], var.processing_scope)
    error_message = "Give region, geo or global."
  }
}

variable "allowed_locations" {
  description = "Geographies or regions where requests may be processed. Null: wherever processing_scope allows."
  type        = list(string)
  default     = null
}

variable "platforms" {
  description = "The clouds to deploy on."
  type        = set(string)
  default     = ["azure", "bedrock"]

  validation {
    condition     = length(var.platforms) > 0 && length(setsubtract(var.platforms, ["azure", "bedrock"])) == 0
    error_message = "Give azure, bedrock or both."
  }
}

variable "primary" {
  description = "The cloud that answers while it can; the other one answers what it fails at. Null: the first by name. Needs a gateway to count."
  type        = string
  default     = null

  validation {
    condition     = var.primary == null || try(contains(var.platforms, var.primary), false)
    error_message = "Give one of platforms."
  }
}

variable "tokens_per_minute" {
  description = "Capacity on each cloud."
  type        = number
  default     = 50000

  validation {
    condition     = var.tokens_per_minute >= 1000 && var.tokens_per_minute % 1000 == 0
    error_message = "Give thousands: Azure sells capacity by the 1000 tokens per minute."
  }
}

variable "strictness" {
  description = "How strictly both guardrails filter hate, sexual content, violence and prompt attacks: low, medium or high, which strikes at the slightest."
  type        = string
  default     = "medium"

  validation {
    condition     = contains(["low", "medium", "high"], var.strictness)
    error_message = "Give low, medium or high."
  }
}

variable "blocked_words" {
  description = "Words that neither a prompt nor an answer may hold. They are in plans and in state, and in no log or error."
  type        = set(string)
  default     = []
}

variable "enforce_on_bedrock" {
  description = "Whether every request of the AWS account in the region has to pass the guardrail, also those of others. Else a request has to name it; see the output guardrails."
  type        = bool
  default     = false
}

variable "gateway" {
  description = <<-EOT
    What gives clients one address: the ARN of an AgentCore Gateway or the ARM id of an API Management service, and the id of
    what holds the credential for the other cloud (a credential provider's ARN, or a named value or Key Vault secret). Null: none.
  EOT
  type = object({
    id         = string
    credential = optional(string)
  })
  default = null

  validation {
    condition     = var.gateway == null || try(provider::llm::parse_id(var.gateway.id).kind, "") == "gateway"
    error_message = "Give the ARN of an AgentCore Gateway or the ARM id of an API Management service as id."
  }
}

variable "deletion_protection" {
  description = "Whether destroying a deployment is refused."
  type        = bool
  default     = true
}

variable "retirement_notice_days" {
  description = "How many days before a model retires a check begins to warn. Null: never."
  type        = number
  default     = 60
}

variable "tags" {
  description = "Tags of the deployments and guardrails."
  type        = map(string)
  default     = {}
}

terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

variable "agentcore_gateway_arn" {
  type = string
}

variable "azure_key_provider_arn" {
  type = string
}

variable "api_management_id" {
  type = string
}

variable "bedrock_key_secret_id" {
  type = string
}

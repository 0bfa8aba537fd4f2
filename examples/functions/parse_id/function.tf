# A module that takes a gateway of either cloud can tell at plan which one it was given, and refuse everything else.
variable "gateway" {
  description = "ARN of an AgentCore Gateway, or ARM id of an API Management service."
  type        = string
  default     = "arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij"

  validation {
    condition     = try(provider::llm::parse_id(var.gateway).kind, "") == "gateway"
    error_message = "Give the ARN of an AgentCore Gateway or the ARM id of an API Management service."
  }
}

locals {
  gateway = provider::llm::parse_id(var.gateway)
}

output "platform" {
  description = "The cloud that the gateway is on."
  value       = local.gateway.platform # "bedrock"
}

output "aws_account" {
  description = "The AWS account of the gateway, null on Azure."
  value       = try(local.gateway.bedrock.account_id, null) # "123456789012"
}

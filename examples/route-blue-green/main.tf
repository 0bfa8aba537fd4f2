# From one model to its successor, in steps, while clients go on asking for the same name:
#
#   terraform apply                        # 90 of 100 requests to blue, 10 to green
#   terraform apply -var green_percent=50
#   terraform apply -var green_percent=100 # blue gets nothing any more, and stands by
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

provider "llm" {
  sandbox = { path = "sandbox.json" }
}

variable "gateway" {
  description = "ARN of the AgentCore Gateway. The default is the one that a new sandbox holds."
  type        = string
  # your own: aws_bedrockagentcore_gateway.main.gateway_arn
  default = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
}

variable "green_percent" {
  description = "How many of 100 requests go to the new model."
  type        = number
  default     = 10

  validation {
    condition     = var.green_percent >= 0 && var.green_percent <= 100
    error_message = "A share of requests is 0 to 100."
  }
}

resource "llm_deployment" "assistant" {
  for_each = {
    blue  = "openai/gpt-5.6-terra"
    green = "openai/gpt-5.6-sol"
  }

  platform         = "bedrock"
  name_prefix      = "assistant-${each.key}-"
  model            = each.value
  processing_scope = "global"

  # Whatever goes, the route lets go of it first. Without this Terraform deletes a deployment before it changes the route.
  lifecycle { create_before_destroy = true }
}

resource "llm_route" "assistant" {
  name    = "assistant"
  gateway = var.gateway

  targets = {
    blue  = { endpoint = llm_deployment.assistant["blue"].endpoint, weight = 100 - var.green_percent }
    green = { endpoint = llm_deployment.assistant["green"].endpoint, weight = var.green_percent }
  }
  requires = { input = ["image"] } # a successor that cannot read images is an error of the plan, not of a request
}

output "endpoint" {
  description = "What an application needs to call the route: the same before, during and after."
  value       = llm_route.assistant.endpoint
}

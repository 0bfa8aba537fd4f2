# The cheapest model first, the dearer ones where it fails. Prices are yours to give, from your contracts: this provider has
# no data source of prices yet. A new price moves the route with the next apply, in place.
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

variable "prices" {
  description = "Price of a million output tokens by model. An example, not a list price."
  type        = map(number)
  default = {
    "openai/gpt-5.6-luna"  = 2
    "openai/gpt-5.6-terra" = 8
    "openai/gpt-5.6-sol"   = 30
  }
}

locals {
  by_price = [for row in sort([for model, price in var.prices : format("%014.4f %s", price, model)]) : split(" ", row)[1]]
}

resource "llm_deployment" "model" {
  for_each = var.prices

  platform         = "bedrock"
  name             = replace(basename(each.key), ".", "-")
  model            = each.key
  processing_scope = "global"
}

resource "llm_route" "cheap" {
  name    = "cheap"
  gateway = var.gateway

  targets   = { cheapest = { endpoint = llm_deployment.model[local.by_price[0]].endpoint, weight = 100 } }
  fallbacks = [for model in slice(local.by_price, 1, min(3, length(local.by_price))) : { endpoint = llm_deployment.model[model].endpoint }]
}

output "order" {
  description = "Which model is asked first, and which where that one fails."
  value       = local.by_price
}

# The cheapest model first, the dearer ones where it fails. Prices are list prices that come with the provider, each with its
# source and day; model_facts in the provider block holds what you pay instead. A new price moves the route with the next
# apply, in place.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

provider "llm" {
  sandbox = { path = "sandbox.json" }

  # model_facts = [{ model = "openai/gpt-5.6-sol", platform = "bedrock", price = { input = 3, output = 15 } }]
}

variable "gateway" {
  description = "ARN of the AgentCore Gateway. The default is the one that a new sandbox holds."
  type        = string
  # your own: aws_bedrockagentcore_gateway.main.gateway_arn
  default = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
}

variable "models" {
  description = "Models that will do."
  type        = set(string)
  default     = ["openai/gpt-5.6-luna", "openai/gpt-5.6-sol", "openai/gpt-5.6-terra"]
}

variable "input_per_output" {
  description = "How many tokens go in for each that comes out."
  type        = number
  default     = 3
}

data "llm_model" "all" {
  for_each = var.models

  model            = each.key
  platforms        = ["bedrock"]
  processing_scope = "global"
}

locals {
  price = { for model, found in data.llm_model.all : model => found.offers["bedrock"].price }
  cost  = { for model, price in local.price : model => price.input * var.input_per_output + price.output if price != null }

  # A model whose price nobody knows is never the cheapest: it comes last.
  ranked   = [for row in sort([for model, cost in local.cost : format("%014.4f %s", cost, model)]) : split(" ", row)[1]]
  by_price = concat(local.ranked, sort([for model, price in local.price : model if price == null]))
}

resource "llm_deployment" "model" {
  for_each = var.models

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
  description = "Which model is asked first, and which where that one fails, with what it costs per million tokens and who says so."
  value       = [for model in local.by_price : { model = model, price = local.price[model] }]
}

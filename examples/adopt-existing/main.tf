# Deployments that nobody manages with Terraform yet, on any account and in any region, imported together.

terraform {
  required_version = ">= 1.7" # the first with for_each in import blocks

  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

variable "deployments" {
  description = "What exists, by the key that it gets here: its ARM id or ARN, and what it is to stay."
  type = map(object({
    id               = string
    name             = string
    model            = string
    processing_scope = string                        # the tightest that it keeps, or a wider bound
    version_upgrade  = optional(string, "pinned")    # on Azure: what is set there
    units            = optional(number)              # of provisioned throughput
    commitment       = optional(string)              # of it, on Bedrock
    mode             = optional(string, "on_demand") # or provisioned, batch
    tags             = optional(map(string), {})     # all that it bears, without those of default_tags
  }))
  default = {
    chat = {
      id               = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox/deployments/chat"
      name             = "chat"
      model            = "openai/gpt-4.1-mini"
      processing_scope = "global"
      version_upgrade  = "on_new_default"
    }
  }
}

provider "llm" {
  # Without this line the real clouds are used: ARM_* and AWS_* variables, or the azure and bedrock blocks.
  sandbox = { path = "sandbox.json" }
}

import {
  for_each = var.deployments
  to       = llm_deployment.adopted[each.key]
  id       = each.value.id
}

resource "llm_deployment" "adopted" {
  for_each = var.deployments

  platform         = startswith(each.value.id, "arn:") ? "bedrock" : "azure"
  name             = each.value.name
  model            = each.value.model
  processing_scope = each.value.processing_scope
  version_upgrade  = each.value.version_upgrade
  throughput       = { mode = each.value.mode, units = each.value.units, commitment = each.value.commitment }
  tags             = each.value.tags

  # Where it is stands in its id. Only the block of its own platform counts.
  azure   = { account_id = startswith(each.value.id, "arn:") ? null : split("/deployments/", each.value.id)[0] }
  bedrock = { region = startswith(each.value.id, "arn:") ? split(":", each.value.id)[3] : null }
}

output "endpoints" {
  description = "What an application needs to call each model."
  value       = { for key, deployment in llm_deployment.adopted : key => deployment.endpoint }
}

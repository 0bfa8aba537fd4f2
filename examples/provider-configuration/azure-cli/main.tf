terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure with the identity of `az login`. Nothing else is needed on a workstation.
provider "llm" {
  azure = {
    subscription_id = var.subscription_id
    account_id      = var.account_id
  }
}

variable "subscription_id" { type = string }
variable "account_id" { type = string }

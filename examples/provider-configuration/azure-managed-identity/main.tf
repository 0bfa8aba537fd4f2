terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure from a virtual machine or container with a managed identity; client_id only for a user-assigned one.
provider "llm" {
  azure = {
    use_msi    = true
    client_id  = var.client_id
    account_id = var.account_id
  }
}

variable "client_id" {
  type    = string
  default = null
}
variable "account_id" { type = string }
